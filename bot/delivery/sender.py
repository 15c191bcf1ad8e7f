"""The sender: claims deliveries from the outbox, posts them, and records what happened."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import backoff
from bot.delivery.fallbacks import Fallback, Fallbacks
from bot.delivery.outcomes import Failure, Outcome, RateLimited, Refused, Sent, TokenRejected
from bot.delivery.posting import Poster, method_of
from bot.delivery.rate_limit import RateLimiter, Timing
from bot.mrkdwn import Json
from facts import Delivery, Desk, errors

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Deliveries being posted at the same time."""
ACK_FIRST_S = 0.02
"""Head start in seconds for the acknowledgement, which Slack times, over the card."""
TOKEN_CHECK_EVERY_S = 60.0
"""How often Slack is asked whether it accepts the bot's token again."""
TURN_AGAIN_S = 2.0
"""Seconds after which a process asks again for the turn to send, while another has it."""
STORE_AGAIN_S = 1.0
"""Seconds between attempts while the database cannot be written."""
SHOW_PROGRESS_EVERY_S = 10.0
"""How often an editor sees how far the notices of a change have got."""
REMIND_EVERY_S = 600.0
"""How often to look for notices that nobody has seen for a day."""


class Sender:
    """Posts what is in one desk's outbox. Call `wake` after putting something there.

    `draw` turns what the outbox holds into a Slack message. `alone` turns a card that a channel
    does not take into one for its asker only, `undelivered` makes the message that tells admins
    about a dead letter; each is given Slack's error code. `rate_limited` is called with the method
    that Slack answered with 429.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        *,
        alone: Callable[[Json, str], Json],
        draw: Callable[[Delivery, str], Json],
        undelivered: Callable[[Delivery, str], str],
        desk_channel: str | None = None,
        workspace: str = "",
        timing: Timing | None = None,
        rate_limiter: RateLimiter | None = None,
        rate_limited: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.desk_channel = desk_channel
        self.workspace = workspace
        """Start of links to messages: `https://example.slack.com/`."""
        self.parked: str | None = None
        """Slack's error code while it does not accept the bot's token and nothing is posted."""
        self._outbox = desk.outbox
        self._poster = Poster(desk, client, session, draw)
        self._client = client
        self._now = desk.now
        self._fallbacks = Fallbacks(
            desk, self._poster, desk_channel=desk_channel,
            alone=lambda delivery, message, error: alone(draw(delivery, message), error),
        )  # fmt: skip
        self._undelivered = undelivered
        self._timing = timing or Timing()
        self._rate_limited = rate_limited
        self._rate_limiter = rate_limiter or RateLimiter(self._timing.monotonic)
        self._housekeeping = _Housekeeping(
            desk, desk_channel=desk_channel, monotonic=self._timing.monotonic
        )
        self.is_running = False
        self._check_token_at = 0.0
        self._turn: int | None = None
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()
        self._wakes_to_come = 0
        self._idle = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Signal that there is something to send; an acknowledgement in progress goes first."""
        self._wakes_to_come += 1
        self._idle.clear()
        asyncio.get_running_loop().call_later(ACK_FIRST_S, self._wake_now)

    def _wake_now(self) -> None:
        self._wakes_to_come -= 1
        self._woken.set()

    async def idle(self) -> None:
        """Wait until nothing is being posted and nothing is due.

        Deliveries held back by a rate limit count as due; those waiting for a retry do not.
        """
        await self._idle.wait()

    def stop(self) -> None:
        """Ask the loop to end after the posts in progress."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped, then finish the posts in progress."""
        self.is_running = True
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    seconds = await self._round()
                except errors.Unavailable as error:
                    log.warning("the outbox waits: %s", error)
                    seconds = STORE_AGAIN_S
                else:
                    self._set_idle(seconds)
                await self._timing.rest(self._woken, seconds)
            if self._under_way:
                await asyncio.wait(self._under_way.values())
        finally:
            self.is_running = False
            await self._outbox.end_turn()
            for task in self._under_way.values():
                task.cancel()

    async def _resume(self) -> None:
        if resumed := await self._outbox.resume(after=backoff.LOOK_AFTER_S):
            log.info("looking for %d deliveries that were being posted when the bot ended", resumed)

    async def _round(self) -> float:
        """Start posting what may be posted now; returns the seconds until the next round.

        Of several processes on one database, one at a time has the turn to send.
        """
        turn = await self._outbox.take_turn(self._woken.set)
        if turn is None:
            return TURN_AGAIN_S
        if turn != self._turn:
            await self._resume()
            self._turn = turn
        if self.parked and not await self._is_token_accepted():
            return max(0.0, self._check_token_at - self._timing.monotonic())
        housekeeping_due = await self._housekeeping.step()
        self._rate_limiter.start_round()
        room = AT_ONCE - len(self._under_way)
        if room > 0:
            claimed = await self._outbox.claim(
                limit=room, busy=list(self._under_way), is_allowed=self._is_allowed
            )
            for delivery in claimed:
                self._start(delivery)
        due = [
            await self._outbox.next_due(),
            self._rate_limiter.seconds_until_next(),
            housekeeping_due,
        ]
        return min(seconds for seconds in due if seconds is not None)

    def _set_idle(self, seconds: float) -> None:
        """Set or clear `idle` after a round; `seconds` is the time until the next one."""
        is_more = self._under_way or self._wakes_to_come or self._woken.is_set() or seconds <= 0
        if is_more or self._rate_limiter.seconds_until_next() is not None:
            self._idle.clear()
        else:
            self._idle.set()

    def _is_allowed(self, delivery: Delivery) -> bool:
        """Whether the rate limits allow a delivery's next call now."""
        place = delivery.place if _counts_in_channel(delivery) else None
        return self._rate_limiter.allows(method_of(delivery), place)

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._attempt(delivery))
        self._under_way[delivery.number] = task
        task.add_done_callback(lambda ended: self._ended(delivery, ended))

    def _ended(self, delivery: Delivery, ended: asyncio.Task[None]) -> None:
        self._under_way.pop(delivery.number, None)
        if not ended.cancelled() and (bug := ended.exception()) is not None:
            # It stays `sending`: the next start of the bot looks for it.
            log.error(
                "delivery %d: its outcome could not be recorded: %s",
                delivery.number,
                type(bug).__name__,
            )
        self._woken.set()

    async def _attempt(self, delivery: Delivery) -> None:
        """Post or look for a delivery and record the outcome; a bug does not stop the others."""
        call = self._poster.look_for if delivery.is_unknown else self._poster.post
        (outcome,) = await asyncio.gather(call(delivery), return_exceptions=True)
        if isinstance(outcome, BaseException):
            kind = type(outcome).__name__  # its text may quote the message
            log.error("delivery %d cannot be posted: %s", delivery.number, kind)
            step = backoff.after_bug(delivery, kind)
            await self._record(lambda: self._carry_out(delivery, step))
        else:
            await self._record(lambda: self._settle(delivery, outcome))

    async def _record(self, write: Callable[[], Awaitable[None]]) -> None:
        """Record what happened, retrying while the store is unavailable: Slack has posted it.

        If the process ends first, the delivery stays `sending` and the next process looks for it.
        """
        while True:
            try:
                await write()
            except errors.Unavailable as error:
                log.warning("what was posted cannot be recorded yet: %s", error)
                if self._stopping:
                    return
                await self._timing.rest(asyncio.Event(), STORE_AGAIN_S)
            else:
                return

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Record an outcome: sent, to be tried again, moved to a fallback, or a dead letter."""
        match outcome:
            case Sent(channel, ts):
                await self._outbox.sent(delivery, channel=channel, ts=ts)
                return
            case Refused(error):
                await self._fall_back(delivery, error)
                return
            case RateLimited(seconds):
                place = delivery.place if _counts_in_channel(delivery) else None
                self._rate_limiter.pause(method_of(delivery), place, seconds)
                self._rate_limited(method_of(delivery))
            case TokenRejected(error):
                self._park(error)
            case _:
                pass
        await self._carry_out(delivery, backoff.next_step(delivery, outcome, now=self._now()))

    async def _carry_out(self, delivery: Delivery, step: backoff.Step) -> None:
        match step:
            case backoff.Retry(seconds, why, look_first, counts):
                await self._outbox.retry(
                    delivery, after=seconds, error=why, look_first=look_first, counts=counts
                )
            case backoff.Resend():
                await self._outbox.resend(delivery)
            case backoff.GiveUp(why):
                await self._give_up(delivery, why)

    async def _fall_back(self, delivery: Delivery, error: str) -> None:
        log.warning("delivery %d was refused: %s", delivery.number, error)
        match await self._fallbacks.take(delivery, error):
            case Fallback.ASKER:
                instead = self._fallbacks.for_asker(delivery, error)
                await self._give_up(delivery, error, instead)
            case Fallback.NONE:
                await self._give_up(delivery, error)
            case Fallback.LATER:
                step = backoff.after_failure(delivery, error, now=self._now())
                await self._carry_out(delivery, step)
            case Fallback.TAKEN:
                pass

    async def _give_up(
        self, delivery: Delivery, error: str, instead: Callable[[str], str] | None = None
    ) -> None:
        log.error("delivery %d is a dead letter: %s", delivery.number, error)
        message = self._undelivered(delivery, error)
        await self._outbox.give_up(delivery, error=error, message=message, instead=instead)

    def _park(self, error: str) -> None:
        if self.parked is None:
            log.error("Slack does not accept the bot's token (%s): install the app again", error)
        self.parked = error
        self._check_token_at = self._timing.monotonic() + TOKEN_CHECK_EVERY_S

    async def _is_token_accepted(self) -> bool:
        if self._timing.monotonic() < self._check_token_at:
            return False
        self._check_token_at = self._timing.monotonic() + TOKEN_CHECK_EVERY_S
        try:
            await self._client.auth_test()
        except Failure:
            return False
        log.info("Slack accepts the bot's token again: posting continues")
        self.parked = None
        return True


def _counts_in_channel(delivery: Delivery) -> bool:
    """Whether Slack counts a delivery's next call against its channel's rate limit."""
    return delivery.adds and not delivery.is_unknown


class _Housekeeping:
    """What the sender does between posts: make due notices and put them into the outbox.

    One step at a time, so that answers to questions go out in between.
    """

    def __init__(
        self, desk: Desk, *, desk_channel: str | None, monotonic: Callable[[], float]
    ) -> None:
        self._desk = desk
        self._desk_channel = desk_channel
        self._monotonic = monotonic
        self._show_at = self._remind_at = monotonic()

    async def step(self) -> float:
        """Do what is due now; returns the seconds until something is due again."""
        is_more = await self._desk.fan_outs.step()
        now = self._monotonic()
        if now >= self._remind_at:
            await self._desk.notices.remind(desk_channel=self._desk_channel)
            self._remind_at = now + REMIND_EVERY_S
        due = self._remind_at
        if now < self._show_at:
            due = min(due, self._show_at)
        elif await self._desk.fan_outs.show(desk_channel=self._desk_channel):
            self._show_at = now + SHOW_PROGRESS_EVERY_S
            due = min(due, self._show_at)
        return 0.0 if is_more else due - now
