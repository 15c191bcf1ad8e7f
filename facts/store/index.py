"""The look-up tables: keys and full text of what the desk stands behind now.

Written in the same transaction as the approval that they follow.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, bindparam, delete, insert, select, tuple_

from facts.model import Change, Revision
from facts.search.document import document
from facts.store import schema, sqlite
from facts.store.engine import Transaction

_key = schema.fact_key

MOST_TIED = 400
"""A law with more decisions and namesakes than this is read with the oldest of them."""
_TIES = ("own", "affects", "bill")


async def renew(tx: Transaction, revision: Revision) -> None:
    """Index an approved revision in place of the one before; a retraction takes the fact out."""
    fact = revision.fact.number
    await tx.connection.execute(
        delete(_key).where(_key.c.workspace_id == tx.workspace_id, _key.c.fact_number == fact)
    )
    if revision.change is Change.RETRACTION:
        await sqlite.index_text(tx.connection, tx.workspace_id, fact, None)
        return
    doc = document(revision.body)
    if doc.keys:
        await tx.connection.execute(
            insert(_key),
            [
                {"workspace_id": tx.workspace_id, "kind": kind, "key": key, "fact_number": fact}
                for kind, key in sorted(doc.keys)
            ],
        )
    fields = {"title": doc.title, "names": doc.name_text, "body": doc.body_text}
    await sqlite.index_text(tx.connection, tx.workspace_id, fact, fields)


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


async def with_key_prefix(tx: Transaction, kind: str, prefix: str) -> list[int]:
    """Return the facts that have a key of a kind that begins so (a section of a code)."""
    return await _numbers(tx, _WITH_PREFIX, kind=kind, least=prefix, most=prefix + "\U0010ffff")


async def _numbers(tx: Transaction, query: Select[tuple[int]], **values: object) -> list[int]:
    return list(await tx.connection.scalars(query, {"workspace": tx.workspace_id, **values}))


async def with_text(tx: Transaction, terms: Sequence[str], *, limit: int) -> list[int]:
    """Return the facts that hold any of the words, best first."""
    return await sqlite.match_text(tx.connection, tx.workspace_id, terms, limit)
