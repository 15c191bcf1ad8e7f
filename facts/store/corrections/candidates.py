"""Notice candidates: delivered messages that a change may have made wrong, by place.

A change's own transaction writes them. They are processed in steps: each is a transaction that
takes some places out and adds their notices to the outbox, so that after a crash the work resumes
at the next step and no place gets a notice twice. A change that concerns many places is a fan-out,
with a message that shows its progress.

This file alone writes `notice_candidate` and `fan_out`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from facts.model import FactId, Revision
from facts.store import schema
from facts.store.corrections.posted_cards import IS_CURRENT
from facts.store.outbox.places import IS_ABOVE, PLACE, above
from facts.store.schema import fan_out, notice_candidate
from facts.store.transaction import Transaction

_delivery, _carried, _notice = schema.delivery, schema.delivery_fact, schema.notice
_ADD = insert(notice_candidate).from_select(
    ["workspace_id", "fact_number", "revision_number", "delivery_number", "place"],
    select(
        _delivery.c.workspace_id,
        cast(bindparam("fact"), Integer),
        cast(bindparam("revision"), Integer),
        _delivery.c.delivery_number,
        PLACE,
    )
    .outerjoin(above, IS_ABOVE)
    .where(
        IS_CURRENT,
        _delivery.c.delivery_number.in_(
            select(_carried.c.delivery_number).where(
                _carried.c.workspace_id == bindparam("workspace"),
                _carried.c.fact_number.in_(bindparam("facts", expanding=True)),
            )
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CandidatePlace:
    """A place that may need a notice: its deliveries, and the changes that concern them.

    `changes` are (fact, revision) pairs.
    """

    place: str
    deliveries: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


async def add(tx: Transaction, changed: Revision, facts: Iterable[int]) -> None:
    """Add every posted card that carries any of these facts, for a change."""
    await tx.execute(
        _ADD,
        {
            "workspace": tx.workspace_id,
            "fact": changed.fact.number,
            "revision": changed.number,
            "facts": list(facts),
        },
    )


async def add_deliveries(
    tx: Transaction, changed: Revision, messages: Sequence[tuple[int, str]]
) -> None:
    """Add deliveries, each with its place, for a change."""
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
    await remove(tx, changed, [number for number, _ in messages])
    if rows:
        await tx.execute(insert(notice_candidate), rows)


async def unsent(tx: Transaction, changed: Revision) -> list[int]:
    """Return a change's candidates that nobody has read yet."""
    found = await tx.scalars(
        select(notice_candidate.c.delivery_number)
        .join(
            _delivery,
            (_delivery.c.workspace_id == notice_candidate.c.workspace_id)
            & (_delivery.c.delivery_number == notice_candidate.c.delivery_number),
        )
        .where(*_because_of(tx, changed), _delivery.c.state == "waiting", _delivery.c.resent == 0)
    )
    return list(found)


async def remove(tx: Transaction, changed: Revision, deliveries: Sequence[int]) -> None:
    """Remove deliveries that no longer need a comparison."""
    if deliveries:
        await tx.execute(
            delete(notice_candidate).where(
                *_because_of(tx, changed), notice_candidate.c.delivery_number.in_(list(deliveries))
            )
        )


async def count_places(tx: Transaction, changed: Revision) -> int:
    """Count the places that are still to be compared for a change."""
    found = await tx.scalar(
        select(func.count(notice_candidate.c.place.distinct())).where(*_because_of(tx, changed))
    )
    return int(found or 0)


async def take(tx: Transaction, *, limit: int) -> list[CandidatePlace]:
    """Take up to `limit` places out, each with all of its candidates."""
    named = (
        await tx.scalars(
            select(notice_candidate.c.place)
            .where(notice_candidate.c.workspace_id == tx.workspace_id)
            .distinct()
            .order_by(notice_candidate.c.place)
            .limit(limit)
        )
    ).all()
    return await _take(tx, list(named))


async def take_of(tx: Transaction, changed: Revision) -> list[CandidatePlace]:
    """Take every place of a change out, each with all of its candidates."""
    named = (
        await tx.scalars(
            select(notice_candidate.c.place).where(*_because_of(tx, changed)).distinct()
        )
    ).all()
    return await _take(tx, list(named))


async def _take(tx: Transaction, named: list[str]) -> list[CandidatePlace]:
    if not named:
        return []
    there = (notice_candidate.c.workspace_id == tx.workspace_id) & notice_candidate.c.place.in_(
        named
    )
    rows = (
        await tx.execute(
            select(notice_candidate).where(there).order_by(notice_candidate.c.delivery_number)
        )
    ).all()
    await tx.execute(delete(notice_candidate).where(there))
    messages: dict[str, dict[int, None]] = {}
    changes: dict[str, dict[tuple[int, int], None]] = {}
    for row in rows:
        messages.setdefault(row.place, {})[row.delivery_number] = None
        changes.setdefault(row.place, {})[row.fact_number, row.revision_number] = None
    return [
        CandidatePlace(place, tuple(messages[place]), tuple(changes[place])) for place in messages
    ]


async def any_left(tx: Transaction) -> bool:
    """Return whether any place is left: a cheap check before a step."""
    found = await tx.execute(
        select(notice_candidate.c.place)
        .where(notice_candidate.c.workspace_id == tx.workspace_id)
        .limit(1)
    )
    return found.first() is not None


def _because_of(tx: Transaction, changed: Revision) -> tuple[ColumnElement[bool], ...]:
    return (
        notice_candidate.c.workspace_id == tx.workspace_id,
        notice_candidate.c.fact_number == changed.fact.number,
        notice_candidate.c.revision_number == changed.number,
    )


@dataclass(frozen=True, slots=True)
class FanOut:
    """A change that concerns many places: `places` of them when it was approved."""

    fact: FactId
    revision: int
    places: int
    person: str
    """Who approved it."""
    message: int | None
    """The delivery that shows the person its progress."""
    edit: int | None
    """The newest edit of that message."""


@dataclass(frozen=True, slots=True)
class FanOutProgress:
    """How many places a change has reached.

    `left` are not compared yet, `waiting` have a notice in the outbox, `replaced` get the notice of
    a later change instead, `refused` counts by Slack's error.
    """

    left: int
    waiting: int
    sent: int
    replaced: int
    refused: Counter[str]


async def begin_fan_out(tx: Transaction, changed: Revision, *, places: int, person: str) -> None:
    """Record that a change concerns many places."""
    await tx.execute(
        insert(fan_out).values(
            workspace_id=tx.workspace_id,
            fact_number=changed.fact.number,
            revision_number=changed.number,
            places=places,
            person=person,
        )
    )


async def fan_outs_under_way(tx: Transaction) -> list[FanOut]:
    """Return the fan-outs that are not finished, oldest first."""
    rows = await tx.execute(
        select(fan_out)
        .where(fan_out.c.workspace_id == tx.workspace_id, fan_out.c.finished_at.is_(None))
        .order_by(fan_out.c.fact_number, fan_out.c.revision_number)
    )
    return [
        FanOut(
            fact=FactId(number=row.fact_number),
            revision=row.revision_number,
            places=row.places,
            person=row.person,
            message=row.message_delivery,
            edit=row.edit_delivery,
        )
        for row in rows
    ]


async def fan_out_progress(tx: Transaction, one: FanOut) -> FanOutProgress:
    """Count how many places a fan-out has reached."""
    left = await tx.scalar(
        select(func.count(notice_candidate.c.place.distinct())).where(
            notice_candidate.c.workspace_id == tx.workspace_id,
            notice_candidate.c.fact_number == one.fact.number,
            notice_candidate.c.revision_number == one.revision,
        )
    )
    rows = await tx.execute(
        select(_delivery.c.state, _delivery.c.error, func.count().label("number"))
        .select_from(_notice)
        .join(
            _delivery,
            (_delivery.c.workspace_id == _notice.c.workspace_id)
            & (_delivery.c.delivery_number == _notice.c.delivery_number),
        )
        .where(
            _notice.c.workspace_id == tx.workspace_id,
            _notice.c.fact_number == one.fact.number,
            _notice.c.revision_number == one.revision,
        )
        .group_by(_delivery.c.state, _delivery.c.error)
    )
    states: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for row in rows:
        states[row.state] += row.number
        if row.state in ("dead", "refused"):
            refused[row.error or ""] += row.number
    waiting = states["waiting"] + states["sending"] + states["unknown"]
    return FanOutProgress(int(left or 0), waiting, states["sent"], states["cancelled"], refused)


async def record_progress_message(
    tx: Transaction, one: FanOut, *, message: int | None, edit: int | None
) -> None:
    """Record where the progress of a fan-out is shown."""
    await _set(tx, one, message_delivery=message, edit_delivery=edit)


async def finish_fan_out(tx: Transaction, one: FanOut, *, now: datetime) -> None:
    """Record that a fan-out is finished and that its message says so."""
    await _set(tx, one, finished_at=now)


async def _set(tx: Transaction, one: FanOut, **values: object) -> None:
    mine: ColumnElement[bool] = (
        (fan_out.c.workspace_id == tx.workspace_id)
        & (fan_out.c.fact_number == one.fact.number)
        & (fan_out.c.revision_number == one.revision)
    )
    await tx.execute(update(fan_out).where(mine).values(**values))
