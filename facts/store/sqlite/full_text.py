"""SQLite's full-text index (FTS5), and the counts beside it.

The row of a fact has `rowid = workspace_id << 32 | fact_number`, so that a workspace is a range of
rows and MATCH never returns another's. The index holds stems, already folded, so that search and
index cannot differ on what a word is.

Candidates are found without scoring every fact that shares a word. bm25() takes two microseconds a
row, and a question's words are in tens of thousands of a million facts; reading which rows hold a
word costs a twentieth of that, and whether rows that hold a rare word hold a common one too costs
less again. So rare words are read whole, common ones only where a rare one is, and pairs of common
ones only where they could outweigh a rare one. A row's weight is the sum of the idf of its words,
which is BM25 but for how often and where they occur: enough to choose the few rows to score.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from facts.search.document import FIELDS

_ROW = 1 << 32
_COLUMNS = ", ".join(FIELDS)
_INSERT = f"INSERT INTO fact_text (rowid, {_COLUMNS}) VALUES (?{', ?' * len(FIELDS)})"  # noqa: S608 (column names of ours)
# The index's content table: through the index each row costs a statement of its own.
_CONTENT = ", ".join(f"c{place}" for place in range(len(FIELDS)))
_READ = (
    f"SELECT held.id, {_CONTENT} FROM json_each(?) AS wanted "  # noqa: S608 (as above)
    "CROSS JOIN fact_text_content AS held WHERE held.id = wanted.value"
)
_MATCHING = "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
_RANKED = (
    "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? "
    "ORDER BY rank LIMIT ?"
)
_RARE_ROWS = 3_000
"""How many rows are read at most for all rare words together."""
_PAIR_ROWS = 1_000
_COMMON_WORDS = 4
"""How many common words are paired: six pairs."""
_NAMES = "{title names people keys} : "
_IN_NAMES = 0.5
"""The extra weight of a word in a fact's names, as a share of its idf: as in BM25 by field."""


class SqliteFullTextIndex:
    """Facts by the stems of their words (`fact_text`, `stem_frequency`, `text_index_size`)."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    async def candidates(
        self, workspace: int, idf: Mapping[str, float], held: Mapping[str, int], *, limit: int
    ) -> list[int]:
        """Return the facts whose stems have the highest total weight, best first; ties by number.

        If few facts have any stem, returns up to twice `limit`: choosing costs as much as scoring.
        """
        if sum(held.values()) <= 2 * limit:
            return self._matching(workspace, _any_of(idf), limit=2 * limit)
        rare: list[str] = []
        rows = 0
        for stem in idf:
            rows += held[stem]
            if rows <= _RARE_ROWS:
                rare.append(stem)
        common = [stem for stem in idf if stem not in rare]
        weights: dict[int, float] = {}
        for stem in rare:
            self._add_matching(workspace, weights, _quoted(stem), idf[stem])
        if rare:
            here = _any_of(rare)
            for stem in common:
                self._add_matching(workspace, weights, f"({here}) AND {_quoted(stem)}", idf[stem])
            if len(weights) > limit:
                in_names = _IN_NAMES * idf[rare[-1]]
                self._add_matching(workspace, weights, f"{_NAMES}({here})", in_names)
        if common and sum(idf[stem] for stem in common) > _least_chosen(weights, limit):
            self._add_common(workspace, weights, {stem: idf[stem] for stem in common})
        least = _least_chosen(weights, limit)
        chosen = [row for row in weights.items() if row[1] >= least]
        chosen.sort(key=lambda row: (-row[1], row[0]))
        return [fact for fact, _ in chosen[:limit]]

    async def candidates_of(self, workspace: int, stem: str, held: int, *, limit: int) -> list[int]:
        """Like `candidates` for a single stem: facts with it in their names, then the oldest."""
        quoted = _quoted(stem)
        if held <= 2 * limit:
            return self._matching(workspace, quoted, limit=2 * limit)
        oldest = self._matching(workspace, quoted, limit=limit)
        if held > _RARE_ROWS:
            return oldest
        named = self._matching(workspace, _NAMES + quoted, limit=limit)
        return list(dict.fromkeys([*named, *oldest]))[:limit]

    async def ranked(self, workspace: int, stems: Iterable[str], *, limit: int) -> list[int]:
        """Return the top facts by FTS5's own rank for any of the stems, with equal weights."""
        return self._numbers(_RANKED, workspace, _any_of(stems), limit)

    async def texts(self, workspace: int, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return the stems of each field of facts, by number; facts not indexed are absent."""
        first = workspace * _ROW
        wanted = json.dumps([first + fact for fact in facts])
        return {row[0] - first: row[1:] for row in self._driver.execute(_READ, (wanted,))}

    async def put(self, workspace: int, fact: int, fields: Sequence[str] | None) -> None:
        """Replace a fact's fields; None removes it."""
        row = workspace * _ROW + fact
        self._driver.execute("DELETE FROM fact_text WHERE rowid = ?", (row,))
        if fields is not None:
            await self.add(workspace, [(fact, fields)])

    async def add(self, workspace: int, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add facts that are not indexed yet: (number, the stems of each field)."""
        first = workspace * _ROW
        self._driver.executemany(_INSERT, ((first + fact, *fields) for fact, fields in texts))

    async def holding(self, workspace: int, stems: Collection[str]) -> dict[str, int]:
        """Return how many facts have each stem; stems that no fact has are absent."""
        rows = self._driver.execute(
            "SELECT stem, facts FROM json_each(?) CROSS JOIN stem_frequency "
            "WHERE workspace_id = ? AND stem = value",
            (json.dumps(list(stems)), workspace),
        )
        return dict(rows.fetchall())

    async def size(self, workspace: int) -> tuple[int, int]:
        """Return how many facts are indexed, and their total number of words."""
        row: tuple[int, int] | None = self._driver.execute(
            "SELECT facts, words FROM text_index_size WHERE workspace_id = ?", (workspace,)
        ).fetchone()
        return row or (0, 0)

    async def count(
        self, workspace: int, stems: Mapping[str, int], *, facts: int, words: int
    ) -> None:
        """Add to what `holding` and `size` return; the numbers may be negative."""
        self._driver.executemany(
            "INSERT INTO stem_frequency (workspace_id, stem, facts) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET facts = facts + excluded.facts",
            ((workspace, stem, change) for stem, change in sorted(stems.items()) if change),
        )
        self._driver.executemany(
            "DELETE FROM stem_frequency WHERE workspace_id = ? AND stem = ? AND facts <= 0",
            ((workspace, stem) for stem, change in stems.items() if change < 0),
        )
        self._driver.execute(
            "INSERT INTO text_index_size (workspace_id, facts, words) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET "
            "facts = facts + excluded.facts, words = words + excluded.words",
            (workspace, facts, words),
        )

    def _matching(self, workspace: int, expression: str, *, limit: int) -> list[int]:
        return self._numbers(_MATCHING, workspace, expression, limit)

    def _numbers(self, query: str, workspace: int, expression: str, limit: int) -> list[int]:
        first = workspace * _ROW
        rows = self._driver.execute(query, (expression, first, first + _ROW - 1, limit))
        return [row - first for (row,) in rows]

    def _add_matching(
        self, workspace: int, weights: dict[int, float], expression: str, weight: float
    ) -> None:
        found = self._matching(workspace, expression, limit=_RARE_ROWS)
        if not weights:
            weights.update(dict.fromkeys(found, weight))
            return
        for fact in found:
            weights[fact] = weights.get(fact, 0.0) + weight

    def _add_common(
        self, workspace: int, weights: dict[int, float], idf: Mapping[str, float]
    ) -> None:
        """Add the facts with two or more common words, or with a single one in their names."""
        known = set(weights)
        words = list(idf)[:_COMMON_WORDS]
        found: dict[int, set[str]] = {}
        for pair in combinations(words, 2):
            both = " AND ".join(map(_quoted, pair))
            for fact in self._matching(workspace, both, limit=_PAIR_ROWS):
                found.setdefault(fact, set()).update(pair)
        if not found and not weights:
            one = _quoted(words[0])
            for expression in (_NAMES + one, one):
                for fact in self._matching(workspace, expression, limit=_PAIR_ROWS):
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


def _any_of(stems: Iterable[str]) -> str:
    """Return the expression for rows that hold any of the stems; each is quoted."""
    return " OR ".join(map(_quoted, stems))


def _quoted(stem: str) -> str:
    """Return a stem as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + stem.replace("\0", "").replace('"', '""') + '"'
