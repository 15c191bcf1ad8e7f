"""What people were told: the messages that still say something of a fact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, exists, select

from facts.store import carried, schema
from facts.store.deliveries import Way
from facts.store.engine import Transaction
from facts.store.places import Place, place_of

_notice, _delivery = schema.notice, schema.delivery
_question, _carried = schema.question, schema.delivery_fact
_above, _edit = _delivery.alias("above"), _delivery.alias("edit")


@dataclass(frozen=True, slots=True)
class Told:
    """A message that stands: not superseded, not refused.

    `carries` are the facts it rests on with the revision of each; `asked` the facts that it speaks
    of, with the questions that it answers ("" for none). One that `is_waiting` has certainly not
    been read by anybody.
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
    asked: Mapping[int, tuple[str, ...]]


_AT_ONCE = 500
"""Numbers in one statement."""

STANDS = and_(
    _delivery.c.workspace_id == bindparam("workspace"),
    _delivery.c.state.not_in(("refused", "cancelled", "dead")),
    ~exists().where(
        _edit.c.workspace_id == _delivery.c.workspace_id,
        _edit.c.about_delivery == _delivery.c.delivery_number,
        _edit.c.way == Way.EDIT.value,
        _edit.c.state != "cancelled",
    ),
)
"""Of a delivery: it says what it says, and no notice has struck it."""

_STANDING = (
    select(
        *[column for column in _delivery.c if column.name not in ("message", "error", "mark")],
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
    .where(STANDS)
    .order_by(_delivery.c.delivery_number)
)
_THESE = _STANDING.where(_delivery.c.delivery_number.in_(bindparam("numbers", expanding=True)))


async def these(tx: Transaction, deliveries: Sequence[int]) -> list[Told]:
    """Return those of some messages that stand, oldest first."""
    return await _read(tx, _THESE, {"numbers": list(deliveries)})


async def at(tx: Transaction, fact: int, place: str) -> list[int]:
    """Return the messages about a fact that stand at a place."""
    about = select(_carried.c.delivery_number).where(
        _carried.c.workspace_id == tx.workspace_id,
        _carried.c.fact_number == fact,
        _carried.c.asked.is_not(None),
    )
    numbers = (await tx.connection.scalars(about)).all()
    found: list[int] = []
    for start in range(0, len(numbers), _AT_ONCE):
        for one in await these(tx, numbers[start : start + _AT_ONCE]):
            found += [one.delivery] if str(one.place) == place else []
    return found


async def _read(
    tx: Transaction, query: Select[tuple[object, ...]], which: dict[str, list[int]]
) -> list[Told]:
    rows = (await tx.connection.execute(query, {"workspace": tx.workspace_id, **which})).all()
    found = await carried.by(tx, [row.delivery_number for row in rows])
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
            carries=tuple((fact, revision) for fact, revision, _ in found[row.delivery_number]),
            asked={fact: asked for fact, _, asked in found[row.delivery_number] if asked},
        )
        for row in rows
    ]
