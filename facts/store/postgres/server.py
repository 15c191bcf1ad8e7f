"""A PostgreSQL server: snapshots to read, one writer for each workspace, its errors as our own.

A writing transaction first takes its workspace's advisory lock, so that a workspace has one writer
at a time, as in SQLite, whichever process it is in; workspaces do not hold each other up.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal, Self

import asyncpg
import sqlalchemy
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from facts.errors import AlreadyServed, StoreBusy, Unavailable
from facts.store.database import Problem
from facts.store.postgres.connection import PostgresConnection

_CONNECTIONS = 10
_WAIT_S = 2.0
"""For a lock or a connection: shorter than Slack waits for an acknowledgment."""
_SETTINGS = {
    "application_name": "factdesk",
    "timezone": "UTC",
    "lock_timeout": f"{_WAIT_S:.0f}s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",  # compiling costs more than any statement of ours
}
WRITERS, _SERVING, _UPGRADE = 7_030_401, 7_030_402, 7_030_403
"""Classes of advisory locks, each any number that other programs on the database do not use."""

_BUSY = "The fact store is busy: try again in a few seconds."
_CANNOT_WRITE = "so nothing was written. Tell the person who runs Factdesk."
_BUSY_STATES = ("55P03", "57014", "40001", "40P01")
"""No lock, statement too slow, two transactions in each other's way."""
_FAULTS = {
    "53100": (
        "The fact store has no room left on its disk, so nothing was written. What is on file can "
        "still be read; tell the person who runs Factdesk."
    ),
    "53300": "PostgreSQL has no connection left for Factdesk: raise its max_connections.",
    "25006": f"The fact store can only be read (a standby, or read-only), {_CANNOT_WRITE}",
    "42P01": "The database is not prepared yet: run `factdesk db upgrade` first.",
    "3D000": "There is no such database on the server; see FACTDESK_DATABASE_URL.",
    "28P01": "PostgreSQL refuses the password; see FACTDESK_DATABASE_URL.",
    "28000": "PostgreSQL refuses this user; see FACTDESK_DATABASE_URL.",
    "42501": "PostgreSQL’s user may not do that; see “PostgreSQL” in README.",
}
"""SQLSTATE codes (PostgreSQL, "Appendix A: Error Codes"), and what a person reads instead."""
_GONE = "PostgreSQL cannot be reached; see FACTDESK_DATABASE_URL."
_GONE_CLASSES = ("08", "57P")
"""Beginnings of the codes of a lost connection and of a server that stops or starts."""


class PostgresServer:
    """A database on a server, reached through a pool of connections."""

    file = None

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: URL) -> Self:
        """Open a database by its address; nothing is read yet."""
        return cls(
            create_async_engine(
                url.set(drivername="postgresql+asyncpg"),
                pool_size=_CONNECTIONS,
                max_overflow=0,
                pool_timeout=_WAIT_S,
                pool_pre_ping=True,
                connect_args={"server_settings": _SETTINGS, "timeout": 5.0},
            )
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresConnection]:
        """Open a transaction that cannot write: all its statements see one snapshot."""
        async with self._begun("REPEATABLE READ", read_only=True) as (connection, driver):
            yield PostgresConnection(connection, driver)

    @asynccontextmanager
    async def writing(self, workspace: int) -> AsyncIterator[PostgresConnection]:
        """Open a transaction that writes all or nothing.

        StoreBusy if another one writes in the same workspace for over two seconds.
        """
        async with self._begun("READ COMMITTED") as (connection, driver):
            await driver.execute("SELECT pg_advisory_xact_lock($1, $2)", WRITERS, workspace)
            yield PostgresConnection(connection, driver)

    @asynccontextmanager
    async def altering(self) -> AsyncIterator[PostgresConnection]:
        """Open a writing transaction to alter tables, one at a time; it may take long."""
        async with self._begun("READ COMMITTED") as (connection, driver):
            await driver.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            await driver.execute("SELECT pg_advisory_xact_lock($1, 0)", _UPGRADE)
            if await driver.fetchval("SHOW server_encoding") != "UTF8":
                raise Unavailable(
                    "The database’s encoding must be UTF8: make one with CREATE DATABASE ... "
                    "ENCODING 'UTF8' TEMPLATE template0."
                )
            yield PostgresConnection(connection, driver)

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[None]:
        """Hold the exclusive right to serve; AlreadyServed if another process has it."""
        with _our_errors():
            connection = await self._engine.connect()
        try:
            with _our_errors():
                driver = await _driver(connection)
                mine = await driver.fetchval("SELECT pg_try_advisory_lock($1, 0)", _SERVING)
                await connection.commit()
            if not mine:
                raise AlreadyServed(
                    "Factdesk runs on this database already: stop that one first, or name another "
                    "FACTDESK_DATABASE_URL."
                )
            yield
        finally:
            await connection.invalidate()
            await connection.close()

    async def leased_by(self) -> str | None:
        """Return the address of the process that serves, if any."""
        async with self._begun("READ COMMITTED", read_only=True) as (_, driver):
            found = await driver.fetchval(
                "SELECT coalesce(host(client_addr), 'local') || ' (backend ' || pid || ')' "
                "FROM pg_locks JOIN pg_stat_activity USING (pid) "
                "WHERE locktype = 'advisory' AND classid = $1 AND granted "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                _SERVING,
            )
        return str(found) if found else None

    async def problems(self) -> list[Problem]:
        """Check what would make answers wrong or writes unsafe."""
        async with self._begun("READ COMMITTED", read_only=True) as (_, driver):
            encoding = await driver.fetchval("SHOW server_encoding")
            durable = await driver.fetchval("SHOW fsync")
            version = int(await driver.fetchval("SHOW server_version_num"))
        found = []
        if encoding != "UTF8":
            found.append(Problem(f"The database’s encoding is {encoding}: make one with UTF8."))
        if durable != "on":
            found.append(
                Problem("PostgreSQL’s fsync is off: a crash may lose facts.", is_wrong=False)
            )
        if version < _OLDEST:
            found.append(Problem(f"PostgreSQL {version // 10_000} is too old: 14 or newer."))
        return found

    @asynccontextmanager
    async def _begun(
        self,
        isolation: Literal["REPEATABLE READ", "READ COMMITTED"],
        *,
        read_only: bool = False,
    ) -> AsyncIterator[tuple[AsyncConnection, asyncpg.Connection]]:
        with _our_errors():
            async with self._engine.connect() as connection:
                await connection.execution_options(
                    isolation_level=isolation, postgresql_readonly=read_only
                )
                async with connection.begin():
                    # The driver's transaction begins with SQLAlchemy's first statement.
                    await connection.execute(_FIRST)
                    yield connection, await _driver(connection)


_OLDEST = 140_000
_FIRST = sqlalchemy.text("SELECT 1")


async def _driver(connection: AsyncConnection) -> asyncpg.Connection:
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, asyncpg.Connection)  # noqa: S101 (the engine's URL says so)
    return driver


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        state = _state(error)
        if state in _BUSY_STATES:
            raise StoreBusy(_BUSY) from error
        if state in _FAULTS:
            raise Unavailable(_FAULTS[state]) from error
        if _is_gone(error, state):
            raise Unavailable(_GONE) from error
        raise
    except NoConnection as error:
        raise StoreBusy(_BUSY) from error


def _is_gone(error: BaseException, state: str | None) -> bool:
    """Whether the server or the connection to it is gone."""
    if isinstance(error, OSError) or (state is not None and state.startswith(_GONE_CLASSES)):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _state(error: BaseException) -> str | None:
    """Return an error's SQLSTATE, from the driver or from SQLAlchemy's wrapper of it."""
    fault = error.orig if isinstance(error, DBAPIError) else error
    return getattr(fault, "sqlstate", None)
