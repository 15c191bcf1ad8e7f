"""The one who sends: posts from the outbox, in order within each thread."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.detours import Detour, Detours
from bot.delivery.outcomes import (
    Absent,
    Failure,
    Limited,
    NotNow,
    NoToken,
    Outcome,
    Refused,
    Sent,
    Unknown,
    Unreadable,
)
from bot.delivery.pace import Pace, Timing
from bot.delivery.posting import Posting, method_of
from bot.delivery.upkeep import Upkeep
from bot.mrkdwn import Json
from facts import Clock, Delivery, Desk, Unavailable

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Deliveries under way at one time."""
ACK_FIRST_S = 0.02
"""Slack waits for the acknowledgement with a clock running; a card may come this much later."""
LOOK_AFTER_S = 5.0
"""What may be on its way is given this long to arrive before it is looked for."""
LONGEST_PAUSE_S = 60.0
"""So that what waits through an outage, or through a crash loop, is there soon after its end."""
PATIENCE_S = 24 * 3600.0
"""What Slack has not taken by then, through whatever outage, is given up and shown to an admin."""
MOST_BREAKS = 5
"""How often a delivery may break the program itself before it is put aside."""
KNOCK_EVERY_S = 60.0
"""How often Slack is asked whether it knows the bot again."""
STORE_AGAIN_S = 1.0


class Sender:
    """Posts what is in the outbox of one desk. `wake` it when something was put there.

    `draw` makes of what the outbox holds what Slack takes. `alone` turns a card for a channel into
    one for its asker alone, for channels that the bot is not a member of. `undelivered` tells
    admins of a delivery that Slack will not take, and why.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        *,
        clock: Clock,
        alone: Callable[[Json], Json],
        draw: Callable[[Delivery, str], Json],
        undelivered: Callable[[Delivery, str], str],
        desk_channel: str | None = None,
        workspace: str = "",
        timing: Timing | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.desk_channel = desk_channel
        self.workspace = workspace
        """The address that links to messages begin with."""
        self.parked: str | None = None
        """Slack's word, while it does not know the bot's token and nothing is posted."""
        self._outbox = desk.outbox
        self._posting = Posting(desk, client, session, draw)
        self._client = client
        self._clock = clock
        self._detours = Detours(
            desk, self._posting, desk_channel=desk_channel,
            alone=lambda delivery, message: alone(draw(delivery, message)),
        )  # fmt: skip
        self._undelivered = undelivered
        self._timing = timing or Timing()
        self._pace = pace or Pace(self._timing.monotonic)
        self._upkeep = Upkeep(desk, desk_channel=desk_channel, monotonic=self._timing.monotonic)
        self.is_running = False
        self._knock_at = 0.0
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Tell that there is something to send; the acknowledgement under way goes first."""
        asyncio.get_running_loop().call_later(ACK_FIRST_S, self._woken.set)

    def stop(self) -> None:
        """Ask the loop to end once what is being posted is posted."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped; what is under way then is seen through to its end."""
        self.is_running = True
        try:
            await self._written(self._resume)
            while not self._stopping:
                self._woken.clear()
                try:
                    seconds = await self._round()
                except Unavailable as error:
                    log.warning("the outbox waits: %s", error)
                    seconds = STORE_AGAIN_S
                await self._timing.rest(self._woken, seconds)
            if self._under_way:
                await asyncio.wait(self._under_way.values())
        finally:
            self.is_running = False
            for task in self._under_way.values():
                task.cancel()

    async def _resume(self) -> None:
        if taken_up := await self._outbox.resume(after=LOOK_AFTER_S):
            log.info("looking for %d deliveries that were being posted before", taken_up)

    async def _round(self) -> float:
        """Begin what can be posted now; returns the seconds until more is to be done."""
        if self.parked and not await self._is_known_again():
            return max(0.0, self._knock_at - self._timing.monotonic())
        upkeep_due = await self._upkeep.step()
        self._pace.forget()
        room = AT_ONCE - len(self._under_way)
        if room > 0:
            claimed = await self._outbox.claim(
                limit=room, busy=list(self._under_way), may=self._may
            )
            for delivery in claimed:
                self._begin(delivery)
        known = [await self._outbox.next_due(), self._pace.seconds_to_next(), upkeep_due]
        return min(seconds for seconds in known if seconds is not None)

    def _may(self, delivery: Delivery) -> bool:
        """Whether it is a delivery's turn; only what stands in a channel is counted by channel."""
        counts = delivery.adds and not delivery.is_unknown
        return self._pace.may(method_of(delivery), delivery.place if counts else None)

    def _begin(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._carry(delivery))
        self._under_way[delivery.number] = task
        task.add_done_callback(lambda ended: self._ended(delivery, ended))

    def _ended(self, delivery: Delivery, ended: asyncio.Task[None]) -> None:
        self._under_way.pop(delivery.number, None)
        if not ended.cancelled() and (bug := ended.exception()) is not None:
            # Left as it is: the next start looks for it.
            log.error("delivery %d: writing down failed: %s", delivery.number, type(bug).__name__)
        self._woken.set()

    async def _carry(self, delivery: Delivery) -> None:
        """Post, or look, and write down what came of it; whatever a delivery does, others go on."""
        step = self._posting.look_for if delivery.is_unknown else self._posting.post
        (came,) = await asyncio.gather(step(delivery), return_exceptions=True)
        if isinstance(came, BaseException):
            kind = type(came).__name__  # its words may be the message's
            log.error("delivery %d cannot be posted: %s", delivery.number, kind)
            await self._written(lambda: self._broken(delivery, kind))
        else:
            await self._written(lambda: self._take(delivery, came))

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write down what happened, again and again while the store cannot: Slack has it already.

        A process that ends meanwhile leaves the delivery `sending`, and the next one looks for it.
        """
        while True:
            try:
                await write()
            except Unavailable as error:
                log.warning("what was posted cannot be written down yet: %s", error)
                if self._stopping:
                    return
                await self._timing.rest(asyncio.Event(), STORE_AGAIN_S)
            else:
                return

    async def _take(self, delivery: Delivery, came: Outcome) -> None:
        match came:
            case Sent(channel, ts):
                await self._outbox.sent(delivery, channel=channel, ts=ts)
            case Limited(seconds):
                await self._limited(delivery, seconds)
            case NoToken(error):
                self._park(error)
                await self._back(delivery, 0, error, tried=False)
            case NotNow(why):
                await self._patiently(delivery, why)
            case Absent():
                await self._patiently(delivery, "it did not arrive", is_absent=True)
            case Unknown(why):
                await self._outbox.unknown(delivery, after=LOOK_AFTER_S, error=why)
            case Unreadable(error):
                await self._unreadable(delivery, error)
            case Refused(error):
                await self._refused(delivery, error)

    async def _limited(self, delivery: Delivery, seconds: float) -> None:
        counts = delivery.adds and not delivery.is_unknown
        self._pace.limited(method_of(delivery), delivery.place if counts else None, seconds)
        await self._back(delivery, seconds, "ratelimited", tried=False)

    async def _patiently(self, delivery: Delivery, why: str, *, is_absent: bool = False) -> None:
        """Try again after a pause that doubles; for a day, unless it was tried too seldom."""
        waited = (self._clock() - delivery.made_at).total_seconds()
        if waited > PATIENCE_S and delivery.attempts > MOST_BREAKS:
            await self._dead(delivery, why)
            return
        pause = min(2.0 ** min(delivery.attempts, 16), LONGEST_PAUSE_S)
        if is_absent:
            await self._outbox.later(delivery, after=pause, error=why)
        else:
            await self._back(delivery, pause, why)

    async def _back(
        self, delivery: Delivery, after: float, why: str, *, tried: bool = True
    ) -> None:
        """Put a delivery back as it was: to be posted, or to be looked for."""
        if delivery.is_unknown:
            await self._outbox.unknown(delivery, after=after, error=why)
        else:
            await self._outbox.later(delivery, after=after, error=why, tried=tried)

    async def _unreadable(self, delivery: Delivery, error: str) -> None:
        """Post once more what cannot be looked for; what must arrive, as often as it takes."""
        if delivery.until_known or delivery.resent == 0:
            await self._outbox.resend(delivery)
        else:
            await self._dead(delivery, f"perhaps posted; {error}")

    async def _broken(self, delivery: Delivery, kind: str) -> None:
        if delivery.attempts >= MOST_BREAKS:
            await self._dead(delivery, kind)
        else:
            await self._back(delivery, 2.0**delivery.attempts, kind)

    async def _refused(self, delivery: Delivery, error: str) -> None:
        """Let a refused message go another way where there is one; else it is dead."""
        log.warning("delivery %d was refused: %s", delivery.number, error)
        match await self._detours.take(delivery, error):
            case Detour.NONE:
                await self._dead(delivery, error)
            case Detour.LATER:
                await self._patiently(delivery, error)

    async def _dead(self, delivery: Delivery, error: str) -> None:
        log.error("delivery %d is given up: %s", delivery.number, error)
        await self._outbox.dead(delivery, error=error, told=self._undelivered(delivery, error))

    def _park(self, error: str) -> None:
        if self.parked is None:
            log.error("Slack does not know the bot any more (%s): install the app again", error)
        self.parked = error
        self._knock_at = self._timing.monotonic() + KNOCK_EVERY_S

    async def _is_known_again(self) -> bool:
        if self._timing.monotonic() < self._knock_at:
            return False
        self._knock_at = self._timing.monotonic() + KNOCK_EVERY_S
        try:
            await self._client.auth_test()
        except Failure:
            return False
        log.info("Slack knows the bot again: posting goes on")
        self.parked = None
        return True
