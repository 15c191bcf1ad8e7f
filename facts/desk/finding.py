"""From a question to the few facts that are worth reading: by key, then by words."""

from collections.abc import Sequence
from functools import cache

from facts.keys import KeyKind, bill_matches, bill_parts
from facts.question import Question
from facts.search import content_words, intents, stem
from facts.store import Transaction, index
from facts.store.index import Frequencies, TextHit

_HITS = 30
_MOST_READ = 10
"""Reading a fact costs more than finding it: so many are read for their words, the likeliest."""
_LEAST_READ = 3
"""So many where the likeliest leave something uncovered: what does not answer may be related."""
_NEXT_TO_NOTHING = 0.3
"""Words of so little idf are in three facts of four."""
_ASKING = 0.01
"""What a word counts that only says what is asked: it settles nothing but ties."""


async def candidates(tx: Transaction, question: Question) -> list[int]:
    """Return the facts that might answer, by key first, then by their words.

    By words those that leave least of the question uncovered, and some of the next. Where keys have
    found something nothing without them can answer, so words are not looked for.
    """
    by_key = await _by_keys(tx, question)
    if by_key:
        return list(dict.fromkeys(by_key))
    hits = await by_words(tx, content_words(f"{question.speaker or ''} {question.subject}"))
    least = hits[0][0] if hits else 0.0
    likely = [hit.fact for uncovered, hit in hits if uncovered <= least][:_MOST_READ]
    if least > _NEXT_TO_NOTHING:
        likely += [hit.fact for _, hit in hits[len(likely) : _LEAST_READ]]
    return likely


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


async def by_words(tx: Transaction, words: Sequence[str]) -> list[tuple[float, TextHit]]:
    """Return the facts that hold any of the words, each after the idf of what it leaves uncovered.

    The least comes first, then the best score. A word that no fact holds may be misspelt: the words
    that it may have meant are looked for, and cover it. The words that only say what is asked
    ("signed") count for next to nothing.
    """
    counted = await index.frequencies(tx, words)
    absent = [word for word in words if not counted.holding[word]]
    meant = await index.spelt_like(tx, absent) if absent else {}
    if meant:
        words_meant = [word for like in meant.values() for word in like]
        counted = await index.frequencies(tx, [*words, *words_meant])
    hits = await index.with_text(tx, words, limit=_HITS, counted=counted)
    asked = [
        (frozenset(map(stem, ways)), _weight(counted, ways))
        for word in words
        if counted.holding[word] or word in meant
        for ways in [(word, *meant.get(word, ()))]
    ]
    left = [
        (sum(weight for ways, weight in asked if hit.stems.isdisjoint(ways)), hit) for hit in hits
    ]
    return sorted(left, key=lambda one: (one[0], -one[1].bm25, one[1].fact))


def _weight(counted: Frequencies, ways: Sequence[str]) -> float:
    weight = min(counted.idf(way) for way in ways if counted.holding[way])
    return weight * _ASKING if stem(ways[0]) in _asking() else weight


@cache
def _asking() -> frozenset[str]:
    """Return the stems that only say what is asked, of any kind of fact."""
    return frozenset().union(*intents().by_kind.values())
