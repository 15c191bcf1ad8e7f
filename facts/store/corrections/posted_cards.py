"""Posted cards: the messages about facts that are neither superseded nor refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, select

from facts.store import outbox, schema
from facts.store.outbox import Place, Way
from facts.store.outbox.places import ABOVE, IS_ABOVE, above
from facts.store.transaction import Transaction

_notice, _delivery = schema.notice, schema.delivery
_question, _carried = schema.question, schema.delivery_fact
_edit = _delivery.alias("edit")


@dataclass(frozen=True, slots=True)
class PostedCard:
    """A message that is neither superseded nor refused.

    `carries` are the (fact, revision) pairs that it rests on; `asked` the facts that it is about,
    with the questions that it answers ("" for none). Nobody has read one that `is_waiting`.
    """

    delivery: int
    place: Place
    is_waiting: bool
    is_notice: bool
    is_opening: bool
    """Whether it shows one sentence above a thread, not the card."""
    ts: str | None
    made_at: datetime
    question: int | None
    asker: str | None
    asked_at: datetime | None
    carries: tuple[tuple[int, int], ...]
    asked: Mapping[int, tuple[str, ...]]


_AT_ONCE = 500
"""How many numbers go into one statement."""

IS_CURRENT = and_(
    _delivery.c.workspace_id == bindparam("workspace"),
    _delivery.c.state.not_in(("refused", "cancelled", "dead")),
    ~exists().where(
        _edit.c.workspace_id == _delivery.c.workspace_id,
        _edit.c.about_delivery == _delivery.c.delivery_number,
        _edit.c.way == Way.EDIT.value,
        _edit.c.state != "cancelled",
    ),
)
"""Condition on a delivery: it was not refused, and no notice has superseded it."""

_CURRENT = (
    select(
        *[column for column in _delivery.c if column.name not in ("message", "error", "mark")],
        *ABOVE,
        _question.c.asker,
        _question.c.asked_at,
        _notice.c.notice_number,
    )
    .outerjoin(above, IS_ABOVE)
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
    .where(IS_CURRENT)
    .order_by(_delivery.c.delivery_number)
)
_AMONG = _CURRENT.where(_delivery.c.delivery_number.in_(bindparam("numbers", expanding=True)))


async def among(tx: Transaction, deliveries: Sequence[int]) -> list[PostedCard]:
    """Return the posted cards among some deliveries, oldest first."""
    which = {"workspace": tx.workspace_id, "numbers": list(deliveries)}
    rows = (await tx.execute(_AMONG, which)).all()
    found = await outbox.carried_by(tx, [row.delivery_number for row in rows])
    return [
        PostedCard(
            delivery=row.delivery_number,
            place=outbox.place_of(row),
            is_waiting=row.state == "waiting" and row.resent == 0,
            is_notice=row.notice_number is not None,
            is_opening=row.opens_thread,
            ts=row.ts,
            made_at=row.made_at,
            question=row.question_number,
            asker=row.asker,
            asked_at=row.asked_at,
            carries=tuple((fact, revision) for fact, revision, _ in found[row.delivery_number]),
            asked={fact: asked for fact, _, asked in found[row.delivery_number] if asked},
        )
        for row in rows
    ]


async def at(tx: Transaction, fact: int, place: str) -> list[int]:
    """Return the deliveries of posted cards about a fact in a place."""
    about = select(_carried.c.delivery_number).where(
        _carried.c.workspace_id == tx.workspace_id,
        _carried.c.fact_number == fact,
        _carried.c.questions.is_not(None),
    )
    numbers = (await tx.scalars(about)).all()
    found: list[int] = []
    for start in range(0, len(numbers), _AT_ONCE):
        for one in await among(tx, numbers[start : start + _AT_ONCE]):
            found += [one.delivery] if str(one.place) == place else []
    return found
