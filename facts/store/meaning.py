"""The vectors of facts: written with the approval, kept in memory, compared exactly.

Without an encoder at hand a fact's old vector is only taken away: no vector is better than one of
other words. A look-up uses meaning where every fact that the desk stands behind has its vector.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from facts.search.meaning import Encoder
from facts.store import schema
from facts.store.meaning_schema import fact_meaning

if TYPE_CHECKING:
    import numpy as np

    from facts.store.engine import Transaction

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

_table = fact_meaning
_LAST = select(func.coalesce(func.max(_table.c.change), 0)).where(
    _table.c.workspace_id == bindparam("workspace")
)
_SINCE = (
    select(_table.c.fact_number, _table.c.encoder, _table.c.vector)
    .where(_table.c.workspace_id == bindparam("workspace"), _table.c.change > bindparam("known"))
    .order_by(_table.c.change)
)
_WRITTEN = insert(_table)
_WRITE = _WRITTEN.on_conflict_do_update(
    index_elements=[_table.c.workspace_id, _table.c.fact_number],
    set_={name: _WRITTEN.excluded[name] for name in ("change", "encoder", "vector")},
)
_ROW = select(_table.c.fact_number).where(
    _table.c.workspace_id == bindparam("workspace"), _table.c.fact_number == bindparam("fact")
)


@dataclass(slots=True)
class Kept:
    """The vectors of one workspace, as of one change."""

    change: int
    facts: list[int]
    places: dict[int, int]
    matrix: "Vectors"


class Meanings:
    """An encoder, and the vectors that it has made of facts, kept in memory as they are asked for.

    Never stale: each reading compares the number of the last change, which is read in the same
    transaction as all else.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._kept: dict[int, Kept] = {}

    async def likeness(self, tx: "Transaction", text: str, *, facts: int) -> "Likeness | None":
        """Compare a text with every fact; None where not all of the `facts` have their vector."""
        kept = await self._current(tx)
        if facts == 0 or len(kept.places) < facts:
            return None
        return Likeness(kept, kept.matrix[: len(kept.facts)] @ self.encoder.vectors([text])[0])

    async def _current(self, tx: "Transaction") -> Kept:
        import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

        last = await _last(tx)
        kept = self._kept.get(tx.workspace_id)
        if kept is not None and kept.change == last:
            return kept
        known = kept.change if kept is not None and kept.change < last else 0
        vectors: dict[int, Any] = (
            {fact: kept.matrix[place] for fact, place in kept.places.items()}
            if kept is not None and known
            else {}
        )
        rows = await tx.connection.execute(_SINCE, {"workspace": tx.workspace_id, "known": known})
        for fact, encoder, vector in rows:
            vectors.pop(fact, None)
            if vector is not None and encoder == self.encoder.name:
                vectors[fact] = np.frombuffer(vector, dtype="<f4")
        numbers = sorted(vectors)
        matrix = np.array([vectors[fact] for fact in numbers], dtype=np.float32)
        made = Kept(last, numbers, {fact: place for place, fact in enumerate(numbers)}, matrix)
        self._kept[tx.workspace_id] = made
        return made


class Likeness:
    """How alike one text is to every fact: cosines, -1 to 1."""

    def __init__(self, kept: Kept, cosines: "Vectors") -> None:
        self._kept, self._cosines = kept, cosines

    def of(self, fact: int) -> float:
        """Return a fact's cosine; 0 for one that has no vector."""
        place = self._kept.places.get(fact)
        return float(self._cosines[place]) if place is not None else 0.0

    def nearest(self, limit: int) -> list[int]:
        """Return the facts most alike, best first; ties by number."""
        import numpy as np  # noqa: PLC0415 (as above)

        limit = min(limit, len(self._cosines))
        most = np.argpartition(-self._cosines, limit - 1)[:limit]
        facts = [self._kept.facts[place] for place in most]
        return sorted(facts, key=lambda fact: (-self.of(fact), fact))


async def write(tx: "Transaction", texts: Mapping[int, str | None]) -> None:
    """Put the vectors of facts' texts in place of those before; None takes a fact's away."""
    encoder = tx.meanings.encoder if tx.meanings is not None else None
    told = {fact: text for fact, text in texts.items() if text is not None and encoder is not None}
    gone = [fact for fact in texts if fact not in told and await _has_row(tx, fact)]
    if not told and not gone:
        return
    change = await _last(tx)
    name = encoder.name if encoder is not None else ""
    vectors = dict.fromkeys(gone, None) | _vectors(encoder, told)
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "fact_number": fact,
            "change": number,
            "encoder": name,
            "vector": vector,
        }
        for number, (fact, vector) in enumerate(vectors.items(), start=change + 1)
    ]
    await tx.connection.execute(_WRITE, rows)


def _vectors(encoder: Encoder | None, texts: Mapping[int, str]) -> dict[int, bytes | None]:
    if encoder is None or not texts:
        return {}
    made = encoder.vectors(list(texts.values()))
    return {fact: row.astype("<f4").tobytes() for fact, row in zip(texts, made, strict=True)}


async def _last(tx: "Transaction") -> int:
    found = await tx.connection.scalar(_LAST, {"workspace": tx.workspace_id})
    return int(found or 0)


async def _has_row(tx: "Transaction", fact: int) -> bool:
    found = await tx.connection.scalar(_ROW, {"workspace": tx.workspace_id, "fact": fact})
    return found is not None


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


async def without_vector(tx: "Transaction", numbers: Sequence[int]) -> list[int]:
    """Return those of the facts that have no vector of this encoder."""
    encoder = tx.meanings.encoder.name if tx.meanings is not None else ""
    rows = await tx.connection.scalars(
        select(_table.c.fact_number).where(
            _table.c.workspace_id == tx.workspace_id,
            _table.c.fact_number.in_(numbers),
            _table.c.encoder == encoder,
            _table.c.vector.is_not(None),
        )
    )
    have = set(rows)
    return [number for number in numbers if number not in have]
