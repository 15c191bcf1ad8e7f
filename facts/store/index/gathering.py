"""The facts that share most with a question, found without scoring all that share anything.

SQLite's bm25() costs two microseconds a row, and a question's words are in tens of thousands of a
million facts. Reading which rows hold a word costs a twentieth of that, and whether rows that hold
a rare word hold a common one too less again. So the rare words are read whole, the common ones only
where a rare one stands; pairs of common ones are looked at only where they could outweigh a rare
one. What a row gathers is the idf of its words, which is what BM25 gives but for their number and
place: enough to choose the few rows that are scored.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from facts.store.engine import Transaction
from facts.store.index import fts5

_RARE_ROWS = 3_000
"""So many rows at most are read for all rare words together."""
_PAIR_ROWS = 1_000
_COMMON_WORDS = 4
"""So many common words are paired: six pairs."""
_NAMES = "{title names people keys} : "
_IN_NAMES = 0.5
"""What a word in a fact's own names is worth more, of its idf: as BM25 has it at these weights."""


async def gather(
    tx: Transaction, idf: Mapping[str, float], held: Mapping[str, int], *, limit: int
) -> list[int]:
    """Return the facts whose stems weigh most together; of those that weigh the same the oldest.

    Where few hold any, up to twice `limit`, which are as soon scored as told apart here. `idf` and
    `held` (the number of facts that hold it) are by stem, the rarest first.
    """
    if sum(held.values()) <= 2 * limit:
        return await fts5.matching(tx, fts5.any_of(idf), limit=2 * limit)
    rare: list[str] = []
    rows = 0
    for stem in idf:
        rows += held[stem]
        if rows <= _RARE_ROWS:
            rare.append(stem)
    common = [stem for stem in idf if stem not in rare]
    weights: dict[int, float] = {}
    for stem in rare:
        await _add(tx, weights, fts5.quoted(stem), idf[stem])
    if rare:
        here = fts5.any_of(rare)
        for stem in common:
            await _add(tx, weights, f"({here}) AND {fts5.quoted(stem)}", idf[stem])
        if len(weights) > limit:
            await _add(tx, weights, f"{_NAMES}({here})", _IN_NAMES * idf[rare[-1]])
    if common and sum(idf[stem] for stem in common) > _least_chosen(weights, limit):
        await _add_common(tx, weights, {stem: idf[stem] for stem in common})
    least = _least_chosen(weights, limit)
    chosen = [row for row in weights.items() if row[1] >= least]
    chosen.sort(key=lambda row: (-row[1], row[0]))
    return [fact for fact, _ in chosen[:limit]]


async def gather_one(tx: Transaction, stem: str, held: int, *, limit: int) -> list[int]:
    """Return what `gather` does for one stem alone: those it names, then the oldest that hold it.

    None of the rest is read.
    """
    quoted = fts5.quoted(stem)
    if held <= 2 * limit:
        return await fts5.matching(tx, quoted, limit=2 * limit)
    oldest = await fts5.matching(tx, quoted, limit=limit)
    if held > _RARE_ROWS:
        return oldest
    named = await fts5.matching(tx, _NAMES + quoted, limit=limit)
    return list(dict.fromkeys([*named, *oldest]))[:limit]


def _least_chosen(weights: Mapping[int, float], limit: int) -> float:
    """Return the weight that a fact must have to be among the chosen; 0 while any is."""
    if len(weights) < limit:
        return 0.0
    # Thousands of facts have few weights among them: the sums of a few words.
    before = 0
    for weight, facts in sorted(Counter(weights.values()).items(), reverse=True):
        before += facts
        if before >= limit:
            return weight
    return 0.0


async def _add(tx: Transaction, weights: dict[int, float], expression: str, weight: float) -> None:
    found = await fts5.matching(tx, expression, limit=_RARE_ROWS)
    if not weights:
        weights.update(dict.fromkeys(found, weight))
        return
    for fact in found:
        weights[fact] = weights.get(fact, 0.0) + weight


async def _add_common(tx: Transaction, weights: dict[int, float], idf: Mapping[str, float]) -> None:
    """Add the facts that hold two or more of the common words; of one alone, those it names."""
    known = set(weights)
    words = list(idf)[:_COMMON_WORDS]
    found: dict[int, set[str]] = {}
    for pair in combinations(words, 2):
        both = " AND ".join(map(fts5.quoted, pair))
        for fact in await fts5.matching(tx, both, limit=_PAIR_ROWS):
            found.setdefault(fact, set()).update(pair)
    if not found and not weights:
        one = fts5.quoted(words[0])
        for expression in (_NAMES + one, one):
            for fact in await fts5.matching(tx, expression, limit=_PAIR_ROWS):
                found.setdefault(fact, {words[0]})
    for fact, held in found.items():
        if fact not in known:
            weights[fact] = sum(idf[word] for word in held)
