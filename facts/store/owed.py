"""What changes still owe: the messages to compare with what stands now, place by place.

Written in a change's own transaction, and worked off a step at a time, each a transaction that
takes a place out of here and puts its notice into the outbox: a process that is killed in between
goes on where the last step ended, and tells no place twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    select,
)

from facts.model import Revision
from facts.store import schema
from facts.store.deliveries import Way
from facts.store.engine import Transaction
from facts.store.owing_schema import owed
from facts.store.told import STANDS

_delivery, _carried = schema.delivery, schema.delivery_fact
_above = _delivery.alias("above")
# As `facts.store.places.place_of` has it.
_PLACE = case(
    (_delivery.c.way.in_((Way.ALONE.value, Way.DIRECT.value)), _delivery.c.person),
    else_=func.coalesce(
        _delivery.c.posted_channel, _above.c.posted_channel, _delivery.c.channel, ""
    )
    + "/"
    + func.coalesce(_above.c.ts, _delivery.c.thread_ts, ""),
)
_NOTE = insert(owed).from_select(
    ["workspace_id", "fact_number", "revision_number", "delivery_number", "place"],
    select(
        _delivery.c.workspace_id,
        cast(bindparam("fact"), Integer),
        cast(bindparam("revision"), Integer),
        _delivery.c.delivery_number,
        cast(_PLACE, String),
    )
    .outerjoin(
        _above,
        (_above.c.workspace_id == _delivery.c.workspace_id)
        & (_above.c.delivery_number == _delivery.c.under_delivery),
    )
    .where(
        STANDS,
        _delivery.c.delivery_number.in_(
            select(_carried.c.delivery_number).where(
                _carried.c.workspace_id == bindparam("workspace"),
                _carried.c.fact_number.in_(bindparam("facts", expanding=True)),
            )
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """A place that is still to be looked at: its messages, and the changes because of which.

    `changes` are pairs of a fact's number and its revision's.
    """

    place: str
    deliveries: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


async def note(tx: Transaction, changed: Revision, facts: Iterable[int]) -> None:
    """Note every message that stands and carries any of these facts, because of a change."""
    await tx.connection.execute(
        _NOTE,
        {
            "workspace": tx.workspace_id,
            "fact": changed.fact.number,
            "revision": changed.number,
            "facts": list(facts),
        },
    )


async def note_these(
    tx: Transaction, changed: Revision, messages: Sequence[tuple[int, str]]
) -> None:
    """Note some messages, each with its place, because of a change."""
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "fact_number": changed.fact.number,
            "revision_number": changed.number,
            "delivery_number": number,
            "place": place,
        }
        for number, place in dict(messages).items()
    ]
    await settle(tx, changed, [number for number, _ in messages])
    if rows:
        await tx.connection.execute(insert(owed), rows)


async def not_yet_sent(tx: Transaction, changed: Revision) -> list[int]:
    """Return the messages, of those noted because of a change, that nobody has read."""
    found = await tx.connection.scalars(
        select(owed.c.delivery_number)
        .join(
            _delivery,
            (_delivery.c.workspace_id == owed.c.workspace_id)
            & (_delivery.c.delivery_number == owed.c.delivery_number),
        )
        .where(*_because_of(tx, changed), _delivery.c.state == "waiting", _delivery.c.resent == 0)
    )
    return list(found)


async def settle(tx: Transaction, changed: Revision, deliveries: Sequence[int]) -> None:
    """Take messages out that need no comparing any more."""
    if deliveries:
        await tx.connection.execute(
            delete(owed).where(
                *_because_of(tx, changed), owed.c.delivery_number.in_(list(deliveries))
            )
        )


async def places(tx: Transaction, changed: Revision) -> int:
    """Count the places that are still to be looked at because of a change."""
    found = await tx.connection.scalar(
        select(func.count(owed.c.place.distinct())).where(*_because_of(tx, changed))
    )
    return int(found or 0)


async def take(tx: Transaction, *, limit: int) -> list[Owed]:
    """Take up to `limit` places out, each with all that is owed there."""
    named = (
        await tx.connection.scalars(
            select(owed.c.place)
            .where(owed.c.workspace_id == tx.workspace_id)
            .distinct()
            .order_by(owed.c.place)
            .limit(limit)
        )
    ).all()
    return await _take(tx, list(named))


async def take_of(tx: Transaction, changed: Revision) -> list[Owed]:
    """Take every place of a change out, each with all that is owed there."""
    named = (
        await tx.connection.scalars(
            select(owed.c.place).where(*_because_of(tx, changed)).distinct()
        )
    ).all()
    return await _take(tx, list(named))


async def _take(tx: Transaction, named: list[str]) -> list[Owed]:
    if not named:
        return []
    there = (owed.c.workspace_id == tx.workspace_id) & owed.c.place.in_(named)
    rows = (
        await tx.connection.execute(select(owed).where(there).order_by(owed.c.delivery_number))
    ).all()
    await tx.connection.execute(delete(owed).where(there))
    messages: dict[str, dict[int, None]] = {}
    changes: dict[str, dict[tuple[int, int], None]] = {}
    for row in rows:
        messages.setdefault(row.place, {})[row.delivery_number] = None
        changes.setdefault(row.place, {})[row.fact_number, row.revision_number] = None
    return [Owed(place, tuple(messages[place]), tuple(changes[place])) for place in messages]


async def any_left(tx: Transaction) -> bool:
    """Whether any place is still to be looked at: a cheap look before a step."""
    found = await tx.connection.execute(
        select(owed.c.place).where(owed.c.workspace_id == tx.workspace_id).limit(1)
    )
    return found.first() is not None


def _because_of(tx: Transaction, changed: Revision) -> tuple[ColumnElement[bool], ...]:
    return (
        owed.c.workspace_id == tx.workspace_id,
        owed.c.fact_number == changed.fact.number,
        owed.c.revision_number == changed.number,
    )
