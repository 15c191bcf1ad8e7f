"""Compute figures from measurements: ranking, refusal, time and memory."""

import resource
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import median
from typing import Self

_CUT = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well facts are ordered: means over the questions that some fact answers."""

    map_at_5: float
    mrr: float
    p_at_1: float
    recall_at_5: float


def ranking(orders: Sequence[tuple[Sequence[int], frozenset[int]]]) -> Ranking:
    """Score each question's order of facts against those that answer it (one or more)."""
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
    """Higher means likelier to answer."""
    is_refused: bool
    """Whether the guard refuses it at every threshold."""
    is_right: bool


def auroc(with_gold: Sequence[Scored], without: Sequence[Scored]) -> float:
    """Return how often a question scores higher than one with nothing on file; ties are halves.

    A fact that the guard refuses keeps its score, which the model lowers: this measures how well
    scores separate the two groups, not what is answered.
    """
    low = sorted(one.score for one in without)
    wins = sum(bisect_left(low, one.score) + bisect_right(low, one.score) for one in with_gold)
    return wins / (2 * len(with_gold) * len(low))


@dataclass(frozen=True, slots=True)
class Point:
    """The effect of one threshold, as shares of questions."""

    threshold: float
    false: float
    """Share of the questions with nothing on file that are answered anyway."""
    right: float
    """Share of the questions with a fact on file that are answered with it."""


def curve(with_gold: Sequence[Scored], without: Sequence[Scored]) -> list[Point]:
    """Return a point for each threshold that differs in false answers, strictest first.

    A fact that the guard refuses answers at no threshold. Each threshold is the score of the next
    false answer, so that each point answers as many questions as its share of false ones allows.
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
    """Return the highest share of right answers with at most this share of false ones."""
    return max((point.right for point in points if point.false <= most_false), default=0.0)


_Z95 = 1.959964
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases, with Wilson's 95 % interval."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """The share itself; 0 of no cases."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The interval's lower and upper bound; everything is possible after no cases."""
        if not self.of:
            return 0.0, 1.0
        z = _Z95**2 / self.of
        middle = (self.share + z / 2) / (1 + z)
        spread = sqrt(self.share * (1 - self.share) * z + z**2 / 4) / (1 + z)
        return max(0.0, middle - spread), min(1.0, middle + spread)

    def json(self) -> dict[str, float]:
        """Return the counts, the share and the interval, rounded to four digits."""
        low, high = (round(bound, 4) for bound in self.interval)
        return {
            "count": self.count, "of": self.of, "share": round(self.share, 4),
            "low": low, "high": high,
        }  # fmt: skip

    def __str__(self) -> str:
        """Print as `.970 (.948-.983)`, then the counts."""
        low, high = self.interval
        return f"{self.share:.3f} ({low:.3f}–{high:.3f}), {self.count:,} of {self.of:,}"


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Median and 99th percentile of each run, then the medians over runs, in milliseconds."""

    p50: float
    p99: float

    @classmethod
    def of(cls, runs: Sequence[Sequence[float]]) -> Self:
        """Compute them from the times of each run; runs without any times are ignored."""
        timed = [sorted(times) for times in runs if times]
        if not timed:
            return cls(0.0, 0.0)
        return cls(
            p50=median(median(times) for times in timed),
            p99=median(times[min(len(times) - 1, int(len(times) * 0.99))] for times in timed),
        )

    def json(self) -> dict[str, float]:
        """Return them rounded to hundredths."""
        return {"p50": round(self.p50, 2), "p99": round(self.p99, 2)}


def peak_memory_mb() -> float:
    """Return the peak memory of this process so far, in MB (2^20 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
