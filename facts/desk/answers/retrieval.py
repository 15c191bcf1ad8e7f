"""Retrieve the few facts worth reading for a question, and look closer at the likeliest.

By key where the question names one; else by its words, and by embedding where a model is installed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from facts.law.keys import KeyKind, bill_matches, bill_parts
from facts.model import FiledFact, Quote
from facts.question import Question
from facts.search import content_words, guard, intents, stem
from facts.search.document import guard_text
from facts.search.ranking import (
    Asked,
    Model,
    Ranked,
    Sighted,
    beside_names,
    likeliest,
    rank,
    shipped,
)
from facts.store import Transaction, search_index
from facts.store.facts import revisions
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
_SEEN = 8
"""So many facts show how a word is written."""
_MOST_DOUBTFUL = 8


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


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest fact, with what the guard found."""

    ranked: Ranked
    unmet: tuple[str, ...]
    """What the question names and the fact does not hold."""


def model_for(finding: Finding) -> Model:
    """Return the weights for what was found: with meaning, or by words alone."""
    with_meaning = any(one.cosine is not None for one in finding.sighted)
    return shipped(with_meaning=with_meaning)


def ranked(finding: Finding, model: Model | None = None) -> list[Ranked]:
    """Put what was found in order, likeliest first, by the shipped weights or by others."""
    return rank(model or model_for(finding), finding.asked, finding.sighted)


def first(finding: Finding) -> Ranked | None:
    """Return the likeliest of what was found."""
    return likeliest(model_for(finding), finding.asked, finding.sighted)


def could_answer(question: Question, fact: FiledFact) -> bool:
    """Whether a fact may answer in other words: words said by the day that is asked about.

    What the law is and what courts did is told by key and name; likeness is no ground for it.
    """
    body = fact.body
    if not isinstance(body, Quote):
        return False
    return question.as_of is None or not body.said_on.is_after(question.as_of.upper)


async def judge(
    tx: Transaction,
    question: Question,
    finding: Finding,
    likely: Ranked,
    fact: FiledFact,
    *,
    without: frozenset[int] = frozenset(),
    model: Model | None = None,
) -> Judged:
    """Look at the likeliest fact's own words: whether it holds what is named, and the rest."""
    asked = f"{question.speaker} {question.subject}" if question.speaker else question.subject
    text = guard_text(fact.body)
    words = guard.doubtful(asked, text)[:_MOST_DOUBTFUL]
    seen = await search_index.with_each(tx, words, limit=_SEEN + len(without))
    bodies = await revisions.bodies(tx, [one for one in seen if one not in without])
    texts = dict.fromkeys([text, *map(guard_text, bodies)])
    usage = guard.usage(texts, of=guard.stems_asked(asked))
    verdict = guard.judge(asked, text, usage)
    sighted = next(one for one in finding.sighted if one.fact == likely.fact)
    beside = beside_names(finding.asked, sighted, verdict.named)
    judged = likely.judged(model or model_for(finding), beside, unmet=bool(verdict.unmet))
    return Judged(judged, verdict.unmet)
