"""The outbox before, the ledger after: messages to post, and what each of them carried.

Messages are JSON text, opaque here. What becomes of a delivery is in `facts.store.outbox`.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, insert, or_, select

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

    With `under_previous` it goes into the thread of the draft before it. What is sent `until_known`
    is posted again for as long as nobody knows whether it arrived; all else once more at most.
    `about` is the dead delivery of which a message tells.
    """

    way: Way
    message: str
    channel: str | None = None
    person: str | None = None
    thread_ts: str | None = None
    under_previous: bool = False
    carries: tuple[Revision, ...] = ()
    until_known: bool = False
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that has been claimed: post it, then say what came of it.

    `mark` is what it is known by in Slack: it tells nothing, and cannot be guessed. One whose
    outcome `is_unknown` is to be looked for before it is posted again. `place` is the channel, or
    the person of a direct message.
    """

    number: int
    way: Way
    message: str
    channel: str | None
    person: str | None
    thread_ts: str | None
    question: int | None
    attempts: int
    mark: str
    made_at: datetime
    is_unknown: bool
    resent: int
    until_known: bool
    about: int | None

    @property
    def place(self) -> str:
        """Return where it goes."""
        return self.channel or self.person or ""


def lane(way: Way, channel: str | None, person: str | None, thread_ts: str | None) -> str | None:
    """Return within what order is kept: a thread, or all direct messages with one person."""
    match way:
        case Way.DIRECT:
            return person
        case Way.CHANNEL | Way.UNDER if channel and thread_ts:
            return f"{channel}:{thread_ts}"
        case Way.CHANNEL if channel and channel.startswith("D"):
            return channel
        case _:
            return None


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
                "mark": secrets.token_hex(16),
                "lane": None
                if draft.under_previous
                else lane(draft.way, draft.channel, draft.person, draft.thread_ts),
                "until_known": draft.until_known,
                "resent": 0,
                "about_delivery": draft.about,
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


_CARRIED = select(_carried).where(
    _carried.c.workspace_id == bindparam("workspace"),
    _carried.c.delivery_number.in_(bindparam("numbers", expanding=True)),
)


async def _carries(tx: Transaction, numbers: Sequence[int]) -> dict[int, list[tuple[FactId, int]]]:
    rows = await tx.connection.execute(
        _CARRIED, {"workspace": tx.workspace_id, "numbers": list(numbers)}
    )
    found: dict[int, list[tuple[FactId, int]]] = {}
    for row in rows:
        carried = (FactId(number=row.fact_number), row.revision_number)
        found.setdefault(row.delivery_number, []).append(carried)
    return found


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
