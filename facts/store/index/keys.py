"""Facts by their keys, and what they are tied to."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, bindparam, delete, select

from facts.store import schema
from facts.store.engine import Transaction

_key = schema.fact_key

MOST_TIED = 400
"""A law with more decisions than this is read with the oldest of them."""


async def renew_keys(tx: Transaction, fact: int, keys: Iterable[tuple[str, str]]) -> None:
    """Put a fact's (kind, key) pairs in place of those before."""
    await tx.connection.execute(_FORGET, {"workspace": tx.workspace_id, "fact": fact})
    await add_keys(tx, [(fact, keys)])


async def add_keys(tx: Transaction, keys: Iterable[tuple[int, Iterable[tuple[str, str]]]]) -> None:
    """Add the (kind, key) pairs of facts that had none, by number."""
    (await tx.driver()).executemany(
        "INSERT INTO fact_key (workspace_id, kind, key, fact_number) VALUES (?, ?, ?, ?)",
        ((tx.workspace_id, *pair, fact) for fact, pairs in keys for pair in sorted(pairs)),
    )


_FORGET = delete(_key).where(
    _key.c.workspace_id == bindparam("workspace"), _key.c.fact_number == bindparam("fact")
)
_NUMBERS = (
    select(_key.c.fact_number)
    .where(_key.c.workspace_id == bindparam("workspace"))
    .distinct()
    .order_by(_key.c.fact_number)
)
_WITH_PREFIX = _NUMBERS.where(
    _key.c.kind == bindparam("kind"),
    _key.c.key >= bindparam("least"),
    _key.c.key < bindparam("most"),
).limit(MOST_TIED)
# Joins are crossed so that SQLite keeps to this order: the few that are wanted, then their rows.
# Left to itself it reads all of a workspace's keys, in the order of the index that covers them.
_TIED = """
    SELECT DISTINCT other.fact_number
    FROM json_each(?) AS wanted CROSS JOIN fact_key AS one
    INDEXED BY ix_fact_key_workspace_id_fact_number CROSS JOIN fact_key AS other
    WHERE one.workspace_id = ? AND one.fact_number = wanted.value
    AND one.kind IN ('own', 'affects') AND other.workspace_id = one.workspace_id
    AND other.kind IN ('own', 'affects') AND other.key = one.key
    ORDER BY other.fact_number LIMIT ?
"""


async def tied_to(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return facts and what they are tied to: their laws, and every decision on those."""
    wanted = json.dumps(list(numbers))
    rows = (await tx.driver()).execute(_TIED, (wanted, tx.workspace_id, MOST_TIED))
    return [number for (number,) in rows]


_WITH_KEYS = """
    SELECT DISTINCT fact_number FROM json_each(?) AS wanted CROSS JOIN fact_key
    WHERE workspace_id = ? AND fact_key.kind = json_extract(wanted.value, '$[0]')
    AND fact_key.key = json_extract(wanted.value, '$[1]')
    ORDER BY fact_number LIMIT ?
"""


async def with_keys(tx: Transaction, keys: Iterable[tuple[str, str]]) -> list[int]:
    """Return the facts that have any of these (kind, key) pairs, by number."""
    wanted = json.dumps(list(dict.fromkeys(keys)))
    rows = (await tx.driver()).execute(_WITH_KEYS, (wanted, tx.workspace_id, MOST_TIED))
    return [number for (number,) in rows]


_BILLS = """
    SELECT fact_key.fact_number, fact.key
    FROM fact_key JOIN fact USING (workspace_id, fact_number)
    WHERE fact_key.workspace_id = ? AND fact_key.kind = 'bill' AND fact_key.key = ?
    ORDER BY fact_key.fact_number
"""


async def with_bill(tx: Transaction, bill: str) -> dict[int, str]:
    """Return the laws of a bill's bare number, in every state and session: own key by number."""
    rows = (await tx.driver()).execute(_BILLS, (tx.workspace_id, bill))
    return dict(rows.fetchall())


async def with_key_prefix(tx: Transaction, kind: str, prefix: str) -> list[int]:
    """Return the facts that have a key of a kind that begins so (a section of a code)."""
    return await _numbers(tx, _WITH_PREFIX, kind=kind, least=prefix, most=prefix + "\U0010ffff")


async def _numbers(tx: Transaction, query: Select[tuple[int]], **values: object) -> list[int]:
    return list(await tx.connection.scalars(query, {"workspace": tx.workspace_id, **values}))
