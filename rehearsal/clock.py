"""Time in Slack's form: epoch seconds, and `ts` strings that never repeat."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since the epoch (UTC), as `time.time` gives them."""

_MICROSECONDS = 1_000_000


class Timestamps:
    """Makes message `ts` values: `"1766000000.000100"`, unique and rising within the workspace.

    Slack promises uniqueness only within a conversation; one series for the whole workspace keeps
    that promise and makes logs easier to read.
    https://docs.slack.dev/messaging/retrieving-messages
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """Return the `ts` of a message that is posted now."""
        now = int(self._clock() * _MICROSECONDS)
        self._last = max(now, self._last + 1)
        return _written(self._last)

    def at(self, seconds: float) -> str:
        """Return the `ts` of a message of the past, for seeding: rising too, so seed in order."""
        self._last = max(int(seconds * _MICROSECONDS), self._last + 1)
        return _written(self._last)


def _written(microseconds: int) -> str:
    seconds, rest = divmod(microseconds, _MICROSECONDS)
    return f"{seconds}.{rest:06d}"
