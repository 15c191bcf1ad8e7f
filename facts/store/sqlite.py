"""What only SQLite can do: connection settings, the write lock, triggers, full-text search.

The FTS5 row of a fact has `rowid = workspace_id << 32 | fact_number`, so that a workspace is a
range of rows and MATCH never answers with another's.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection

from facts.search.document import FIELDS
from facts.store.schema import APPEND_ONLY

BUSY_TIMEOUT_MS = 5_000
_ROW = 1 << 32

TEXT_INDEX_DDL = (
    "CREATE VIRTUAL TABLE fact_text USING fts5("
    + ", ".join(FIELDS)
    + ", tokenize = 'unicode61 remove_diacritics 0')"
)
"""Holds stems that are folded already: search and index cannot differ on what a word is."""


def append_only_ddl() -> Iterable[str]:
    """Triggers that refuse UPDATE and DELETE on the append-only tables."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


DURABLE = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def prepare(dbapi_connection: DBAPIConnection, *pragmas: str) -> None:
    """Set a connection up. BEGIN is ours to choose.

    The driver's own is deferred: a transaction that reads and then writes fails at once with
    "database is locked", whatever the timeout.
    """
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def index_text(
    connection: AsyncConnection, workspace_id: int, fact: int, fields: Mapping[str, str] | None
) -> None:
    """Replace a fact's row in the full-text index; None takes it out."""
    row = workspace_id * _ROW + fact
    await connection.exec_driver_sql("DELETE FROM fact_text WHERE rowid = ?", (row,))
    if fields is not None:
        await connection.exec_driver_sql(_INSERT_TEXT, (row, *(fields[name] for name in FIELDS)))


async def add_texts(
    connection: AsyncConnection, workspace_id: int, texts: Mapping[int, Mapping[str, str]]
) -> None:
    """Add the rows of facts that have none in the full-text index: fields by fact's number."""
    first = workspace_id * _ROW
    rows = [(first + fact, *(text[name] for name in FIELDS)) for fact, text in texts.items()]
    await connection.exec_driver_sql(_INSERT_TEXT, rows)


_INSERT_TEXT = (
    f"INSERT INTO fact_text (rowid, {', '.join(FIELDS)}) VALUES (?, {', '.join('?' * len(FIELDS))})"  # noqa: S608 (column names of ours)
)


_SELECT_TEXT = (
    f"SELECT rowid, {', '.join(FIELDS)} FROM fact_text "  # noqa: S608 (column names of ours)
    "WHERE rowid IN (SELECT value FROM json_each(?))"
)


async def indexed_text(
    connection: AsyncConnection, workspace_id: int, facts: Sequence[int]
) -> dict[int, dict[str, str]]:
    """Return the stems that are indexed of facts, by number and field."""
    first = workspace_id * _ROW
    wanted = (json.dumps([first + fact for fact in facts]),)
    rows = await connection.exec_driver_sql(_SELECT_TEXT, wanted)
    return {row[0] - first: dict(zip(FIELDS, row[1:], strict=True)) for row in rows}


_MATCH_TEXT = (
    "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? "  # noqa: S608 (places of ours)
    f"ORDER BY bm25(fact_text, {', '.join('?' * len(FIELDS))}), rowid LIMIT ?"
)


async def match_text(
    connection: AsyncConnection,
    workspace_id: int,
    stems: Iterable[str],
    limit: int,
    weights: Sequence[float],
) -> list[int]:
    """Return facts whose text holds any of `stems`, best bm25 first; ties by number."""
    quoted = " OR ".join('"' + stem.replace('"', '""') + '"' for stem in stems)
    rows = await connection.exec_driver_sql(
        _MATCH_TEXT,
        (quoted, workspace_id * _ROW, workspace_id * _ROW + _ROW - 1, *weights, limit),
    )
    return [int(row[0]) % _ROW for row in rows]


async def count_stems(
    connection: AsyncConnection, workspace_id: int, changes: Mapping[str, int]
) -> None:
    """Add to the numbers of facts that hold each stem; a stem that none holds goes."""
    rows = [(workspace_id, stem, change) for stem, change in changes.items() if change]
    if rows:
        await connection.exec_driver_sql(
            "INSERT INTO stem_count (workspace_id, stem, facts) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET facts = facts + excluded.facts",
            rows,
        )
    fewer = [(workspace_id, stem) for _, stem, change in rows if change < 0]
    if fewer:
        await connection.exec_driver_sql(
            "DELETE FROM stem_count WHERE workspace_id = ? AND stem = ? AND facts <= 0", fewer
        )


async def count_facts(
    connection: AsyncConnection, workspace_id: int, *, facts: int, words: int
) -> None:
    """Add to the numbers of indexed facts and of their words."""
    await connection.exec_driver_sql(
        "INSERT INTO text_total (workspace_id, facts, words) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET facts = facts + excluded.facts, words = words + excluded.words",
        (workspace_id, facts, words),
    )


async def add_spellings(
    connection: AsyncConnection, workspace_id: int, parts: Iterable[tuple[str, int, str]]
) -> None:
    """Add (part, length, word) rows, those that are not there yet."""
    rows = [(workspace_id, *part) for part in parts]
    if rows:
        await connection.exec_driver_sql(
            "INSERT OR IGNORE INTO spelling (workspace_id, part, length, word) VALUES (?, ?, ?, ?)",
            rows,
        )


def driver_error_is_busy(error: Any) -> bool:  # noqa: ANN401 (a driver's exception)
    """Whether the driver gave up waiting for another writer."""
    return "database is locked" in str(error) or "database is busy" in str(error)
