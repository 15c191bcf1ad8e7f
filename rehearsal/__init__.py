"""A stand-in Slack workspace on loopback, to try the bot and to test it.

    async with StandIn(newsroom(), bot_token=..., app_token=..., signing_secret=...) as slack:
        slack.bot_url = ...                      # the bot, started with base_url=slack.api_url
        await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
        await slack.until(lambda: slack.ephemerals(REPORTER))

It speaks Slack's HTTP to the bot and knows nothing else of it. It refuses what Slack's pages say
that Slack refuses.
"""

from __future__ import annotations

from rehearsal.blockkit import message_problems, view_problems
from rehearsal.errors import (
    NeverHappenedError,
    NoSuchThingError,
    NotPossibleError,
    PortInUseError,
    RehearsalError,
)
from rehearsal.exchange import Exchange
from rehearsal.faults import (
    Fault,
    Faults,
    closed,
    hanging,
    http_status,
    rate_limited,
    refused,
    reset,
    truncated,
)
from rehearsal.files import File
from rehearsal.host import Call
from rehearsal.messages import Message
from rehearsal.people import (
    ADMIN,
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    EDITOR,
    REPORTER,
    SECOND_EDITOR,
    TEAM_ID,
    Conversation,
    Person,
)
from rehearsal.seed import newsroom
from rehearsal.standin import StandIn
from rehearsal.views import View
from rehearsal.workspace import Workspace

__all__ = [
    "ADMIN",
    "APP_ID",
    "BOT_ID",
    "BOT_USER_ID",
    "EDITOR",
    "REPORTER",
    "SECOND_EDITOR",
    "TEAM_ID",
    "Call",
    "Conversation",
    "Exchange",
    "Fault",
    "Faults",
    "File",
    "Message",
    "NeverHappenedError",
    "NoSuchThingError",
    "NotPossibleError",
    "Person",
    "PortInUseError",
    "RehearsalError",
    "StandIn",
    "View",
    "Workspace",
    "closed",
    "hanging",
    "http_status",
    "message_problems",
    "newsroom",
    "rate_limited",
    "refused",
    "reset",
    "truncated",
    "view_problems",
]
