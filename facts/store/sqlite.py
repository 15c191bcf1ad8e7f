"""What only SQLite can do: connection settings, the write lock, triggers.

Its full-text search is in `facts.store.index.fts5`.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.engine.interfaces import DBAPIConnection

from facts.store.schema import APPEND_ONLY

BUSY_TIMEOUT_MS = 5_000


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


def driver_error_is_busy(error: Any) -> bool:  # noqa: ANN401 (a driver's exception)
    """Whether the driver gave up waiting for another writer."""
    return "database is locked" in str(error) or "database is busy" in str(error)
