"""Facts by their words: who holds any of them, with a score that means the same everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import bindparam, select

from facts.search.document import FIELDS
from facts.search.terms import RAREST, stem
from facts.store import sqlite
from facts.store.engine import Transaction
from facts.store.index_schema import stem_count, text_total

FIELD_WEIGHTS = dict(zip(FIELDS, (4.0, 4.0, 4.0, 2.0, 1.0, 0.5), strict=True))
"""How often a word in a field counts: a fact's own names tell more than what it says."""

COMMON_SHARE = 0.05
"""A word that more of the facts hold tells too little for what it costs."""
_FEW = 100
"""So few facts that hold a word cost nothing, whatever share of them all they are."""
_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, and SQLite's own


@dataclass(frozen=True, slots=True)
class TextHit:
    """A fact that holds some of the words asked for."""

    fact: int
    """Its number."""
    bm25: float
    """Okapi BM25 over the weighted fields, positive, higher is better. Less than
    `Frequencies.upper_bound` of the words that were looked for."""
    stems: frozenset[str]
    """All stems that are indexed of it: what it covers is known without reading its body."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many of a workspace's indexed facts there are, and how many hold each word.

    Words that have one stem ("signed", "signs") are held by the same facts.
    """

    facts: int
    holding: Mapping[str, int]
    """By word, as it was asked for; 0 where no fact holds it."""

    def idf(self, word: str) -> float:
        """Return a word's inverse document frequency, positive: ln(1 + (N - n + 0.5)/(n + 0.5))."""
        held = self.holding.get(word, 0)
        return log(1 + (self.facts - held + 0.5) / (held + 0.5))

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that a look-up uses, rarest first, one a stem.

        Those that no fact holds are left out, then those in more than 5 % of the facts (unless that
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
        """Return the BM25 that no fact reaches, however often it holds these words."""
        return (_K1 + 1) * sum(map(self.idf, words))


_COUNTS = select(stem_count.c.stem, stem_count.c.facts).where(
    stem_count.c.workspace_id == bindparam("workspace"),
    stem_count.c.stem.in_(bindparam("stems", expanding=True)),
)
_TOTAL = select(text_total.c.facts, text_total.c.words).where(
    text_total.c.workspace_id == bindparam("workspace")
)


async def frequencies(tx: Transaction, words: Sequence[str]) -> Frequencies:
    """Count the facts that hold each of the folded words (`content_words`), this workspace's alone.

    The counts are those of this transaction: a fact indexed in it is counted.
    """
    facts, _ = await _total(tx)
    counts = await _counts(tx, words)
    return Frequencies(facts, {word: counts.get(stem(word), 0) for word in words})


async def with_text(tx: Transaction, words: Sequence[str], *, limit: int) -> list[TextHit]:
    """Return the facts that hold any of the folded words, best first; ties by number.

    Of the words those are looked for that `Frequencies.telling` names. Nothing in a word can break
    the query: each is stemmed and quoted, and there is no search by the beginnings of words.
    """
    facts, length = await _total(tx)
    counts = await _counts(tx, words)
    found = Frequencies(facts, {word: counts.get(stem(word), 0) for word in words})
    asked = {stem(word): found.idf(word) for word in found.telling}
    if not asked:
        return []
    numbers = await sqlite.match_text(
        tx.connection, tx.workspace_id, list(asked), limit, list(FIELD_WEIGHTS.values())
    )
    fields = await sqlite.indexed_text(tx.connection, tx.workspace_id, numbers)
    average = length / facts
    hits = [_hit(number, fields[number], asked, average) for number in numbers]
    return sorted(hits, key=lambda hit: (-hit.bm25, hit.fact))


def _hit(
    number: int, fields: Mapping[str, str], asked: Mapping[str, float], average: float
) -> TextHit:
    by_field = {name: text.split() for name, text in fields.items() if text}
    stems = frozenset().union(*by_field.values())
    norm = _K1 * (1 - _B + _B * sum(map(len, by_field.values())) / average)
    score = 0.0
    for word, idf in asked.items():
        if word in stems:
            often = sum(FIELD_WEIGHTS[name] * words.count(word) for name, words in by_field.items())
            score += idf * often * (_K1 + 1) / (often + norm)
    return TextHit(number, score, stems)


async def _counts(tx: Transaction, words: Sequence[str]) -> dict[str, int]:
    stems = list(dict.fromkeys(map(stem, words)))
    rows = await tx.connection.execute(_COUNTS, {"workspace": tx.workspace_id, "stems": stems})
    return {row.stem: row.facts for row in rows}


async def _total(tx: Transaction) -> tuple[int, int]:
    row = (await tx.connection.execute(_TOTAL, {"workspace": tx.workspace_id})).one_or_none()
    return (row.facts, row.words) if row else (0, 0)
