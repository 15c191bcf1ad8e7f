"""What only SQLite can do: connection settings, the write lock, triggers.

Its full-text search is in `facts.store.index.fts5`.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.engine.interfaces import DBAPIConnection

from facts.store.schema import APPEND_ONLY

BUSY_TIMEOUT_MS = 2_000
"""Shorter than Slack waits for an acknowledgement, so that a person is told "busy" in time."""


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


def is_open(connection: Any) -> bool:  # noqa: ANN401 (a driver's connection)
    """Whether a transaction is under way on a connection of the driver's."""
    return bool(connection.in_transaction)


def driver_error_is_busy(error: Any) -> bool:  # noqa: ANN401 (a driver's exception)
    """Whether the driver gave up waiting for another writer."""
    return "database is locked" in str(error) or "database is busy" in str(error)


def may_lose_wal(version: str) -> bool:
    """Whether a version of SQLite has the WAL-reset bug (sqlite.org/wal.html); 3.51.3 has not."""
    return tuple(int(part) for part in version.split(".")) < (3, 51, 3)
