"""SQLite's full-text index, and the tables beside it, in SQLite's own words.

The row of a fact has `rowid = workspace_id << 32 | fact_number`, so that a workspace is a range of
rows and MATCH never answers with another's. What is indexed are stems, folded already: search and
index cannot differ on what a word is.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from facts.search.document import FIELDS
from facts.store.engine import Transaction

_ROW = 1 << 32
_COLUMNS = ", ".join(FIELDS)
_INSERT = f"INSERT INTO fact_text (rowid, {_COLUMNS}) VALUES (?{', ?' * len(FIELDS)})"  # noqa: S608 (column names of ours)
# The index's own table of contents: through the index each row costs a statement of its own.
_CONTENT = ", ".join(f"c{place}" for place in range(len(FIELDS)))
_READ = (
    f"SELECT held.id, {_CONTENT} FROM json_each(?) AS wanted "  # noqa: S608 (as above)
    "CROSS JOIN fact_text_content AS held WHERE held.id = wanted.value"
)
_MATCHING = "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
_BEST = (
    "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? "
    "ORDER BY rank LIMIT ?"
)


def any_of(stems: Iterable[str]) -> str:
    """Return the expression for rows that hold any of the stems; each is quoted."""
    return " OR ".join(map(quoted, stems))


def quoted(stem: str) -> str:
    """Return a stem as the query language's string: no sign of that language is left in it."""
    return '"' + stem.replace("\0", "").replace('"', '""') + '"'


async def matching(tx: Transaction, expression: str, *, limit: int) -> list[int]:
    """Return the facts that an expression matches, lowest numbers first, at most `limit`."""
    return await _numbers(tx, _MATCHING, expression, limit)


async def best(tx: Transaction, expression: str, *, limit: int) -> list[int]:
    """Return the facts that SQLite's own rank puts first, all fields alike: the bare query."""
    return await _numbers(tx, _BEST, expression, limit)


async def _numbers(tx: Transaction, query: str, expression: str, limit: int) -> list[int]:
    first = tx.workspace_id * _ROW
    rows = (await tx.driver()).execute(query, (expression, first, first + _ROW - 1, limit))
    return [row - first for (row,) in rows]


async def read(tx: Transaction, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return what is indexed of facts, by number: the stems of each field, as `FIELDS` has them."""
    first = tx.workspace_id * _ROW
    wanted = json.dumps([first + fact for fact in facts])
    rows = (await tx.driver()).execute(_READ, (wanted,))
    return {row[0] - first: row[1:] for row in rows}


async def write(tx: Transaction, fact: int, fields: Sequence[str] | None) -> None:
    """Put a fact's fields in place of what is indexed of it; None takes it out."""
    row = tx.workspace_id * _ROW + fact
    (await tx.driver()).execute("DELETE FROM fact_text WHERE rowid = ?", (row,))
    if fields is not None:
        await add(tx, [(fact, fields)])


async def add(tx: Transaction, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Index facts of which nothing is indexed: (number, what each of `FIELDS` holds)."""
    first = tx.workspace_id * _ROW
    rows = ((first + fact, *fields) for fact, fields in texts)
    (await tx.driver()).executemany(_INSERT, rows)


async def counts(tx: Transaction, stems: Collection[str]) -> dict[str, int]:
    """Return how many of the workspace's facts hold each stem; those that none holds are absent."""
    rows = (await tx.driver()).execute(
        "SELECT stem, facts FROM json_each(?) CROSS JOIN stem_count "
        "WHERE workspace_id = ? AND stem = value",
        (json.dumps(list(stems)), tx.workspace_id),
    )
    return dict(rows.fetchall())


async def totals(tx: Transaction) -> tuple[int, int]:
    """Return how many facts of the workspace are indexed, and how many words they have."""
    row: Any = (
        (await tx.driver())
        .execute("SELECT facts, words FROM text_total WHERE workspace_id = ?", (tx.workspace_id,))
        .fetchone()
    )
    return row or (0, 0)


async def count(tx: Transaction, changes: Mapping[str, int], *, facts: int, words: int) -> None:
    """Add to the numbers of facts that hold each stem, of facts, and of their words."""
    driver = await tx.driver()
    driver.executemany(
        "INSERT INTO stem_count (workspace_id, stem, facts) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET facts = facts + excluded.facts",
        ((tx.workspace_id, stem, change) for stem, change in sorted(changes.items()) if change),
    )
    driver.executemany(
        "DELETE FROM stem_count WHERE workspace_id = ? AND stem = ? AND facts <= 0",
        ((tx.workspace_id, stem) for stem, change in changes.items() if change < 0),
    )
    driver.execute(
        "INSERT INTO text_total (workspace_id, facts, words) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET facts = facts + excluded.facts, words = words + excluded.words",
        (tx.workspace_id, facts, words),
    )


async def unspelt(tx: Transaction, words: Iterable[tuple[str, int, str]]) -> list[str]:
    """Return the words, given as one of their (part, length, word) each, that are not there yet."""
    rows = (await tx.driver()).execute(
        "SELECT json_extract(value, '$[2]') FROM json_each(?) WHERE NOT EXISTS ("
        "SELECT 1 FROM spelling WHERE workspace_id = ? AND part = json_extract(value, '$[0]') "
        "AND length = json_extract(value, '$[1]') AND word = json_extract(value, '$[2]'))",
        (json.dumps(list(words)), tx.workspace_id),
    )
    return [word for (word,) in rows]


async def add_spellings(tx: Transaction, parts: Sequence[tuple[str, int, str]]) -> None:
    """Add (part, length, word) rows, those that are not there yet."""
    (await tx.driver()).executemany(
        "INSERT OR IGNORE INTO spelling (workspace_id, part, length, word) VALUES (?, ?, ?, ?)",
        ((tx.workspace_id, *part) for part in parts),
    )


async def spellings(tx: Transaction, parts: Collection[tuple[str, int]]) -> list[str]:
    """Return the words that lie under any of the (part, length) pairs, in no order."""
    (joined,) = (
        (await tx.driver())
        .execute(
            "SELECT group_concat(word, ' ') FROM json_each(?) AS wanted CROSS JOIN spelling "
            "WHERE workspace_id = ? AND part = json_extract(wanted.value, '$[0]') "
            "AND length = json_extract(wanted.value, '$[1]')",
            (json.dumps(sorted(parts)), tx.workspace_id),
        )
        .fetchone()
    )
    return list(set(joined.split())) if joined else []
