"""The vectors of facts: written with the approval, read into memory as they change.

Without an encoder at hand a fact's old vector is only taken away: no vector is better than one of
other words. What is missing is made later (`facts/desk/meaning.py`).
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from facts.search.meaning import SIZE, Encoder
from facts.search.meaning.kept import Kept
from facts.store import schema
from facts.store.meaning_schema import fact_meaning

if TYPE_CHECKING:
    import numpy as np

    from facts.store.engine import Transaction

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

_READ_AT_ONCE = 2_000
"""So many vectors are three megabytes."""
_table = fact_meaning
_LAST = select(func.coalesce(func.max(_table.c.change), 0)).where(
    _table.c.workspace_id == bindparam("workspace")
)
_SINCE = (
    select(_table.c.change, _table.c.fact_number, _table.c.encoder, _table.c.vector)
    .where(_table.c.workspace_id == bindparam("workspace"), _table.c.change > bindparam("known"))
    .order_by(_table.c.change)
    .limit(_READ_AT_ONCE)
)
_WRITTEN = insert(_table)
_WRITE = _WRITTEN.on_conflict_do_update(
    index_elements=[_table.c.workspace_id, _table.c.fact_number],
    set_={name: _WRITTEN.excluded[name] for name in ("change", "encoder", "vector")},
)
_ROW = select(_table.c.fact_number).where(
    _table.c.workspace_id == bindparam("workspace"), _table.c.fact_number == bindparam("fact")
)
_COUNT = select(func.count()).where(
    _table.c.workspace_id == bindparam("workspace"),
    _table.c.encoder == bindparam("encoder"),
    _table.c.vector.is_not(None),
)


class Meanings:
    """An encoder, and the vectors that it has made of facts, kept in memory as they are asked for.

    Never stale: each reading compares the number of the last change, and reads what is newer. Not
    to be asked in a transaction that writes vectors, which may yet be given up.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._kept: dict[int, Kept] = {}
        self._read_to: dict[int, int] = {}
        self._ready: dict[str, Vectors] = {}

    async def likeness(self, tx: "Transaction", text: str) -> "Likeness | None":
        """Compare a text with every fact that has its vector; None where none has."""
        while await self.read_on(tx):
            pass
        kept = self._kept.get(tx.workspace_id)
        return Likeness(kept, self.encoder.vectors([text])[0]) if kept else None

    async def read_on(self, tx: "Transaction") -> bool:
        """Read some of what changed since; returns whether there is more."""
        workspace = tx.workspace_id
        last, known = await _last(tx), self._read_to.get(workspace, 0)
        if known == last:
            return False
        if known > last:  # another file lies where the database was
            del self._kept[workspace], self._read_to[workspace]
            return True
        found = await tx.connection.execute(_SINCE, {"workspace": workspace, "known": known})
        rows = found.all()
        kept = self._kept.setdefault(workspace, Kept())
        there = {
            fact: vector
            for _, fact, encoder, vector in rows
            if vector is not None and encoder == self.encoder.name
        }
        for _, fact, *_ in rows:
            if fact not in there:
                kept.drop(fact)
        kept.put(list(there), _read(there.values()))
        self._read_to[workspace] = rows[-1][0]
        return True

    def has(self, tx: "Transaction", fact: int) -> bool:
        """Whether a fact has its vector, by what was read."""
        return fact in self._kept.get(tx.workspace_id, ())

    def count(self, tx: "Transaction") -> int:
        """Return how many facts have their vector, by what was read."""
        return len(self._kept.get(tx.workspace_id, ()))

    @asynccontextmanager
    async def ready(self, texts: Iterable[str]) -> AsyncIterator[None]:
        """Hold the vectors of texts ready: who writes them meanwhile waits for no encoder.

        They are made in a thread, some 7 ms each.
        """
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
        """Return the vectors of texts: those that are ready, the others made here and now."""
        others = [text for text in texts if text not in self._ready]
        made = dict(zip(others, self.encoder.vectors(others), strict=True)) if others else {}
        return [made[text] if text in made else self._ready[text] for text in texts]


class Likeness:
    """How alike one text is to every fact that has its vector: cosines, -1 to 1."""

    def __init__(self, kept: Kept, vector: "Vectors") -> None:
        self._kept, self._vector = kept, vector

    def of(self, facts: Iterable[int]) -> dict[int, float]:
        """Return the cosines of facts; those that have no vector are absent."""
        return self._kept.cosines(self._vector, facts)

    def nearest(self, limit: int) -> list[int]:
        """Return the facts most alike, best first; ties by number."""
        return self._kept.nearest(self._vector, limit)


async def write(tx: "Transaction", texts: Mapping[int, str | None]) -> None:
    """Put the vectors of facts' texts in place of those before; None takes a fact's away."""
    told = {} if tx.meanings is None else {fact: text for fact, text in texts.items() if text}
    gone = [fact for fact in texts if fact not in told and await _has_row(tx, fact)]
    if not told and not gone:
        return
    vectors: dict[int, bytes | None] = dict.fromkeys(gone)
    if tx.meanings is not None:
        made = tx.meanings.vectors(list(told.values()))
        vectors |= {fact: row.astype("<f4").tobytes() for fact, row in zip(told, made, strict=True)}
    change = await _last(tx)
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "fact_number": fact,
            "change": number,
            "encoder": tx.meanings.encoder.name if tx.meanings is not None else "",
            "vector": vector,
        }
        for number, (fact, vector) in enumerate(vectors.items(), start=change + 1)
    ]
    await tx.connection.execute(_WRITE, rows)


def _read(vectors: Iterable[bytes]) -> "Vectors":
    import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(-1, SIZE)


async def _last(tx: "Transaction") -> int:
    found = await tx.connection.scalar(_LAST, {"workspace": tx.workspace_id})
    return int(found or 0)


async def _has_row(tx: "Transaction", fact: int) -> bool:
    found = await tx.connection.scalar(_ROW, {"workspace": tx.workspace_id, "fact": fact})
    return found is not None


async def count(tx: "Transaction", encoder: str) -> int:
    """Return how many facts have a vector of an encoder, by name; reads through all."""
    asked = {"workspace": tx.workspace_id, "encoder": encoder}
    return int(await tx.connection.scalar(_COUNT, asked) or 0)


async def next_facts(tx: "Transaction", *, after: int, limit: int) -> list[int]:
    """Return the numbers of the next facts, drafts and retracted ones included, in order."""
    number = schema.fact.c.fact_number
    rows = await tx.connection.scalars(
        select(number)
        .where(schema.fact.c.workspace_id == tx.workspace_id, number > after)
        .order_by(number)
        .limit(limit)
    )
    return list(rows)
