"""Choose the few facts worth scoring: those that hold the most, and the rarest, of the words.

No database is asked to score every fact that shares a word with a question: SQLite's bm25() takes
two microseconds a row, and a question's words are in tens of thousands of a million facts. Reading
which rows hold a word costs a twentieth of that, and whether rows that hold a rare word hold a
common one too costs less again. So rare words are read whole, common ones only where a rare one is,
and pairs of common ones only where they could outweigh a rare one. A fact's weight is the sum of
the idf of its words, which is BM25 but for how often and where they occur: enough to choose the few
to score. All databases choose the same ones.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, combinations

from facts.store.database import FullTextIndex

_RARE_ROWS = 3_000
"""How many rows are read at most for all rare words together."""
_PAIR_ROWS = 1_000
_COMMON_WORDS = 4
"""How many common words are paired: six pairs."""
_IN_NAMES = 0.5
"""The extra weight of a word in a fact's names, as a share of its idf: as in BM25 by field."""


async def heaviest(
    index: FullTextIndex,
    workspace: int,
    idf: Mapping[str, float],
    held: Mapping[str, int],
    *,
    limit: int,
) -> list[int]:
    """Return the facts whose stems have the highest total weight, best first; ties by number.

    `idf` is the weight of each stem, rarest first, `held` the number of facts that have it. If few
    facts have any stem, returns up to twice `limit`: choosing costs as much as scoring.
    """
    if sum(held.values()) <= 2 * limit:
        return await index.matching(workspace, [idf], limit=2 * limit)
    rows = accumulate(held[stem] for stem in idf)
    rare = [stem for stem, before in zip(idf, rows, strict=True) if before <= _RARE_ROWS]
    common = [stem for stem in idf if stem not in rare]
    weights: dict[int, float] = {}

    async def add(weight: float, *groups: Collection[str], in_names: bool = False) -> None:
        found = await index.matching(workspace, groups, in_names=in_names, limit=_RARE_ROWS)
        for fact in found:
            weights[fact] = weights.get(fact, 0.0) + weight

    for stem in rare:
        await add(idf[stem], [stem])
    if rare:
        for stem in common:
            await add(idf[stem], rare, [stem])
        if len(weights) > limit:
            await add(_IN_NAMES * idf[rare[-1]], rare, in_names=True)
    if common and sum(idf[stem] for stem in common) > _least_chosen(weights, limit):
        await _add_common(index, workspace, weights, {stem: idf[stem] for stem in common})
    least = _least_chosen(weights, limit)
    chosen = [row for row in weights.items() if row[1] >= least]
    chosen.sort(key=lambda row: (-row[1], row[0]))
    return [fact for fact, _ in chosen[:limit]]


async def of_one(
    index: FullTextIndex, workspace: int, stem: str, held: int, *, limit: int
) -> list[int]:
    """Like `heaviest` for a single stem: facts with it in their names, then the oldest."""
    if held <= 2 * limit:
        return await index.matching(workspace, [[stem]], limit=2 * limit)
    oldest = await index.matching(workspace, [[stem]], limit=limit)
    if held > _RARE_ROWS:
        return oldest
    named = await index.matching(workspace, [[stem]], in_names=True, limit=limit)
    return list(dict.fromkeys([*named, *oldest]))[:limit]


async def _add_common(
    index: FullTextIndex, workspace: int, weights: dict[int, float], idf: Mapping[str, float]
) -> None:
    """Add the facts with two or more common words, or with a single one in their names."""
    known = set(weights)
    words = list(idf)[:_COMMON_WORDS]
    found: dict[int, set[str]] = {}
    for pair in combinations(words, 2):
        both: Sequence[Collection[str]] = [[one] for one in pair]
        for fact in await index.matching(workspace, both, limit=_PAIR_ROWS):
            found.setdefault(fact, set()).update(pair)
    if not found and not weights:
        for in_names in (True, False):
            one = [words[:1]]
            for fact in await index.matching(workspace, one, in_names=in_names, limit=_PAIR_ROWS):
                found.setdefault(fact, {words[0]})
    for fact, held in found.items():
        if fact not in known:
            weights[fact] = sum(idf[word] for word in held)


def _least_chosen(weights: Mapping[int, float], limit: int) -> float:
    """Return the weight that a fact needs to be chosen; 0 while there is room for any."""
    if len(weights) < limit:
        return 0.0
    # Thousands of facts share few distinct weights: the sums of a few words.
    before = 0
    for weight, facts in sorted(Counter(weights.values()).items(), reverse=True):
        before += facts
        if before >= limit:
            return weight
    return 0.0
