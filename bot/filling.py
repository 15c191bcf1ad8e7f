"""Vectors that facts lack, made beside the serving: another process may have filed without them."""

import asyncio
import logging

from bot.delivery import Timing
from facts import Desk, Unavailable

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0


class Filler:
    """Makes what is missing a few at a time, and looks again every few seconds."""

    def __init__(self, desk: Desk, *, timing: Timing | None = None) -> None:
        self._desk = desk
        self._timing = timing or Timing()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Ask the loop to end once the few that are being made are written."""
        self._stopped.set()

    async def run(self) -> None:
        """Fill until stopped; at once over where there is no model."""
        while self._desk.meaning.has_model and not self._stopped.is_set():
            try:
                await self._fill()
            except Unavailable as error:
                log.warning("vectors wait: %s", error)
            await self._timing.rest(self._stopped, LOOK_EVERY_S)

    async def _fill(self) -> None:
        made = 0
        async for _, made in self._desk.meaning.fill():  # noqa: B007 (the last is told)
            if self._stopped.is_set():
                break
            await asyncio.sleep(0)  # who asks or presses is served between two steps
        if made:
            log.info("vectors made for %d facts that had none", made)
