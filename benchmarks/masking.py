"""Ask each query of a labeled set twice: with the facts that answer it on file, and without.

Masked facts are not deleted: they are left out before anything is counted, normalized or ranked.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from rich.progress import Progress

from benchmarks.desk import FactOrder, order_facts
from benchmarks.figures import Scored
from benchmarks.labeled import LabeledSet, NearMiss, Query
from facts import Answer, Desk, Outcome


@dataclass(frozen=True, slots=True)
class QueryResult:
    """How a query was answered, with its facts on file or masked."""

    measured: FactOrder
    shown: frozenset[int]
    """Numbers of the facts that the look-up answered with, or of all the choices it offered."""
    is_found: bool
    """Whether it was a single answer rather than choices."""
    gold: frozenset[int]
    """Numbers of the facts on file that answer it; empty if they are masked."""
    ms: float
    """How long the look-up took, from the text to the answer, in milliseconds."""

    @property
    def is_right(self) -> bool:
        """Whether one fact was returned, and it answers the query."""
        return self.is_found and self.shown <= self.gold

    @property
    def is_wrong(self) -> bool:
        """Whether a wrong fact was returned, or only wrong choices."""
        return bool(self.shown) and not self.shown & self.gold

    @property
    def ranks_right(self) -> bool:
        """Whether the likeliest fact answers the query."""
        return bool(self.measured.order) and self.measured.order[0] in self.gold

    def scored(self, score: float | None = None) -> Scored:
        """Return it for the curve, with the `score` of other weights if given."""
        return Scored(
            self.measured.probability if score is None else score,
            is_refused=self.measured.features is None or self.measured.is_refused,
            is_right=self.ranks_right,
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """A query with its facts on file, if there are any, and with them masked."""

    on_file: QueryResult | None
    masked: QueryResult
    half: str = ""


async def ask_all(desk: Desk, labeled: LabeledSet, progress: Progress) -> list[Pair]:
    """Ask each query of a set twice."""
    asking = progress.add_task("Asking", total=len(labeled.queries))
    pairs = []
    for query in labeled.queries:
        pairs.append(
            Pair(
                on_file=await _ask(desk, query) if query.gold else None,
                masked=await _ask(desk, query, without=query.gold),
                half=query.half,
            )
        )
        progress.advance(asking)
    return pairs


async def _ask(desk: Desk, query: Query, *, without: frozenset[int] = frozenset()) -> QueryResult:
    started = time.perf_counter()
    answer = await desk.answers.look_up(desk.answers.read(query.text), without=without)
    ms = (time.perf_counter() - started) * 1_000
    return QueryResult(
        measured=await order_facts(desk, desk.answers.read(query.text), without=without),
        shown=frozenset(_shown(answer)),
        is_found=answer.outcome is Outcome.FOUND,
        gold=query.gold - without,
        ms=ms,
    )


@dataclass(frozen=True, slots=True)
class NearMissResult:
    """How a question was answered that resembles a fact but asks for something else."""

    asked: NearMiss
    is_wrong: bool
    """Answered with the fact that must not be returned, alone or among choices."""
    is_other: bool
    """Answered with another fact; the set does not say whether it is right."""


async def ask_near_misses(
    desk: Desk, questions: tuple[NearMiss, ...], progress: Progress
) -> list[NearMissResult]:
    """Ask near-misses; the fact that each resembles must not be its answer."""
    asking = progress.add_task("Asking near-misses", total=len(questions), visible=bool(questions))
    results = []
    for one in questions:
        answer = await desk.answers.look_up(desk.answers.read(one.text))
        shown = frozenset(_shown(answer))
        is_wrong = bool(shown & one.must_not_return)
        results.append(NearMissResult(one, is_wrong, is_other=bool(shown) and not is_wrong))
        progress.advance(asking)
    return results


def _shown(answer: Answer) -> Iterator[int]:
    return (match.fact.id.number for match in answer.matches)
