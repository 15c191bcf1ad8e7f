"""Rank facts by how likely each is to answer: features and a fitted model.

Features are pure functions of the question's words, the facts found and how rare the words are;
each is meaningful to a person. Gaps and z-scores compare a fact with the others found, so removing
one fact changes them all. Two weighted sums turn features into an order and into a probability;
their weights are in `coefficients.json`, which says how they were fitted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from math import exp, sqrt

_MOST_LOGIT = 30.0
MOST_Z = 10.0
"""Cap on the z-score, which is unbounded if only one fact shares anything with the question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact as the index found it."""

    fact: int
    """Its number, which breaks ties."""
    stems: frozenset[str]
    """The stems of all its words."""
    bm25: float
    """0 if it has no word of the question."""
    cosine: float | None = None
    """Cosine of the embeddings of question and fact; None without a model."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one fact: all between about 0 and 1, except the z-scores."""

    bm25: float
    """BM25 divided by an upper bound for any fact."""
    bm25_gap: float
    """The same, minus that of the best other fact."""
    bm25_z: float
    """Standard deviations above the mean of the facts found."""
    covered: float
    """Share of the question's words that the fact has, weighted by how rare they are."""
    beside_names: float = 0.0
    """The same for the question without its names; measured for the likeliest fact only."""
    rarest: float = 0.0
    """1 if the fact has the question's rarest word."""
    cosine: float = 0.0
    """Cosine of the embeddings; this, its gap and its z-score are 0 without a model."""
    cosine_gap: float = 0.0
    cosine_z: float = 0.0

    def values(self) -> dict[str, float]:
        """Return the features by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of a question with their weights."""

    weights: Mapping[frozenset[str], float]
    """How rare each word is (positive); each word is the set of stems that it may match."""
    upper_bound: float
    """An upper bound on the BM25 of any fact."""


def measure(query: QueryWords, hits: Sequence[Hit]) -> list[Features]:
    """Return the features of each fact, in the order given."""
    if not hits:
        return []
    total = sum(query.weights.values()) or 1.0
    most = max(query.weights.values(), default=0.0)
    rarest = [way for way, weight in query.weights.items() if weight >= most]
    bm25 = _Spread([one.bm25 / (query.upper_bound or 1.0) for one in hits])
    cosine = _Spread([one.cosine or 0.0 for one in hits])
    return [
        Features(
            bm25=bm25.values[place],
            bm25_gap=bm25.gap(place),
            bm25_z=bm25.z(place),
            covered=sum(
                weight for way, weight in query.weights.items() if not one.stems.isdisjoint(way)
            )
            / total,
            rarest=float(all(not one.stems.isdisjoint(way) for way in rarest)),
            cosine=cosine.values[place],
            cosine_gap=cosine.gap(place),
            cosine_z=cosine.z(place),
        )
        for place, one in enumerate(hits)
    ]


def beside_names(query: QueryWords, fact: Hit, named: frozenset[str]) -> float:
    """Return the share of the question, apart from its names, that a fact has.

    1 if the question consists only of names.
    """
    rest = {way: weight for way, weight in query.weights.items() if way.isdisjoint(named)}
    return _held(rest, fact.stems) / sum(rest.values()) if rest else 1.0


def _held(weights: Mapping[frozenset[str], float], stems: frozenset[str]) -> float:
    return sum(weight for way, weight in weights.items() if not stems.isdisjoint(way))


class _Spread:
    """One feature over all facts found."""

    def __init__(self, values: list[float]) -> None:
        self.values = values
        self._mean = sum(values) / len(values)
        variance = sum((value - self._mean) ** 2 for value in values) / len(values)
        self._deviation = sqrt(variance) + 1e-6
        best = max(range(len(values)), key=values.__getitem__)
        self._best = best
        self._second = max((v for place, v in enumerate(values) if place != best), default=0.0)

    def gap(self, place: int) -> float:
        """Return the value minus the best of the others."""
        best = self._second if place == self._best else self.values[self._best]
        return self.values[place] - best

    def z(self, place: int) -> float:
        """Return how many standard deviations it is above the mean, `MOST_Z` at most."""
        return min((self.values[place] - self._mean) / self._deviation, MOST_Z)


@dataclass(frozen=True, slots=True)
class Model:
    """One set of weights by feature: with embeddings or without."""

    order: Mapping[str, float]
    """Weights that rank facts: only features that differ between the facts of one question."""
    weights: Mapping[str, float]
    bias: float
    line: float
    """A fact below this probability does not answer."""
    unmet: float
    """Added to the sum if the guard finds something unmet; such a fact is refused in any
    case."""
    least_beside_names: float
    """The least `beside_names` of an answer: a fact about the person named need not say what was
    asked."""

    def score(self, features: Features) -> float:
        """Return the score that facts are ranked by, higher first."""
        return _sum(self.order, features)

    def probability(self, features: Features, *, unmet: bool = False) -> float:
        """Return the probability that the fact answers (0 to 1), by logistic regression."""
        logit = self.bias + _sum(self.weights, features) + (self.unmet if unmet else 0.0)
        return 1.0 / (1.0 + exp(-max(-_MOST_LOGIT, min(_MOST_LOGIT, logit))))

    def says_enough(self, features: Features) -> bool:
        """Whether a fact shares more of the question than names."""
        return features.beside_names >= self.least_beside_names

    def answers(self, ranked: "Ranked") -> bool:
        """Whether a fact is over the threshold and shares more than names with the question."""
        return ranked.probability >= self.line and self.says_enough(ranked.features)


def _sum(weights: Mapping[str, float], features: Features) -> float:
    return sum(weight * float(getattr(features, name)) for name, weight in weights.items())


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked fact, with its features and probability."""

    fact: int
    features: Features
    probability: float
    """Before the guard's check it is an upper bound."""

    def checked(self, model: Model, beside_names: float, *, unmet: bool) -> "Ranked":
        """Return it updated by the guard: its share apart from names, and if anything is unmet."""
        features = replace(self.features, beside_names=beside_names)
        return Ranked(self.fact, features, model.probability(features, unmet=unmet))


@cache
def shipped(*, with_meaning: bool) -> Model:
    """Return the weights shipped with the program."""
    text = files("facts.search").joinpath("coefficients.json").read_text("utf-8")
    return read_model(json.loads(text)["with_meaning" if with_meaning else "lexical"])


def read_model(data: Mapping[str, object]) -> Model:
    """Read one set of weights from the file's data."""
    return Model(**data)  # type: ignore[arg-type]  # the file is ours


def rank(model: Model, query: QueryWords, hits: Sequence[Hit]) -> list[Ranked]:
    """Rank facts, likeliest first; ties by number."""
    features = measure(query, hits)
    order = sorted(
        range(len(hits)), key=lambda place: (-model.score(features[place]), hits[place].fact)
    )
    return [
        Ranked(hits[place].fact, features[place], model.probability(features[place]))
        for place in order
    ]


def likeliest(model: Model, query: QueryWords, hits: Sequence[Hit]) -> Ranked | None:
    """Return the first of `rank` without computing the others' probabilities."""
    if not hits:
        return None
    features = measure(query, hits)
    first = min(
        range(len(hits)), key=lambda place: (-model.score(features[place]), hits[place].fact)
    )
    return Ranked(hits[first].fact, features[first], model.probability(features[first]))
