"""A card as it was posted, compared with the card as it would be posted now.

Cached for one change, since many messages about one fact carry the same revisions and speak for
the same date.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from facts import wording
from facts.answer import Match
from facts.desk.answers.matches import Pool, match_of
from facts.desk.setup import Setup
from facts.model import Audience, Decision, FactState, FiledFact, Revision, Source
from facts.notices import CardChange
from facts.question import Question, read_question
from facts.search import details_asked, events_asked
from facts.store import Transaction
from facts.store.corrections.posted_cards import PostedCard
from facts.store.facts import revisions
from facts.wording import Line


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact of a posted message: what it said on its day, and what it would say now."""

    after: Match
    change: CardChange
    differs: bool
    """Whether the old revisions would read otherwise today: time alone changes nothing."""
    is_open: bool = True
    """Whether the place may be shown what is right: not if only the desk may see it now."""
    opening: tuple[str, ...] = ()
    """What an opening said: less than a card."""
    opening_differs: bool = False
    """As `differs`, of an opening."""


Key = tuple[object, ...]


@dataclass(slots=True)
class Comparison:
    """Compares, for one change, what was posted with what the desk would post now."""

    setup: Setup
    tx: Transaction
    _revisions: dict[tuple[int, int], Revision] = field(default_factory=dict)
    _tied: dict[int, Mapping[int, FiledFact]] = field(default_factory=dict)
    _made: dict[Key, Compared] = field(default_factory=dict)

    async def read(self, cards: Iterable[PostedCard]) -> None:
        """Read every revision that these cards carry, in one query."""
        wanted = {fact for one in cards for fact, _ in one.carries}
        self._revisions = await revisions.every(self.tx, wanted)

    def question(self, card: PostedCard, text: str) -> Question:
        """Return a question that a message answers, as it was read on its day."""
        asked_on = (card.asked_at or card.made_at).astimezone(self.setup.timezone).date()
        return _read(text, asked_on)

    def revision(self, card: PostedCard, fact: int) -> Revision:
        """Return the revision of a fact that a message carries."""
        return self._revisions[fact, dict(card.carries)[fact]]

    async def of(self, card: PostedCard, fact: int, text: str) -> Compared:
        """Compare what a message says of a fact, to a question, with what it would say now."""
        question = self.question(card, text)
        day = card.made_at.astimezone(self.setup.timezone).date()
        body = self._revisions[fact, dict(card.carries)[fact]].body
        # The names in the question decide which law a decision is shown with.
        named = question.subject.casefold() if isinstance(body, Decision) else ""
        key = (fact, card.carries, _asks_for(question), named, day)
        if key not in self._made:
            self._made[key] = await self._compare(card, fact, question, day)
        return self._made[key]

    async def _compare(
        self, card: PostedCard, fact: int, question: Question, day: date
    ) -> Compared:
        today = self.setup.today()
        carried = [
            FiledFact(current=self._revisions[pair])
            for pair in sorted(card.carries, key=lambda pair: pair[0] != fact)
        ]
        then = Pool(tuple(one for one in carried if one.id.number == fact or _is_approved(one)))
        now = Pool(tuple(await self._now(fact, {pair[0] for pair in card.carries})))
        before = match_of(carried[0], question, then, probability=1.0, today=day)
        same_day = match_of(carried[0], question, then, probability=1.0, today=today)
        after = match_of(now.facts[0], question, now, probability=1.0, today=today)
        is_open = carried[0].current.audience is Audience.DESK or after.fact.current.is_open(
            self.setup.clock()
        )
        new = _lines(after) if is_open else ()
        was, now_reads = wording.changed_lines(_lines(before), new)
        date = f" {after.asked_for}" if after.is_past else ""
        change = CardChange(
            heading=wording.card_heading(before.fact.body, before.law_body),
            before=tuple(line.quoted for line in was),
            after=tuple(line.quoted for line in now_reads),
            fact_stands=bool(new),
            source=_source(after, now_reads),
            again=f"{after.fact.id}{date}",
        )
        return Compared(
            after=after,
            change=change,
            differs=not wording.reads_the_same(_lines(same_day), new),
            is_open=is_open,
            opening=_opening(before),
            opening_differs=_opening(same_day) != (_opening(after) if is_open else ()),
        )

    async def _now(self, fact: int, carried: set[int]) -> list[FiledFact]:
        """Return a fact as it is now with those it is tied to, itself first.

        What only the desk may see stays out of places that were not shown it before.
        """
        if fact not in self._tied:
            self._tied[fact] = await revisions.filed(self.tx, [fact], tied=True)
        tied, clock = self._tied[fact], self.setup.clock()
        if tied[fact].quote is not None:  # the quotes that its card answered for as well
            tied = {**tied, **await revisions.filed(self.tx, sorted(carried - set(tied)))}
        return [
            one
            for number, one in tied.items()
            if number == fact
            or (_is_approved(one) and (number in carried or one.current.is_open(clock)))
        ]


def _lines(match: Match) -> tuple[Line, ...]:
    """Return the lines of a card; none of a retracted fact, which the desk has taken back."""
    return () if match.fact.state is FactState.RETRACTED else wording.card_lines(match)


def _opening(match: Match) -> tuple[str, ...]:
    """Return the lines of an opening, as `_lines` those of a card."""
    return () if match.fact.state is FactState.RETRACTED else wording.opening_lines(match)


def _source(match: Match, lines: Sequence[Line]) -> Source | None:
    """Return where what is right can be checked: a source that its lines name, else the fact's."""
    named = [line.source for line in lines if line.source is not None]
    return (named[0] if named else match.fact.body.sources[0]) if lines else None


def _is_approved(fact: FiledFact) -> bool:
    return fact.state is FactState.APPROVED


@lru_cache(maxsize=4096)
def _read(text: str, asked_on: date) -> Question:
    return read_question(text, today=asked_on)


@lru_cache(maxsize=4096)
def _asks_for(question: Question) -> Key:
    """Return the parts of a question that decide how a fact answers it."""
    keys = tuple(key.key for key in question.keys)
    return question.as_of, events_asked(question), details_asked(question), keys
