"""Facts by their keys, and what they are tied to."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, bindparam, delete, insert, select, tuple_

from facts.store import schema
from facts.store.engine import Transaction

_key = schema.fact_key

MOST_TIED = 400
"""A law with more decisions and namesakes than this is read with the oldest of them."""
_TIES = ("own", "affects", "bill")


async def renew_keys(tx: Transaction, fact: int, keys: Iterable[tuple[str, str]]) -> None:
    """Put a fact's (kind, key) pairs in place of those before."""
    await tx.connection.execute(_FORGET, {"workspace": tx.workspace_id, "fact": fact})
    await add_keys(tx, {fact: keys})


async def add_keys(tx: Transaction, keys: Mapping[int, Iterable[tuple[str, str]]]) -> None:
    """Add the (kind, key) pairs of facts that had none."""
    rows = [
        {"workspace_id": tx.workspace_id, "kind": kind, "key": key, "fact_number": fact}
        for fact, pairs in keys.items()
        for kind, key in sorted(pairs)
    ]
    if rows:
        await tx.connection.execute(insert(_key), rows)


_FORGET = delete(_key).where(
    _key.c.workspace_id == bindparam("workspace"), _key.c.fact_number == bindparam("fact")
)
_NUMBERS = (
    select(_key.c.fact_number)
    .where(_key.c.workspace_id == bindparam("workspace"))
    .distinct()
    .order_by(_key.c.fact_number)
)
_WITH_KEYS = _NUMBERS.where(
    tuple_(_key.c.kind, _key.c.key).in_(bindparam("pairs", expanding=True))
).limit(MOST_TIED)
_WITH_PREFIX = _NUMBERS.where(
    _key.c.kind == bindparam("kind"),
    _key.c.key >= bindparam("least"),
    _key.c.key < bindparam("most"),
).limit(MOST_TIED)
_tie = _key.alias("tie")
TIED = _NUMBERS.where(
    _key.c.kind.in_(_TIES),
    _key.c.key.in_(
        select(_tie.c.key).where(
            _tie.c.workspace_id == bindparam("workspace"),
            _tie.c.fact_number.in_(bindparam("numbers", expanding=True)),
            _tie.c.kind.in_(_TIES),
        )
    ),
).limit(MOST_TIED)
"""What the facts `numbers` are tied to: their laws, decisions on those, bills of one number."""


async def with_keys(tx: Transaction, keys: Iterable[tuple[str, str]]) -> list[int]:
    """Return the facts that have any of these (kind, key) pairs, by number."""
    wanted = list(dict.fromkeys(keys))
    return await _numbers(tx, _WITH_KEYS, pairs=wanted) if wanted else []


_BILLS = (
    select(_key.c.fact_number, schema.fact.c.key)
    .join(
        schema.fact,
        (schema.fact.c.workspace_id == _key.c.workspace_id)
        & (schema.fact.c.fact_number == _key.c.fact_number),
    )
    .where(
        _key.c.workspace_id == bindparam("workspace"),
        _key.c.kind == "bill",
        _key.c.key == bindparam("bill"),
    )
    .order_by(_key.c.fact_number)
)


async def with_bill(tx: Transaction, bill: str) -> dict[int, str]:
    """Return the laws of a bill's bare number, in every state and session: own key by number."""
    rows = await tx.connection.execute(_BILLS, {"workspace": tx.workspace_id, "bill": bill})
    return {row.fact_number: row.key for row in rows}


async def with_key_prefix(tx: Transaction, kind: str, prefix: str) -> list[int]:
    """Return the facts that have a key of a kind that begins so (a section of a code)."""
    return await _numbers(tx, _WITH_PREFIX, kind=kind, least=prefix, most=prefix + "\U0010ffff")


async def _numbers(tx: Transaction, query: Select[tuple[int]], **values: object) -> list[int]:
    return list(await tx.connection.scalars(query, {"workspace": tx.workspace_id, **values}))
