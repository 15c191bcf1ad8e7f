"""The figures of ranking and of refusing, from what was measured of each question. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

_CUT = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well facts are put in order, means over questions that some fact answers."""

    map_at_5: float
    mrr: float
    p_at_1: float
    recall_at_5: float


def ranking(orders: Sequence[tuple[Sequence[int], frozenset[int]]]) -> Ranking:
    """Take each question's order of facts, and those that answer it (one at least)."""
    count = len(orders)
    return Ranking(
        map_at_5=sum(_average_precision(order, gold) for order, gold in orders) / count,
        mrr=sum(_reciprocal_rank(order, gold) for order, gold in orders) / count,
        p_at_1=sum(bool(order) and order[0] in gold for order, gold in orders) / count,
        recall_at_5=sum(len(gold & {*order[:_CUT]}) / len(gold) for order, gold in orders) / count,
    )


def _average_precision(order: Sequence[int], gold: frozenset[int]) -> float:
    found, total = 0, 0.0
    for rank, fact in enumerate(order[:_CUT], start=1):
        if fact in gold:
            found += 1
            total += found / rank
    return total / min(len(gold), _CUT)


def _reciprocal_rank(order: Sequence[int], gold: frozenset[int]) -> float:
    return next((1 / rank for rank, fact in enumerate(order, start=1) if fact in gold), 0.0)


@dataclass(frozen=True, slots=True)
class Scored:
    """The likeliest fact of one question."""

    score: float
    """The higher, the likelier it answers."""
    is_refused: bool
    """Whether the guard lets it answer at no threshold."""
    is_right: bool


def auroc(with_gold: Sequence[Scored], without: Sequence[Scored]) -> float:
    """Return how often a question scores higher than one with nothing on file; ties are halves.

    The scores are taken as they are: what the guard refuses has its score, lowered as the model
    says, since this is about telling apart and not about answering.
    """
    low = sorted(one.score for one in without)
    wins = sum(bisect_left(low, one.score) + bisect_right(low, one.score) for one in with_gold)
    return wins / (2 * len(with_gold) * len(low))


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of one threshold: shares of questions."""

    threshold: float
    false: float
    """Of those with nothing on file, that are answered."""
    right: float
    """Of those with a fact on file, that are answered with it."""


def curve(with_gold: Sequence[Scored], without: Sequence[Scored]) -> list[Point]:
    """Return the points of all thresholds that differ in false answers, the strictest first.

    What the guard refuses is answered at none of them. At each point as many are answered as the
    share of false ones allows: the threshold is the score of the next false one.
    """
    false = sorted((one.score for one in without if not one.is_refused), reverse=True)
    right = sorted(one.score for one in with_gold if one.is_right and not one.is_refused)
    thresholds = dict.fromkeys([*false, -inf])
    return [
        Point(
            threshold,
            false=sum(score > threshold for score in false) / len(without),
            right=(len(right) - bisect_right(right, threshold)) / len(with_gold),
        )
        for threshold in thresholds
    ]


def right_at(points: Sequence[Point], most_false: float) -> float:
    """Return the share answered rightly where so many with nothing on file are answered at most."""
    return max((point.right for point in points if point.false <= most_false), default=0.0)
