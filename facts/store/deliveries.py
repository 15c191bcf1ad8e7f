"""The outbox before, the ledger after: messages to post, and what each of them carried.

A delivery is `waiting`, then `sending` (claimed, about to be posted), then `sent`, `refused` (Slack
said no) or `cancelled`. Messages are JSON text, opaque here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, insert, or_, select, update

from facts.model import FactId, Revision
from facts.store import revisions, schema
from facts.store.engine import Transaction
from facts.store.numbers import next_number

_delivery, _carried = schema.delivery, schema.delivery_fact


class Way(StrEnum):
    """How a message reaches people."""

    CHANNEL = "channel"
    """A message in a channel, or in the thread `thread_ts` of it."""
    UNDER = "under"
    """A reply in the thread of an earlier delivery (`under`)."""
    ALONE = "alone"
    """For one person alone, where he asked."""
    DIRECT = "direct"
    """A direct message to one person."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to post. `message` is JSON; `carries` are the revisions that it rests on.

    With `under_previous` it goes into the thread of the draft before it.
    """

    way: Way
    message: str
    channel: str | None = None
    person: str | None = None
    thread_ts: str | None = None
    under_previous: bool = False
    carries: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that has been claimed: post it, then say what came of it."""

    number: int
    way: Way
    message: str
    channel: str | None
    person: str | None
    thread_ts: str | None
    question: int | None
    attempts: int


async def add(
    tx: Transaction, drafts: Sequence[Draft], *, question: int | None, now: datetime
) -> list[int]:
    """Put messages into the outbox, in order; returns their numbers."""
    if not drafts:
        return []
    first = await next_number(tx, _delivery)
    numbers = list(range(first, first + len(drafts)))
    await tx.connection.execute(
        insert(_delivery),
        [
            {
                "workspace_id": tx.workspace_id,
                "delivery_number": number,
                "question_number": question,
                "way": (Way.UNDER if draft.under_previous else draft.way).value,
                "channel": draft.channel,
                "person": draft.person,
                "thread_ts": draft.thread_ts,
                "under_delivery": number - 1 if draft.under_previous else None,
                "message": draft.message,
                "state": "waiting",
                "attempts": 0,
                "made_at": now,
            }
            for number, draft in zip(numbers, drafts, strict=True)
        ],
    )
    carried = [
        {
            "workspace_id": tx.workspace_id,
            "delivery_number": number,
            "fact_number": revision.fact.number,
            "revision_number": revision.number,
        }
        for number, draft in zip(numbers, drafts, strict=True)
        for revision in draft.carries
    ]
    if carried:
        await tx.connection.execute(insert(_carried), carried)
    return numbers


async def waiting(tx: Transaction, *, now: datetime) -> bool:
    """Whether anything could be posted now: a cheap look before a claim."""
    ready = {"workspace": tx.workspace_id, "now": now, "most": 1}
    return (await tx.connection.execute(_READY, ready)).first() is not None


_above = _delivery.alias("above")
_READY = (
    select(
        _delivery,
        _above.c.ts.label("above_ts"),
        _above.c.posted_channel.label("above_channel"),
    )
    .outerjoin(
        _above,
        (_above.c.workspace_id == _delivery.c.workspace_id)
        & (_above.c.delivery_number == _delivery.c.under_delivery),
    )
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.state == "waiting",
        or_(_delivery.c.not_before.is_(None), _delivery.c.not_before <= bindparam("now")),
        or_(_delivery.c.under_delivery.is_(None), _above.c.state == "sent"),
    )
    .order_by(_delivery.c.delivery_number)
    .limit(bindparam("most"))
)
_CARRIED = select(_carried).where(
    _carried.c.workspace_id == bindparam("workspace"),
    _carried.c.delivery_number.in_(bindparam("numbers", expanding=True)),
)
_CLAIM = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.delivery_number.in_(bindparam("numbers", expanding=True)),
    )
    .values(state="sending", attempts=_delivery.c.attempts + 1)
)
_SENT = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.delivery_number == bindparam("number"),
    )
    .values(
        state="sent",
        posted_channel=bindparam("posted_channel"),
        ts=bindparam("ts"),
        sent_at=bindparam("sent_at"),
        error=None,
    )
)


async def claim(tx: Transaction, *, now: datetime, limit: int) -> list[Delivery]:
    """Mark the oldest deliverable messages as `sending` and hand them out."""
    ready = {"workspace": tx.workspace_id, "now": now, "most": limit}
    rows = (await tx.connection.execute(_READY, ready)).all()
    numbers = [row.delivery_number for row in rows]
    if not numbers:
        return []
    await tx.connection.execute(_CLAIM, {"workspace": tx.workspace_id, "numbers": numbers})
    return [
        Delivery(
            number=row.delivery_number,
            way=Way(row.way),
            message=row.message,
            channel=row.above_channel or row.channel,
            person=row.person,
            thread_ts=row.above_ts or row.thread_ts,
            question=row.question_number,
            attempts=row.attempts + 1,
        )
        for row in rows
    ]


async def _carries(tx: Transaction, numbers: Sequence[int]) -> dict[int, list[tuple[FactId, int]]]:
    rows = await tx.connection.execute(
        _CARRIED, {"workspace": tx.workspace_id, "numbers": list(numbers)}
    )
    found: dict[int, list[tuple[FactId, int]]] = {}
    for row in rows:
        carried = (FactId(number=row.fact_number), row.revision_number)
        found.setdefault(row.delivery_number, []).append(carried)
    return found


async def mark_sent(
    tx: Transaction, number: int, *, channel: str | None, ts: str | None, now: datetime
) -> None:
    """Write down that a delivery was posted, and where; no ts where only one person sees it."""
    where = {"workspace": tx.workspace_id, "number": number}
    await tx.connection.execute(
        _SENT, {**where, "posted_channel": channel, "ts": ts, "sent_at": now}
    )


async def mark_refused(tx: Transaction, number: int, *, error: str) -> None:
    """Write down Slack's no; what was to hang under it is cancelled."""
    await _set(tx, number, state="refused", error=error[:300])
    await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.under_delivery == number,
            _delivery.c.state == "waiting",
        )
        .values(state="cancelled")
    )


async def mark_waiting(tx: Transaction, number: int, *, not_before: datetime, error: str) -> None:
    """Put a delivery back, to be posted again from `not_before` on."""
    await _set(tx, number, state="waiting", not_before=not_before, error=error[:300])


async def resume(tx: Transaction) -> int:
    """Put what was being sent when the process ended back to waiting; returns how many."""
    changed = await tx.connection.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state == "sending")
        .values(state="waiting")
    )
    return changed.rowcount


async def under(tx: Transaction, number: int) -> Draft | None:
    """Return the message that was to hang under a delivery, as a draft to send otherwise."""
    row = (
        await tx.connection.execute(
            select(_delivery)
            .where(
                _delivery.c.workspace_id == tx.workspace_id, _delivery.c.under_delivery == number
            )
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Draft(Way.ALONE, row.message, row.channel, row.person)


async def carried_below(tx: Transaction, number: int) -> tuple[Revision, ...]:
    """Return the revisions of a delivery and of what hangs under it."""
    numbers = await tx.connection.scalars(
        select(_delivery.c.delivery_number).where(
            _delivery.c.workspace_id == tx.workspace_id,
            or_(_delivery.c.delivery_number == number, _delivery.c.under_delivery == number),
        )
    )
    carried = await _carries(tx, list(numbers))
    return tuple(
        [
            await revisions.one(tx, fact, revision)
            for pairs in carried.values()
            for fact, revision in pairs
        ]
    )


async def next_due(tx: Transaction) -> datetime | None:
    """Return the moment of the earliest delivery that is held back, if any."""
    found: datetime | None = await tx.connection.scalar(
        select(_delivery.c.not_before)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state == "waiting",
            _delivery.c.not_before.is_not(None),
        )
        .order_by(_delivery.c.not_before)
        .limit(1)
    )
    return found


async def counts(tx: Transaction) -> dict[str, int]:
    """Return how many deliveries stand in each state."""
    rows = await tx.connection.execute(
        select(_delivery.c.state, func.count())
        .where(_delivery.c.workspace_id == tx.workspace_id)
        .group_by(_delivery.c.state)
    )
    return dict(rows.tuples().all())


async def _set(tx: Transaction, number: int, **values: object) -> None:
    await tx.connection.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number)
        .values(**values)
    )
