"""Build the Bolt app: one function, which tests use too."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards, listeners
from bot.delivery import Sender
from bot.delivery.pictures import Pictures
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import TimeLimits
from bot.metrics import Metrics
from bot.mrkdwn import Json
from facts import Desk

log = logging.getLogger(__name__)

NOT_A_MEMBER = "Factdesk serves the people of its own newsroom only."


def build_app(
    *,
    desk: Desk,
    sender: Sender,
    home_tabs: HomeTabs,
    pictures: Pictures,
    client: AsyncWebClient,
    signing_secret: str,
    known_as: AuthorizeResult,
    metrics: Metrics,
    limits: TimeLimits | None = None,
) -> AsyncApp:
    """Build the Bolt app around a desk, its sender and its Home tabs.

    `client`'s `retry_handlers` must be empty: the SDK's default posts a second time when a
    connection drops. `known_as` is the result of auth.test at startup; without it, Bolt calls
    auth.test on the first request, and loses that request if Slack cannot be reached. A
    listener that exceeds its limit is stopped, and the person gets a message that it took too long.
    With `process_before_response` a listener commits its work before it acknowledges
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

    async def inject(context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]) -> None:
        context["desk"] = desk
        context["sender"] = sender
        context["home_tabs"] = home_tabs
        context["pictures"] = pictures
        context["limits"] = limits or TimeLimits()
        context["metrics"] = metrics
        await next_()

    app.middleware(only_members_of(known_as.team_id))
    app.middleware(inject)
    listeners.register(app)
    return app


def slack_client(token: str | None, *, api_url: str, session: object) -> AsyncWebClient:
    """Make the client for all of the bot's calls: one shared session, and no automatic retries."""
    return AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])  # type: ignore[arg-type]


def only_members_of(team: str | None) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Make the middleware that serves only the team's own members.

    In a channel shared with another organization (Slack Connect), Slack sends the app what people
    from both organizations do, and names the team of those from outside. A payload without a team
    comes from a member.
    """

    async def refuse_others(
        body: Json, ack: AsyncAck, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        acting_team = _team_of(body)
        if team is None or acting_team in (None, team):
            await next_()
            return None
        log.warning("refused: somebody of another team (%s)", acting_team)
        if "command" in body:
            payload = cards.sentence(NOT_A_MEMBER).payload()
            return await ack(response_type="ephemeral", **payload)
        return await ack()

    return refuse_others


def _team_of(body: Json) -> str | None:
    """Return the id of the acting person's team; None where the payload does not name it."""
    match body:
        case {"command": _}:
            return body.get("team_id")
        case {"event": dict(event)}:
            return event.get("user_team") or event.get("team")
        case {"user": {"team_id": str(team)}}:
            return team
        case _:
            return None
