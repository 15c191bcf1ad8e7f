"""Overviews for each role: a reader's own questions, the desk's work, the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from facts.answer import Outcome
from facts.desk.answers.answers import Answers
from facts.desk.setup import Setup
from facts.errors import BadInput
from facts.model import REVIEW_AFTER, FactId, FiledFact, Revision, Role, Viewer
from facts.store import Transaction, outbox, overview
from facts.store.facts import revisions
from facts.store.overview import NoticeCounts, OpenRequest, OwnQuestion, Undelivered

__all__ = [
    "DeskWork",
    "Due",
    "Figures",
    "Listed",
    "OpenRequest",
    "Overview",
    "OwnQuestion",
    "Pending",
    "Posting",
    "Undelivered",
    "UnseenChange",
]

T = TypeVar("T")

SOON = timedelta(days=14)
"""Facts that must be verified again within these days are listed before they are overdue."""
_SHOWN = 6
_REQUESTS_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first values of a list, and how many `more` there are."""

    shown: tuple[T, ...] = ()
    more: int = 0

    @classmethod
    def first(cls, found: Sequence[T], limit: int) -> "Listed[T]":
        """Return the first `limit` of what was found."""
        return cls(tuple(found[:limit]), max(0, len(found) - limit))


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft awaiting a second editor; `before` is the revision it would replace."""

    draft: Revision
    before: Revision | None


@dataclass(frozen=True, slots=True)
class Due:
    """A fact that must be verified again, and the day it is due."""

    fact: FiledFact
    by: date


@dataclass(frozen=True, slots=True)
class UnseenChange:
    """A change with notices that nobody has marked as seen."""

    revision: Revision
    notices: NoticeCounts


@dataclass(frozen=True, slots=True)
class DeskWork:
    """What awaits the editors; `requests` are those still without an answer on file."""

    pending: Listed[Pending]
    sent_back: Listed[Revision]
    due: Listed[Due]
    requests: Listed[OpenRequest]
    changed: tuple[FiledFact, ...]
    unseen: Listed[UnseenChange]


@dataclass(frozen=True, slots=True)
class Posting:
    """For admins: deliveries by state, the oldest one waiting, dead letters; and the roles."""

    counts: dict[str, int]
    oldest: datetime | None
    undelivered: Listed[Undelivered]
    roles: Listed[tuple[str, Role]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts for the people who run the desk: nothing that a person wrote."""

    outbox: dict[str, int]
    """Deliveries by state, also the states that none is in."""
    oldest: datetime | None
    open_requests: int
    """Of the newest requests, those still without an answer."""
    overdue: int


class Overview:
    """Reads what the Home tab shows, and checks the role that each part needs."""

    def __init__(self, setup: Setup, answers: Answers) -> None:
        self._setup = setup
        self._answers = answers

    async def own_questions(self, person: str) -> list[OwnQuestion]:
        """Return a person's latest questions, which nobody else may see."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await overview.own_questions(tx, person, limit=_SHOWN)

    async def desk_work(self, person: str) -> DeskWork:
        """Return what awaits the editors; NotAllowed for people who are not editors."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.EDITOR, "see what waits for the desk")
            pending = await overview.pending(tx)
            drafts = [await self._pending(tx, *each) for each in pending[:_SHOWN]]
            back = await overview.sent_back(tx)
            returned = [await revisions.one(tx, *each) for each in back[:_SHOWN]]
            due = await self._due(tx)
            changed = await revisions.filed(tx, await overview.last_changed(tx, limit=_SHOWN))
            unseen = await overview.unseen(tx)
            changes = [
                UnseenChange(await revisions.one(tx, each.fact, each.revision), each)
                for each in unseen[:_SHOWN]
            ]
            asked = await overview.requests(tx, limit=_REQUESTS_LOOKED_AT)
        waiting = [each for each in asked if not await self._is_answered(each, person)]
        return DeskWork(
            pending=Listed(tuple(drafts), len(pending) - len(drafts)),
            sent_back=Listed(tuple(returned), len(back) - len(returned)),
            due=Listed.first(due, _SHOWN),
            requests=Listed.first(waiting, _SHOWN),
            changed=tuple(changed.values()),
            unseen=Listed(tuple(changes), len(unseen) - len(changes)),
        )

    async def posting(self, person: str) -> Posting:
        """Return the state of the outbox and the roles; NotAllowed for anyone but admins."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.ADMIN, "see how the posting fares")
            first = dict.fromkeys(sorted(self._setup.admins), Role.ADMIN)
            held = {**dict(await overview.roles(tx)), **first}
            ranked = sorted(held.items(), key=lambda each: (-each[1].rank, each[0]))
            return Posting(
                counts=await outbox.counts(tx),
                oldest=await overview.oldest_open(tx),
                undelivered=Listed.first(await overview.undelivered(tx), _SHOWN),
                roles=Listed.first([each for each in ranked if each[1] is not Role.READER], 30),
            )

    async def figures(self) -> Figures:
        """Return the counts, without checking a role."""
        today, overdue = self._setup.today(), 0
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            for (kind, final), after in REVIEW_AFTER.items():
                checked = self._setup.end_of(today - after - timedelta(days=1))
                overdue += len(await overview.checked_before(tx, kind, checked, final=final))
            counts = dict.fromkeys(outbox.STATES, 0) | await outbox.counts(tx)
            oldest = await overview.oldest_open(tx)
            asked = await overview.requests(tx, limit=_REQUESTS_LOOKED_AT)
        waiting = [each for each in asked if not await self._is_answered(each, "")]
        return Figures(counts, oldest, len(waiting), overdue)

    async def _pending(self, tx: Transaction, fact: FactId, number: int) -> Pending:
        history = await revisions.history(tx, fact)
        approved = [one for one in history if one.is_approved]
        (draft,) = [one for one in history if one.number == number]
        return Pending(draft, approved[-1] if approved else None)

    async def _due(self, tx: Transaction) -> list[Due]:
        """Return the facts to verify again within `SOON`, the longest overdue first.

        The store filters out what cannot be due; `FiledFact.review_on` decides the day of each.
        """
        soon = self._setup.today() + SOON
        numbers: list[int] = []
        for (kind, final), after in REVIEW_AFTER.items():
            checked = self._setup.end_of(soon - after)
            numbers += await overview.checked_before(tx, kind, checked, final=final)
        found = await revisions.filed(tx, numbers)
        due = [Due(fact, by) for fact in found.values() if (by := fact.review_on) and by <= soon]
        return sorted(due, key=lambda each: (each.by, each.fact.id.number))

    async def _is_answered(self, request: OpenRequest, person: str) -> bool:
        try:
            question = self._answers.read(request.question)
        except BadInput:  # it names an impossible date
            return False
        answer = await self._answers.look_up(question, Viewer(person, direct=True))
        return answer.outcome is Outcome.FOUND
