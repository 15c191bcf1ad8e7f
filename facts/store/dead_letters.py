"""Deliveries that Slack will not take: shown, told of once, and put back when an admin says so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from facts.store import schema
from facts.store.engine import Transaction

_delivery = schema.delivery


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that Slack will not take: why, and since when it has been waiting."""

    number: int
    error: str
    made_at: datetime


async def newest(tx: Transaction, *, limit: int) -> list[DeadLetter]:
    """Return the newest deliveries that Slack will not take."""
    rows = await tx.connection.execute(
        select(_delivery.c.delivery_number, _delivery.c.error, _delivery.c.made_at)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state == "dead")
        .order_by(_delivery.c.delivery_number.desc())
        .limit(limit)
    )
    return [DeadLetter(row.delivery_number, row.error or "", row.made_at) for row in rows]


async def told_of(tx: Transaction, number: int, *, since: datetime) -> bool:
    """Whether admins have been told since then of a delivery dead in the same place and way."""
    this = select(_delivery).where(
        _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
    )
    row = (await tx.connection.execute(this)).one()
    other, about = _delivery.alias("other"), _delivery.alias("about")
    found = await tx.connection.execute(
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


async def try_again(tx: Transaction, number: int) -> tuple[int, list[int]]:
    """Put a dead delivery back, with all that died in the same place of the same cause.

    Returns how many (none where they were put back before), and the numbers of all that waits now:
    what was cancelled under them comes too. What was told of them is settled: of one that dies
    again, admins are told again.
    """
    row = (
        await tx.connection.execute(
            select(_delivery).where(
                _delivery.c.workspace_id == tx.workspace_id,
                _delivery.c.delivery_number == number,
            )
        )
    ).one_or_none()
    if row is None:
        return 0, []
    numbers = (
        await tx.connection.scalars(
            select(_delivery.c.delivery_number).where(
                _delivery.c.workspace_id == tx.workspace_id,
                func.coalesce(_delivery.c.channel, _delivery.c.person)
                == (row.channel or row.person),
                _delivery.c.error == row.error,
                _delivery.c.state == "dead",
            )
        )
    ).all()
    fresh = {"state": "waiting", "not_before": None, "error": None, "attempts": 0, "resent": 0}
    back = await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            or_(
                _delivery.c.delivery_number.in_(numbers),
                _delivery.c.under_delivery.in_(numbers) & (_delivery.c.state == "cancelled"),
            ),
        )
        .values(**fresh)
        .returning(_delivery.c.delivery_number)
    )
    await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id, _delivery.c.of_dead_delivery.in_(numbers)
        )
        .values(of_dead_delivery=None)
    )
    return len(numbers), [one.delivery_number for one in back]
