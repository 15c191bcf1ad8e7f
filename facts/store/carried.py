"""What each message carries: the revisions it rests on, and the questions it answers with them."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_, select

from facts.model import FactId, Revision
from facts.store import revisions, schema
from facts.store.engine import Transaction

_carried, _delivery = schema.delivery_fact, schema.delivery


def lines(
    tx: Transaction, delivery: int, carries: Sequence[Revision], asked: Sequence[str]
) -> list[dict[str, object]]:
    """Return the rows of one message; `asked` is of the first of `carries`.

    Where a message answers several questions with one fact, they are a line each.
    """
    return [
        {
            "workspace_id": tx.workspace_id,
            "delivery_number": delivery,
            "fact_number": revision.fact.number,
            "revision_number": revision.number,
            "asked": asked[place] if place < len(asked) else None,
        }
        for place, revision in enumerate(carries)
    ]


async def add(tx: Transaction, rows: Sequence[dict[str, object]]) -> None:
    """Write down what messages carry."""
    if rows:
        await tx.connection.execute(insert(_carried), list(rows))


async def clear(tx: Transaction, delivery: int) -> None:
    """Forget what a message that was never sent carried."""
    await tx.connection.execute(
        delete(_carried).where(
            _carried.c.workspace_id == tx.workspace_id, _carried.c.delivery_number == delivery
        )
    )


Carried = tuple[int, int, tuple[str, ...]]
"""A fact's number, its revision's, and the questions that a message answers with it."""


async def by(tx: Transaction, deliveries: Sequence[int]) -> dict[int, list[Carried]]:
    """Return what each of some messages carries."""
    found: dict[int, list[Carried]] = {number: [] for number in deliveries}
    rows = await tx.connection.execute(
        select(_carried).where(
            _carried.c.workspace_id == tx.workspace_id,
            _carried.c.delivery_number.in_(list(found)),
        )
    )
    for row in rows:
        asked = () if row.asked is None else tuple(row.asked.split("\n"))
        found[row.delivery_number].append((row.fact_number, row.revision_number, asked))
    return found


async def at_or_below(
    tx: Transaction, delivery: int
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """Return what a message and what hangs under it carry, and the questions they answer."""
    found = await tx.connection.execute(
        select(_carried)
        .join(
            _delivery,
            (_delivery.c.workspace_id == _carried.c.workspace_id)
            & (_delivery.c.delivery_number == _carried.c.delivery_number),
        )
        .where(
            _carried.c.workspace_id == tx.workspace_id,
            or_(_delivery.c.delivery_number == delivery, _delivery.c.under_delivery == delivery),
        )
        .order_by(_carried.c.asked.is_(None))
    )
    rows = found.all()
    carries = [
        await revisions.one(tx, FactId(number=row.fact_number), row.revision_number) for row in rows
    ]
    return tuple(carries), tuple(row.asked for row in rows if row.asked is not None)
