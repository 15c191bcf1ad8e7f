"""Read deliveries: their state, what they carried, where they were posted. Read-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, or_, select

from facts.model import FactId, Revision
from facts.store import schema
from facts.store.facts import revisions
from facts.store.outbox.deliveries import Place, Way
from facts.store.outbox.places import ABOVE, IS_ABOVE, above, place_of
from facts.store.outbox.ready import LONGEST_HOLD
from facts.store.transaction import Transaction

_delivery, _carried, _notice = schema.delivery, schema.delivery_fact, schema.notice
_question = schema.question
_IS_ABOUT = _delivery.c.about_delivery.is_not(None)
"""A notice or an edit."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message about a fact: its place, and the state of its delivery (`sent`, `waiting` ...)."""

    place: Place
    ts: str | None
    state: str
    revision: int
    at: datetime
    is_notice: bool
    seen_by: str | None
    asker: str | None
    """Who asked the question that it answers."""


async def posted(tx: Transaction, fact: FactId, *, limit: int, after: int = 0) -> list[Posted]:
    """Return the messages about a fact, newest first, but for the first `after` of them.

    An opening and its card are in one place: that is the opening here.
    """
    rows = await tx.execute(
        select(
            _delivery,
            *ABOVE,
            _carried.c.revision_number,
            _notice.c.notice_number,
            _notice.c.seen_by_name,
            _notice.c.seen_by,
            _question.c.asker,
        )
        .join(
            _carried,
            (_carried.c.workspace_id == _delivery.c.workspace_id)
            & (_carried.c.delivery_number == _delivery.c.delivery_number),
        )
        .outerjoin(above, IS_ABOVE)
        .outerjoin(
            _notice,
            (_notice.c.workspace_id == _delivery.c.workspace_id)
            & (_notice.c.delivery_number == _delivery.c.delivery_number),
        )
        .outerjoin(
            _question,
            (_question.c.workspace_id == _delivery.c.workspace_id)
            & (_question.c.question_number == _delivery.c.question_number),
        )
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _carried.c.fact_number == fact.number,
            _carried.c.questions.is_not(None),
            _delivery.c.state.not_in(("cancelled", "refused")),  # refused ones went another way
            or_(func.coalesce(above.c.opens_thread, false()).is_(False), _IS_ABOUT),
        )
        .order_by(_delivery.c.delivery_number.desc())
        .limit(limit)
        .offset(after)
    )
    return [
        Posted(
            place=place_of(row),
            ts=row.ts,
            state=row.state,
            revision=row.revision_number,
            at=row.sent_at or row.made_at,
            is_notice=row.notice_number is not None,
            seen_by=row.seen_by_name or row.seen_by,
            asker=row.asker,
        )
        for row in rows
    ]


async def answer_of(tx: Transaction, number: int) -> tuple[int, str]:
    """Return the number and the message of the card under an opening, or of a card itself."""
    row = (
        await tx.execute(
            select(_delivery.c.delivery_number, _delivery.c.message)
            .where(
                _delivery.c.workspace_id == tx.workspace_id,
                or_(
                    _delivery.c.delivery_number == number,
                    (_delivery.c.under_delivery == number)
                    & (_delivery.c.way == Way.UNDER.value)
                    & ~_IS_ABOUT,
                ),
            )
            .order_by(_delivery.c.delivery_number.desc())
            .limit(1)
        )
    ).one()
    return row.delivery_number, row.message


async def state_and_message(tx: Transaction, number: int) -> tuple[str, str]:
    """Return a delivery's state and its message."""
    row = (
        await tx.execute(
            select(_delivery.c.state, _delivery.c.message).where(
                _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
            )
        )
    ).one()
    return row.state, row.message


async def next_due(tx: Transaction, *, now: datetime) -> datetime | None:
    """Return when the next held-back delivery becomes due, if there is one."""
    found: datetime | None = await tx.scalar(
        select(func.min(_delivery.c.not_before)).where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state.in_(("waiting", "unknown")),
            _delivery.c.not_before > now,
            _delivery.c.not_before <= now + LONGEST_HOLD,
        )
    )
    return found


async def counts(tx: Transaction) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    rows = await tx.execute(
        select(_delivery.c.state, func.count().label("number"))
        .where(_delivery.c.workspace_id == tx.workspace_id)
        .group_by(_delivery.c.state)
    )
    return {row.state: int(row.number) for row in rows}


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that Slack refused for good: its error, and since when it has waited."""

    number: int
    error: str
    made_at: datetime


async def dead_letters(tx: Transaction, *, limit: int) -> list[DeadLetter]:
    """Return the newest dead letters, newest first."""
    rows = await tx.execute(
        select(_delivery.c.delivery_number, _delivery.c.error, _delivery.c.made_at)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state == "dead")
        .order_by(_delivery.c.delivery_number.desc())
        .limit(limit)
    )
    return [DeadLetter(row.delivery_number, row.error or "", row.made_at) for row in rows]


async def was_reported(tx: Transaction, number: int, *, since: datetime) -> bool:
    """Return whether admins have heard since then of a dead letter of the same place and error."""
    this = select(_delivery).where(
        _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
    )
    row = (await tx.execute(this)).one()
    other, about = _delivery.alias("other"), _delivery.alias("about")
    found = await tx.execute(
        select(other.c.delivery_number)
        .join(
            about,
            (about.c.workspace_id == other.c.workspace_id)
            & (about.c.of_dead_delivery == other.c.delivery_number),
        )
        .where(
            other.c.workspace_id == tx.workspace_id,
            func.coalesce(other.c.channel, other.c.person) == (row.channel or row.person),
            other.c.error == row.error,
            other.c.state == "dead",
            about.c.made_at >= since,
        )
        .limit(1)
    )
    return found.first() is not None


Carried = tuple[int, int, tuple[str, ...]]
"""A fact's number, its revision's, and the questions that a message answers with the fact."""


async def carried_by(tx: Transaction, deliveries: Sequence[int]) -> dict[int, list[Carried]]:
    """Return what each of the deliveries carries."""
    found: dict[int, list[Carried]] = {number: [] for number in deliveries}
    rows = await tx.execute(
        select(_carried).where(
            _carried.c.workspace_id == tx.workspace_id,
            _carried.c.delivery_number.in_(list(found)),
        )
    )
    for row in rows:
        asked = () if row.questions is None else tuple(row.questions.split("\n"))
        found[row.delivery_number].append((row.fact_number, row.revision_number, asked))
    return found


async def carried_to(
    tx: Transaction, delivery: int
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """Return the revisions that a delivery carries and the questions that it answers."""
    found = await tx.execute(
        select(_carried)
        .where(_carried.c.workspace_id == tx.workspace_id, _carried.c.delivery_number == delivery)
        .order_by(_carried.c.questions.is_(None))
    )
    rows = found.all()
    carries = [
        await revisions.one(tx, FactId(number=row.fact_number), row.revision_number) for row in rows
    ]
    return tuple(carries), tuple(row.questions for row in rows if row.questions is not None)
