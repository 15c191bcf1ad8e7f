"""The parts that every payload about a person's act has in common.

https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

from typing import Final

from rehearsal.errors import NoSuchThingError, NotPossibleError
from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import APP_ID, TEAM_DOMAIN, TEAM_ID, Conversation

VERIFICATION_TOKEN: Final = "rehearsal-verification-token"  # noqa: S105  (deprecated by Slack; apps ignore it)


def interaction(host: Host, kind: str, user: str) -> Payload:
    """Type, person, team and app of an interaction, with a fresh trigger_id."""
    person = host.workspace.person(user)
    return {
        "type": kind,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": host.triggers.make(user),
    }


def channel_of(conversation: Conversation) -> Payload:
    """Return a conversation as interactions name it."""
    return {"id": conversation.id, "name": conversation.payload_name}


def visible_conversation(host: Host, user: str, channel: str) -> Conversation:
    """Return the conversation, if this person can open it in Slack."""
    conversation = host.workspace.conversation(channel)
    if not conversation.visible_to(host.workspace.person(user).id):
        raise NotPossibleError(f"{user} is not a member of {channel} and cannot see it.")
    return conversation


def visible_message(host: Host, user: str, channel: str, ts: str) -> Message:
    """Return the message, ephemeral ones of this person included."""
    visible_conversation(host, user, channel)
    message = host.workspace.find(channel, ts)
    message = message or host.workspace.find_ephemeral(user, channel, ts)
    if message is None:
        raise NoSuchThingError(f"{user} sees no message {ts} in {channel}.")
    return message
