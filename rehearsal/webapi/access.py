"""Which conversations the bot may read and write, and how Slack says that it may not."""

from __future__ import annotations

from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import Conversation
from rehearsal.refusals import SlackRefusal

_READ_SCOPE = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def text_argument(arguments: Payload, name: str) -> str:
    """Return a required argument; Slack names a missing one in `invalid_arguments`."""
    value = arguments.get(name)
    if value is None or value == "":
        raise SlackRefusal("invalid_arguments", [f"missing required field: {name}"])
    return str(value)


def flag(arguments: Payload, name: str) -> bool:
    """Return a boolean argument as forms and JSON write it."""
    return arguments.get(name) in (True, "true", "True", "1", 1)


def known_conversation(host: Host, arguments: Payload, name: str = "channel") -> Conversation:
    """Return the conversation that an argument names by id, if the bot may know of it."""
    conversation = host.workspace.conversations.get(str(arguments.get(name) or ""))
    if conversation is None or conversation.is_hidden_from_bot:
        raise SlackRefusal("channel_not_found")
    return conversation


def addressed(host: Host, arguments: Payload) -> Payload:
    """Return the arguments with `channel` as an id, from what `chat.postMessage` also takes.

    A person's id stands for the bot's direct message with that person, a name for the channel.
    The other methods take ids only, so a bot must keep the `channel` of the answer.
    """
    channel = str(arguments.get("channel") or "")
    people = host.workspace.people
    if channel in people and not people[channel].is_bot:
        return {**arguments, "channel": host.workspace.direct_message(channel).id}
    for conversation in host.workspace.conversations.values():
        is_channel = conversation.kind in ("channel", "group")
        if is_channel and conversation.name == channel.removeprefix("#"):
            return {**arguments, "channel": conversation.id}
    return arguments


def writable_conversation(host: Host, arguments: Payload) -> Conversation:
    """Return the conversation, if the bot may post in it."""
    conversation = known_conversation(host, arguments)
    if not conversation.bot_is_member and not host.app.may_post_anywhere_public:
        raise SlackRefusal("not_in_channel")
    if conversation.is_archived:
        raise SlackRefusal("is_archived")
    return conversation


def readable_conversation(host: Host, arguments: Payload, family: str) -> Conversation:
    """Return the conversation, if the bot may read it.

    `family` is the scope's ending: `history` or `read`; the scope depends on the kind of channel.
    """
    conversation = known_conversation(host, arguments)
    need_scope(host, f"{_READ_SCOPE[conversation.kind]}:{family}")
    if family == "history" and not conversation.bot_is_member:
        raise SlackRefusal("not_in_channel")
    return conversation


def need_scope(host: Host, scope: str) -> None:
    """`missing_scope`, with the needed and the granted scopes, as Slack reports it."""
    if host.app.lacks(scope):
        provided = ",".join(sorted(host.app.scopes or ()))
        raise SlackRefusal("missing_scope", needed=scope, provided=provided)


def thread_parent(host: Host, channel: str, thread_ts: str) -> str:
    """Return the `ts` of the thread that a reply would join; a reply's ts leads to its parent.

    Slack's pages do not name the error for a thread that is not there; the stand-in answers
    `thread_not_found`, as `conversations.replies` does.
    """
    parent = host.workspace.find(channel, thread_ts)
    if parent is None:
        raise SlackRefusal("thread_not_found")
    return parent.thread_ts or parent.ts


def own_message(host: Host, channel: str, ts: str, *, refusal: str) -> Message:
    """Return the bot's message with this ts; `refusal` is the error for somebody else's."""
    message = host.workspace.find(channel, ts)
    if message is None or message.subtype == "tombstone":
        raise SlackRefusal("message_not_found")
    if not message.is_bots:
        raise SlackRefusal(refusal)
    return message
