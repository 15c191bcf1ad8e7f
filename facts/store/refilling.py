"""Filling the look-up tables anew from the revisions, where an upgrade has emptied them."""

from sqlalchemy import Connection, bindparam, exists, select

from facts.model import FactState
from facts.store import index, revisions, schema
from facts.store.engine import Transaction, as_async
from facts.store.index_schema import text_total

_BATCH = 500

_UNFILLED = (
    select(schema.fact.c.workspace_id)
    .where(~exists().where(text_total.c.workspace_id == schema.fact.c.workspace_id))
    .distinct()
)
_NEXT = (
    select(schema.fact.c.fact_number)
    .where(
        schema.fact.c.workspace_id == bindparam("workspace"),
        schema.fact.c.fact_number > bindparam("after"),
    )
    .order_by(schema.fact.c.fact_number)
    .limit(_BATCH)
)


async def refill(connection: Connection) -> None:
    """Index the facts of every workspace whose index is empty, in the transaction at hand."""
    for workspace_id in connection.scalars(_UNFILLED).all():
        await _refill(Transaction(as_async(connection), workspace_id))


async def _refill(tx: Transaction) -> None:
    after = 0
    while True:
        where = {"workspace": tx.workspace_id, "after": after}
        numbers = (await tx.connection.scalars(_NEXT, where)).all()
        if not numbers:
            return
        for fact in (await revisions.filed(tx, numbers)).values():
            if fact.state is FactState.APPROVED:
                await index.renew(tx, fact.current)
        after = numbers[-1]
