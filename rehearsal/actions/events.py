"""Events: what Slack sends the app by itself, and how it retries.

https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rehearsal.actions.interactions import VERIFICATION_TOKEN
from rehearsal.courier import EVENT, Courier
from rehearsal.exchange import Exchange
from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import APP_ID, BOT_USER_ID, TEAM_ID, Conversation

RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before an event is sent again: at once, after a minute, after five."""


def event_callback(host: Host, event: Payload, *, is_ext_shared: bool = False) -> Payload:
    """Return the envelope of one event, with an event_id of its own."""
    number = next(host.numbers)
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{number:09d}",
        "event_time": int(host.workspace.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": f"4-rehearsal-{number}",
    }


async def send_event(
    courier: Courier, payload: Payload, retry_delays: Sequence[float] = ()
) -> Exchange:
    """Deliver an event; again after each delay (seconds) while it is not acknowledged.

    `X-Slack-No-Retry: 1` in the bot's answer ends it, as in Slack. The last exchange is returned.
    """
    exchange = await courier.send(EVENT, payload)
    for number, delay in enumerate(retry_delays, start=1):
        if exchange.is_acknowledged or exchange.headers.get("X-Slack-No-Retry") == "1":
            break
        reason = _retry_reason(exchange)
        await asyncio.sleep(delay)
        exchange = await courier.send(EVENT, payload, retry=(number, reason))
    return exchange


def _retry_reason(exchange: Exchange) -> str:
    if exchange.timed_out:
        return "http_timeout"
    return "connection_failed" if exchange.status is None else "http_error"


def message_event(host: Host, message: Message, conversation: Conversation) -> Payload | None:
    """Return the event that a new message causes for the app, or None if there is none.

    In the bot's direct messages every message is one (`message.im`); elsewhere only a mention in
    a channel of which the bot is a member. https://docs.slack.dev/reference/events/app_mention
    """
    event = message.as_slack() | {"channel": message.channel, "event_ts": message.ts}
    if message.thread_ts is not None:
        parent = host.workspace.find(message.channel, message.thread_ts)
        event["parent_user_id"] = parent.user if parent is not None else None
    if conversation.is_im and conversation.bot_is_member:
        return event | {"channel_type": "im"} if "message.im" in host.app.events else None
    mentioned = f"<@{BOT_USER_ID}>" in message.text
    if mentioned and conversation.bot_is_member and "app_mention" in host.app.events:
        return event | {"type": "app_mention"}
    return None


def changed_event(host: Host, message: Message, before: Payload) -> Payload:
    """`message_changed`, for a direct message that was edited.

    https://docs.slack.dev/reference/events/message/message_changed
    """
    stamp = host.workspace.timestamps.next()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": message.channel,
        "channel_type": "im",
        "ts": stamp,
        "event_ts": stamp,
        "message": message.as_slack(),
        "previous_message": before,
    }


def deleted_event(host: Host, message: Message) -> Payload:
    """Return `message_deleted`, for a direct message that was taken back.

    https://docs.slack.dev/reference/events/message/message_deleted
    """
    stamp = host.workspace.timestamps.next()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": message.channel,
        "channel_type": "im",
        "ts": stamp,
        "event_ts": stamp,
        "deleted_ts": message.ts,
        "previous_message": message.as_slack(),
    }


class Echoes:
    """Sends the app its own direct messages too, as Slack does; a bot must not answer itself."""

    def __init__(self, host: Host, courier: Courier) -> None:
        self._host = host
        self._courier = courier
        self._tasks: set[asyncio.Task[Exchange]] = set()

    def tell(self, message: Message, before: Payload | None) -> None:
        """Send the event for what the app posted or edited, without waiting for the ack."""
        conversation = self._host.workspace.conversation(message.channel)
        in_bots_im = conversation.is_im and conversation.bot_is_member
        if message.is_ephemeral or not in_bots_im or "message.im" not in self._host.app.events:
            return
        if before is None:
            event = message_event(self._host, message, conversation)
        else:
            event = changed_event(self._host, message, before)
        if event is not None:
            payload = event_callback(self._host, event)
            task = asyncio.create_task(send_event(self._courier, payload))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Cancel the requests that are still running."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
