"""How likely each fact found by words or by embedding is to answer: features and a fitted model.

Features are pure functions of the question's words, the facts found and how rare the words are;
each can be read by a person. Gaps and z-scores compare a fact with the others found: take one away
and all are measured again. Two weighted sums turn features into an order and into a probability;
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
"""Where one fact alone shares anything with the question its z-score has no bound."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact at hand, as the index found it."""

    fact: int
    """Its number: what ties are broken by."""
    stems: frozenset[str]
    """All that it holds."""
    bm25: float
    """0 where no word of the question is in it."""
    cosine: float | None = None
    """Of the question's meaning and the fact's; None without the model."""


@dataclass(frozen=True, slots=True)
class Features:
    """The figures of one fact, all near 0 to 1 but the z-scores."""

    bm25: float
    """BM25 over the most that any fact could have."""
    bm25_gap: float
    """The same, less that of the best other fact."""
    bm25_z: float
    """Standard deviations over the facts at hand."""
    covered: float
    """Share of the question that the fact holds; words weighted by how rare they are."""
    beside_names: float = 0.0
    """The same of what the question says beside its names; of the likeliest fact alone."""
    rarest: float = 0.0
    """1 where the question's rarest word is in the fact."""
    cosine: float = 0.0
    """Of the question's meaning and the fact's; with its gap and z-score 0 without the model."""
    cosine_gap: float = 0.0
    cosine_z: float = 0.0

    def values(self) -> dict[str, float]:
        """Return the figures by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of a question as they are weighed."""

    weights: Mapping[frozenset[str], float]
    """How rare each word is, positive; a word is all stems that it may stand for."""
    upper_bound: float
    """The BM25 that no fact reaches."""


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
    """Return the share that a fact holds of what the question says beside its names.

    1 where it says nothing else: then the names are all that is asked for.
    """
    rest = {way: weight for way, weight in query.weights.items() if way.isdisjoint(named)}
    return _held(rest, fact.stems) / sum(rest.values()) if rest else 1.0


def _held(weights: Mapping[frozenset[str], float], stems: frozenset[str]) -> float:
    return sum(weight for way, weight in weights.items() if not stems.isdisjoint(way))


class _Spread:
    """One figure of all facts at hand."""

    def __init__(self, values: list[float]) -> None:
        self.values = values
        self._mean = sum(values) / len(values)
        variance = sum((value - self._mean) ** 2 for value in values) / len(values)
        self._deviation = sqrt(variance) + 1e-6
        best = max(range(len(values)), key=values.__getitem__)
        self._best = best
        self._second = max((v for place, v in enumerate(values) if place != best), default=0.0)

    def gap(self, place: int) -> float:
        """Return the value less the best of the others."""
        best = self._second if place == self._best else self.values[self._best]
        return self.values[place] - best

    def z(self, place: int) -> float:
        """Return how many standard deviations over the mean it is, `MOST_Z` at most."""
        return min((self.values[place] - self._mean) / self._deviation, MOST_Z)


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
        """Whether a fact holds more than the names of what was query."""
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

    def checked(self, model: Model, beside_names: float, *, unmet: bool) -> "Ranked":
        """Return it as the guard leaves it: its share beside names, and if anything is unmet."""
        features = replace(self.features, beside_names=beside_names)
        return Ranked(self.fact, features, model.probability(features, unmet=unmet))


@cache
def shipped(*, with_meaning: bool) -> Model:
    """Return the weights that come with the program."""
    text = files("facts.search").joinpath("coefficients.json").read_text("utf-8")
    return read_model(json.loads(text)["with_meaning" if with_meaning else "lexical"])


def read_model(data: Mapping[str, object]) -> Model:
    """Read one set of weights as the file has it."""
    return Model(**data)  # type: ignore[arg-type]  # the file is ours


def rank(model: Model, query: QueryWords, hits: Sequence[Hit]) -> list[Ranked]:
    """Put facts in order, likeliest first; ties by number."""
    features = measure(query, hits)
    order = sorted(
        range(len(hits)), key=lambda place: (-model.score(features[place]), hits[place].fact)
    )
    return [
        Ranked(hits[place].fact, features[place], model.probability(features[place]))
        for place in order
    ]


def likeliest(model: Model, query: QueryWords, hits: Sequence[Hit]) -> Ranked | None:
    """Return the first of `rank`: of the others no probability is taken."""
    if not hits:
        return None
    features = measure(query, hits)
    first = min(
        range(len(hits)), key=lambda place: (-model.score(features[place]), hits[place].fact)
    )
    return Ranked(hits[first].fact, features[first], model.probability(features[first]))
