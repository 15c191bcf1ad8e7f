"""From a question to the few facts that are worth reading: by key, then by words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from facts.law.keys import KeyKind, bill_matches, bill_parts
from facts.question import Question
from facts.search import content_words, intents, stem
from facts.search.ranking import Asked, Sighted
from facts.store import Transaction, search_index
from facts.store.search_index import Frequencies, TextHit
from facts.store.transaction import Likeness

_HITS = 30
_ALIKE = 30
"""So many are found by their meaning."""
_MOST_READ = 10
"""Reading a fact costs more than finding it: so many are read for their words, the likeliest."""
_OVER_IDF = 2.2
"""A BM25 is under so many times the idf of its words, whatever a fact holds (k1 + 1)."""
_LEAST_READ = 3
"""So many where the likeliest leave something uncovered: what does not answer may be related."""
_NEXT_TO_NOTHING = 0.3
"""Words of so little idf are in three facts of four."""
_ASKING = 0.01
"""What a word counts that only says what is asked: it settles nothing but ties."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the index found for a question."""

    numbers: tuple[int, ...]
    """Facts worth reading: those with its keys; else by words those that leave least of it
    uncovered, and some of the next: they may be related."""
    asked: Asked
    sighted: tuple[Sighted, ...]
    """All that share words with it, as they are ranked."""


async def find(
    tx: Transaction, question: Question, *, without: frozenset[int] = frozenset()
) -> Finding:
    """Find the facts that might answer; `without` some, by number, as if they were not on file.

    All that are found have a cosine, or none has: where a fact that shares words with the question
    lacks its vector, the question is weighed by its words alone. A cosine of nothing would make
    that fact unlikely, and stretch the lead of the next. A fact that shares no words with it and
    lacks its vector is not found, as if it were not on file: for such questions the line was set.
    """
    by_key = await _by_keys(tx, question)
    if by_key:
        # Nothing without the keys can answer, so words are not looked for.
        found = tuple(fact for fact in dict.fromkeys(by_key) if fact not in without)
        return Finding(found, Asked({}, upper_bound=0.0), ())
    words = content_words(question.sought)
    likeness = await _likeness(tx, question)
    alike = likeness.nearest(_ALIKE + len(without)) if likeness else []
    asked, hits = await _by_words(tx, words, without, alike)
    cosines = likeness.of(hit.fact for _, hit in hits) if likeness else {}
    if likeness and len(cosines) < len(hits):
        asked, hits = await _by_words(tx, words, without, ())
        cosines = {}
    by_words = [(uncovered, hit) for uncovered, hit in hits if hit.bm25 > 0]
    least = by_words[0][0] if by_words else 0.0
    likely = [hit.fact for uncovered, hit in by_words if uncovered <= least][:_MOST_READ]
    if least > _NEXT_TO_NOTHING:
        likely += [hit.fact for _, hit in by_words[len(likely) : _LEAST_READ]]
    return Finding(
        tuple(fact for fact in dict.fromkeys(likely) if fact not in without),
        asked,
        tuple(Sighted(hit.fact, hit.stems, hit.bm25, cosines.get(hit.fact)) for _, hit in hits),
    )


async def _likeness(tx: Transaction, question: Question) -> Likeness | None:
    """Compare the question with facts by meaning.

    None without a model or a vector, or where a key says what is meant.
    """
    if tx.embeddings is None or question.keys or not question.subject:
        return None
    text = " ".join(filter(None, (question.subject, question.posted_by)))
    return await tx.embeddings.likeness(tx, text)


async def _by_keys(tx: Transaction, question: Question) -> list[int]:
    pairs: list[tuple[str, str]] = []
    numbers: list[int] = []
    for key in question.keys:
        match key.kind:
            case KeyKind.BILL:
                bill = bill_parts(key.key).bill
                laws = await search_index.with_bill(tx, bill)
                numbers += [law for law, own in laws.items() if bill_matches(key.key, own)]
                pairs.append(("names_bill", bill))
            case KeyKind.STATUTE:
                code = key.key.partition("§")[0]
                numbers += await search_index.with_key_prefix(tx, "statute", code)
            case KeyKind.DOCKET:
                numbers += await search_index.with_key_prefix(tx, "docket", key.key)
            case _:
                pairs.append((key.kind.value, key.key))
    return [*numbers, *await search_index.with_keys(tx, pairs)]


async def _by_words(
    tx: Transaction, words: Sequence[str], without: frozenset[int], alike: Sequence[int]
) -> tuple[Asked, list[tuple[float, TextHit]]]:
    """Return the facts that hold any of the words, each after the idf of what it leaves uncovered.

    The least comes first, then the best score. A word that no fact holds may be misspelt: the words
    that it may have meant are looked for, and cover it. The words that only say what is asked
    ("signed") count for next to nothing.
    """
    counted = await search_index.frequencies(tx, words)
    absent = [word for word in words if not counted.holding[word]]
    meant = await search_index.spelt_like(tx, absent) if absent else {}
    if meant:
        words_meant = [word for like in meant.values() for word in like]
        counted = await search_index.frequencies(tx, [*words, *words_meant])
    hits = await search_index.with_text(
        tx, words, limit=_HITS + len(without), counted=counted, also=alike
    )
    counted = _less(counted, [hit for hit in hits if hit.fact in without])
    hits = [hit for hit in hits if hit.fact not in without]
    ways = {word: frozenset(map(stem, (word, *meant.get(word, ())))) for word in words}
    asked = [
        (ways[word], _weight(counted, (word, *meant.get(word, ()))))
        for word in words
        if counted.holding[word] or word in meant
    ]
    left = [
        (sum(weight for way, weight in asked if hit.stems.isdisjoint(way)), hit) for hit in hits
    ]
    rarity = {ways[word]: _rarity(counted, (word, *meant.get(word, ()))) for word in words}
    return (
        Asked(rarity, upper_bound=_OVER_IDF * sum(rarity.values())),
        sorted(left, key=lambda one: (one[0], -one[1].bm25, one[1].fact)),
    )


def _less(counted: Frequencies, gone: Sequence[TextHit]) -> Frequencies:
    """Count as if some facts were not on file."""
    if not gone:
        return counted
    holding = {
        word: max(0, number - sum(stem(word) in hit.stems for hit in gone))
        for word, number in counted.holding.items()
    }
    return replace(counted, facts=counted.facts - len(gone), holding=holding)


def _rarity(counted: Frequencies, ways: Sequence[str]) -> float:
    """Return the idf of a word by its commonest way to be written; of one not on file the most."""
    return min(map(counted.idf, [way for way in ways if counted.holding[way]] or ways))


def _weight(counted: Frequencies, ways: Sequence[str]) -> float:
    weight = _rarity(counted, ways)
    return weight * _ASKING if stem(ways[0]) in _asking() else weight


@cache
def _asking() -> frozenset[str]:
    """Return the stems that only say what is asked, of any kind of fact."""
    return frozenset().union(*intents().by_kind.values())
