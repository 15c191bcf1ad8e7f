"""Whose app this is: in a channel shared with another organisation, only its own people are served.

Slack hands in what anybody in such a channel does; the installation is of one team, and the person
may be of another (docs.slack.dev, "Using Slack Connect").
"""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck

from bot import cards
from bot.mrkdwn import Json

log = logging.getLogger(__name__)

REFUSAL = "Factdesk serves the people of its own newsroom only."


def only_members_of(team: str | None) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Make the middleware that lets pass what a team's own people do, and answers all else itself.

    A person whose team Slack does not name is one of ours: it names others'.
    """

    async def let_in(
        body: Json, ack: AsyncAck, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        of = _team_of(body)
        if team is None or of in (None, team):
            await next_()
            return None
        log.warning("refused: somebody of another team (%s)", of)
        if "command" in body:
            return await ack(response_type="ephemeral", **cards.sentence(REFUSAL).payload())
        return await ack()

    return let_in


def _team_of(body: Json) -> str | None:
    """Return the team of the person who acts."""
    match body:
        case {"command": _}:
            return body.get("team_id")
        case {"event": dict(event)}:
            return event.get("user_team") or event.get("team")
        case {"user": {"team_id": str(team)}}:
            return team
        case _:
            return None
