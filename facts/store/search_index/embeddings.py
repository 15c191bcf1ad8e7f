"""The embeddings of facts: written with the approval, compared in memory.

Without an encoder a fact's old embedding is only removed: no embedding is better than an outdated
one. Missing ones are made later (`facts/desk/embeddings.py`).
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select

from facts.search.embedding import SIZE, Encoder
from facts.search.embedding.vectors import VectorCache
from facts.store import schema
from facts.store.transaction import Likeness, Transaction

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

_AT_ONCE = 500
"""How many numbers go into one statement."""
_READ_AT_ONCE = 2_000
"""How many vectors are read at a time: three megabytes."""
_table = schema.fact_embedding
_LAST = select(func.coalesce(func.max(_table.c.change), 0)).where(
    _table.c.workspace_id == bindparam("workspace")
)
_SINCE = (
    select(_table.c.change, _table.c.fact_number, _table.c.encoder, _table.c.vector)
    .where(_table.c.workspace_id == bindparam("workspace"), _table.c.change > bindparam("known"))
    .order_by(_table.c.change)
    .limit(_READ_AT_ONCE)
)
_REMOVE = delete(_table).where(
    _table.c.workspace_id == bindparam("workspace"),
    _table.c.fact_number.in_(bindparam("facts", expanding=True)),
)
_ROW = select(_table.c.fact_number).where(
    _table.c.workspace_id == bindparam("workspace"), _table.c.fact_number == bindparam("fact")
)
_COUNT = select(func.count()).where(
    _table.c.workspace_id == bindparam("workspace"),
    _table.c.encoder == bindparam("encoder"),
    _table.c.vector.is_not(None),
)


class EmbeddingIndex:
    """An encoder, and the embeddings of facts that it made, loaded into memory on demand.

    Each read checks the number of the workspace's last change, and loads what is newer. Do not use
    it in a transaction that writes embeddings, since that may still be rolled back.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._kept: dict[int, VectorCache] = {}
        self._read_to: dict[int, tuple[int, int]] = {}
        self._ready: dict[str, Vectors] = {}

    async def likeness(self, tx: Transaction, text: str) -> Likeness | None:
        """Compare a text with every fact that has an embedding; None if no fact has one."""
        while await self.read_on(tx):
            pass
        kept = self._kept.get(tx.workspace_id)
        return _Cosines(kept, self.encoder.vectors([text])[0]) if kept else None

    async def read_on(self, tx: Transaction) -> bool:
        """Read some of the changes since the last read; return whether there are more."""
        workspace = tx.workspace_id
        last = await _last(tx)
        known, as_of = self._read_to.get(workspace, (0, 0))
        if known == last or (known > last and tx.began < as_of):
            # In a snapshot older than the last read, the newer embeddings do no harm.
            return False
        if known > last:  # the database file was replaced by another
            del self._kept[workspace], self._read_to[workspace]
            return True
        found = await tx.execute(_SINCE, {"workspace": workspace, "known": known})
        rows = [(row.change, row.fact_number, row.encoder, row.vector) for row in found]
        kept = self._kept.setdefault(workspace, VectorCache())
        there = {
            fact: vector
            for _, fact, encoder, vector in rows
            if vector is not None and encoder == self.encoder.name
        }
        for _, fact, *_ in rows:
            if fact not in there:
                kept.drop(fact)
        kept.put(list(there), _read(there.values()))
        self._read_to[workspace] = (rows[-1][0], tx.began)
        return True

    def has(self, tx: Transaction, fact: int) -> bool:
        """Return whether a fact has its embedding, as of the last read."""
        return fact in self._kept.get(tx.workspace_id, ())

    def count(self, tx: Transaction) -> int:
        """Return how many facts have their embedding, as of the last read."""
        return len(self._kept.get(tx.workspace_id, ()))

    @asynccontextmanager
    async def ready(self, texts: Iterable[str]) -> AsyncIterator[None]:
        """Make the vectors of texts in a thread, some 7 ms each, for `vectors` to return."""
        wanted = list(dict.fromkeys(texts))
        if wanted:
            made = await asyncio.to_thread(self.encoder.vectors, wanted)
            self._ready |= zip(wanted, made, strict=True)
        try:
            yield
        finally:
            for text in wanted:
                self._ready.pop(text, None)

    def vectors(self, texts: Sequence[str]) -> "list[Vectors]":
        """Return the vectors of texts: those made by `ready`, and the rest made now."""
        others = [text for text in texts if text not in self._ready]
        made = dict(zip(others, self.encoder.vectors(others), strict=True)) if others else {}
        return [made[text] if text in made else self._ready[text] for text in texts]


class _Cosines:
    """How similar one text is to every fact that has an embedding: cosines, -1 to 1."""

    def __init__(self, kept: VectorCache, vector: "Vectors") -> None:
        self._kept, self._vector = kept, vector

    def of(self, facts: Iterable[int]) -> dict[int, float]:
        """Return the cosines of facts; those without an embedding are absent."""
        return self._kept.cosines(self._vector, facts)

    def nearest(self, limit: int) -> list[int]:
        """Return the most similar facts, best first; ties by number."""
        return self._kept.nearest(self._vector, limit)


async def write(tx: Transaction, texts: Mapping[int, str | None]) -> None:
    """Replace the embeddings of facts with those of texts; None removes a fact's."""
    index = tx.embeddings
    embedded = {} if index is None else {fact: text for fact, text in texts.items() if text}
    gone = [fact for fact in texts if fact not in embedded and await _has_row(tx, fact)]
    vectors: dict[int, bytes | None] = dict.fromkeys(gone)
    if index is not None and embedded:
        made = index.vectors(list(embedded.values()))
        vectors |= {
            fact: row.astype("<f4").tobytes() for fact, row in zip(embedded, made, strict=True)
        }
    if not vectors:
        return
    change = await _last(tx)
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "fact_number": fact,
            "change": number,
            "encoder": index.encoder.name if index is not None else "",
            "vector": vector,
        }
        for number, (fact, vector) in enumerate(vectors.items(), start=change + 1)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        facts = [row["fact_number"] for row in some]
        await tx.execute(_REMOVE, {"workspace": tx.workspace_id, "facts": facts})
    await tx.execute(insert(_table), rows)


def _read(vectors: Iterable[bytes]) -> "Vectors":
    import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(-1, SIZE)


async def _last(tx: Transaction) -> int:
    found = await tx.scalar(_LAST, {"workspace": tx.workspace_id})
    return int(found or 0)


async def _has_row(tx: Transaction, fact: int) -> bool:
    found = await tx.scalar(_ROW, {"workspace": tx.workspace_id, "fact": fact})
    return found is not None


async def count(tx: Transaction, encoder: str) -> int:
    """Return how many facts have a vector of an encoder, by its name; scans all of them."""
    asked = {"workspace": tx.workspace_id, "encoder": encoder}
    return int(await tx.scalar(_COUNT, asked) or 0)


async def next_facts(tx: Transaction, *, after: int, limit: int) -> list[int]:
    """Return the numbers of the next facts in order, including drafts and retracted ones."""
    number = schema.fact.c.fact_number
    rows = await tx.scalars(
        select(number)
        .where(schema.fact.c.workspace_id == tx.workspace_id, number > after)
        .order_by(number)
        .limit(limit)
    )
    return list(rows)
