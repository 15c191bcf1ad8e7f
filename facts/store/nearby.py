"""A file on this machine, read and written without a trip to another thread for each statement.

aiosqlite hands every step of a statement (cursor, execute, fetch, close) to a thread of its own:
some 0.1 to 0.2 ms each, where SQLite itself answers a look-up's statement in less. Statements on a
local file therefore run where they are asked. What waits does not: the lock of another process is
asked for again and again, and the disk's part of a commit is a thread's.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Executable,
    ScalarResult,
    create_engine,
    event,
)
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolProxiedConnection, StaticPool

from facts.store import sqlite

_ASK_AGAIN_S = 0.01


class NearbyConnection:
    """A connection with the methods of `AsyncConnection` that the families need; none waits.

    The families are written for `AsyncConnection`, so that a database which does wait can be served
    by the same code.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401 (SQLAlchemy's own)
        """Run a statement."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of its first row."""
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of every row."""
        return self._connection.scalars(statement, parameters)

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401 (as above)
        """Run a statement in SQLite's own words."""
        return self._connection.exec_driver_sql(statement, parameters)

    async def get_raw_connection(self) -> PoolProxiedConnection:
        """Return the driver's own connection: what runs some statements for each question."""
        return self._connection.connection


class NearbyFile:
    """A database file: connections that can only read, and one writer at a time."""

    def __init__(self, readers: Engine, writers: Engine) -> None:
        self._readers = readers
        self._writers = writers

    @classmethod
    def open(cls, url: URL) -> Self:
        """Open a file by its address; nothing is read yet. In memory, all share one connection."""
        if url.database in (None, "", ":memory:"):
            alone = _engine(url, *sqlite.DURABLE, poolclass=StaticPool)
            return cls(alone, alone)
        return cls(
            _engine(url, "busy_timeout = 1000", "query_only = ON", "cache_size = -16000"),
            _engine(url, *sqlite.DURABLE, "busy_timeout = 0"),
        )

    def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()
        self._writers.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read; each statement is one consistent view."""
        with self._readers.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """Write all or nothing; waits for another process as long as `BUSY_TIMEOUT_MS`."""
        with self._writers.connect() as connection:
            await _begin(connection)
            written = False
            try:
                yield connection
                written = True
            finally:
                if not written:
                    connection.exec_driver_sql("ROLLBACK")
            await _commit(connection)


async def _begin(connection: Connection) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + sqlite.BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if not sqlite.driver_error_is_busy(error.orig) or loop.time() > until:
                raise
            await asyncio.sleep(_ASK_AGAIN_S)
        else:
            return


async def _commit(connection: Connection) -> None:
    """Commit in a thread, since the disk is waited for; seen through to its end if cancelled."""
    committing = asyncio.ensure_future(asyncio.to_thread(connection.exec_driver_sql, "COMMIT"))
    try:
        await asyncio.shield(committing)
    except asyncio.CancelledError:
        await asyncio.wait([committing])
        raise


def _engine(url: URL, *pragmas: str, poolclass: type[Pool] | None = None) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"), pool_reset_on_return=None, poolclass=poolclass
    )

    @event.listens_for(engine, "connect")
    def on_connect(dbapi_connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        sqlite.prepare(dbapi_connection, *pragmas)

    return engine
