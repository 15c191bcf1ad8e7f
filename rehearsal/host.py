"""What Slack's servers hold for one app in one workspace, beside the workspace itself."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.tickets import ResponseUrls, Triggers
from rehearsal.workspace import Workspace

EVENTS = ("app_mention", "message.im", "app_home_opened")


@dataclass(frozen=True, slots=True)
class App:
    """How the app is set up: its tokens, and what its manifest registers.

    `scopes` None grants every scope but `chat:write.public`. `shortcuts` are (callback_id, name)
    pairs of message shortcuts, `commands` the slash commands, `events` the subscriptions.
    """

    bot_token: str
    app_token: str
    signing_secret: str
    scopes: Collection[str] | None = None
    shortcuts: tuple[tuple[str, str], ...] = ()
    commands: tuple[str, ...] = ()
    events: tuple[str, ...] = EVENTS

    def lacks(self, scope: str) -> bool:
        """Whether a method that needs `scope` must be refused."""
        return self.scopes is not None and scope not in self.scopes

    @property
    def may_post_anywhere_public(self) -> bool:
        """Whether `chat:write.public` was granted."""
        return self.scopes is not None and "chat:write.public" in self.scopes


@dataclass(slots=True)
class Call:
    """One Web API call that the bot made.

    `arguments` are as sent, with JSON strings parsed and without the token. `at` is the
    workspace clock's time in epoch seconds. `answer` is the JSON body that was given (None where
    a fault gave none), `status` its HTTP status (None where the connection was cut).
    """

    method: str
    arguments: Payload
    at: float
    answer: Payload | None = None
    status: int | None = None


@dataclass(slots=True)
class Upload:
    """A file that the bot uploads, shared to no conversation."""

    id: str
    name: str
    length: int
    data: bytes | None = None
    is_complete: bool = False
    is_processed: bool = False


@dataclass(slots=True)
class Host:
    """Everything that the Web API, deliveries and the page share."""

    workspace: Workspace
    app: App
    triggers: Triggers
    response_urls: ResponseUrls
    address: str = ""
    calls: list[Call] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    posted: Callable[[Message, Payload | None], None] = lambda _message, _before: None
    """Called with every message that the app posts (None) or edits (its previous version)."""

    def response_url(
        self, user: str, channel: str, *, source_ts: str | None = None, ephemeral: bool = False
    ) -> str:
        """Return a new response_url, whole."""
        token = self.response_urls.make(user, channel, source_ts=source_ts, ephemeral=ephemeral)
        return f"{self.address}/response/{token}"


def host(workspace: Workspace, app: App, *, triggers_live: float) -> Host:
    """Return a host for a workspace, on that workspace's clock.

    `triggers_live` is the seconds within which a trigger id opens a view.
    """
    clock = workspace.clock
    return Host(workspace, app, Triggers(clock, triggers_live), ResponseUrls(clock))
