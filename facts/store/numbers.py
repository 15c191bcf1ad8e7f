"""Numbers that people can type: 1, 2, 3 ... within a workspace."""

from functools import cache

from sqlalchemy import Select, Table, bindparam, func, select

from facts.store.engine import Transaction


@cache
def next_free(table: Table) -> Select[tuple[int]]:
    """Return the query for the next free number of a table; its parameter is `workspace`."""
    column = list(table.primary_key.columns)[1]
    return select(func.coalesce(func.max(column), 0) + 1).where(
        table.c.workspace_id == bindparam("workspace")
    )


async def next_number(tx: Transaction, table: Table) -> int:
    """Return the next free number of a table, whose key is (workspace_id, its number, ...).

    Safe where writing transactions come one after the other; elsewhere the primary key refuses the
    second, and its transaction is run again.
    """
    found = await tx.connection.scalar(next_free(table), {"workspace": tx.workspace_id})
    return int(found) if isinstance(found, int) else 1
