"""From a question to the few facts that are worth reading: by key, then by words."""

from collections.abc import Sequence

from facts.keys import KeyKind, bill_matches, bill_parts
from facts.question import Question
from facts.search import content_words, stem
from facts.store import Transaction, index
from facts.store.index import Frequencies, TextHit

_HITS = 60
_MOST_READ = 10
"""Reading a fact costs more than finding it: so many are read for their words, the likeliest."""
_LEAST_READ = 4
"""So many even where keys have found enough."""


async def candidates(tx: Transaction, question: Question) -> list[int]:
    """Return the facts that might answer, by key first, then by their words."""
    by_key = await _by_keys(tx, question)
    hits = await by_words(tx, content_words(f"{question.speaker or ''} {question.subject}"))
    read = max(_MOST_READ - len(by_key), _LEAST_READ)
    return list(dict.fromkeys([*by_key, *(hit.fact for hit in hits[:read])]))


async def _by_keys(tx: Transaction, question: Question) -> list[int]:
    pairs: list[tuple[str, str]] = []
    numbers: list[int] = []
    for key in question.keys:
        match key.kind:
            case KeyKind.BILL:
                bill = bill_parts(key.key).bill
                laws = await index.with_bill(tx, bill)
                numbers += [law for law, own in laws.items() if bill_matches(key.key, own)]
                pairs.append(("names_bill", bill))
            case KeyKind.STATUTE:
                code = key.key.partition("§")[0]
                numbers += await index.with_key_prefix(tx, "statute", code)
            case KeyKind.DOCKET:
                numbers += await index.with_key_prefix(tx, "docket", key.key)
            case _:
                pairs.append((key.kind.value, key.key))
    return [*numbers, *await index.with_keys(tx, pairs)]


async def by_words(tx: Transaction, words: Sequence[str]) -> list[TextHit]:
    """Return the facts that hold any of the words, those first that leave least of them uncovered.

    What no fact can hold for its rarity counts most. A word that no fact holds may be misspelt: the
    words that it may have meant are looked for, and cover it.
    """
    meant = await index.spelt_like(tx, words)
    looked_for = [*words, *(word for like in meant.values() for word in like)]
    hits = await index.with_text(tx, looked_for, limit=_HITS)
    counts = await index.frequencies(tx, looked_for)
    ways = [frozenset(map(stem, [word, *meant.get(word, ())])) for word in words]
    weights = [_weight(counts, word, meant.get(word, ())) for word in words]
    return sorted(
        hits,
        key=lambda hit: (
            sum(
                weight
                for weight, way in zip(weights, ways, strict=True)
                if hit.stems.isdisjoint(way)
            ),
            -hit.bm25,
            hit.fact,
        ),
    )


def _weight(counts: Frequencies, word: str, meant: Sequence[str]) -> float:
    held = [one for one in (word, *meant) if counts.holding[one]]
    return min(map(counts.idf, held)) if held else 0.0
