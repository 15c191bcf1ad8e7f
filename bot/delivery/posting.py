"""The Slack calls for one delivery: post it once, or check whether it was posted."""

from collections.abc import Callable
from datetime import timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.outcomes import (
    Failure,
    NotFound,
    Outcome,
    Refused,
    Sent,
    Unknown,
    Unreadable,
    classify,
    classify_looking,
    classify_posting,
    classify_preparing,
)
from bot.mrkdwn import Json
from facts import Delivery, Desk, Way

POST = "chat.postMessage"
EDIT = "chat.update"
ALONE = "chat.postEphemeral"
LOOK = "conversations.replies"
EVENT_TYPE = "factdesk_delivery"
SEARCHED_BACK = timedelta(hours=2)
"""How far before a delivery's creation to look for it: our clock may be ahead of Slack's."""
PAGE = 200
"""Messages read at a time when looking for one."""
MOST_PAGES = 25
_OK = 200


def method_of(delivery: Delivery) -> str:
    """Return the Slack method whose rate limit applies to a delivery's next attempt."""
    if delivery.is_unknown:
        return LOOK
    return {Way.ALONE: ALONE, Way.EDIT: EDIT}.get(delivery.way, POST)


class Poster:
    """Makes the calls to Slack. Each returns its outcome, and raises only for a bug.

    `draw` turns what the outbox holds into a Slack message: text and blocks.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        draw: Callable[[Delivery, str], Json],
    ) -> None:
        self._desk = desk
        self._draw = draw
        self._client = client
        self._session = session

    async def post(self, delivery: Delivery) -> Outcome:
        """Post, edit or show a delivery, once."""
        message = self._draw(delivery, delivery.message)
        if delivery.way is Way.ALONE:
            return await self._alone(delivery, message)
        if delivery.way is Way.EDIT:
            return await self._edit(delivery, message)
        channel = delivery.channel or ""
        if delivery.way is Way.DIRECT:
            try:
                opened = await self._client.conversations_open(users=[delivery.person or ""])
            except Failure as error:
                return classify_preparing(error)
            channel = opened["channel"]["id"]
        try:
            posted = await self._client.chat_postMessage(
                channel=channel,
                thread_ts=delivery.thread_ts,
                text=message["text"],
                blocks=message["blocks"],
                unfurl_links=False,
                unfurl_media=False,
                metadata={
                    "event_type": EVENT_TYPE,
                    "event_payload": {"delivery": delivery.mark},
                },
            )
        except Failure as error:
            return classify_posting(error)
        return Sent(posted["channel"], posted["ts"])

    async def look_for(self, delivery: Delivery) -> Outcome:
        """Look for a delivery that may have been posted, by the mark in its metadata."""
        if delivery.way is Way.ALONE:
            return Unreadable("ephemeral")
        if delivery.way is Way.EDIT:
            return NotFound()  # an edit made twice changes nothing
        cursor: str | None = None
        try:
            channel = delivery.channel or await self._direct_channel(delivery)
            for _ in range(MOST_PAGES):
                page = await self._page(delivery, channel, cursor)
                for message in page["messages"]:
                    payload = message.get("metadata", {}).get("event_payload", {})
                    if payload.get("delivery") == delivery.mark:
                        return Sent(channel, message["ts"])
                cursor = (page.get("response_metadata") or {}).get("next_cursor")
                if not cursor:
                    return NotFound()
        except Failure as error:
            return classify_looking(error)
        return Unreadable("too much was written meanwhile")

    async def look_at_thread(self, edit: Delivery) -> Outcome:
        """Check whether a card's thread exists: Sent, NotFound, or why the check failed."""
        channel, _ = edit.about or ("", "")
        try:
            await self._client.conversations_replies(
                channel=channel, ts=edit.thread_ts or "", limit=1
            )
        except Failure as error:
            return classify_looking(error)
        return Sent(channel, edit.thread_ts)

    async def _direct_channel(self, delivery: Delivery) -> str:
        opened = await self._client.conversations_open(users=[delivery.person or ""])
        return str(opened["channel"]["id"])

    async def _page(
        self, delivery: Delivery, channel: str, cursor: str | None
    ) -> AsyncSlackResponse:
        """Read a page of a thread, or of a channel, since shortly before the delivery was made."""
        oldest = f"{(delivery.made_at - SEARCHED_BACK).timestamp():.6f}"
        if delivery.thread_ts:
            return await self._client.conversations_replies(
                channel=channel, ts=delivery.thread_ts, oldest=oldest, cursor=cursor,
                limit=PAGE, include_all_metadata=True,
            )  # fmt: skip
        return await self._client.conversations_history(
            channel=channel, oldest=oldest, cursor=cursor, limit=PAGE, include_all_metadata=True
        )

    async def _edit(self, delivery: Delivery, message: Json) -> Outcome:
        channel, ts = delivery.about or ("", "")  # Slack refuses an empty address
        try:
            await self._client.chat_update(
                channel=channel, ts=ts, text=message["text"], blocks=message["blocks"]
            )
        except Failure as error:
            return classify_posting(error)
        return Sent(channel, ts)

    async def _alone(self, delivery: Delivery, message: Json) -> Outcome:
        asked = await self._desk.questions.get(delivery.question) if delivery.question else None
        if asked is not None and asked.response_url:
            return await self._respond(delivery, asked.response_url, message)
        try:
            await self._client.chat_postEphemeral(
                channel=delivery.channel or "",
                user=delivery.person or "",
                thread_ts=delivery.thread_ts,
                text=message["text"],
                blocks=message["blocks"],
            )
        except Failure as error:
            return classify_posting(error)
        return Sent(delivery.channel, None)

    async def _respond(self, delivery: Delivery, response_url: str, message: Json) -> Outcome:
        payload = message
        if not message.get("replace_original"):
            payload = message | {"response_type": "ephemeral", "replace_original": False}
        try:
            async with self._session.post(response_url, json=payload) as answered:
                status = answered.status
        except Failure as error:
            return classify(error)
        if status == _OK:
            return Sent(delivery.channel, None)
        # The response_url is used up, expired or rate limited: the fallback is a direct message.
        return Unknown(f"HTTP {status}") if status >= 500 else Refused(f"HTTP {status}")  # noqa: PLR2004 (a server error)
