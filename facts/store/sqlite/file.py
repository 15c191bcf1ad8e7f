"""A database file: read-only connections, one writer at a time, and its errors as our own.

aiosqlite hands every step of a statement (cursor, execute, fetch, close) to a thread of its own:
some 0.1 to 0.2 ms each, longer than SQLite takes to answer. Statements on a local file therefore
run on the event loop. Long waits do not block it: the lock of another process is polled, and a
commit writes to disk in a thread.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Self

import sqlalchemy
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, Pool, StaticPool

from facts.errors import StoreBusy, StoreMismatch, Unavailable
from facts.store.database import Problem
from facts.store.sqlite.connection import SqliteConnection
from facts.store.sqlite.lease import lease, leased_by

_BUSY_TIMEOUT_S = 2.0
"""Shorter than Slack waits for an acknowledgment, so that a person reads "busy" in time."""
_RETRY_S = 0.01
_DURABLE = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_CANNOT_WRITE = "so nothing was written. Tell the person who runs Factdesk."
_FAULTS = {
    "unable to open": "The database file cannot be opened; see FACTDESK_DATABASE_URL.",
    "no such table": "The database is not prepared yet: run `factdesk db upgrade` first.",
    "not a database": "The database file is damaged or is none. Restore a backup.",
    "malformed": "The database file is damaged. Restore a backup.",
    "disk is full": (
        "The fact store has no room left on its disk, so nothing was written. What is on file can "
        "still be read; tell the person who runs Factdesk."
    ),
    "readonly database": f"The fact store can only be read at the moment, {_CANNOT_WRITE}",
    "disk I/O error": f"The fact store's disk failed, {_CANNOT_WRITE}",
}
"""SQLite's messages (sqlite.org/rescode.html), and what a person reads instead."""

_WAL_BUG_FIXED_IN = (3, 51, 3)
"""Earlier versions have "The WAL-Reset Bug" (sqlite.org/wal.html)."""


class SqliteFile:
    """A database file, or a database in memory, whose transactions share one connection."""

    def __init__(self, file: str | None, readers: Engine, writers: Engine) -> None:
        self.file = file
        self._readers = readers
        self._writers = writers
        # SQLite has one writer; queuing for this lock is fair, polling SQLite's is not.
        self._writing = asyncio.Lock()

    @classmethod
    def open(cls, url: URL) -> Self:
        """Open a file by its address; nothing is read yet."""
        if url.database in (None, "", ":memory:"):
            alone = _engine(url, *_DURABLE, poolclass=StaticPool)
            return cls(None, alone, alone)
        return cls(
            url.database,
            _engine(url, "busy_timeout = 1000", "query_only = ON", "cache_size = -16000"),
            _engine(url, *_DURABLE, "busy_timeout = 0"),
        )

    async def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()
        self._writers.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteConnection]:
        """Open a transaction that cannot write: all its statements see one snapshot."""
        with _our_errors(), self._snapshot() as connection:
            yield SqliteConnection(connection)

    @asynccontextmanager
    async def writing(self, workspace: int) -> AsyncIterator[SqliteConnection]:
        """Open a transaction that writes all or nothing; a file has one writer, whatever workspace.

        StoreBusy if another process writes for over two seconds.
        """
        async with self._transaction(foreign_keys=True) as connection:
            yield SqliteConnection(connection)

    @asynccontextmanager
    async def altering(self) -> AsyncIterator[SqliteConnection]:
        """Open a writing transaction in which foreign keys are not enforced, to alter tables.

        This is the only way to recreate a table that others refer to
        (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"). They are
        checked at the end: StoreMismatch if one does not hold.
        """
        async with self._transaction(foreign_keys=False) as connection:
            yield SqliteConnection(connection)
            loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if loose is not None:
                raise StoreMismatch(
                    f"The upgrade would have lost rows of {loose[2]}: nothing changed."
                )

    @contextmanager
    def _snapshot(self) -> Iterator[sqlalchemy.Connection]:
        with self._readers.connect() as connection:
            driver = _driver(connection)
            # In memory the single connection may be in a transaction already.
            is_mine = not driver.in_transaction
            if is_mine:
                driver.execute("BEGIN")
            try:
                yield connection
            finally:
                if is_mine:
                    _roll_back(driver)

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[None]:
        """Hold the exclusive right to serve; AlreadyServed if another process has it."""
        with lease(self.file):
            yield

    def turn(self, workspace: int) -> "OnlyTurn":
        """Return the turn to send, which the process that serves always has."""
        return OnlyTurn()

    async def leased_by(self) -> str | None:
        """Return the id of the process that serves, if any."""
        return leased_by(self.file)

    async def problems(self) -> list[Problem]:
        """Check the whole file; may take long."""
        with _our_errors(), self._snapshot() as connection:
            return list(_problems(connection))

    @asynccontextmanager
    async def _transaction(self, *, foreign_keys: bool) -> AsyncIterator[sqlalchemy.Connection]:
        with _our_errors():
            async with self._writing:
                with self._writers.connect() as connection:
                    driver = _driver(connection)
                    if not foreign_keys:
                        driver.execute("PRAGMA foreign_keys = OFF")
                    try:
                        await _begin(connection)
                        written = False
                        try:
                            yield connection
                            written = True
                        finally:
                            if not written:
                                _roll_back(driver)
                        await _commit(driver)
                    finally:
                        if not foreign_keys:
                            driver.execute("PRAGMA foreign_keys = ON")


_PAGES = 1000
"""Pages copied in one step: four megabytes."""


def copy_file(source: str, target: Path) -> None:
    """Copy one snapshot of a database file to a new one, in steps, while others write.

    The steps share one read transaction: in WAL mode it holds up no writer, and what is written
    meanwhile does not start the copy over (sqlite.org/backup.html).
    """
    with (
        _our_errors(),
        closing(sqlite3.connect(source, isolation_level=None)) as here,
        closing(sqlite3.connect(target, isolation_level=None)) as there,
    ):
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the snapshot
        here.backup(there, pages=_PAGES)
        there.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read anywhere


class OnlyTurn:
    """The turn of the only process that serves a file."""

    async def take(self) -> int:
        """Keep the turn: nobody else ever has it."""
        return 1

    def on_call(self, called: Callable[[], None]) -> None:
        """No other process has deliveries to send; what it files is sent with the next answer."""

    async def close(self) -> None:
        """There is nothing to give up."""


def _driver(connection: sqlalchemy.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 (the engine's URL says so)
    return driver


async def _begin(connection: sqlalchemy.Connection) -> None:
    """Begin through SQLAlchemy, so that Alembic sees a transaction that is not its own."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _BUSY_TIMEOUT_S
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if not _is_busy(error.orig) or loop.time() > until:
                raise
            await asyncio.sleep(_RETRY_S)
        else:
            return


async def _commit(driver: sqlite3.Connection) -> None:
    """Commit in a thread, since it waits for the disk; completes even if cancelled."""
    committing = asyncio.ensure_future(asyncio.to_thread(driver.execute, "COMMIT"))
    try:
        await asyncio.shield(committing)
    finally:
        while not committing.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([committing])
        if committing.exception() is not None:
            _roll_back(driver)


def _roll_back(driver: sqlite3.Connection) -> None:
    """Roll back, unless SQLite has done so already, as it may on a full disk."""
    if driver.in_transaction:
        driver.execute("ROLLBACK")


def _engine(url: URL, *pragmas: str, poolclass: type[Pool] | None = None) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"), pool_reset_on_return=None, poolclass=poolclass
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # BEGIN is ours to choose. The driver's own is deferred: a transaction that reads and then
        # writes fails at once with "database is locked", whatever the timeout.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        fault = error.orig if isinstance(error, DatabaseError) else error
        if _is_busy(fault):
            raise StoreBusy("The fact store is busy: try again in a few seconds.") from error
        for message, sentence in _FAULTS.items():
            if message in str(fault):
                raise Unavailable(sentence) from error
        raise


def _is_busy(error: BaseException | None) -> bool:
    return "database is locked" in str(error) or "database is busy" in str(error)


def _problems(connection: sqlalchemy.Connection) -> Iterator[Problem]:
    """Check the version, the journal, the pages and the foreign keys; may take long."""
    version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar_one())
    if _has_wal_bug(version):
        yield Problem(
            f"SQLite {version} has a rare fault that can damage a database which several "
            "processes write at once (sqlite.org/wal.html, “The WAL-Reset Bug”; fixed in "
            "3.51.3): while the bot runs, keep other writing commands few, or install a newer "
            "SQLite.",
            is_wrong=False,
        )
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode != "wal":
        yield Problem(
            f"The journal mode is {mode}, not WAL: readers and the writer hold each other up "
            "until the next start of the bot.",
            is_wrong=False,
        )
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem(f"The database is damaged: {message}. Restore a backup.")
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"A row of {table} refers to one that is not there.")


def _has_wal_bug(version: str) -> bool:
    """Return whether a version of SQLite has the WAL-reset bug."""
    return tuple(int(part) for part in version.split(".")) < _WAL_BUG_FIXED_IN
