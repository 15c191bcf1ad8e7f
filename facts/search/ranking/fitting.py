"""Fitting the weights on labelled questions: a logistic regression with a ridge, by Newton.

For the script that writes `coefficients.json`, and for the benchmark that tells what weights fitted
on its own questions would reach. Needs numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from facts.search.ranking.features import Features

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

RIDGE = 100.0
"""Strength of the ridge on standardised features: the made-up questions are few and alike."""
_MOST_STEPS = 100
_STILL = 1e-9


@dataclass(frozen=True, slots=True)
class Example:
    """The likeliest fact of one question, and whether it is the right one."""

    features: Features
    right: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by feature, and the bias."""

    weights: dict[str, float]
    bias: float

    def logit(self, features: Features) -> float:
        """Return the weighted sum."""
        return self.bias + sum(
            weight * float(getattr(features, name)) for name, weight in self.weights.items()
        )


def fit(examples: Sequence[Example], names: Sequence[str], *, ridge: float = RIDGE) -> Fitted:
    """Fit weights for the features named; examples that the guard refuses are best left out."""
    import numpy as np  # noqa: PLC0415 (only where weights are fitted)

    rows = [[float(getattr(one.features, name)) for name in names] for one in examples]
    right = np.array([one.right for one in examples], dtype=float)
    matrix = np.array(rows)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    solved = _newton((matrix - mean) / deviation, right, ridge)
    weights = solved[1:] / deviation
    bias = float(solved[0] - (weights * mean).sum())
    return Fitted({name: float(w) for name, w in zip(names, weights, strict=True)}, bias)


def cross_validated(
    questions: Sequence[Sequence[Example]], *, folds: int = 5, ridge: float = 1.0
) -> list[list[float]]:
    """Weigh each question's examples by weights fitted on the other folds' questions.

    All features that differ are used. Returns logits in the shape given; the same each time.
    """
    everything = [one.features for examples in questions for one in examples]
    names = [
        field.name
        for field in fields(Features)
        if len({getattr(features, field.name) for features in everything}) > 1
    ]
    fitted = [
        fit(
            [
                one
                for place, examples in enumerate(questions)
                if place % folds != fold
                for one in examples
            ],
            names,
            ridge=ridge,
        )
        for fold in range(folds)
    ]
    return [
        [fitted[place % folds].logit(one.features) for one in examples]
        for place, examples in enumerate(questions)
    ]


def _newton(matrix: "Matrix", right: "Matrix", ridge: float) -> "Matrix":
    import numpy as np  # noqa: PLC0415 (as above)

    with_bias = np.hstack([np.ones((len(matrix), 1)), matrix])
    penalty = np.full(with_bias.shape[1], ridge)
    penalty[0] = 0.0
    solved = np.zeros(with_bias.shape[1])
    for _ in range(_MOST_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(with_bias @ solved, -30, 30)))
        slope = with_bias.T @ (right - probability) - penalty * solved
        curve = (with_bias.T * (probability * (1 - probability))) @ with_bias + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        solved += step
        if float(np.abs(step).max()) < _STILL:
            break
    return solved
