"""Describe the workspace in a few lines, for the message of a wait that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rehearsal.exchange import Exchange
from rehearsal.host import Call
from rehearsal.workspace import Workspace

_LAST: Final = 5
_WORDS: Final = 80


def described(workspace: Workspace, calls: Sequence[Call], exchanges: Sequence[Exchange]) -> str:
    """Return the last messages, open views, calls and deliveries, one a line."""
    lines = ["The workspace at that moment:", *_messages(workspace), *_private(workspace)]
    lines += [
        f"  call {call.method} → {call.status} {(call.answer or {}).get('error', '')}".rstrip()
        for call in calls[-_LAST:]
    ]
    lines += [
        f"  sent {exchange.kind} → {exchange.status} in {exchange.seconds:.3f} s"
        for exchange in exchanges[-_LAST:]
    ]
    return "\n".join(lines)


def _messages(workspace: Workspace) -> Iterator[str]:
    for channel, conversation in workspace.conversations.items():
        for message in workspace.messages(channel)[-2:]:
            yield f"  #{conversation.name} {message.ts} {message.text[:_WORDS]!r}"
            for reply in workspace.replies(channel, message.ts)[-2:]:
                yield f"    reply {reply.ts} {reply.text[:_WORDS]!r}"


def _private(workspace: Workspace) -> Iterator[str]:
    for user in workspace.people:
        for message in workspace.ephemerals(user)[-2:]:
            yield f"  only {user} sees {message.text[:_WORDS]!r}"
        for view in workspace.views.stack(user):
            yield f"  {user} has open {view.title!r}"
