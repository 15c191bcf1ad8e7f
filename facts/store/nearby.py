"""Reading a file on this machine without a trip to another thread.

aiosqlite hands every step of a statement (cursor, execute, fetch, close) to a thread of its own:
some 0.1 to 0.2 ms each, where SQLite itself answers a look-up's statement in less. Reads of a local
file therefore run where they are asked, on a connection that can do nothing else; writes, which
wait for the disk, stay with the thread.
"""

from typing import Any

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
from sqlalchemy.pool import ConnectionPoolEntry

from facts.store.sqlite import BUSY_TIMEOUT_MS


class NearbyConnection:
    """A connection with the methods of `AsyncConnection` that reading needs; none ever waits."""

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


def nearby_engine(url: URL) -> Engine:
    """Make the engine for reading a database file; it refuses every write."""
    engine = create_engine(url.set(drivername="sqlite+pysqlite"), pool_reset_on_return=None)

    @event.listens_for(engine, "connect")
    def on_connect(dbapi_connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    return engine
