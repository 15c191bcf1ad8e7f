"""Posts an app's messages, whether they came by method, by response_url or in an ack."""

from __future__ import annotations

from typing import Any

from rehearsal.blockkit import message_is_too_long, message_problems, with_ids
from rehearsal.blockkit.limits import MESSAGE_TEXT
from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import BOT_USER_ID
from rehearsal.refusals import SlackRefusal


def checked_blocks(blocks: Any, *, limit_json: bool = True) -> list[Payload] | None:  # noqa: ANN401
    """Return the blocks if Slack would accept them, None if there are none; else `SlackRefusal`.

    `limit_json` is off for response_url and acks, where the undocumented limit on the whole was
    not met (slackapi/bolt-js issue 2867).
    """
    if blocks is None or blocks == []:
        return None
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format")
    if problems := message_problems(blocks):
        raise SlackRefusal("invalid_blocks", problems)
    if limit_json and message_is_too_long(blocks):
        raise SlackRefusal("msg_blocks_too_long")
    return blocks


def checked_text(text: object, *, has_more: bool) -> str:
    """Return the text if Slack would accept it; `has_more`: blocks or attachments say it."""
    if text is None or text == "":
        if not has_more:
            raise SlackRefusal("no_text")
        return ""
    if not isinstance(text, str):
        raise SlackRefusal("invalid_arguments", ["must provide a string [json-pointer:/text]"])
    if len(text) > MESSAGE_TEXT:
        raise SlackRefusal("msg_too_long")
    return text


def _checked_attachments(attachments: Any) -> list[Payload] | None:  # noqa: ANN401
    if attachments and not isinstance(attachments, list):
        raise SlackRefusal("invalid_attachments")
    return attachments or None


def post_as_bot(
    host: Host,
    channel: str,
    body: Payload,
    *,
    visible_to: str | None = None,
    limit_json: bool = True,
) -> Message:
    """Check and post one message of the app. `body` has text, blocks, thread_ts, metadata."""
    blocks = checked_blocks(body.get("blocks"), limit_json=limit_json)
    attachments = _checked_attachments(body.get("attachments"))
    text = checked_text(body.get("text"), has_more=bool(blocks or attachments))
    message = host.workspace.add(
        Message(
            channel=channel,
            ts=host.workspace.timestamps.next(),
            user=BOT_USER_ID,
            text=text,
            blocks=None if blocks is None else with_ids(blocks, host.numbers),
            attachments=attachments,
            thread_ts=body.get("thread_ts"),
            metadata=body.get("metadata"),
            visible_to=visible_to,
        )
    )
    host.posted(message, None)
    return message


def edit(host: Host, message: Message, body: Payload, *, limit_json: bool = True) -> Message:
    """Replace a message's content, by the rules of `chat.update`.

    Blocks stay only where no text is given; with blocks, the message is not marked as edited.
    https://docs.slack.dev/reference/methods/chat.update
    """
    blocks = checked_blocks(body.get("blocks"), limit_json=limit_json)
    attachments = _checked_attachments(body.get("attachments"))
    keeps = body.get("text") is None and blocks is None and "blocks" not in body
    if keeps and not attachments:
        raise SlackRefusal("no_text")
    text = checked_text(body.get("text"), has_more=bool(blocks or attachments))
    before = message.as_slack()
    message.text = text if body.get("text") is not None else message.text
    if blocks is not None:
        message.blocks = with_ids(blocks, host.numbers)
    elif body.get("text") is not None:
        message.blocks = None
        stamp = host.workspace.timestamps.next()
        message.edited = {"user": message.user, "ts": stamp}
    message.attachments = attachments
    message.metadata = body.get("metadata", message.metadata)
    message.state = {}
    host.workspace.changes.announce()
    host.posted(message, before)
    return message
