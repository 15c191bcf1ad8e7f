"""Read who acted and where from Slack's payload, and answer there.

Shared by the listeners: each parses a payload with these, calls the desk, and passes on its answer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.delivery import Sender
from bot.delivery.outcomes import Failure, error_code
from bot.mrkdwn import Json
from facts import Asked, Question, Viewer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """How long a listener may take, in seconds: Slack waits three for the acknowledgement.

    A call to Slack after the commit (`best_effort`) gets what is left; reading a file of a
    message (`download`) comes before it.
    """

    listener: float = 2.5
    best_effort: float = 0.7
    download: float = 1.5


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where somebody asks: a channel, a thread in it, or their direct messages with the bot.

    `opens` is true where the answer needs an opening message to reply under: a slash command
    leaves no message of its own. `desk_channel` is the desk's own channel, if it has one.
    """

    asker: str
    channel: str
    thread_ts: str | None = None
    opens: bool = False
    response_url: str | None = None
    desk_channel: str | None = None

    @property
    def is_desk(self) -> bool:
        """Whether it is the desk's own channel, where facts for the desk only may be shown."""
        return self.channel == self.desk_channel

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message, which only the asker reads anyway."""
        return self.channel.startswith("D")

    @property
    def viewer(self) -> Viewer:
        """Return who will read the answer."""
        return Viewer(self.asker, in_desk=self.is_desk, direct=self.is_direct)

    def asked(self, question: Question, outcome: str) -> Asked:
        """Return the question as the desk records it."""
        return Asked(
            self.asker, self.channel, question.text, outcome, self.thread_ts, self.response_url
        )


def press_key(body: Json) -> str:
    """Return the inbound key of a command, a shortcut or a button press: one effect each."""
    return f"trigger:{body['trigger_id']}"


def form_key(view: Json) -> str:
    """Return the inbound key of a submitted form: one effect, however often Slack sends it."""
    return f"view:{view['id']}:{view['hash']}"


def event_key(body: Json) -> str:
    """Return the inbound key of an event."""
    return f"event:{body['event_id']}"


def is_in_desk(body: Json, sender: Sender) -> bool:
    """Whether a button was pressed in the desk's own channel."""
    channel = (body.get("channel") or {}).get("id")
    return channel is not None and channel == sender.desk_channel


def viewer_of(body: Json, sender: Sender) -> Viewer:
    """Return the person who pressed a button, for what they alone are shown."""
    return Viewer(body["user"]["id"], in_desk=is_in_desk(body, sender), direct=True)


def is_home(body: Json) -> bool:
    """Whether a button was pressed in the Home tab: there is no message to edit or reply to."""
    return (body.get("view") or {}).get("type") == "home"


def view_opener(client: AsyncWebClient, body: Json) -> Callable[..., Awaitable[Any]]:
    """Return the call that opens a view: on top of the modal acted in, else by itself."""
    in_modal = (body.get("view") or {}).get("type") == "modal"
    return client.views_push if in_modal else client.views_open


def ephemeral(message: cards.Message) -> Json:
    """Return a message as the body of an acknowledgement that only the asker sees."""
    return {"response_type": "ephemeral", **message.payload()}


async def best_effort(call: Awaitable[object], *, within: float) -> bool:
    """Await a Slack call that follows a commit; False where it fails or takes too many seconds.

    Slack gets its acknowledgement when the listener ends, and waits three seconds for it. What is
    committed must not be reported as a failure because a confirmation of it hangs.
    """
    try:
        async with asyncio.timeout(within):
            await call
    except Failure as error:
        reason = error_code(error) or type(error).__name__
        log.warning("a best-effort call to Slack failed: %s", reason)
        return False
    return True
