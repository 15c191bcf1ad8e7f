"""Notices: which messages still say something of a fact, and who was told that it has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, insert, select, update

from facts.errors import NotOnFile
from facts.model import FactId, Revision
from facts.store import carried, deliveries, schema, unsent
from facts.store.deliveries import Draft, Way
from facts.store.engine import Transaction
from facts.store.numbers import next_number
from facts.store.places import Place, place_of

_notice, _delivery, _carried = schema.notice, schema.delivery, schema.delivery_fact
_question = schema.question


@dataclass(frozen=True, slots=True)
class Told:
    """A message that stands: not superseded, not refused.

    `carries` are the facts it rests on with the revision of each; `asked` the facts that it speaks
    of, with the question that it answers ("" for none).
    """

    delivery: int
    place: Place
    is_waiting: bool
    is_notice: bool
    ts: str | None
    made_at: datetime
    question: int | None
    asker: str | None
    asked_at: datetime | None
    carries: tuple[tuple[int, int], ...]
    asked: Mapping[int, str]


_above, _about = _delivery.alias("above"), _delivery.alias("about")
_edit = _delivery.alias("edit")
_superseded = exists().where(
    _edit.c.workspace_id == _delivery.c.workspace_id,
    _edit.c.about_delivery == _delivery.c.delivery_number,
    _edit.c.way == Way.EDIT.value,
    _edit.c.state != "cancelled",
)
_WITH_FACTS = select(_carried.c.delivery_number).where(
    _carried.c.workspace_id == bindparam("workspace"),
    _carried.c.fact_number.in_(bindparam("numbers", expanding=True)),
)
_STANDING = (
    select(
        _delivery,
        _above.c.ts.label("above_ts"),
        _above.c.posted_channel.label("above_channel"),
        _question.c.asker,
        _question.c.asked_at,
        _notice.c.notice_number,
    )
    .outerjoin(
        _above,
        (_above.c.workspace_id == _delivery.c.workspace_id)
        & (_above.c.delivery_number == _delivery.c.under_delivery),
    )
    .outerjoin(
        _question,
        (_question.c.workspace_id == _delivery.c.workspace_id)
        & (_question.c.question_number == _delivery.c.question_number),
    )
    .outerjoin(
        _notice,
        (_notice.c.workspace_id == _delivery.c.workspace_id)
        & (_notice.c.delivery_number == _delivery.c.delivery_number),
    )
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.delivery_number.in_(_WITH_FACTS),
        _delivery.c.state.not_in(("refused", "cancelled", "dead")),
        ~_superseded,
    )
    .order_by(_delivery.c.delivery_number)
)
_CARRIED = select(_carried).where(
    _carried.c.workspace_id == bindparam("workspace"),
    _carried.c.delivery_number.in_(_WITH_FACTS),
)


async def standing(tx: Transaction, facts: Iterable[int]) -> list[Told]:
    """Return the messages that carry any of these facts, oldest first, those waiting included."""
    asked_for = {"workspace": tx.workspace_id, "numbers": list(facts)}
    rows = (await tx.connection.execute(_STANDING, asked_for)).all()
    if not rows:
        return []
    carries: dict[int, list[tuple[int, int]]] = {}
    asked: dict[int, dict[int, str]] = {}
    for line in await tx.connection.execute(_CARRIED, asked_for):
        pair = (line.fact_number, line.revision_number)
        carries.setdefault(line.delivery_number, []).append(pair)
        if line.asked is not None:
            asked.setdefault(line.delivery_number, {})[line.fact_number] = line.asked
    return [
        Told(
            delivery=row.delivery_number,
            place=place_of(row),
            is_waiting=row.state == "waiting" and row.resent == 0,
            is_notice=row.notice_number is not None,
            ts=row.ts,
            made_at=row.made_at,
            question=row.question_number,
            asker=row.asker,
            asked_at=row.asked_at,
            carries=tuple(carries.get(row.delivery_number, ())),
            asked=asked.get(row.delivery_number, {}),
        )
        for row in rows
    ]


async def cancel_unsent(tx: Transaction, fact: FactId) -> dict[str, str]:
    """Cancel the notices of a fact that wait, and the edits under them; their messages by place."""
    rows = (
        await tx.connection.execute(
            select(_notice.c.place, _delivery.c.delivery_number, _delivery.c.message)
            .join(
                _delivery,
                and_(
                    _delivery.c.workspace_id == _notice.c.workspace_id,
                    _delivery.c.delivery_number == _notice.c.delivery_number,
                ),
            )
            .where(
                _notice.c.workspace_id == tx.workspace_id,
                _notice.c.fact_number == fact.number,
                _delivery.c.state == "waiting",
            )
        )
    ).all()
    await unsent.cancel(tx, [row.delivery_number for row in rows])
    return {row.place: row.message for row in rows}


async def add(
    tx: Transaction,
    changed: Revision,
    owed: Sequence[tuple[Place, Draft, Sequence[Draft]]],
    *,
    now: datetime,
) -> None:
    """Put one notice for each place into the outbox, each followed by the edits under it."""
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
            .join(
                _delivery,
                and_(
                    _delivery.c.workspace_id == _notice.c.workspace_id,
                    _delivery.c.delivery_number == _notice.c.delivery_number,
                ),
            )
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
