"""`Store`: one open database, and its transactions."""

import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
)
from pathlib import Path
from typing import Self

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from facts.errors import BadInput
from facts.search.embedding import Encoder
from facts.store.database import Connection, Database, Problem, Turn
from facts.store.search_index.embeddings import EmbeddingIndex
from facts.store.sqlite import SqliteFile
from facts.store.transaction import Transaction

_ADDRESS = "FACTDESK_DATABASE_URL"
_SQLITE, _POSTGRES = "sqlite+aiosqlite", "postgresql+asyncpg"
_DRIVERS = {
    "sqlite": _SQLITE,
    _SQLITE: _SQLITE,
    "postgres": _POSTGRES,
    "postgresql": _POSTGRES,
    _POSTGRES: _POSTGRES,
}


class Store:
    """One database. Always close it: an open connection keeps a process alive."""

    def __init__(self, database: Database, encoder: Encoder | None = None) -> None:
        self._database = database
        self.encoder = encoder
        """Makes vectors of texts, if a model is installed."""
        self._embeddings = EmbeddingIndex(encoder) if encoder is not None else None
        self._count = itertools.count(1)

    @classmethod
    def open(cls, url: str, *, encoder: Encoder | None = None) -> Self:
        """Open by SQLAlchemy URL (`sqlite+aiosqlite:///factdesk.db`); nothing is read yet.

        BadInput for an invalid address, or a kind of database that this version does not support.
        """
        return cls(_opened(_database_url(url)), encoder)

    @classmethod
    def of_file(cls, file: Path) -> Self:
        """Open a SQLite file by its path."""
        return cls(SqliteFile.open(URL.create(_SQLITE, database=str(file))))

    async def close(self) -> None:
        """Close every connection."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @asynccontextmanager
    async def reading(self, workspace_id: int) -> AsyncIterator[Transaction]:
        """Read one snapshot: later writes are not visible. Nothing may be written."""
        async with self._database.reading() as connection:
            yield Transaction(connection, workspace_id, next(self._count), self._embeddings)

    @asynccontextmanager
    async def writing(
        self, workspace_id: int, *, texts: Iterable[str] = ()
    ) -> AsyncIterator[Transaction]:
        """Write all or nothing. StoreBusy when another writes for over two seconds.

        `texts` are of the facts to be approved: their embeddings are made before the transaction
        begins, so that nobody waits for the encoder. Any others are made within it.
        """
        async with AsyncExitStack() as stack:
            if self._embeddings is not None:
                await stack.enter_async_context(self._embeddings.ready(texts))
            connection = await stack.enter_async_context(self._database.writing(workspace_id))
            yield Transaction(connection, workspace_id, next(self._count), self._embeddings)

    def altering(self) -> AbstractAsyncContextManager[Connection]:
        """Open a writing transaction to alter tables; see `Database.altering`."""
        return self._database.altering()

    def inspecting(self) -> AbstractAsyncContextManager[Connection]:
        """Read one snapshot across workspaces, about the database as a whole."""
        return self._database.reading()

    def lease(self) -> AbstractAsyncContextManager[None]:
        """Hold the exclusive right to serve it; AlreadyServed if another process has it."""
        return self._database.lease()

    def turn(self, workspace_id: int) -> Turn:
        """Return this process's turn to send a workspace's deliveries."""
        return self._database.turn(workspace_id)

    async def leased_by(self) -> str | None:
        """Return what identifies the process that serves this database, if any."""
        return await self._database.leased_by()

    async def problems(self) -> list[Problem]:
        """Check the whole database; may take long."""
        return await self._database.problems()


def database_file(url: str) -> str | None:
    """Return the file that a database address names; None for one in memory or on a server."""
    parsed = _database_url(url)
    is_file = parsed.drivername == _SQLITE and parsed.database not in (None, "", ":memory:")
    return parsed.database if is_file else None


def _opened(url: URL) -> Database:
    if url.drivername == _SQLITE:
        return SqliteFile.open(url)
    try:
        from facts.store.postgres import PostgresServer  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise BadInput(
            f"{_ADDRESS} names PostgreSQL, whose driver is not installed: "
            "pip install 'factdesk[postgres]'",
            field=_ADDRESS,
        ) from error
    return PostgresServer.open(url)


def _database_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            f"{_ADDRESS} is not a database address; write sqlite+aiosqlite:///factdesk.db",
            field=_ADDRESS,
        ) from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise BadInput(
            f"{_ADDRESS} names {parsed.drivername}; write sqlite+aiosqlite:///factdesk.db or "
            "postgresql+asyncpg://user:password@host/database",
            field=_ADDRESS,
        )
    return parsed.set(drivername=driver)
