"""What only SQLite can do: connection settings, the write lock, triggers, full-text search.

The FTS5 row of a fact has `rowid = workspace_id << 32 | fact_number`, so that a workspace is a
range of rows and MATCH never answers with another's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection

from facts.store.schema import APPEND_ONLY

BUSY_TIMEOUT_MS = 2_000
"""Shorter than Slack waits for an acknowledgement, so that a person is told "busy" in time."""
TEXT_FIELDS = ("title", "names", "body")
_ROW = 1 << 32

TEXT_INDEX_DDL = (
    "CREATE VIRTUAL TABLE fact_text USING fts5("
    + ", ".join(TEXT_FIELDS)
    + ", tokenize = 'porter unicode61 remove_diacritics 2')"
)


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
        values = tuple(fields[name] for name in TEXT_FIELDS)
        await connection.exec_driver_sql(
            f"INSERT INTO fact_text (rowid, {', '.join(TEXT_FIELDS)}) VALUES (?, ?, ?, ?)",  # noqa: S608 (column names of ours)
            (row, *values),
        )


async def match_text(
    connection: AsyncConnection, workspace_id: int, terms: Iterable[str], limit: int
) -> list[int]:
    """Return facts whose text holds any of `terms`, best bm25 first; ties by number."""
    quoted = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
    if not quoted:
        return []
    rows = await connection.exec_driver_sql(
        "SELECT rowid FROM fact_text WHERE fact_text MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY bm25(fact_text, 4.0, 4.0, 1.0), rowid LIMIT ?",
        (quoted, workspace_id * _ROW, workspace_id * _ROW + _ROW - 1, limit),
    )
    return [int(row[0]) % _ROW for row in rows]


def is_open(connection: Any) -> bool:  # noqa: ANN401 (a driver's connection)
    """Whether a transaction is under way on a connection of the driver's."""
    return bool(connection.in_transaction)


def driver_error_is_busy(error: Any) -> bool:  # noqa: ANN401 (a driver's exception)
    """Whether the driver gave up waiting for another writer."""
    return "database is locked" in str(error) or "database is busy" in str(error)


def may_lose_wal(version: str) -> bool:
    """Whether a version of SQLite has the WAL-reset bug (sqlite.org/wal.html); 3.51.3 has not."""
    return tuple(int(part) for part in version.split(".")) < (3, 51, 3)
