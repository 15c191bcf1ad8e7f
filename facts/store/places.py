"""Where messages stand, and where those about a fact do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from facts.model import FactId
from facts.store import schema
from facts.store.deliveries import Way
from facts.store.engine import Transaction

_notice, _delivery, _carried = schema.notice, schema.delivery, schema.delivery_fact
_above = _delivery.alias("above")


@dataclass(frozen=True, slots=True)
class Place:
    """Where people were told: a channel with its thread, or one person alone."""

    channel: str | None = None
    thread_ts: str | None = None
    person: str | None = None

    def __str__(self) -> str:
        return self.person or f"{self.channel}/{self.thread_ts or ''}"


def place_of(row: Row[Any]) -> Place:
    """Return where a delivery stands; the row has its columns, and `above_ts`, `above_channel`.

    `facts.store.owed` says the same in SQL.
    """
    if Way(row.way) in (Way.ALONE, Way.DIRECT):
        return Place(person=row.person)
    return Place(
        channel=row.posted_channel or row.above_channel or row.channel,
        thread_ts=row.above_ts or row.thread_ts,
    )


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message about a fact stands, and how it fares: `sent`, `waiting` ..."""

    place: Place
    ts: str | None
    state: str
    revision: int
    at: datetime
    is_notice: bool
    seen_by: str | None


async def posted(tx: Transaction, fact: FactId, *, limit: int) -> list[Posted]:
    """Return the newest messages that spoke of a fact, newest first."""
    rows = await tx.connection.execute(
        select(
            _delivery,
            _above.c.ts.label("above_ts"),
            _above.c.posted_channel.label("above_channel"),
            _carried.c.revision_number,
            _notice.c.notice_number,
            _notice.c.seen_by_name,
            _notice.c.seen_by,
        )
        .join(
            _carried,
            (_carried.c.workspace_id == _delivery.c.workspace_id)
            & (_carried.c.delivery_number == _delivery.c.delivery_number),
        )
        .outerjoin(
            _above,
            (_above.c.workspace_id == _delivery.c.workspace_id)
            & (_above.c.delivery_number == _delivery.c.under_delivery),
        )
        .outerjoin(
            _notice,
            (_notice.c.workspace_id == _delivery.c.workspace_id)
            & (_notice.c.delivery_number == _delivery.c.delivery_number),
        )
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _carried.c.fact_number == fact.number,
            _carried.c.asked.is_not(None),
            _delivery.c.state != "cancelled",
        )
        .order_by(_delivery.c.delivery_number.desc())
        .limit(limit)
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
        )
        for row in rows
    ]
