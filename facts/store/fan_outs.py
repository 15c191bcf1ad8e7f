"""Changes that concern many places: how far each has been told, and where that is shown."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update

from facts.model import FactId, Revision
from facts.store import schema
from facts.store.engine import Transaction
from facts.store.owing_schema import fan_out, owed

_notice, _delivery = schema.notice, schema.delivery


@dataclass(frozen=True, slots=True)
class FanOut:
    """A change that is being told. `places` carried it when it was approved."""

    fact: FactId
    revision: int
    places: int
    person: str
    """Who approved it."""
    message: int | None
    """The delivery that shows the person how far it is."""
    edit: int | None
    """The last delivery that brought that message up to date."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many places a change has reached.

    `left` are still to be looked at, `waiting` have a notice on its way, `refused` are those that
    Slack would not take, by Slack's word.
    """

    left: int
    waiting: int
    sent: int
    taken_over: int
    refused: Counter[str]


async def begin(tx: Transaction, changed: Revision, *, places: int, person: str) -> None:
    """Note that a change concerns many places."""
    await tx.connection.execute(
        insert(fan_out).values(
            workspace_id=tx.workspace_id,
            fact_number=changed.fact.number,
            revision_number=changed.number,
            places=places,
            person=person,
        )
    )


async def under_way(tx: Transaction) -> list[FanOut]:
    """Return the changes that are being told to many, oldest first."""
    rows = await tx.connection.execute(
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


async def told(tx: Transaction, one: FanOut) -> Told:
    """Count how far a change has been told."""
    left = await tx.connection.scalar(
        select(func.count(owed.c.place.distinct())).where(
            owed.c.workspace_id == tx.workspace_id,
            owed.c.fact_number == one.fact.number,
            owed.c.revision_number == one.revision,
        )
    )
    rows = await tx.connection.execute(
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
    return Told(int(left or 0), waiting, states["sent"], states["cancelled"], refused)


async def shown_in(tx: Transaction, one: FanOut, *, message: int | None, edit: int | None) -> None:
    """Note where the progress of a change is shown."""
    await _set(tx, one, message_delivery=message, edit_delivery=edit)


async def finish(tx: Transaction, one: FanOut, *, now: datetime) -> None:
    """Note that a change has been told, and that this has been shown."""
    await _set(tx, one, finished_at=now)


async def _set(tx: Transaction, one: FanOut, **values: object) -> None:
    its: ColumnElement[bool] = (
        (fan_out.c.workspace_id == tx.workspace_id)
        & (fan_out.c.fact_number == one.fact.number)
        & (fan_out.c.revision_number == one.revision)
    )
    await tx.connection.execute(update(fan_out).where(its).values(**values))
