"""What one person sees, as JSON for the page."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.host import App
from rehearsal.inputs import values_of
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import (
    APP_NAME,
    BOT_USER_ID,
    SLACKBOT,
    TEAM_DOMAIN,
    TEAM_NAME,
    Conversation,
)
from rehearsal.views import View
from rehearsal.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, and at what. `thread_ts` is the parent of the thread that is open."""

    user: str
    channel: str | None = None
    thread_ts: str | None = None


def snapshot(workspace: Workspace, app: App, looking: Looking) -> Payload:
    """Return everything that the page draws for one person at this moment."""
    user = workspace.person(looking.user).id
    views = workspace.views
    home = views.home(user)
    shown = None if looking.channel is None else _conversation(workspace, user, looking.channel)
    return {
        "number": workspace.changes.number,
        "team": {"name": TEAM_NAME, "domain": TEAM_DOMAIN},
        "app": {"name": APP_NAME, "user": BOT_USER_ID, "channel": _app_channel(workspace, user)},
        "user": user,
        "people": [
            {"id": person.id, "name": person.name, "is_bot": person.is_bot}
            for person in workspace.people.values()
        ],
        "slackbot": SLACKBOT,
        "commands": list(app.commands),
        "shortcuts": [{"callback_id": each, "name": name} for each, name in app.shortcuts],
        "conversations": [
            _listed(workspace, user, conversation)
            for conversation in workspace.conversations.values()
            if conversation.visible_to(user)
        ],
        "messages": _seen(workspace, user, shown, None),
        "thread": _seen(workspace, user, shown, looking.thread_ts),
        "modals": [_view(view) for view in views.stack(user)],
        "home": None if home is None else _view(home),
    }


def _app_channel(workspace: Workspace, user: str) -> str:
    """Return the person's direct message with the app."""
    return workspace.direct_message(user).id


def _conversation(workspace: Workspace, user: str, channel: str) -> Conversation | None:
    """Return the conversation, if it is there and this person may open it."""
    conversation = workspace.conversations.get(channel)
    if conversation is None or not conversation.visible_to(user):
        return None
    return conversation


def _listed(workspace: Workspace, user: str, conversation: Conversation) -> Payload:
    """One line of the sidebar."""
    others = sorted(conversation.members - {user})
    latest = workspace.latest(conversation.id)
    return {
        "id": conversation.id,
        "name": conversation.name,
        "kind": conversation.kind,
        "topic": conversation.topic,
        "with": others if conversation.kind in ("im", "mpim") else [],
        "is_private": conversation.is_private,
        "is_archived": conversation.is_archived,
        "bot_is_member": conversation.bot_is_member,
        "members": len(conversation.members),
        "latest": latest,
    }


def _seen(
    workspace: Workspace, user: str, conversation: Conversation | None, thread_ts: str | None
) -> list[Payload]:
    """Messages of a channel's top level or of one thread, with what only this person sees."""
    if conversation is None:
        return []
    channel = conversation.id
    everyone = workspace.messages(channel, thread_ts)
    alone = [m for m in workspace.ephemerals(user, channel) if m.thread_ts == thread_ts]
    in_order = sorted([*everyone, *alone], key=lambda message: float(message.ts))
    return [_message(workspace, message) for message in in_order]


def _message(workspace: Workspace, message: Message) -> Payload:
    blocks = message.blocks if message.is_bots else None
    return workspace.as_slack(message) | {
        "channel": message.channel,
        "is_ephemeral": message.is_ephemeral,
        "is_app": message.is_bots,
        "state": values_of(blocks or [], message.state),
    }


def _view(view: View) -> Payload:
    return view.as_slack() | {"errors": view.errors, "problem": view.problem}
