"""Notices: which place gets a notice of which change, and who has seen it.

This file alone writes `notice`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import and_, bindparam, delete, exists, func, insert, or_, select, tuple_, update

from facts.errors import NotOnFile
from facts.model import Revision
from facts.store import outbox, schema
from facts.store.corrections.candidates import CandidatePlace
from facts.store.corrections.posted_cards import IS_CURRENT
from facts.store.outbox import Draft, Place, Way
from facts.store.transaction import Transaction

T = TypeVar("T")

_notice, _delivery = schema.notice, schema.delivery
_about = _delivery.alias("about")
_ITS_DELIVERY = and_(
    _delivery.c.workspace_id == _notice.c.workspace_id,
    _delivery.c.delivery_number == _notice.c.delivery_number,
)
_AT_ONCE = 500
"""How many numbers go into one statement."""
_UNSEEN = (
    select(_notice.c.notice_number, _delivery)
    .join(_delivery, _ITS_DELIVERY)
    .where(
        IS_CURRENT,
        _notice.c.seen_at.is_(None),
        _notice.c.reminded_at.is_(None),
        _delivery.c.state == "sent",
        _delivery.c.sent_at <= bindparam("sent_by"),
    )
    .order_by(_notice.c.notice_number)
)
_UNSEEN_COUNT = _UNSEEN.with_only_columns(func.count()).order_by(None)


async def cancel_unsent(tx: Transaction, changed: Revision) -> None:
    """Cancel a fact's waiting notices and the edits under them: a newer change replaces them."""
    rows = (
        await tx.scalars(
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
    await cancel_for(tx, changed, list(rows))


async def cancel_for(tx: Transaction, changed: Revision, deliveries: Sequence[int]) -> None:
    """Cancel waiting notices: the notice of `changed` replaces them in their places."""
    for some in _some(deliveries):
        await outbox.cancel(tx, some)
        await tx.execute(
            update(_notice)
            .where(
                _notice.c.workspace_id == tx.workspace_id,
                _notice.c.fact_number == changed.fact.number,
                _notice.c.delivery_number.in_(some),
            )
            .values(replaced_by=changed.number)
        )


async def replaced_by(
    tx: Transaction, places: Sequence[CandidatePlace], changes: Iterable[tuple[int, int]]
) -> dict[str, list[str]]:
    """Return the messages of the notices that these changes replaced, by place, oldest first.

    The place of an opening has another name once it is posted: what a notice is about stays.
    """
    place_of = {number: one.place for one in places for number in one.deliveries}
    rows = await tx.execute(
        select(_notice.c.place, _delivery.c.about_delivery, _delivery.c.message)
        .join(_delivery, _ITS_DELIVERY)
        .where(
            _notice.c.workspace_id == tx.workspace_id,
            tuple_(_notice.c.fact_number, _notice.c.replaced_by).in_(list(changes)),
            or_(
                _notice.c.place.in_([one.place for one in places]),
                _delivery.c.about_delivery.in_(list(place_of)),
            ),
        )
        .order_by(_notice.c.notice_number)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        place = place_of.get(row.about_delivery, row.place)
        found.setdefault(place, []).append(row.message)
    return found


async def add(
    tx: Transaction,
    changed: Revision,
    to_post: Sequence[tuple[Place, Draft, Sequence[Draft]]],
    *,
    now: datetime,
) -> None:
    """Add one notice for each place to the outbox, with the edits under it.

    It replaces one of the same change that was cancelled there.
    """
    await _forget_cancelled(tx, changed, [str(place) for place, _, _ in to_post])
    drafts = [draft for _, notice, edits in to_post for draft in (notice, *edits)]
    numbers = iter(await outbox.add(tx, drafts, question=None, now=now))
    first = await tx.next_number(_notice)
    rows = []
    for at, (place, _, edits) in enumerate(to_post):
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
        await tx.execute(insert(_notice), rows)


async def _forget_cancelled(tx: Transaction, changed: Revision, places: Sequence[str]) -> None:
    cancelled = exists().where(_ITS_DELIVERY, _delivery.c.state == "cancelled")
    for some in _some(places):
        await tx.execute(
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


@dataclass(frozen=True, slots=True)
class SeenBy:
    """A notice's message, and who was the first to press Seen."""

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
    """Record the first person to see a notice; NotOnFile if the delivery is not a notice."""
    mine = and_(_notice.c.workspace_id == tx.workspace_id, _notice.c.delivery_number == delivery)
    await tx.execute(
        update(_notice)
        .where(mine, _notice.c.seen_at.is_(None))
        .values(seen_by=person, seen_by_name=name, seen_at=now)
    )
    row = (
        await tx.execute(
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
    """Post a refused notice in another place, with the edits under it.

    Return False if it was moved before.
    """
    mine = (_notice.c.workspace_id == tx.workspace_id, _notice.c.delivery_number == number)
    if (await tx.execute(select(_notice).where(*mine))).first() is None:
        return False
    carries, asked = await outbox.carried_to(tx, number)
    row = (
        await tx.execute(
            select(_delivery.c.about_delivery, _delivery.c.question_number).where(
                _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
            )
        )
    ).one()
    again = replace(draft, carries=carries, asked=asked, about=row.about_delivery)
    (moved,) = await outbox.add(tx, [again], question=row.question_number, now=now)
    await outbox.reattach(tx, number, moved)
    await tx.execute(update(_notice).where(*mine).values(delivery_number=moved))
    await outbox.mark_refused(tx, number, error=error)
    return True


@dataclass(frozen=True, slots=True)
class UnseenNotice:
    """A notice that was posted and that nobody has marked as seen."""

    message: str
    place: Place
    ts: str | None
    sent_at: datetime


async def unseen(
    tx: Transaction, *, sent_by: datetime, limit: int
) -> tuple[list[UnseenNotice], int]:
    """Return unseen notices sent by `sent_by` without a reminder yet, and how many more there are.

    Superseded notices are left out.
    """
    which = {"workspace": tx.workspace_id, "sent_by": sent_by}
    rows = (await tx.execute(_UNSEEN.limit(limit), which)).all()
    count = int(await tx.scalar(_UNSEEN_COUNT, which) or 0)
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
    """Record that the desk got a reminder of the notices that `unseen` returns."""
    numbers = (
        await tx.scalars(
            _UNSEEN.with_only_columns(_notice.c.notice_number).order_by(None),
            {"workspace": tx.workspace_id, "sent_by": sent_by},
        )
    ).all()
    for some in _some(numbers):
        await tx.execute(
            update(_notice)
            .where(_notice.c.workspace_id == tx.workspace_id, _notice.c.notice_number.in_(some))
            .values(reminded_at=now)
        )
