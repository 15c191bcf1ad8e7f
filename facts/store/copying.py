"""Copy a whole desk from one database to another, of either kind.

Table by table, those first that others refer to, each batch in a transaction of its own. Rows are
read in the order of the source's primary key, so what a killed copy has left in the target are the
first rows of each table: the next one goes on after their last key.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Table, and_, bindparam, func, select, tuple_, update

from facts.errors import StoreMismatch
from facts.store import schema
from facts.store.database import Connection
from facts.store.store import Store

Shown = Callable[[str, int, int], None]
"""Is given what is being done, and how many rows of how many are done."""
Row = dict[str, Any]

TABLES = schema.metadata.sorted_tables
_BATCH = 5_000
_delivery = schema.delivery


async def copy(
    source: Store, target: Store, *, shown: Shown, batch: int = _BATCH
) -> dict[str, int]:
    """Copy what the target lacks, then compare all; return how many rows each table has.

    StoreMismatch, before anything is written, if the target holds another desk; or at the end, if
    the two sides differ.
    """
    async with source.inspecting() as here:
        ends = {table.name: await _end(here, target, table) for table in TABLES}
        for table in TABLES:
            total = await _count(here, table)
            done, last = ends[table.name]
            async for rows in _batches(here, table, last, batch):
                async with target.writing(0) as tx:
                    await _insert(here, tx.connection, table, rows)
                done += len(rows)
                shown(f"copying {table.name}", done, total)
        await _refer_forward(here, target)
    sides = [await _digests(store, shown, batch) for store in (source, target)]
    differing = [name for name in sides[0] if sides[0][name] != sides[1][name]]
    if differing:
        raise StoreMismatch(
            f"The two databases differ in {', '.join(differing)}: one of them was written since "
            "the copy began. Copy again, into an empty database."
        )
    return {name: count for name, (count, _) in sides[0].items()}


def _key(table: Table) -> list[Column[Any]]:
    """Return the primary key; of a workspace also when it was made, which tells desks apart."""
    key = list(table.primary_key.columns)
    return [*key, table.c.created_at] if table is schema.workspace else key


async def _count(connection: Connection, table: Table) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)))


async def _end(here: Connection, target: Store, table: Table) -> tuple[int, Sequence[Any] | None]:
    """Return how many of the source's rows the target has, and the key of the last."""
    async with target.inspecting() as there:
        count = await _count(there, table)
        if count == 0:
            return 0, None
        key = _key(table)
        last = select(*key).order_by(*key).offset(count - 1).limit(1)
        found = (await here.execute(last)).one_or_none()
        if found is not None:
            is_it = and_(*(column == value for column, value in zip(key, found, strict=True)))
            if await there.scalar(select(func.count()).select_from(table).where(is_it)):
                return count, tuple(found)
    raise StoreMismatch(
        f"The target holds another desk, or was written since it was copied ({table.name}): copy "
        "into an empty database."
    )


async def _batches(
    connection: Connection, table: Table, after: Sequence[Any] | None, size: int
) -> AsyncIterator[list[Row]]:
    """Yield all rows after a key."""
    key = _key(table)
    while True:
        wanted = select(table).order_by(*key).limit(size)
        if after is not None:
            wanted = wanted.where(tuple_(*key) > tuple_(*after))
        rows = [dict(row._mapping) for row in await connection.execute(wanted)]  # noqa: SLF001 (its public way to the columns' names)
        if not rows:
            return
        yield rows
        after = [rows[-1][column.name] for column in key]


async def _insert(here: Connection, there: Connection, table: Table, rows: list[Row]) -> None:
    """Insert a batch; with facts goes what the full-text index has of them."""
    if table is _delivery:
        rows = [row | {"under_delivery": None} if _is_under_later(row) else row for row in rows]
    await there.insert_rows(table, rows)
    if table is schema.fact:
        for workspace, texts in await _texts(here, rows):
            await there.full_text.add(workspace, texts.items())


async def _texts(
    connection: Connection, facts: list[Row]
) -> list[tuple[int, dict[int, tuple[str, ...]]]]:
    """Return what the full-text index has of facts, by workspace and number."""
    return [
        (
            workspace,
            await connection.full_text.texts(workspace, [row["fact_number"] for row in rows]),
        )
        for workspace, rows in groupby(facts, key=lambda row: row["workspace_id"])
    ]


def _is_under_later(row: Row) -> bool:
    """Whether a delivery refers to one that is copied after it."""
    return bool((row["under_delivery"] or 0) > row["delivery_number"])


_UNDER_LATER = select(
    _delivery.c.workspace_id.label("workspace"),
    _delivery.c.delivery_number.label("number"),
    _delivery.c.under_delivery.label("under"),
).where(_delivery.c.under_delivery > _delivery.c.delivery_number)
_SET_UNDER = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("workspace"),
        _delivery.c.delivery_number == bindparam("number"),
    )
    .values(under_delivery=bindparam("under"))
)


async def _refer_forward(here: Connection, target: Store) -> None:
    """Set the references that had to wait, and the number of the next workspace."""
    later = [dict(row._mapping) for row in await here.execute(_UNDER_LATER)]  # noqa: SLF001 (as above)
    async with target.writing(0) as tx:
        if later:
            await tx.execute(_SET_UNDER, later)
        await tx.connection.continue_numbers()


async def _digests(store: Store, shown: Shown, batch: int) -> dict[str, tuple[int, int]]:
    """Return how many rows each table has, and a sum over all of them, whatever their order."""
    found = {}
    async with store.inspecting() as connection:
        for table in TABLES:
            total, count, digest = await _count(connection, table), 0, 0
            async for rows in _batches(connection, table, None, batch):
                seen: list[object] = [tuple(row.values()) for row in rows]
                if table is schema.fact:
                    for workspace, texts in await _texts(connection, rows):
                        seen += [(workspace, *each) for each in texts.items()]
                digest += sum(_hashed(one) for one in seen)
                count += len(rows)
                shown(f"comparing {table.name}", count, total)
            found[table.name] = (count, digest)
    return found


def _hashed(row: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest())
