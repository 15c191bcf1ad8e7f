"""Rate limits: one message a second in each channel, and the pauses that Slack asks for.

Measured on the monotonic clock: setting the machine's time neither shortens nor lengthens a pause.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

POSTS_A_SECOND = 1.0
"""Limit on chat.postMessage in each channel; short bursts are allowed.

https://docs.slack.dev/apis/web-api/rate-limits
"""
BURST = 4
CAREFUL_S = 60.0
"""Seconds after a 429 for which its channel gets one message at a time."""


async def rest(woken: asyncio.Event, seconds: float | None) -> None:
    """Sleep until woken, for `seconds` at most."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return


@dataclass(frozen=True, slots=True)
class Timing:
    """The sender's clock: monotonic seconds, and a way to sleep that an event interrupts."""

    monotonic: Callable[[], float] = time.monotonic
    rest: Callable[[asyncio.Event, float | None], Awaitable[None]] = rest


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class RateLimiter:
    """A token bucket for each channel, and a pause for each channel or method after a 429.

    A channel that Slack has refused gets no burst for `CAREFUL_S` seconds: it would only draw more
    refusals.
    """

    monotonic: Callable[[], float] = time.monotonic
    rate: float = POSTS_A_SECOND
    burst: float = BURST
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _careful: dict[str, float] = field(default_factory=dict)
    """By channel: until when it gets one message at a time."""
    _paused: dict[tuple[str, str | None], float] = field(default_factory=dict)
    _next: float | None = None

    def allows(self, method: str, place: str | None) -> bool:
        """Whether a call may be made now; if so, it is counted. `place` None has no bucket."""
        now = self.monotonic()
        until = max(self._until(method, None), self._until(method, place))
        if until > now:
            return self._not_before(until)
        if place is None:
            return True
        burst = 1.0 if place in self._careful else self.burst
        bucket = self._buckets.setdefault(place, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * self.rate)
        bucket.at = now
        if bucket.tokens < 1:
            return self._not_before(now + (1 - bucket.tokens) / self.rate)
        bucket.tokens -= 1
        return True

    def pause(self, method: str, place: str | None, seconds: float) -> None:
        """Pause after a 429. The first pauses its channel, since Slack counts posts by channel.

        Another one from a second channel during that pause means the workspace's limit, and pauses
        the method in every channel.
        """
        now = self.monotonic()
        others = [
            until
            for (name, where), until in self._paused.items()
            if name == method and where not in (None, place) and until > now
        ]
        until = now + seconds
        if place is not None:
            self._careful[place] = until + CAREFUL_S
        self._paused[method, place] = max(until, self._until(method, place))
        if others:
            self._paused[method, None] = max(until, self._until(method, None))

    def start_round(self) -> None:
        """Start a new round of `allows`; full buckets and expired pauses are dropped."""
        now = self.monotonic()
        self._next = None
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        self._careful = {place: until for place, until in self._careful.items() if until > now}
        self._buckets = {
            place: bucket
            for place, bucket in self._buckets.items()
            if bucket.tokens + (now - bucket.at) * self.rate < self.burst
        }

    def seconds_until_next(self) -> float | None:
        """Return the seconds until the first call refused in this round is allowed, if any was."""
        return None if self._next is None else max(0.0, self._next - self.monotonic())

    def _until(self, method: str, place: str | None) -> float:
        return self._paused.get((method, place), float("-inf"))

    def _not_before(self, moment: float) -> bool:
        self._next = moment if self._next is None else min(self._next, moment)
        return False
