"""The one who sends: posts from the outbox, a message at a time in each thread."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.mrkdwn import Json
from facts import Clock, Delivery, Desk, Way

log = logging.getLogger(__name__)

BATCH = 20
MOST_ATTEMPTS = 5
NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
ACK_FIRST_S = 0.02
"""Slack waits for the acknowledgement with a clock running; a card may come this much later."""
RETRY_AFTER_S = (1, 900)
"""Slack's Retry-After is held to these seconds, whatever it says."""


class Sender:
    """Posts what is in the outbox of one desk. `wake` it when something was put there.

    `alone` turns a card for a channel into one for its asker alone, for channels that the bot is
    not a member of.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        *,
        clock: Clock,
        alone: Callable[[Json], Json],
        desk_channel: str | None = None,
    ) -> None:
        self.desk_channel = desk_channel
        self._telling = desk.telling
        self._client = client
        self._session = session
        self._clock = clock
        self._alone = alone
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
        """Send until stopped."""
        taken_up = await self._telling.resume()
        if taken_up:
            log.info("taking up %d deliveries from before", taken_up)
        while not self._stopping:
            self._woken.clear()
            if not await self.send_waiting():
                await self._rest()

    async def send_waiting(self) -> int:
        """Send one batch of what can be sent now; returns how many were tried."""
        claimed = await self._telling.claim(limit=BATCH)
        threads = [list(group) for _, group in groupby(sorted(claimed, key=_thread), key=_thread)]
        await asyncio.gather(*(self._send_in_order(thread) for thread in threads))
        return len(claimed)

    async def _rest(self) -> None:
        due = await self._telling.next_due()
        seconds = None if due is None else max(0.0, (due - self._clock()).total_seconds())
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _send_in_order(self, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            await self._send(delivery)

    async def _send(self, delivery: Delivery) -> None:
        message: Json = json.loads(delivery.message)
        try:
            channel, ts = await self._post(delivery, message)
        except SlackApiError as error:
            await self._not_posted(delivery, error)
        except (aiohttp.ClientError, TimeoutError) as error:
            await self._perhaps_posted(delivery, type(error).__name__)
        else:
            await self._telling.sent(delivery, channel=channel, ts=ts)

    async def _post(self, delivery: Delivery, message: Json) -> tuple[str | None, str | None]:
        """Post once; returns where it stands (no ts for what one person alone sees)."""
        match delivery.way:
            case Way.ALONE:
                await self._post_alone(delivery, message)
                return delivery.channel, None
            case Way.DIRECT:
                opened = await self._client.conversations_open(users=[delivery.person or ""])
                channel = opened["channel"]["id"]
                return await self._post_in(delivery, message, channel)
            case Way.CHANNEL | Way.UNDER:
                return await self._post_in(delivery, message, delivery.channel or "")

    async def _post_in(
        self, delivery: Delivery, message: Json, channel: str
    ) -> tuple[str | None, str | None]:
        posted = await self._client.chat_postMessage(
            channel=channel,
            thread_ts=delivery.thread_ts,
            text=message["text"],
            blocks=message["blocks"],
            unfurl_links=False,
            unfurl_media=False,
            metadata={
                "event_type": "factdesk_delivery",
                "event_payload": {"delivery": delivery.number},
            },
        )
        return posted["channel"], posted["ts"]

    async def _post_alone(self, delivery: Delivery, message: Json) -> None:
        asked = await self._telling.asked(delivery.question) if delivery.question else None
        if asked is not None and asked.response_url:
            payload = message | {"response_type": "ephemeral", "replace_original": False}
            async with self._session.post(asked.response_url, json=payload) as answered:
                if answered.status == 200:  # noqa: PLR2004 (HTTP's OK)
                    return
            await self._telling.directly(delivery)
            return
        await self._client.chat_postEphemeral(
            channel=delivery.channel or "",
            user=delivery.person or "",
            thread_ts=delivery.thread_ts,
            text=message["text"],
            blocks=message["blocks"],
        )

    async def _not_posted(self, delivery: Delivery, error: SlackApiError) -> None:
        if error.response.status_code == 429:  # noqa: PLR2004 (HTTP's Too Many Requests)
            await self._telling.later(delivery, not_before=self._after(error), error="ratelimited")
            return
        reason = str(error.response.get("error", "unknown"))
        log.warning("delivery %d was refused: %s", delivery.number, reason)
        if delivery.way is Way.ALONE:
            await self._telling.directly(delivery)
        elif delivery.channel == self.desk_channel and delivery.question is None:
            await self._telling.to_desk_directly(delivery, error=reason)
        elif reason in NOT_A_MEMBER and delivery.way is not Way.DIRECT:
            await self._telling.refused(delivery, error=reason, instead=self._alone_json)
        else:
            await self._telling.refused(delivery, error=reason)

    async def _perhaps_posted(self, delivery: Delivery, reason: str) -> None:
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._telling.refused(delivery, error=reason)
            return
        pause = timedelta(seconds=2**delivery.attempts)
        await self._telling.later(delivery, not_before=self._clock() + pause, error=reason)

    def _after(self, error: SlackApiError) -> datetime:
        least, most = RETRY_AFTER_S
        try:
            seconds = int(error.response.headers.get("Retry-After", least))
        except ValueError:
            seconds = least
        return self._clock() + timedelta(seconds=min(max(seconds, least), most))

    def _alone_json(self, message: str) -> str:
        return json.dumps(self._alone(json.loads(message)))


def _thread(delivery: Delivery) -> tuple[str, str]:
    return (delivery.channel or delivery.person or "", delivery.thread_ts or "")
