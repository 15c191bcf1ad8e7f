"""How fast: one message a second in each channel, and Slack's own pauses.

Counted on a clock that nobody can set, so that a change of the machine's time neither shortens a
pause nor lengthens one.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

POSTS_A_SECOND = 1.0
"""Of chat.postMessage in each channel; short bursts go through.

https://docs.slack.dev/apis/web-api/rate-limits
"""
BURST = 4


async def rest(woken: asyncio.Event, seconds: float | None) -> None:
    """Wait until woken, for `seconds` at most."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return


@dataclass(frozen=True, slots=True)
class Timing:
    """Time as the sender needs it: seconds that only rise, and a way to rest."""

    monotonic: Callable[[], float] = time.monotonic
    rest: Callable[[asyncio.Event, float | None], Awaitable[None]] = rest


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Pace:
    """A bucket for each channel, a pause for each channel or method that Slack asks for."""

    monotonic: Callable[[], float] = time.monotonic
    rate: float = POSTS_A_SECOND
    burst: float = BURST
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _paused: dict[tuple[str, str | None], float] = field(default_factory=dict)
    _next: float | None = None

    def may(self, method: str, place: str | None) -> bool:
        """Whether a message may be posted now; if so, it is counted. No place: no bucket."""
        now = self.monotonic()
        until = max(self._until(method, None), self._until(method, place))
        if until > now:
            return self._not_before(until)
        if place is None:
            return True
        bucket = self._buckets.setdefault(place, _Bucket(self.burst, now))
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) * self.rate)
        bucket.at = now
        if bucket.tokens < 1:
            return self._not_before(now + (1 - bucket.tokens) / self.rate)
        bucket.tokens -= 1
        return True

    def limited(self, method: str, place: str | None, seconds: float) -> None:
        """Heed a 429. The first pauses its channel: Slack counts posts by channel.

        One that comes from another channel meanwhile is the workspace's, and pauses the method.
        """
        now = self.monotonic()
        others = [
            until
            for (name, where), until in self._paused.items()
            if name == method and where not in (None, place) and until > now
        ]
        until = now + seconds
        self._paused[method, place] = max(until, self._until(method, place))
        if others:
            self._paused[method, None] = max(until, self._until(method, None))

    def forget(self) -> None:
        """Begin a new round of asking; what is full again, or over, is let go."""
        now = self.monotonic()
        self._next = None
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        self._buckets = {
            place: bucket
            for place, bucket in self._buckets.items()
            if bucket.tokens + (now - bucket.at) * self.rate < self.burst
        }

    def seconds_to_next(self) -> float | None:
        """Return when the first of what was not allowed in this round will be."""
        return None if self._next is None else max(0.0, self._next - self.monotonic())

    def _until(self, method: str, place: str | None) -> float:
        return self._paused.get((method, place), float("-inf"))

    def _not_before(self, moment: float) -> bool:
        self._next = moment if self._next is None else min(self._next, moment)
        return False
