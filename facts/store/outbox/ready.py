"""Which deliveries could be posted now, in order. Read-only."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select

from facts.store import schema
from facts.store.outbox.deliveries import Delivery, Way
from facts.store.outbox.places import ABOVE, IS_ABOVE, above
from facts.store.transaction import Transaction

_delivery = schema.delivery
_earlier, _about = _delivery.alias("earlier"), _delivery.alias("about")

_OPEN = ("waiting", "sending", "unknown")
LONGEST_HOLD = timedelta(seconds=901)
"""Longest time to hold a delivery back; if longer, the clock was set back in the meantime."""
_place = func.coalesce(_delivery.c.channel, _delivery.c.person)
_READY = (
    select(
        _delivery,
        *ABOVE,
        _about.c.ts.label("about_ts"),
        _about.c.posted_channel.label("about_channel"),
    )
    .outerjoin(above, IS_ABOVE)
    .outerjoin(
        _about,
        (_about.c.workspace_id == _delivery.c.workspace_id)
        & (_about.c.delivery_number == _delivery.c.about_delivery),
    )
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.state.in_(("waiting", "unknown")),
        or_(
            _delivery.c.not_before.is_(None),
            _delivery.c.not_before <= bindparam("now"),
            _delivery.c.not_before > bindparam("horizon"),
        ),
        or_(_delivery.c.under_delivery.is_(None), above.c.state == "sent"),
        ~exists().where(
            _earlier.c.workspace_id == bindparam("workspace"),
            _earlier.c.lane == _delivery.c.lane,
            _earlier.c.delivery_number < _delivery.c.delivery_number,
            _earlier.c.state.in_(_OPEN),
        ),
        _delivery.c.delivery_number.not_in(bindparam("busy", expanding=True)),
        or_(
            _delivery.c.state == "unknown",
            _delivery.c.way.in_((Way.ALONE.value, Way.EDIT.value)),
            _place.not_in(bindparam("held", expanding=True)),
        ),
    )
    .order_by(_delivery.c.delivery_number)
    .limit(bindparam("most"))
)


async def ready(
    tx: Transaction,
    *,
    now: datetime,
    busy: Collection[int],
    held: Collection[str] = (),
    limit: int,
) -> list[Delivery]:
    """Return the oldest deliveries that could be posted, in order.

    Without those in `busy`, by number, and without messages for the places in `held`.
    """
    given = {
        "workspace": tx.workspace_id,
        "now": now,
        "horizon": now + LONGEST_HOLD,
        "busy": list(busy),
        "held": list(held),
        "most": limit,
    }
    return [_delivery_of(row) for row in await tx.execute(_READY, given)]


async def is_ready(tx: Transaction, *, now: datetime, busy: Collection[int]) -> bool:
    """Return whether anything could be posted now: a cheap check before `claim`."""
    return bool(await ready(tx, now=now, busy=busy, limit=1))


def _delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        number=row.delivery_number,
        way=Way(row.way),
        message=row.message,
        channel=row.channel,
        person=row.person,
        thread_ts=row.thread_ts,
        question=row.question_number,
        attempts=row.attempts + 1,
        mark=row.mark,
        made_at=row.made_at,
        is_unknown=row.state == "unknown",
        resent=row.resent,
        until_known=row.until_known,
        of_dead=row.of_dead_delivery,
        is_notice=row.about_delivery is not None and row.way != Way.EDIT,
        under=row.under_delivery,
        above=(row.above_channel, row.above_ts) if row.above_ts else None,
        about=(row.about_channel, row.about_ts) if row.about_ts else None,
    )
