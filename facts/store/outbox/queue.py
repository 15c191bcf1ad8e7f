"""The queue of deliveries. This file alone writes `delivery` and `delivery_fact`.

    waiting ──claim──► sending ──► sent       posted; its channel and ts are stored
       ▲                  │──────► refused    Slack said no, and the message goes another way
       │                  │──────► dead       Slack said no for good; the admins are told
       └── again later ◄──┤
                          └──────► unknown    it may have been posted: look for it first

A delivery is `cancelled` if it became unnecessary before it was sent. Order is kept within a lane:
nothing is claimed while an earlier delivery of its lane is waiting, being sent, or unknown.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, case, delete, func, insert, or_, select, update

from facts.model import Revision
from facts.store import schema
from facts.store.outbox.deliveries import Delivery, Draft, Way, lane
from facts.store.outbox.ready import ready
from facts.store.transaction import Transaction

_delivery, _carried = schema.delivery, schema.delivery_fact
_ROUNDS = 10

_THIS = (
    _delivery.c.workspace_id == bindparam("workspace"),
    _delivery.c.delivery_number == bindparam("number"),
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


async def add(
    tx: Transaction, drafts: Sequence[Draft], *, question: int | None, now: datetime
) -> list[int]:
    """Put messages into the outbox, in order; return their numbers."""
    if not drafts:
        return []
    first = await tx.next_number(_delivery)
    numbers = list(range(first, first + len(drafts)))
    above = _above_numbers(numbers, drafts)
    lines: list[dict[str, object]] = []
    await tx.execute(
        insert(_delivery),
        [
            {
                "workspace_id": tx.workspace_id,
                "delivery_number": number,
                "question_number": draft.question or question,
                "way": draft.way.value,
                "channel": draft.channel,
                "person": draft.person,
                "thread_ts": draft.thread_ts,
                "under_delivery": above[number],
                "about_delivery": draft.about,
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
                "of_dead_delivery": draft.of_dead,
                "opens_thread": draft.opens_thread,
            }
            for number, draft in zip(numbers, drafts, strict=True)
        ],
    )
    for number, draft in zip(numbers, drafts, strict=True):
        lines += _carried_rows(tx, number, draft.carries, draft.asked)
    if lines:
        await tx.execute(insert(_carried), lines)
    return numbers


def _above_numbers(numbers: Sequence[int], drafts: Sequence[Draft]) -> dict[int, int | None]:
    above: dict[int, int | None] = {}
    last: int | None = None
    for number, draft in zip(numbers, drafts, strict=True):
        above[number] = last if draft.under_previous else draft.under
        last = last if draft.under_previous else number
    return above


def _carried_rows(
    tx: Transaction, delivery: int, carries: Sequence[Revision], asked: Sequence[str]
) -> list[dict[str, object]]:
    """Return the rows of one message; `asked` applies to the first of `carries`.

    If a message answers several questions with one fact, they are stored one per line.
    """
    return [
        {
            "workspace_id": tx.workspace_id,
            "delivery_number": delivery,
            "fact_number": revision.fact.number,
            "revision_number": revision.number,
            "questions": asked[place] if place < len(asked) else None,
        }
        for place, revision in enumerate(carries)
    ]


async def cancel(tx: Transaction, numbers: Sequence[int]) -> None:
    """Cancel waiting deliveries, and those waiting under them."""
    await tx.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state == "waiting",
            or_(
                _delivery.c.delivery_number.in_(list(numbers)),
                _delivery.c.under_delivery.in_(list(numbers)),
            ),
        )
        .values(state="cancelled")
    )


async def replace_message(tx: Transaction, number: int, message: str) -> None:
    """Replace the message of a waiting delivery."""
    await _set(tx, number, message=message)


async def replace(tx: Transaction, number: int, draft: Draft) -> None:
    """Replace the message of a waiting delivery, and what it carries."""
    await replace_message(tx, number, draft.message)
    await tx.execute(
        delete(_carried).where(
            _carried.c.workspace_id == tx.workspace_id, _carried.c.delivery_number == number
        )
    )
    if rows := _carried_rows(tx, number, draft.carries, draft.asked):
        await tx.execute(insert(_carried), rows)


async def reattach(tx: Transaction, number: int, other: int) -> None:
    """Move the deliveries waiting under one delivery to another."""
    await tx.execute(_under(tx, [number], "waiting").values(under_delivery=other))


async def claim(
    tx: Transaction,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int] = (),
    may: Callable[[Delivery], bool] = lambda _: True,
) -> list[Delivery]:
    """Claim the oldest deliveries that can be posted, and mark them `sending`.

    Those in state `unknown` keep it. `busy` are those that the sender is working on already. `may`
    is called for each in order; if it refuses one, all for the same place stay.
    """
    claimed: list[Delivery] = []
    held: set[str] = set()
    asked: set[int] = set(busy)
    for _ in range(_ROUNDS):
        room = limit - len(claimed)
        found = await ready(tx, now=now, busy=asked, held=held, limit=room)
        for delivery in found:
            asked.add(delivery.number)
            if delivery.adds and delivery.place in held and not delivery.is_unknown:
                continue
            if may(delivery):
                claimed.append(delivery)
            elif delivery.adds:
                held.add(delivery.place)
        if len(found) < room or len(claimed) == limit:
            break
    if claimed:
        numbers = {"workspace": tx.workspace_id, "numbers": [one.number for one in claimed]}
        await tx.execute(_CLAIM, numbers)
    return claimed


async def mark_sent(
    tx: Transaction, number: int, *, channel: str | None, ts: str | None, now: datetime
) -> None:
    """Record where a delivery was posted; `ts` is None if only one person sees it.

    The deliveries under it go into its thread.
    """
    where = {"workspace": tx.workspace_id, "number": number}
    await tx.execute(_SENT, {**where, "posted_channel": channel, "ts": ts, "sent_at": now})
    if ts is None:
        return
    in_lane = lane(Way.UNDER, channel, None, ts)
    await tx.execute(_BELOW, {**where, "to_channel": channel, "to_thread": ts, "in_lane": in_lane})


async def mark_refused(tx: Transaction, number: int, *, error: str) -> None:
    """Record that Slack refused a message that will go another way; cancel what waits under it."""
    await _close(tx, number, state="refused", error=error)


async def mark_dead(tx: Transaction, number: int, *, error: str) -> None:
    """Record that a delivery cannot be posted; cancel what waits under it."""
    await _close(tx, number, state="dead", error=error)


async def _close(tx: Transaction, number: int, *, state: str, error: str) -> None:
    await _set(tx, number, state=state, error=error[:300])
    closed = [number]
    while closed:
        cancelled = _under(tx, closed, "waiting", "unknown").values(state="cancelled")
        closed = list(await tx.scalars(cancelled.returning(_delivery.c.delivery_number)))


def _under(tx: Transaction, numbers: Sequence[int], *states: str) -> Update:
    return update(_delivery).where(
        _delivery.c.workspace_id == tx.workspace_id,
        _delivery.c.under_delivery.in_(list(numbers)),
        _delivery.c.state.in_(states),
    )


async def mark_waiting(
    tx: Transaction, number: int, *, not_before: datetime | None, error: str, tried: bool = True
) -> None:
    """Put a delivery back, to be posted from `not_before` on.

    `tried` is False if the failure was not the delivery's own: the attempt does not count.
    """
    values: dict[str, Any] = {} if tried else {"attempts": _delivery.c.attempts - 1}
    await _set(tx, number, state="waiting", not_before=not_before, error=error[:300], **values)


async def mark_unknown(tx: Transaction, number: int, *, not_before: datetime, error: str) -> None:
    """Record that a delivery may have been posted; look for it from `not_before` on."""
    await _set(tx, number, state="unknown", not_before=not_before, error=error[:300])


async def mark_resent(tx: Transaction, number: int) -> None:
    """Put a delivery back that may have been posted and cannot be looked for."""
    await _set(tx, number, state="waiting", not_before=None, resent=_delivery.c.resent + 1)


async def resume(tx: Transaction, *, not_before: datetime) -> int:
    """Mark what was being sent when the process ended as unknown; return how many."""
    return await _mark_all_unknown(tx, ["sending"], not_before, "the process ended")


async def resume_restored(tx: Transaction, *, not_before: datetime) -> int:
    """Mark all that a backup has as not sent yet as unknown: it may have been sent since."""
    states = ["waiting", "sending"]
    return await _mark_all_unknown(tx, states, not_before, "restored from a backup")


async def _mark_all_unknown(
    tx: Transaction, states: Sequence[str], not_before: datetime, error: str
) -> int:
    changed = await tx.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state.in_(states))
        .values(state="unknown", not_before=not_before, error=error)
    )
    return changed.rowcount


async def _set(tx: Transaction, number: int, **values: Any) -> None:  # noqa: ANN401 (columns)
    await tx.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number)
        .values(**values)
    )


async def retry_dead(tx: Transaction, number: int) -> tuple[int, list[int]]:
    """Put a dead delivery back, with all others that failed in its place with the same error.

    Return how many (0 if they were put back before), and the numbers of all that wait now,
    including those under them, but no notice under an opening: that and its card are made anew.
    Admins get a new message if one dies again.
    """
    row = (
        await tx.execute(
            select(_delivery).where(
                _delivery.c.workspace_id == tx.workspace_id,
                _delivery.c.delivery_number == number,
            )
        )
    ).one_or_none()
    if row is None:
        return 0, []
    numbers = (
        await tx.scalars(
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
    back = await tx.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            or_(
                _delivery.c.delivery_number.in_(numbers),
                _delivery.c.under_delivery.in_(numbers)
                & (_delivery.c.state == "cancelled")
                & or_(_delivery.c.about_delivery.is_(None), _delivery.c.way == Way.EDIT.value),
            ),
        )
        .values(**fresh)
        .returning(_delivery.c.delivery_number)
    )
    await tx.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id, _delivery.c.of_dead_delivery.in_(numbers)
        )
        .values(of_dead_delivery=None)
    )
    return len(numbers), [one.delivery_number for one in back]
