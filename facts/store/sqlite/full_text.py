"""SQLite's full-text index (FTS5), and the counts beside it.

The row of a fact has `rowid = workspace_id << 32 | fact_number`, so that a workspace is a range of
rows and MATCH never returns another's. The index holds stems, already folded, so that search and
index cannot differ on what a word is.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from facts.search.document import FIELDS, NAME_FIELDS

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
_NAMES = f"{{{' '.join(NAME_FIELDS)}}} : "


class SqliteFullTextIndex:
    """Facts by the stems of their words (`fact_text`, `stem_frequency`, `text_index_size`)."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    async def matching(
        self,
        workspace: int,
        groups: Sequence[Collection[str]],
        *,
        in_names: bool = False,
        limit: int,
    ) -> list[int]:
        """Return the facts that hold a stem of each group, oldest first."""
        expression = " AND ".join(f"({_any_of(group)})" for group in groups)
        named = f"{_NAMES}({expression})" if in_names else expression
        return self._numbers(_MATCHING, workspace, named, limit)

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

    def _numbers(self, query: str, workspace: int, expression: str, limit: int) -> list[int]:
        first = workspace * _ROW
        rows = self._driver.execute(query, (expression, first, first + _ROW - 1, limit))
        return [row - first for (row,) in rows]


def _any_of(stems: Iterable[str]) -> str:
    """Return the expression for rows that hold any of the stems; each is quoted."""
    return " OR ".join(map(_quoted, stems))


def _quoted(stem: str) -> str:
    """Return a stem as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + stem.replace("\0", "").replace('"', '""') + '"'
