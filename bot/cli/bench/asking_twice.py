"""Asking each question of a labelled set twice: with the facts that answer it on file, and without.

The facts are masked, not deleted: left out before anything is counted, normalised or ranked.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from rich.progress import Progress

from bot.cli.bench.figures import Scored
from bot.cli.bench.labelled import Labelled, NearMiss, Query
from facts import Answer, Desk, Measured, Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question with some facts on file."""

    measured: Measured
    shown: frozenset[int]
    """What the look-up answered with; of choices all that were offered."""
    is_found: bool
    """Whether it is one answer, and not a choice."""
    gold: frozenset[int]
    """The facts on file that answer it: none where they are masked."""
    ms: float
    """The look-up, from the text to the answer."""

    @property
    def is_right(self) -> bool:
        """Whether it is answered, with a fact that answers it."""
        return self.is_found and self.shown <= self.gold

    @property
    def is_wrong(self) -> bool:
        """Whether it is answered with something else, or offered choices none of which is right."""
        return bool(self.shown) and not self.shown & self.gold

    @property
    def ranks_right(self) -> bool:
        """Whether the likeliest fact answers it."""
        return bool(self.measured.order) and self.measured.order[0] in self.gold

    def scored(self, score: float | None = None) -> Scored:
        """Return it as the curve wants it, with a score of other weights where one is given."""
        return Scored(
            self.measured.probability if score is None else score,
            is_refused=self.measured.features is None or self.measured.is_refused,
            is_right=self.ranks_right,
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its facts on file, where there are any, and with them masked."""

    on_file: Asked | None
    masked: Asked


async def ask_all(desk: Desk, labelled: Labelled, progress: Progress) -> list[Pair]:
    """Ask every query of a set twice."""
    asking = progress.add_task("Asking", total=len(labelled.queries))
    pairs = []
    for query in labelled.queries:
        pairs.append(
            Pair(
                on_file=await _ask(desk, query) if query.gold else None,
                masked=await _ask(desk, query, without=query.gold),
            )
        )
        progress.advance(asking)
    return pairs


async def _ask(desk: Desk, query: Query, *, without: frozenset[int] = frozenset()) -> Asked:
    started = time.perf_counter()
    answer = await desk.asking.look_up(desk.asking.read(query.text), without=without)
    ms = (time.perf_counter() - started) * 1_000
    return Asked(
        measured=await desk.measuring.order(desk.asking.read(query.text), without=without),
        shown=frozenset(_shown(answer)),
        is_found=answer.outcome is Outcome.FOUND,
        gold=query.gold - without,
        ms=ms,
    )


@dataclass(frozen=True, slots=True)
class NearMisses:
    """What came of questions that are like a fact and ask for something else."""

    asked: int
    answered_wrongly: int
    """With the fact that must not be returned, alone or among choices."""
    answered_otherwise: int
    """With another fact: right or wrong, the set does not say."""


async def ask_near_misses(
    desk: Desk, asked: tuple[NearMiss, ...], progress: Progress
) -> NearMisses:
    """Ask questions that their like must not answer."""
    asking = progress.add_task("Asking near-misses", total=len(asked), visible=bool(asked))
    wrongly = otherwise = 0
    for one in asked:
        answer = await desk.asking.look_up(desk.asking.read(one.text))
        shown = frozenset(_shown(answer))
        wrongly += bool(shown & one.must_not_return)
        otherwise += bool(shown) and not shown & one.must_not_return
        progress.advance(asking)
    return NearMisses(len(asked), wrongly, otherwise)


def _shown(answer: Answer) -> Iterator[int]:
    return (match.fact.id.number for match in answer.matches)
