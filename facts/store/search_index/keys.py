"""Facts by their keys, and by the keys that they share."""

from collections.abc import Iterable, Sequence

from facts.store.database import Key
from facts.store.transaction import Transaction

MOST_TIED = 400
"""A law with more decisions than this is read with the oldest of them."""


async def with_keys(tx: Transaction, keys: Iterable[Key]) -> list[int]:
    """Return the facts that have any of these (kind, key) pairs, by number."""
    wanted = list(dict.fromkeys(keys))
    return await tx.connection.keys.with_any(tx.workspace_id, wanted, limit=MOST_TIED)


async def with_key_prefix(tx: Transaction, kind: str, prefix: str) -> list[int]:
    """Return the facts that have a key of a kind with a prefix (a section of a code)."""
    return await tx.connection.keys.with_prefix(tx.workspace_id, (kind, prefix), limit=MOST_TIED)


async def tied_to(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return facts and those tied to them: their laws, and every decision on those laws."""
    return await tx.connection.keys.tied_to(tx.workspace_id, numbers, limit=MOST_TIED)


async def with_bill(tx: Transaction, bill: str) -> dict[int, str]:
    """Return the laws with a bare bill number, in every state and session: own key by number."""
    return await tx.connection.keys.laws_with_bill(tx.workspace_id, bill)
