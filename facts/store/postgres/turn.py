"""Whose turn it is to send: of all processes on one server, one sends a workspace's deliveries.

The turn is a session's advisory lock, on a connection that it keeps for itself: PostgreSQL gives it
up with the connection, however the process ends. A process that loses it without noticing (a broken
network) may still finish the posts that it has begun; the next one looks for those in Slack before
it posts anything again, as after a crash.
"""

import asyncio
from collections.abc import Callable

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from facts.store.postgres.faults import our_errors

SENDERS = 7_030_402
"""The class of the advisory locks; the other number is the workspace's."""
CALLS = "factdesk_written"
"""The channel (LISTEN, NOTIFY) on which writers call the process that sends."""
_CHECKED_FOR_S = 5.0
"""How long the connection is taken to be alive after the last sign of it."""
_ANSWERS_IN_S = 2.0


class PostgresTurn:
    """This process's turn to send one workspace's deliveries."""

    def __init__(self, engine: AsyncEngine, workspace: int) -> None:
        self._engine, self._workspace = engine, workspace
        self._connection: AsyncConnection | None = None
        self._called: Callable[[], None] = lambda: None
        self._checked_at = 0.0
        self._taken = 0
        self.is_mine = False

    async def take(self) -> int | None:
        """Take the turn, or keep it; None while another process has it."""
        with our_errors():
            return await self._take()

    async def _take(self) -> int | None:
        if not await self._is_alive():
            await self.close()
            self._connection = await self._engine.connect()
            driver = await driver_of(self._connection)
            await driver.add_listener(CALLS, self._on_notice)
        if not self.is_mine and self._connection is not None:
            driver = await driver_of(self._connection)
            taking = "SELECT pg_try_advisory_lock($1, $2)"
            self.is_mine = bool(await driver.fetchval(taking, SENDERS, self._workspace))
            self._taken += self.is_mine
        return self._taken if self.is_mine else None

    def on_call(self, called: Callable[[], None]) -> None:
        """Set what to call when another process has written in the workspace."""
        self._called = called

    async def close(self) -> None:
        """Give the turn up, and the connection with it."""
        self.is_mine = False
        if self._connection is not None:
            gone, self._connection = self._connection, None
            await gone.invalidate()
            await gone.close()

    async def _is_alive(self) -> bool:
        if self._connection is None:
            return False
        driver, now = await driver_of(self._connection), asyncio.get_running_loop().time()
        if driver.is_closed():
            return False
        if now < self._checked_at + _CHECKED_FOR_S:
            return True
        try:
            await driver.fetchval("SELECT 1", timeout=_ANSWERS_IN_S)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return False
        self._checked_at = now
        return True

    def _on_notice(self, *notice: object) -> None:
        if notice[-1] == str(self._workspace):
            self._called()


async def driver_of(connection: AsyncConnection) -> asyncpg.Connection:
    """Return the driver's own connection."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, asyncpg.Connection)  # noqa: S101 (the engine's URL says so)
    return driver
