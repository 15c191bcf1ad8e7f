"""Opening a database, and its transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Self, cast

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection

from facts.errors import BadInput, StoreBusy, Unavailable
from facts.search.meaning import Encoder
from facts.store import sqlite
from facts.store.meaning import Meanings
from facts.store.nearby import NearbyConnection, NearbyFile


@dataclass(frozen=True, slots=True)
class Transaction:
    """One reading or writing of one workspace; every family's function takes it first."""

    connection: AsyncConnection
    workspace_id: int
    meanings: Meanings | None = None
    """What makes and keeps facts' vectors, where a model is installed."""

    async def driver(self) -> sqlite3.Connection:
        """Return SQLite's own connection, for what is asked some ten times in each look-up.

        SQLAlchemy takes longer over such a statement than SQLite does.
        """
        raw = await self.connection.get_raw_connection()
        return cast("sqlite3.Connection", raw.driver_connection)


class Store:
    """One database. Close it on every way out: an open connection keeps a process alive."""

    def __init__(self, file: NearbyFile, encoder: Encoder | None = None) -> None:
        self._file = file
        self.encoder = encoder
        """What makes vectors of texts, where a model is installed."""
        self._meanings = Meanings(encoder) if encoder is not None else None
        # SQLite has one writer; waiting in line here is fair, polling its lock is not.
        self._writing = asyncio.Lock()

    @classmethod
    def open(cls, url: str, *, encoder: Encoder | None = None) -> Self:
        """Open by SQLAlchemy URL (`sqlite+aiosqlite:///factdesk.db`); BadInput for one we can't."""
        return cls(NearbyFile.open(_database_url(url)), encoder)

    async def close(self) -> None:
        """Close every connection."""
        self._file.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @asynccontextmanager
    async def reading(self, workspace_id: int) -> AsyncIterator[Transaction]:
        """Read; each statement is one consistent view, and nothing may be written."""
        with self.connected() as connection:
            yield Transaction(as_async(connection), workspace_id, self._meanings)

    @asynccontextmanager
    async def writing(
        self, workspace_id: int, *, texts: Iterable[str] = ()
    ) -> AsyncIterator[Transaction]:
        """Write all or nothing. StoreBusy when another process writes for over two seconds.

        The vectors of `texts` are made before, while nobody waits: those of the facts that will be
        approved. What else is approved is read by the model in the transaction.
        """
        async with AsyncExitStack() as stack:
            if self._meanings is not None:
                await stack.enter_async_context(self._meanings.ready(texts))
            connection = await stack.enter_async_context(self.altering())
            yield Transaction(as_async(connection), workspace_id, self._meanings)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Read outside any workspace: what concerns the database as a whole."""
        with _as_our_errors(), self._file.reading() as connection:
            yield connection

    @asynccontextmanager
    async def altering(self, *, keys_held: bool = True) -> AsyncIterator[Connection]:
        """Write outside any workspace, all or nothing: the tables themselves.

        Without `keys_held` foreign keys are not enforced meanwhile.
        """
        with _as_our_errors():
            async with self._writing, self._file.writing(keys_held=keys_held) as connection:
                yield connection


def as_async(connection: Connection) -> AsyncConnection:
    """Return a nearby connection in the form that the families are written for."""
    return cast("AsyncConnection", NearbyConnection(connection))


class _as_our_errors:  # noqa: N801 (reads as a clause of the with)
    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, (DatabaseError, sqlite3.DatabaseError)):
            return
        driver_error = error.orig if isinstance(error, DatabaseError) else error
        if sqlite.driver_error_is_busy(driver_error):
            raise StoreBusy("The fact store is busy: try again in a few seconds.") from error
        for said, sentence in _FAULTS.items():
            if said in str(driver_error):
                raise Unavailable(sentence) from error


_FAULTS = {
    "unable to open": "The database file cannot be opened; see FACTDESK_DATABASE_URL.",
    "no such table": "The database is not prepared yet: run `factdesk db upgrade` first.",
    "not a database": "The database file is damaged or is none. Restore a backup.",
    "malformed": "The database file is damaged. Restore a backup.",
    "disk is full": (
        "The fact store has no room left on its disk, so nothing was written. What is on file can "
        "still be read; tell whoever looks after Factdesk."
    ),
    "readonly database": (
        "The fact store can only be read at the moment, so nothing was written. Tell whoever looks "
        "after Factdesk."
    ),
    "disk I/O error": (
        "The fact store's disk failed, so nothing was written. Tell whoever looks after Factdesk."
    ),
}
"""What SQLite says (sqlite.org/rescode.html), and what a person is told."""


def database_file(url: str) -> str | None:
    """Return the file that a database address names; None for one in memory."""
    database = _database_url(url).database
    return None if database in (None, "", ":memory:") else database


def _database_url(url: str) -> URL:
    field = "FACTDESK_DATABASE_URL"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            f"{field} is no database address; write sqlite+aiosqlite:///factdesk.db", field=field
        ) from error
    if parsed.drivername == "sqlite":
        parsed = parsed.set(drivername="sqlite+aiosqlite")
    if parsed.drivername != "sqlite+aiosqlite":
        raise BadInput(
            f"{field} names {parsed.drivername}; this version works on sqlite+aiosqlite only",
            field=field,
        )
    return parsed
