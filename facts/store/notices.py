"""Notices: who was told that a fact has changed, and who has seen it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import and_, bindparam, delete, exists, func, insert, select, tuple_, update

from facts.errors import NotOnFile
from facts.model import Revision
from facts.store import carried, deliveries, outbox, schema, unsent
from facts.store.deliveries import Draft, Way
from facts.store.engine import Transaction
from facts.store.numbers import next_number
from facts.store.places import Place
from facts.store.told import STANDS

T = TypeVar("T")

_notice, _delivery = schema.notice, schema.delivery
_about = _delivery.alias("about")
_ITS_DELIVERY = and_(
    _delivery.c.workspace_id == _notice.c.workspace_id,
    _delivery.c.delivery_number == _notice.c.delivery_number,
)
_AT_ONCE = 500
"""Numbers in one statement."""
_UNSEEN = (
    select(_notice.c.notice_number, _delivery)
    .join(_delivery, _ITS_DELIVERY)
    .where(
        STANDS,
        _notice.c.seen_at.is_(None),
        _notice.c.reminded_at.is_(None),
        _delivery.c.state == "sent",
        _delivery.c.sent_at <= bindparam("sent_by"),
    )
    .order_by(_notice.c.notice_number)
)
_UNSEEN_COUNT = _UNSEEN.with_only_columns(func.count()).order_by(None)


async def cancel_unsent(tx: Transaction, changed: Revision) -> None:
    """Cancel a fact's notices that wait, and the edits under them: a change takes them over."""
    rows = (
        await tx.connection.scalars(
            select(_notice.c.delivery_number)
            .join(_delivery, _ITS_DELIVERY)
            .where(
                _notice.c.workspace_id == tx.workspace_id,
                _notice.c.fact_number == changed.fact.number,
                _delivery.c.state == "waiting",
                _delivery.c.resent == 0,
            )
        )
    ).all()
    await take_over(tx, changed, list(rows))


async def take_over(tx: Transaction, changed: Revision, deliveries: Sequence[int]) -> None:
    """Cancel notices that wait: what a change tells their places stands for them."""
    for some in _some(deliveries):
        await unsent.cancel(tx, some)
        await tx.connection.execute(
            update(_notice)
            .where(
                _notice.c.workspace_id == tx.workspace_id,
                _notice.c.fact_number == changed.fact.number,
                _notice.c.delivery_number.in_(some),
            )
            .values(taken_over_by=changed.number)
        )


async def taken_over(
    tx: Transaction, places: Sequence[str], changes: Iterable[tuple[int, int]]
) -> dict[str, list[str]]:
    """Return the messages of the notices that these changes took over, by place, oldest first."""
    rows = await tx.connection.execute(
        select(_notice.c.place, _delivery.c.message)
        .join(_delivery, _ITS_DELIVERY)
        .where(
            _notice.c.workspace_id == tx.workspace_id,
            tuple_(_notice.c.fact_number, _notice.c.taken_over_by).in_(list(changes)),
            _notice.c.place.in_(list(places)),
        )
        .order_by(_notice.c.notice_number)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.place, []).append(row.message)
    return found


async def add(
    tx: Transaction,
    changed: Revision,
    owed: Sequence[tuple[Place, Draft, Sequence[Draft]]],
    *,
    now: datetime,
) -> None:
    """Put one notice for each place into the outbox, each followed by the edits under it.

    In place of one of the same change that was cancelled there.
    """
    await _forget_cancelled(tx, changed, [str(place) for place, _, _ in owed])
    drafts = [draft for _, notice, edits in owed for draft in (notice, *edits)]
    numbers = iter(await deliveries.add(tx, drafts, question=None, now=now))
    first = await next_number(tx, _notice)
    rows = []
    for at, (place, _, edits) in enumerate(owed):
        rows.append(
            {
                "workspace_id": tx.workspace_id,
                "notice_number": first + at,
                "fact_number": changed.fact.number,
                "revision_number": changed.number,
                "place": str(place),
                "delivery_number": next(numbers),
            }
        )
        for _ in edits:
            next(numbers)
    if rows:
        await tx.connection.execute(insert(_notice), rows)


async def _forget_cancelled(tx: Transaction, changed: Revision, places: Sequence[str]) -> None:
    cancelled = exists().where(_ITS_DELIVERY, _delivery.c.state == "cancelled")
    for some in _some(places):
        await tx.connection.execute(
            delete(_notice).where(
                _notice.c.workspace_id == tx.workspace_id,
                _notice.c.fact_number == changed.fact.number,
                _notice.c.revision_number == changed.number,
                _notice.c.place.in_(some),
                cancelled,
            )
        )


def _some(things: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(things), _AT_ONCE):
        yield list(things[start : start + _AT_ONCE])


async def remake(tx: Transaction, delivery: int, draft: Draft) -> None:
    """Put another message in the place of one that waits, with what it carries."""
    await unsent.say_instead(tx, delivery, draft.message)
    await carried.clear(tx, delivery)
    await carried.add(tx, carried.lines(tx, delivery, draft.carries, draft.asked))


@dataclass(frozen=True, slots=True)
class SeenBy:
    """A notice's message, and who was the first to say that he has seen it."""

    message: str
    person: str
    name: str | None
    at: datetime
    about: tuple[str, str] | None
    """Channel and ts of the message that the notice is about."""
    thread_ts: str | None


async def seen(
    tx: Transaction, delivery: int, *, person: str, name: str | None, now: datetime
) -> SeenBy:
    """Note the first who has seen a notice; NotOnFile where the delivery is none."""
    mine = and_(_notice.c.workspace_id == tx.workspace_id, _notice.c.delivery_number == delivery)
    await tx.connection.execute(
        update(_notice)
        .where(mine, _notice.c.seen_at.is_(None))
        .values(seen_by=person, seen_by_name=name, seen_at=now)
    )
    row = (
        await tx.connection.execute(
            select(
                _notice,
                _delivery.c.message,
                _delivery.c.thread_ts,
                _about.c.posted_channel,
                _about.c.ts,
            )
            .join(_delivery, _ITS_DELIVERY)
            .outerjoin(
                _about,
                and_(
                    _about.c.workspace_id == _delivery.c.workspace_id,
                    _about.c.delivery_number == _delivery.c.about_delivery,
                ),
            )
            .where(mine)
        )
    ).one_or_none()
    if row is None:
        raise NotOnFile("That notice is not on file.")
    about = (row.posted_channel, row.ts) if row.ts else None
    return SeenBy(row.message, row.seen_by, row.seen_by_name, row.seen_at, about, row.thread_ts)


async def move(tx: Transaction, number: int, draft: Draft, *, error: str, now: datetime) -> bool:
    """Post a notice elsewhere than where it could not be: what hung under it now does there.

    False where it has been moved already.
    """
    mine = (_notice.c.workspace_id == tx.workspace_id, _notice.c.delivery_number == number)
    if (await tx.connection.execute(select(_notice).where(*mine))).first() is None:
        return False
    carries, asked = await carried.at_or_below(tx, number)
    row = (
        await tx.connection.execute(
            select(_delivery.c.about_delivery, _delivery.c.question_number).where(
                _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
            )
        )
    ).one()
    again = replace(draft, carries=carries, asked=asked, about=row.about_delivery)
    (moved,) = await deliveries.add(tx, [again], question=row.question_number, now=now)
    await unsent.hang_under(tx, number, moved)
    await tx.connection.execute(update(_notice).where(*mine).values(delivery_number=moved))
    await outbox.mark_refused(tx, number, error=error)
    return True


@dataclass(frozen=True, slots=True)
class UnseenNotice:
    """A notice that was posted and that nobody has said to have seen."""

    message: str
    place: Place
    ts: str | None
    sent_at: datetime


async def unseen(
    tx: Transaction, *, sent_by: datetime, limit: int
) -> tuple[list[UnseenNotice], int]:
    """Return notices posted by then that nobody has seen or been reminded of, and how many more.

    Those that a later notice has struck are not among them.
    """
    which = {"workspace": tx.workspace_id, "sent_by": sent_by}
    rows = (await tx.connection.execute(_UNSEEN.limit(limit), which)).all()
    count = int(await tx.connection.scalar(_UNSEEN_COUNT, which) or 0)
    found = [
        UnseenNotice(
            message=row.message,
            place=Place(person=row.person)
            if row.way == Way.DIRECT
            else Place(row.posted_channel, row.thread_ts),
            ts=row.ts,
            sent_at=row.sent_at,
        )
        for row in rows
    ]
    return found, count - len(found)


async def remind(tx: Transaction, *, sent_by: datetime, now: datetime) -> None:
    """Note that the desk was reminded of what `unseen` returns."""
    numbers = (
        await tx.connection.scalars(
            _UNSEEN.with_only_columns(_notice.c.notice_number).order_by(None),
            {"workspace": tx.workspace_id, "sent_by": sent_by},
        )
    ).all()
    for some in _some(numbers):
        await tx.connection.execute(
            update(_notice)
            .where(_notice.c.workspace_id == tx.workspace_id, _notice.c.notice_number.in_(some))
            .values(reminded_at=now)
        )
