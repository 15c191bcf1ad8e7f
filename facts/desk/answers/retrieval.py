"""Retrieve the few facts worth reading for a question, and gather the evidence to decide on them.

Facts are found by key if the question names one; otherwise by its words, and by embedding if a
model is installed.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from facts.desk.answers.matches import Pool
from facts.law.keys import KeyKind, bill_forms, bill_matches
from facts.model import FiledFact
from facts.question import Question
from facts.search import (
    Evidence,
    SecondLook,
    content_words,
    evidence_of,
    guard,
    intents,
    may_answer_reworded,
    needs_second_look,
    stem,
)
from facts.search.document import guard_text
from facts.search.fitting import other_office
from facts.search.ranking import (
    Hit,
    Model,
    QueryWords,
    Ranked,
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
_NEAREST = 30
"""How many facts are found by embedding."""
_MOST_READ = 10
"""How many of the facts that cover most of the question are read: reading costs more than
finding."""
_LEAST_READ = 3
"""How many quotes are considered if no fact covers every word: they may be related."""
_OVER_IDF = 2.2
"""BM25 is always below this times the summed idf of its words (k1 + 1)."""
_NEXT_TO_NOTHING = 0.3
"""Words with this idf or less are in three out of four facts."""
_ASKING = 0.01
"""The weight of a word that only says what is asked, just enough to break ties."""
_SEEN = 8
"""How many facts are read to see how a word is written."""
_MOST_DOUBTFUL = 8


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The facts that the index found for a question."""

    numbers: tuple[int, ...]
    """Facts worth reading: those with its keys; otherwise those that cover most of its words."""
    query: QueryWords
    hits: tuple[Hit, ...]
    """The facts to rank: those that share words with it or are similar by embedding."""
    lacking: frozenset[int] = frozenset()
    """Those worth reading that lack a word which others have: no quote among them may answer."""

    @property
    def on_file(self) -> frozenset[str]:
        """The stems of the question that stand in a fact as they are, or are like none."""
        return frozenset(way for ways in self.query.weights if len(ways) == 1 for way in ways)

    @property
    def model(self) -> Model:
        """The shipped weights for these hits: with cosines, or by words alone."""
        return shipped(with_meaning=any(one.cosine is not None for one in self.hits))

    @property
    def likeliest(self) -> Ranked | None:
        """The hit most likely to answer, before the guard."""
        return likeliest(self.model, self.query, self.hits)

    def ranked(self, model: Model | None = None) -> list[Ranked]:
        """Rank the hits, likeliest first, by the shipped weights or by others."""
        return rank(model or self.model, self.query, self.hits)


async def find(
    tx: Transaction, question: Question, *, without: frozenset[int] = frozenset()
) -> Retrieved:
    """Find the facts that might answer; those in `without`, by number, count as not on file.

    Either every hit has a cosine or none does: if a fact that shares words with the question
    lacks its embedding, the question is ranked by its words alone. A cosine of zero would make that
    fact unlikely and stretch the lead of the next. A fact that shares no words with the question
    and lacks its embedding is not found, as if it were not on file: the line was set on such
    questions.
    """
    by_key = await _by_keys(tx, question)
    if by_key:
        # Only facts with the keys can answer, so there is no need to search by words.
        found = tuple(fact for fact in dict.fromkeys(by_key) if fact not in without)
        return Retrieved(found, QueryWords({}, upper_bound=0.0), ())
    words = content_words(question.sought)
    likeness = await _likeness(tx, question)
    nearest = likeness.nearest(_NEAREST + len(without)) if likeness else []
    asked, hits = await _by_words(tx, words, without, nearest)
    cosines = likeness.of(hit.fact for _, hit in hits) if likeness else {}
    if likeness and len(cosines) < len(hits):
        asked, hits = await _by_words(tx, words, without, ())
        cosines = {}
    by_words = [(uncovered, hit.fact) for uncovered, hit in hits if hit.bm25 > 0][:_MOST_READ]
    least = by_words[0][0] if by_words else 0.0
    allowed = _LEAST_READ if least > _NEXT_TO_NOTHING else 0
    return Retrieved(
        tuple(fact for _, fact in by_words if fact not in without),
        asked,
        tuple(Hit(hit.fact, hit.stems, hit.bm25, cosines.get(hit.fact)) for _, hit in hits),
        frozenset(fact for left, fact in by_words[allowed:] if left > least + _NEXT_TO_NOTHING),
    )


async def _likeness(tx: Transaction, question: Question) -> Likeness | None:
    """Compare the question with facts by embedding.

    None without a model or embeddings, or if the question names a key.
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
                for bill in bill_forms(key.key):
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
    tx: Transaction, words: Sequence[str], without: frozenset[int], nearest: Sequence[int]
) -> tuple[QueryWords, list[tuple[float, TextHit]]]:
    """Return the facts that have any of the words, each with the summed idf of the words it lacks.

    The lowest comes first, then the best score. A word that no fact has may be misspelled: words
    that it may have meant cover it as well. Words that only say what is asked ("signed") count
    for next to nothing.
    """
    counted = await search_index.frequencies(tx, words)
    absent = [word for word in words if not counted.holding[word]]
    meant = await search_index.spelt_like(tx, absent) if absent else {}
    if meant:
        words_meant = [word for like in meant.values() for word in like]
        counted = await search_index.frequencies(tx, [*words, *words_meant])
    hits = await search_index.with_text(
        tx, words, limit=_HITS + len(without), counted=counted, also=nearest
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
        QueryWords(rarity, upper_bound=_OVER_IDF * sum(rarity.values())),
        sorted(left, key=lambda one: (one[0], -one[1].bm25, one[1].fact)),
    )


def _less(counted: Frequencies, gone: Sequence[TextHit]) -> Frequencies:
    """Return the counts without some facts."""
    if not gone:
        return counted
    holding = {
        word: max(0, number - sum(stem(word) in hit.stems for hit in gone))
        for word, number in counted.holding.items()
    }
    return replace(counted, facts=counted.facts - len(gone), holding=holding)


def _rarity(counted: Frequencies, ways: Sequence[str]) -> float:
    """Return the idf of a word by its most common form; a word not on file has the highest."""
    return min(map(counted.idf, [way for way in ways if counted.holding[way]] or ways))


def _weight(counted: Frequencies, ways: Sequence[str]) -> float:
    weight = _rarity(counted, ways)
    return weight * _ASKING if stem(ways[0]) in _asking() else weight


@cache
def _asking() -> frozenset[str]:
    """Return the stems that only say what is asked, for any kind of fact."""
    return frozenset().union(*intents().by_kind.values())


async def look_again(
    tx: Transaction,
    question: Question,
    retrieved: Retrieved,
    likely: Ranked,
    fact: FiledFact,
    *,
    without: frozenset[int] = frozenset(),
    model: Model | None = None,
) -> SecondLook:
    """Check a likely fact with the guard, given how other facts write the question's words.

    Reads a few facts with those words: a word that they always capitalize is a name.
    """
    asked = f"{question.speaker} {question.subject}" if question.speaker else question.subject
    text = guard_text(fact.body)
    words = guard.doubtful(asked, text)[:_MOST_DOUBTFUL]
    seen = await search_index.with_each(tx, words, limit=_SEEN + len(without))
    bodies = await revisions.bodies(tx, [one for one in seen if one not in without])
    texts = dict.fromkeys([text, *map(guard_text, bodies)])
    check = guard.check(asked, text, guard.usage(texts, of=guard.stems_asked(asked)))
    hit = next(one for one in retrieved.hits if one.fact == likely.fact)
    beside = beside_names(retrieved.query, hit, check.named)
    unmet = (*check.words, *other_office(asked, fact.body))
    ranked = likely.checked(model or retrieved.model, beside, unmet=bool(unmet))
    return SecondLook(fact, ranked, unmet)


async def retrieve(
    tx: Transaction,
    question: Question,
    read: Callable[[Iterable[int]], Awaitable[Pool]],
    *,
    without: frozenset[int] = frozenset(),
) -> tuple[Retrieved, Evidence, Pool]:
    """Gather the evidence for a question; `read` returns the facts that its viewer may see.

    A second look at the likeliest fact costs two more queries, so it is taken only where it could
    make that fact the answer.
    """
    retrieved = await find(tx, question, without=without)
    pool = await read(retrieved.numbers)
    laws = {key: fact.law for key, fact in pool.laws.items() if fact.law}
    likely = retrieved.likeliest
    evidence = evidence_of(
        question,
        [one for one in pool.facts if one.quote is None or one.id.number not in retrieved.lacking],
        laws,
        model=retrieved.model,
        likeliest=likely,
        on_file=retrieved.on_file,
    )
    if likely is None or not needs_second_look(evidence):
        return retrieved, evidence, pool
    again = await read([likely.fact])
    if not again.facts or not may_answer_reworded(question, again.facts[0]):
        return retrieved, evidence, pool
    look = await look_again(tx, question, retrieved, likely, again.facts[0], without=without)
    return retrieved, replace(evidence, second_look=look), again
