"""Facts by their words, scored with BM25."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from facts.search.document import FIELDS
from facts.search.terms import RAREST, stem
from facts.store.search_index.selection import heaviest, of_one
from facts.store.transaction import Transaction

FIELD_WEIGHTS = dict(zip(FIELDS, (4.0, 4.0, 4.0, 2.0, 1.0, 0.5), strict=True))
"""The weight of a word in each field: a fact's names say more about it than its text."""
_WEIGHTS = tuple(FIELD_WEIGHTS.values())

COMMON_SHARE = 0.05
"""A word in a larger share of the facts says too little for its cost."""
_FEW = 100
"""A word in no more facts than this is always searched for, however small the desk."""
_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, and SQLite's own


@dataclass(frozen=True, slots=True)
class TextHit:
    """A fact that has some of the words of a question."""

    fact: int
    """Its number."""
    bm25: float
    """Okapi BM25 over the weighted fields, positive, higher is better. Less than
    `Frequencies.upper_bound` of the words that were searched for."""
    stems: frozenset[str]
    """All its indexed stems, which show what it covers without reading its body."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many facts of a workspace are indexed, and how many have each word.

    Words with the same stem ("signed", "signs") have the same facts.
    """

    facts: int
    holding: Mapping[str, int]
    """By word, as given; 0 if no fact has it."""
    words: int = 0
    """The total number of words of all facts."""

    def idf(self, word: str) -> float:
        """Return a word's inverse document frequency, positive: ln(1 + (N - n + 0.5)/(n + 0.5))."""
        held = self.holding.get(word, 0)
        return log(1 + (self.facts - held + 0.5) / (held + 0.5))

    @property
    def selective(self) -> tuple[str, ...]:
        """The words that a look-up uses, rarest first, one per stem.

        Leaves out those that no fact has, then those in more than 5 % of the facts (unless that
        leaves none), then all but the rarest eight.
        """
        by_stem: dict[str, str] = {}
        for word in self.holding:
            by_stem.setdefault(stem(word), word)
        held = [word for word in by_stem.values() if self.holding[word]]
        held.sort(key=self.holding.__getitem__)
        most = max(_FEW, COMMON_SHARE * self.facts)
        return tuple([word for word in held if self.holding[word] <= most] or held[:1])[:RAREST]

    def upper_bound(self, words: Sequence[str]) -> float:
        """Return an upper bound on BM25, however often a fact has these words."""
        return (_K1 + 1) * sum(map(self.idf, words))


async def frequencies(tx: Transaction, words: Sequence[str]) -> Frequencies:
    """Count this workspace's facts that have each of the folded words (`content_words`).

    Facts indexed in this same transaction are counted too.
    """
    facts, length = await tx.connection.full_text.size(tx.workspace_id)
    stems = {word: stem(word) for word in words}
    counts = await tx.connection.full_text.holding(tx.workspace_id, set(stems.values()))
    return Frequencies(facts, {word: counts.get(stems[word], 0) for word in words}, length)


async def with_text(
    tx: Transaction,
    words: Sequence[str],
    *,
    limit: int,
    counted: Frequencies | None = None,
    also: Sequence[int] = (),
) -> list[TextHit]:
    """Return the facts that have any of the folded words, best first; ties by number.

    `also` are facts to return on top of the limit, whatever words they have.

    Only the words in `Frequencies.selective` are searched for; `counted` are the words'
    frequencies, if already known. Nothing in a word can break the query: each is stemmed and
    quoted, and there is no prefix search.
    """
    found = counted or await frequencies(tx, words)
    selective = found.selective
    if not selective and not also:
        return []
    idf = {stem(word): found.idf(word) for word in selective}
    held = {stem(word): found.holding[word] for word in selective}
    index, numbers = tx.connection.full_text, list[int]()
    if selective:
        numbers = await heaviest(index, tx.workspace_id, idf, held, limit=limit)
    texts = await index.texts(tx.workspace_id, list(dict.fromkeys([*numbers, *also])))
    average = found.words / found.facts
    hits = [_hit(number, text, idf, average) for number, text in texts.items()]
    hits.sort(key=_best_first)
    wanted = frozenset(also)
    holding = [hit for hit in hits if hit.bm25 or hit.fact not in wanted][:limit]
    kept = {hit.fact for hit in holding} | wanted
    return [hit for hit in hits if hit.fact in kept]


async def with_each(tx: Transaction, words: Sequence[str], *, limit: int) -> list[int]:
    """Return the facts that `with_text` finds for each of the folded words alone, unordered."""
    counted = await frequencies(tx, words)
    index = tx.connection.full_text
    found: set[int] = set()
    many: dict[str, list[int]] = {}
    for word in words:
        if held := counted.holding[word]:
            numbers = await of_one(index, tx.workspace_id, stem(word), held, limit=limit)
            if len(numbers) > limit:
                many[word] = numbers
            else:
                found.update(numbers)
    wanted = set(chain.from_iterable(many.values()))
    texts = await index.texts(tx.workspace_id, wanted) if many else {}
    for word, numbers in many.items():
        idf = {stem(word): counted.idf(word)}
        average = counted.words / counted.facts
        hits = [_hit(number, texts[number], idf, average) for number in numbers]
        found.update(hit.fact for hit in sorted(hits, key=_best_first)[:limit])
    return list(found)


def _best_first(hit: TextHit) -> tuple[float, int]:
    return (-hit.bm25, hit.fact)


async def bare(tx: Transaction, words: Sequence[str], *, limit: int) -> list[int]:
    """Return what the database's own ranking finds for any of the words, for benchmarks."""
    if not words:
        return []
    return await tx.connection.full_text.ranked(tx.workspace_id, map(stem, words), limit=limit)


def _hit(number: int, texts: Sequence[str], asked: Mapping[str, float], average: float) -> TextHit:
    all_words = " ".join(texts).split()
    stems = frozenset(all_words)
    norm = _K1 * (1 - _B + _B * len(all_words) / average)
    score = 0.0
    for word, idf in asked.items():
        if word in stems:
            often = sum(
                weight * text.split().count(word)
                for weight, text in zip(_WEIGHTS, texts, strict=True)
                if word in text
            )
            score += idf * often * (_K1 + 1) / (often + norm)
    return TextHit(number, score, stems)
