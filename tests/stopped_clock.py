"""Time that stands still until a test moves it: the bot's clock, and its way to rest."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.delivery import Timing


class StoppedClock:
    """A clock that begins at the machine's time. `set_back` moves what it shows, and no rest."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._seconds = 0.0
        self._shown_wrongly_by = 0.0
        self._moved = asyncio.Event()
        self._rests_until: float | None = None
        self._rested = asyncio.Event()
        self.timing = Timing(monotonic=lambda: self._seconds, rest=self._rest)

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=self._seconds + self._shown_wrongly_by)

    def advance(self, seconds: float) -> None:
        """Let time pass; who has rested long enough wakes."""
        self._seconds += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    def set_wrong(self, seconds: float) -> None:
        """Set what is shown ahead, or back, as an operator or a bad time server does."""
        self._shown_wrongly_by += seconds

    async def resting(self, at_least: float, at_most: float) -> None:
        """Wait until the bot means to rest for so many seconds more."""
        async with asyncio.timeout(60):
            while not (
                self._rests_until is not None
                and at_least - 0.01 <= self._rests_until - self._seconds <= at_most + 0.01
            ):
                self._rested.clear()
                await self._rested.wait()

    async def _rest(self, woken: asyncio.Event, seconds: float | None) -> None:
        until = self._rests_until = None if seconds is None else self._seconds + seconds
        self._rested.set()
        while not woken.is_set() and (until is None or self._seconds < until):
            waits = [asyncio.ensure_future(one.wait()) for one in (woken, self._moved)]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in waits:
                    one.cancel()
        self._rests_until = None
