"""From features to an order and to a probability: two weighted sums whose weights are a data file.

`coefficients.json` says how it was fitted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp

from facts.search.ranking.features import Asked, Features, Sighted, measure

_MOST_LOGIT = 30.0


@dataclass(frozen=True, slots=True)
class Model:
    """One set of weights, by feature: without meaning, or with it."""

    order: Mapping[str, float]
    """Puts facts in order; only what differs between the facts of one question."""
    weights: Mapping[str, float]
    bias: float
    line: float
    """A fact under this probability is no answer."""
    unmet: float
    """Added to the sum where the guard has found something missing: it is refused all the same."""
    least_beside_names: float
    """Who speaks of somebody need not say what was asked of them: so much of what a question says
    beside its names must be held, or the fact is no answer."""

    def score(self, features: Features) -> float:
        """Return what facts are put in order by, higher first."""
        return _sum(self.order, features)

    def probability(self, features: Features, *, unmet: bool = False) -> float:
        """Return how likely the fact answers (0 to 1), as a logistic regression has it."""
        logit = self.bias + _sum(self.weights, features) + (self.unmet if unmet else 0.0)
        return 1.0 / (1.0 + exp(-max(-_MOST_LOGIT, min(_MOST_LOGIT, logit))))

    def says_enough(self, features: Features) -> bool:
        """Whether a fact holds more than the names of what was asked."""
        return features.beside_names >= self.least_beside_names

    def answers(self, ranked: "Ranked") -> bool:
        """Whether a fact is over the line, and by more than the names that it shares."""
        return ranked.probability >= self.line and self.says_enough(ranked.features)


def _sum(weights: Mapping[str, float], features: Features) -> float:
    return sum(weight * float(getattr(features, name)) for name, weight in weights.items())


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fact in its place, with all that put it there."""

    fact: int
    features: Features
    probability: float
    """Before the guard has seen it the most that it can be."""

    def judged(self, model: Model, beside_names: float, *, unmet: bool) -> "Ranked":
        """Return it as the guard has seen it."""
        features = replace(self.features, beside_names=beside_names)
        return Ranked(self.fact, features, model.probability(features, unmet=unmet))


@cache
def shipped(*, with_meaning: bool) -> Model:
    """Return the weights that come with the program."""
    text = files("facts.search.ranking").joinpath("coefficients.json").read_text("utf-8")
    return read_model(json.loads(text)["with_meaning" if with_meaning else "lexical"])


def read_model(data: Mapping[str, object]) -> Model:
    """Read one set of weights as the file has it."""
    return Model(**data)  # type: ignore[arg-type]  # the file is ours


def rank(model: Model, asked: Asked, sighted: Sequence[Sighted]) -> list[Ranked]:
    """Put facts in order, likeliest first; ties by number."""
    features = measure(asked, sighted)
    order = sorted(
        range(len(sighted)), key=lambda place: (-model.score(features[place]), sighted[place].fact)
    )
    return [
        Ranked(sighted[place].fact, features[place], model.probability(features[place]))
        for place in order
    ]


def likeliest(model: Model, asked: Asked, sighted: Sequence[Sighted]) -> Ranked | None:
    """Return the first of `rank`: of the others no probability is taken."""
    if not sighted:
        return None
    features = measure(asked, sighted)
    first = min(
        range(len(sighted)), key=lambda place: (-model.score(features[place]), sighted[place].fact)
    )
    return Ranked(sighted[first].fact, features[first], model.probability(features[first]))
