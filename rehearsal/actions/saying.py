"""A person writes a message, or opens the app's Home tab."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from rehearsal.actions.composing import composed
from rehearsal.actions.events import (
    changed_event,
    deleted_event,
    event_callback,
    message_event,
    send_event,
)
from rehearsal.actions.interactions import visible_conversation, visible_message
from rehearsal.courier import EVENT, Courier
from rehearsal.errors import NotPossibleError
from rehearsal.exchange import Exchange
from rehearsal.files import File
from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload


async def say(
    host: Host,
    courier: Courier,
    user: str,
    channel: str,
    text: str,
    thread_ts: str | None,
    retry_delays: Sequence[float],
    file: File | None = None,
) -> Exchange:
    """Post as a person, with a file or without, and tell the app if it should know.

    Where it should not, the exchange has no status and an empty payload; `ts` is the message's.
    """
    conversation = visible_conversation(host, user, channel)
    if conversation.is_archived:
        raise NotPossibleError(f"{channel} is archived; nobody can write there.")
    if thread_ts is not None:
        parent = visible_message(host, user, channel, thread_ts)
        thread_ts = parent.thread_ts or parent.ts
    # Writing in a public channel joins it, with one click on Slack's "Join channel".
    conversation.members.add(user)
    words, blocks = composed(text)
    message = host.workspace.add(
        Message(
            channel=channel,
            ts=host.workspace.timestamps.next(),
            user=user,
            text=words,
            blocks=blocks,
            thread_ts=thread_ts,
            subtype=None if file is None else "file_share",
            client_msg_id=str(uuid.uuid4()),
            files=[] if file is None else [host.workspace.files.add(file, user, host.address)],
        )
    )
    event = message_event(host, message, conversation)
    if event is None:
        return Exchange(EVENT, None, None, 0.0, {}, ts=message.ts)
    payload = event_callback(host, event, is_ext_shared=conversation.is_ext_shared)
    exchange = await send_event(courier, payload, retry_delays)
    exchange.ts = message.ts
    return exchange


async def edit(
    host: Host, courier: Courier, user: str, channel: str, ts: str, text: str
) -> Exchange:
    """Edit a person's message."""
    message = _own(host, user, channel, ts)
    before = message.as_slack()
    message.text, message.blocks = composed(text)
    message.edited = {"user": user, "ts": host.workspace.timestamps.next()}
    host.workspace.changes.announce()
    return await _deliver(host, courier, message, changed_event(host, message, before))


async def delete(host: Host, courier: Courier, user: str, channel: str, ts: str) -> Exchange:
    """Delete a person's message."""
    message = _own(host, user, channel, ts)
    event = deleted_event(host, message)
    host.workspace.remove(message)
    return await _deliver(host, courier, message, event)


def _own(host: Host, user: str, channel: str, ts: str) -> Message:
    message = visible_message(host, user, channel, ts)
    if message.user != user:
        raise NotPossibleError(f"Message {ts} is not by {user}.")
    return message


async def _deliver(host: Host, courier: Courier, message: Message, event: Payload) -> Exchange:
    """Tell the app of a change, if it is in its direct messages."""
    conversation = host.workspace.conversation(message.channel)
    is_subscribed = (
        conversation.is_im and conversation.bot_is_member and "message.im" in host.app.events
    )
    if not is_subscribed:
        return Exchange(EVENT, None, None, 0.0, {}, ts=message.ts)
    exchange = await send_event(courier, event_callback(host, event))
    exchange.ts = message.ts
    return exchange


async def open_home(
    host: Host, courier: Courier, user: str, retry_delays: Sequence[float]
) -> Exchange:
    """Tell the app that a person looks at its Home tab.

    https://docs.slack.dev/reference/events/app_home_opened
    """
    stamp = host.workspace.timestamps.next()
    event: Payload = {
        "type": "app_home_opened",
        "user": user,
        "channel": host.workspace.direct_message(user).id,
        "event_ts": stamp,
        "tab": "home",
    }
    home = host.workspace.views.home(user)
    if home is not None:
        event["view"] = home.as_slack()
    if "app_home_opened" not in host.app.events:
        return Exchange(EVENT, None, None, 0.0, {})
    return await send_event(courier, event_callback(host, event), retry_delays)
