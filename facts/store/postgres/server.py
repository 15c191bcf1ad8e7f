"""A PostgreSQL server: snapshots to read, one writer for each workspace, its errors as our own.

A writing transaction first takes its workspace's advisory lock, so that a workspace has one writer
at a time, as in SQLite, whichever process it is in; workspaces do not hold each other up.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal, Self

import asyncpg
import sqlalchemy
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from facts.errors import Unavailable
from facts.store.database import Problem
from facts.store.postgres.connection import PostgresConnection
from facts.store.postgres.faults import our_errors
from facts.store.postgres.turn import CALLS, SENDERS, PostgresTurn, driver_of

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
WRITERS, _UPGRADE = 7_030_401, 7_030_403
"""Classes of advisory locks, each any number that other programs on the database do not use."""


class PostgresServer:
    """A database on a server, reached through a pool of connections."""

    file = None

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turns: dict[int, PostgresTurn] = {}

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
            if not self._sends(workspace):
                # Delivered at the commit, to the process whose turn it is.
                await driver.execute("SELECT pg_notify($1, $2)", CALLS, str(workspace))
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
        """Serve beside any number of other processes: one of them at a time sends (`turn`)."""
        yield

    def turn(self, workspace: int) -> PostgresTurn:
        """Return this process's turn to send a workspace's deliveries."""
        turn = PostgresTurn(self._engine, workspace)
        self._turns[workspace] = turn
        return turn

    async def leased_by(self) -> str | None:
        """Return which connection has the turn to send, if any: host and PostgreSQL's pid."""
        async with self._begun("READ COMMITTED", read_only=True) as (_, driver):
            found = await driver.fetchval(_SENDERS, SENDERS)
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

    def _sends(self, workspace: int) -> bool:
        turn = self._turns.get(workspace)
        return turn is not None and turn.is_mine

    @asynccontextmanager
    async def _begun(
        self,
        isolation: Literal["REPEATABLE READ", "READ COMMITTED"],
        *,
        read_only: bool = False,
    ) -> AsyncIterator[tuple[AsyncConnection, asyncpg.Connection]]:
        with our_errors():
            async with self._engine.connect() as connection:
                await connection.execution_options(
                    isolation_level=isolation, postgresql_readonly=read_only
                )
                async with connection.begin():
                    # The driver's transaction begins with SQLAlchemy's first statement.
                    await connection.execute(_FIRST)
                    yield connection, await driver_of(connection)


_OLDEST = 140_000
_SENDERS = """
    SELECT coalesce(host(client_addr), 'this machine') || ' (PostgreSQL’s process ' || pid || ')'
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = $1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1
"""
_FIRST = sqlalchemy.text("SELECT 1")
