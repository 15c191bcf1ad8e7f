"""Who is notified when something in the workspace changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from rehearsal.errors import NeverHappenedError

T = TypeVar("T")


class Changes:
    """A counter that others can wait on: every change of state raises it and wakes the waiters.

    `number` is how many changes there have been. The page and the tests wait here, so nothing in
    the rehearsal polls.
    """

    def __init__(self) -> None:
        self.number = 0
        self._turned = asyncio.Event()

    def announce(self) -> None:
        """Say that something changed. Safe to call outside a task."""
        self.number += 1
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()

    async def after(self, number: int) -> int:
        """Wait until there has been a change after `number`; the count of changes by then."""
        while self.number <= number:
            await self._turned.wait()
        return self.number

    async def until(
        self,
        predicate: Callable[[], T],
        *,
        timeout: float,  # noqa: ASYNC109  (the caller is told what the workspace looked like)
        describe: Callable[[], str],
    ) -> T:
        """Return the first truthy value of `predicate`, asked again after every change.

        `timeout` is in real seconds, whatever clock the workspace has. Raises
        `NeverHappenedError` with `describe()` when it runs out.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    seen = self.number
                    if value := predicate():
                        return value
                    await self.after(seen)
        except TimeoutError as error:
            raise NeverHappenedError(
                f"Nothing made the condition true within {timeout:g} s.\n{describe()}"
            ) from error
