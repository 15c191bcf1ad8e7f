"""Percentiles of runs, and the peak of memory."""

import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Milliseconds: the medians, over runs, of each run's median and 99th percentile."""

    p50: float
    p99: float

    @classmethod
    def of(cls, runs: Sequence[Sequence[float]]) -> Self:
        """Take the figures of runs; those in which nothing was timed do not count."""
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
    """Return the most memory that this process has held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
