"""The chat.* methods.

https://docs.slack.dev/reference/methods?family=chat
"""

from __future__ import annotations

from rehearsal.blockkit import METADATA
from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.posting import edit, post_as_bot
from rehearsal.refusals import SlackRefusal
from rehearsal.webapi.access import (
    addressed,
    known_conversation,
    own_message,
    text_argument,
    thread_parent,
    writable_conversation,
)


def post_message(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/chat.postMessage."""
    arguments = addressed(host, arguments)
    conversation = writable_conversation(host, arguments)
    body = _checked_metadata(_in_thread(host, conversation.id, arguments))
    message = post_as_bot(host, conversation.id, body)
    return {
        "ok": True,
        "channel": conversation.id,
        "ts": message.ts,
        "message": message.as_slack(include_metadata=True),
    }


def post_ephemeral(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/chat.postEphemeral."""
    conversation = writable_conversation(host, arguments)
    user = text_argument(arguments, "user")
    if user not in conversation.members:
        raise SlackRefusal("user_not_in_channel")
    body = _in_thread(host, conversation.id, arguments)
    message = post_as_bot(host, conversation.id, body, visible_to=user)
    return {"ok": True, "message_ts": message.ts}


def update(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/chat.update."""
    conversation = writable_conversation(host, arguments)
    ts = text_argument(arguments, "ts")
    message = own_message(host, conversation.id, ts, refusal="cant_update_message")
    edit(host, message, _checked_metadata(arguments))
    return {
        "ok": True,
        "channel": conversation.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.as_slack(include_metadata=True),
    }


def delete(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/chat.delete."""
    conversation = writable_conversation(host, arguments)
    ts = text_argument(arguments, "ts")
    message = own_message(host, conversation.id, ts, refusal="cant_delete_message")
    host.workspace.remove(message)
    return {"ok": True, "channel": conversation.id, "ts": ts}


def get_permalink(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/chat.getPermalink."""
    conversation = known_conversation(host, arguments)
    ts = text_argument(arguments, "message_ts")
    message = host.workspace.find(conversation.id, ts)
    if message is None:
        raise SlackRefusal("message_not_found")
    link = host.workspace.permalink(message)
    return {"ok": True, "channel": conversation.id, "permalink": link}


def _in_thread(host: Host, channel: str, arguments: Payload) -> Payload:
    """Return the arguments, with thread_ts set to the parent of its thread."""
    thread_ts = arguments.get("thread_ts")
    if thread_ts is None or thread_ts == "":
        return {**arguments, "thread_ts": None}
    return {**arguments, "thread_ts": thread_parent(host, channel, str(thread_ts))}


def _checked_metadata(arguments: Payload) -> Payload:
    metadata = arguments.get("metadata")
    if metadata is not None and list(METADATA(metadata, "/metadata")):
        raise SlackRefusal("invalid_metadata_format", list(METADATA(metadata, "/metadata")))
    return arguments
