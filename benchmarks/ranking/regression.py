"""Fit weights on labeled questions: logistic regressions with a ridge, by Newton's method.

The order is fitted as a choice among the facts found (McFadden's conditional logit), the
probability on the likeliest fact alone. `benchmarks.ranking.fit` uses it for `coefficients.json`,
and `benchmarks.retrieval` to show what weights fitted on its own queries would achieve.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from facts.search.ranking import Features

Matrix = np.ndarray[Any, np.dtype[np.float64]]

RIDGE = 100.0
"""Strength of the ridge on standardized features: the made-up questions are few and similar."""
_MOST_STEPS = 100
_CONVERGED = 1e-9


@dataclass(frozen=True, slots=True)
class Example:
    """The likeliest fact of one question, and whether it is the right one."""

    features: Features
    right: bool
    is_refused: bool = False
    """Whether the guard refuses it; if so, weights are not fitted on it."""


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
    """Fit weights for the named features; leave out examples that the guard refuses."""
    rows = [[float(getattr(one.features, name)) for name in names] for one in examples]
    right = np.array([one.right for one in examples], dtype=float)
    matrix = np.array(rows)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    solved = _newton((matrix - mean) / deviation, right, ridge)
    weights = solved[1:] / deviation
    bias = float(solved[0] - (weights * mean).sum())
    return Fitted({name: float(w) for name, w in zip(names, weights, strict=True)}, bias)


@dataclass(frozen=True, slots=True)
class Choice:
    """The facts found for one question, and the position (from 0) of the right one."""

    facts: Sequence[Features]
    right: int


def fit_order(
    choices: Sequence[Choice], names: Sequence[str], *, ridge: float = RIDGE
) -> dict[str, float]:
    """Fit the weights that choose the right fact among those found; their scale is arbitrary."""
    tables = [
        np.array([[float(getattr(one, name)) for name in names] for one in choice.facts])
        for choice in choices
    ]
    deviation = np.vstack(tables).std(axis=0) + 1e-9
    tables = [table / deviation for table in tables]
    right = [choice.right for choice in choices]
    solved = np.zeros(len(names))
    for _ in range(_MOST_STEPS):
        slope, curve = -ridge * solved, ridge * np.eye(len(names))
        for table, place in zip(tables, right, strict=True):
            likely = np.exp(table @ solved - (table @ solved).max())
            likely /= likely.sum()
            mean = likely @ table
            slope += table[place] - mean
            curve += (table.T * likely) @ table - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        # A full step may overshoot where a few features decide nearly all.
        before = _likelihood(tables, right, solved, ridge)
        while _likelihood(tables, right, solved + step, ridge) < before - _CONVERGED:
            step /= 2
        solved += step
        if float(np.abs(step).max()) < _CONVERGED:
            break
    return {name: float(weight) for name, weight in zip(names, solved / deviation, strict=True)}


def _likelihood(
    tables: Sequence[Matrix], right: Sequence[int], solved: Matrix, ridge: float
) -> float:
    total = -ridge / 2 * float(solved @ solved)
    for table, place in zip(tables, right, strict=True):
        sums = table @ solved
        total += float(sums[place] - sums.max() - np.log(np.exp(sums - sums.max()).sum()))
    return total


def cross_validated(
    questions: Sequence[Sequence[Example]], *, folds: int = 5, ridge: float = 1.0
) -> list[list[float]]:
    """Score each question's examples by weights fitted on the other folds' questions.

    Uses all features that differ. Returns logits in the shape given; deterministic.
    """
    names = _that_differ([one.features for examples in questions for one in examples])
    fitted = [
        fit(
            [
                one
                for place, examples in enumerate(questions)
                if place % folds != fold
                for one in examples
                if not one.is_refused
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


ORDERED_BY = ("bm25", "covered", "rarest", "cosine")
"""Features that may order the facts of one question; the rest follow from these or from the
guard."""


def cross_validated_order(
    choices: Sequence[Choice], *, folds: int = 5, ridge: float = 1.0
) -> list[list[int]]:
    """Order each question's facts by weights fitted on the other folds' questions.

    Returns the positions (from 0) of its facts, likeliest first; ties keep their order.
    """
    differing = _that_differ([one for choice in choices for one in choice.facts])
    names = [name for name in ORDERED_BY if name in differing]
    if not names:
        return [list(range(len(choice.facts))) for choice in choices]
    fitted = [
        fit_order(
            [choice for place, choice in enumerate(choices) if place % folds != fold],
            names,
            ridge=ridge,
        )
        for fold in range(folds)
    ]
    return [
        sorted(
            range(len(choice.facts)),
            key=lambda at: (
                -sum(
                    weight * float(getattr(choice.facts[at], name))
                    for name, weight in fitted[place % folds].items()
                )
            ),
        )
        for place, choice in enumerate(choices)
    ]


def _that_differ(everything: Sequence[Features]) -> list[str]:
    return [
        field.name
        for field in fields(Features)
        if len({getattr(features, field.name) for features in everything}) > 1
    ]


def _newton(matrix: Matrix, right: Matrix, ridge: float) -> Matrix:
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
        if float(np.abs(step).max()) < _CONVERGED:
            break
    return solved
