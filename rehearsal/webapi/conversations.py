"""The conversations.* methods.

https://docs.slack.dev/reference/methods?family=conversations
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Final, TypeVar

from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.refusals import SlackRefusal
from rehearsal.webapi.access import (
    flag,
    need_scope,
    readable_conversation,
    text_argument,
)

T = TypeVar("T")

_PAGE: Final = 100
_LARGEST_PAGE: Final = 999


def open_(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/conversations.open."""
    users = arguments.get("users")
    if users is None:
        conversation = readable_conversation(host, arguments, "read")
        return {"ok": True, "channel": {"id": conversation.id}}
    wanted = users.split(",") if isinstance(users, str) else list(users)
    wanted = [user.strip() for user in wanted if user.strip()]
    need_scope(host, "im:write" if len(wanted) == 1 else "mpim:write")
    people = host.workspace.people
    if not wanted or any(user not in people for user in wanted):
        raise SlackRefusal("user_not_found")
    if any(people[user].is_bot for user in wanted):
        raise SlackRefusal("cannot_dm_bot")
    conversation = host.workspace.direct_message(*wanted)
    return {"ok": True, "channel": {"id": conversation.id}}


def info(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/conversations.info."""
    conversation = readable_conversation(host, arguments, "read")
    return {"ok": True, "channel": conversation.as_channel()}


def members(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/conversations.members."""
    conversation = readable_conversation(host, arguments, "read")
    page, cursor = _page(sorted(conversation.members), arguments)
    return {"ok": True, "members": page, "response_metadata": {"next_cursor": cursor}}


def history(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/conversations.history, newest first."""
    conversation = readable_conversation(host, arguments, "history")
    newest_first = host.workspace.messages(conversation.id)[::-1]
    return _messages(host, _between(newest_first, arguments), arguments)


def replies(host: Host, arguments: Payload) -> Payload:
    """Parent first, then oldest first.

    https://docs.slack.dev/reference/methods/conversations.replies
    """
    conversation = readable_conversation(host, arguments, "history")
    ts = text_argument(arguments, "ts")
    found = host.workspace.find(conversation.id, ts)
    if found is None:
        raise SlackRefusal("thread_not_found")
    parent, *rest = host.workspace.messages(conversation.id, found.thread_ts or found.ts)
    # Slack gives the parent on every page's head, whatever the bounds.
    return _messages(host, [parent, *_between(rest, arguments)], arguments)


def _between(messages: Sequence[Message], arguments: Payload) -> list[Message]:
    """Those within `oldest` and `latest`; with `inclusive`, the bounds too."""
    oldest, latest = arguments.get("oldest"), arguments.get("latest")
    inclusive = flag(arguments, "inclusive")

    def within(ts: str) -> bool:
        at = float(ts)
        low, high = float(oldest or 0), float(latest or "inf")
        return low <= at <= high if inclusive else low < at < high

    return [message for message in messages if within(message.ts)]


def _messages(host: Host, messages: list[Message], arguments: Payload) -> Payload:
    page, cursor = _page(messages, arguments)
    include = flag(arguments, "include_all_metadata")
    answer: Payload = {
        "ok": True,
        "messages": [host.workspace.as_slack(each, include_metadata=include) for each in page],
        "has_more": bool(cursor),
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _page(rows: Sequence[T], arguments: Payload) -> tuple[list[T], str]:
    """One page and the cursor of the next ("" at the end).

    https://docs.slack.dev/apis/web-api/pagination
    """
    try:
        limit = int(arguments.get("limit") or _PAGE)
    except ValueError:
        raise SlackRefusal("invalid_limit") from None
    if not 1 <= limit <= _LARGEST_PAGE:
        raise SlackRefusal("invalid_limit")
    start = 0
    if cursor := arguments.get("cursor"):
        try:
            start = int(base64.b64decode(str(cursor), validate=True).decode().removeprefix("at:"))
        except (binascii.Error, ValueError):
            raise SlackRefusal("invalid_cursor") from None
    end = start + limit
    following = base64.b64encode(f"at:{end}".encode()).decode() if end < len(rows) else ""
    return list(rows[start:end]), following
