"""One function builds the app; tests build it the same way."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.delivery import Sender
from bot.listeners.home import Homes
from bot.listeners.outsiders import only_members_of
from facts import Desk

log = logging.getLogger(__name__)


def build_app(
    *,
    desk: Desk,
    sender: Sender,
    homes: Homes,
    client: AsyncWebClient,
    signing_secret: str,
    known_as: AuthorizeResult,
) -> AsyncApp:
    """Build the Bolt app around a desk, its sender and what publishes Home tabs.

    `client`'s `retry_handlers` must be empty, since the SDK's default posts again when a connection
    drops. `known_as` is what Slack said of the bot's token at the start; Bolt's own way is to ask
    at the first request, which is then lost where Slack cannot be reached.
    `process_before_response`: a listener parses, asks, commits and only then acknowledges
    (docs.slack.dev/tools/bolt-python, "Lazy listeners").
    """

    async def authorize() -> AuthorizeResult:
        return known_as

    app = AsyncApp(
        client=client,
        authorize=authorize,
        signing_secret=signing_secret,
        process_before_response=True,
        logger=logging.getLogger("slack_bolt"),
    )

    async def hand_in(context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]) -> None:
        context["desk"] = desk
        context["sender"] = sender
        context["homes"] = homes
        await next_()

    app.middleware(only_members_of(known_as.team_id))
    app.middleware(hand_in)
    listeners.register(app)
    return app


def slack_client(token: str | None, *, api_url: str, session: object) -> AsyncWebClient:
    """Make the client for everything that the bot calls: one shared session, no resending."""
    return AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])  # type: ignore[arg-type]
