"""What becomes of the deliveries: the queue of the one who sends.

    waiting ──claim──► sending ──► sent       posted; where is written down
       ▲                  │──────► refused    Slack said no, and the message goes another way
       │                  │──────► dead       Slack said no for good; an admin is told
       └── again later ◄──┤
                          └──────► unknown    nobody knows whether it was posted: look for it first

`cancelled` is what became needless before it was sent. Order is kept within a lane: nothing is
handed out while something earlier in its lane is waiting, being sent, or unknown.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select, update

from facts.store import schema
from facts.store.deliveries import Delivery, Way, lane
from facts.store.engine import Transaction

_delivery = schema.delivery
_earlier = _delivery.alias("earlier")
_above, _about = _delivery.alias("above"), _delivery.alias("about")

_OPEN = ("waiting", "sending", "unknown")
LONGEST_HOLD = timedelta(seconds=901)
"""Nothing is held back longer; what seems to be is left from a clock that has been set back."""
_ROUNDS = 10

_THIS = (
    _delivery.c.workspace_id == bindparam("workspace"),
    _delivery.c.delivery_number == bindparam("number"),
)
_place = func.coalesce(_delivery.c.channel, _delivery.c.person)
_READY = (
    select(
        _delivery,
        _above.c.ts.label("above_ts"),
        _above.c.posted_channel.label("above_channel"),
        _about.c.ts.label("about_ts"),
        _about.c.posted_channel.label("about_channel"),
    )
    .outerjoin(
        _above,
        (_above.c.workspace_id == _delivery.c.workspace_id)
        & (_above.c.delivery_number == _delivery.c.under_delivery),
    )
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
        or_(_delivery.c.under_delivery.is_(None), _above.c.state == "sent"),
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
_CLAIM = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.delivery_number.in_(bindparam("numbers", expanding=True)),
    )
    .values(
        attempts=_delivery.c.attempts + 1,
        state=case((_delivery.c.state == "waiting", "sending"), else_=_delivery.c.state),
    )
)
_SENT = (
    update(_delivery)
    .where(*_THIS)
    .values(
        state="sent",
        posted_channel=bindparam("posted_channel"),
        ts=bindparam("ts"),
        sent_at=bindparam("sent_at"),
        error=None,
    )
)
_BELOW = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.under_delivery == bindparam("number"),
        _delivery.c.way == Way.UNDER.value,
    )
    .values(
        channel=bindparam("to_channel"), thread_ts=bindparam("to_thread"), lane=bindparam("in_lane")
    )
)


async def waiting(tx: Transaction, *, now: datetime, busy: Collection[int]) -> bool:
    """Whether anything could be posted now: a cheap look before a claim."""
    return (await tx.connection.execute(_READY, _ready(tx, now, busy, [], 1))).first() is not None


async def claim(
    tx: Transaction,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int] = (),
    may: Callable[[Delivery], bool] = lambda _: True,
) -> list[Delivery]:
    """Hand out the oldest deliverable messages, marked as `sending`; the unknown stay so.

    `busy` are those that the sender has in hand. `may` is asked of each, in order; what it refuses
    stays where it is, and so does all else for the same place.
    """
    claimed: list[Delivery] = []
    held: set[str] = set()
    asked: set[int] = set(busy)
    for _ in range(_ROUNDS):
        room = limit - len(claimed)
        rows = (await tx.connection.execute(_READY, _ready(tx, now, asked, held, room))).all()
        for row in rows:
            asked.add(row.delivery_number)
            delivery = _handed_out(row)
            if delivery.adds and delivery.place in held and not delivery.is_unknown:
                continue
            if may(delivery):
                claimed.append(delivery)
            elif delivery.adds:
                held.add(delivery.place)
        if len(rows) < room or len(claimed) == limit:
            break
    if claimed:
        numbers = {"workspace": tx.workspace_id, "numbers": [one.number for one in claimed]}
        await tx.connection.execute(_CLAIM, numbers)
    return claimed


def _ready(
    tx: Transaction, now: datetime, busy: Collection[int], held: Collection[str], most: int
) -> dict[str, Any]:
    return {
        "workspace": tx.workspace_id,
        "now": now,
        "horizon": now + LONGEST_HOLD,
        "busy": list(busy),
        "held": list(held),
        "most": most,
    }


def _handed_out(row: Any) -> Delivery:  # noqa: ANN401 (a row)
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


async def mark_sent(
    tx: Transaction, number: int, *, channel: str | None, ts: str | None, now: datetime
) -> None:
    """Write down that a delivery was posted, and where; no ts where only one person sees it.

    What hangs under it knows its thread from here on.
    """
    where = {"workspace": tx.workspace_id, "number": number}
    await tx.connection.execute(
        _SENT, {**where, "posted_channel": channel, "ts": ts, "sent_at": now}
    )
    if ts is None:
        return
    in_lane = lane(Way.UNDER, channel, None, ts)
    await tx.connection.execute(
        _BELOW, {**where, "to_channel": channel, "to_thread": ts, "in_lane": in_lane}
    )


async def mark_refused(tx: Transaction, number: int, *, error: str) -> None:
    """Write down Slack's no to what goes another way; what was to hang under it is cancelled."""
    await _close(tx, number, state="refused", error=error)


async def mark_dead(tx: Transaction, number: int, *, error: str) -> None:
    """Write down that a delivery cannot be made; what was to hang under it is cancelled."""
    await _close(tx, number, state="dead", error=error)


async def _close(tx: Transaction, number: int, *, state: str, error: str) -> None:
    await _set(tx, number, state=state, error=error[:300])
    await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.under_delivery == number,
            _delivery.c.state == "waiting",
        )
        .values(state="cancelled")
    )


async def mark_waiting(
    tx: Transaction, number: int, *, not_before: datetime | None, error: str, tried: bool = True
) -> None:
    """Put a delivery back, to be posted again from `not_before` on.

    `tried` is False where the try says nothing about the delivery, and so does not count.
    """
    values: dict[str, Any] = {} if tried else {"attempts": _delivery.c.attempts - 1}
    await _set(tx, number, state="waiting", not_before=not_before, error=error[:300], **values)


async def mark_unknown(tx: Transaction, number: int, *, not_before: datetime, error: str) -> None:
    """Write down that nobody knows whether it was posted; it is looked for from then on."""
    await _set(tx, number, state="unknown", not_before=not_before, error=error[:300])


async def mark_resent(tx: Transaction, number: int) -> None:
    """Put a delivery back that may have been posted and cannot be looked for."""
    await _set(tx, number, state="waiting", not_before=None, resent=_delivery.c.resent + 1)


async def resume(tx: Transaction, *, not_before: datetime) -> int:
    """Take up what was being sent when the process ended: unknown, all of it. Returns how many."""
    changed = await tx.connection.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state == "sending")
        .values(state="unknown", not_before=not_before, error="the process ended")
    )
    return changed.rowcount


async def next_due(tx: Transaction, *, now: datetime) -> datetime | None:
    """Return when the next delivery is due that is held back now, if any."""
    found: datetime | None = await tx.connection.scalar(
        select(func.min(_delivery.c.not_before)).where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state.in_(("waiting", "unknown")),
            _delivery.c.not_before > now,
            _delivery.c.not_before <= now + LONGEST_HOLD,
        )
    )
    return found


async def counts(tx: Transaction) -> dict[str, int]:
    """Return how many deliveries stand in each state."""
    rows = await tx.connection.execute(
        select(_delivery.c.state, func.count().label("number"))
        .where(_delivery.c.workspace_id == tx.workspace_id)
        .group_by(_delivery.c.state)
    )
    return {row.state: int(row.number) for row in rows}


async def _set(tx: Transaction, number: int, **values: Any) -> None:  # noqa: ANN401 (columns)
    await tx.connection.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number)
        .values(**values)
    )
