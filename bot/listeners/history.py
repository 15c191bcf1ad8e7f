"""History: a fact's revisions and where it was posted, in a message or in a view with pages."""

import json
import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.history import (
    HISTORY,
    HISTORY_PAGE,
    PLACES,
    Places,
    history_blocks,
    history_message,
)
from bot.delivery import Sender
from bot.forms.modal import reading_view
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import view_opener, viewer_of
from bot.mrkdwn import Json
from facts import Desk, FactId, Role, Viewer

PostedAt = tuple[str, str]
"""Channel and ts of a message."""


def register(app: AsyncApp) -> None:
    """Listen to the button, and to those that turn the pages of its view."""
    app.action(HISTORY)(reporting_errors(on_history))
    app.action(re.compile(rf"^{HISTORY_PAGE}\."))(reporting_errors(on_page))


async def on_history(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show who filed, approved and changed the fact."""
    fact = FactId.parse(action["value"])
    place = body.get("container") or {}
    card = (place["channel_id"], place["message_ts"]) if "message_ts" in place else None
    if card and not await desk.answers.question_at(*card):
        card = None
    view = await history_view(desk, fact, viewer_of(body, sender), sender.workspace, card=card)
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_page(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Turn to another page of the places where a fact was posted."""
    fact, after, card = json.loads(action["value"])
    view = await history_view(
        desk, FactId.parse(fact), viewer_of(body, sender), sender.workspace,
        card=(card[0], card[1]) if card else None, after=after,
    )  # fmt: skip
    await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    await ack()


async def history(desk: Desk, fact: FactId, viewer: Viewer, workspace: str) -> cards.Message:
    """Return a fact's history as a person may see it; for editors, with buttons to change it.

    `workspace` is the address that links to messages begin with.
    """
    revisions = await desk.answers.history(fact, viewer)
    places = await _places(desk, fact, viewer, workspace)
    return history_message(revisions, places=places, may_revise=await _may_revise(desk, viewer))


async def history_view(
    desk: Desk,
    fact: FactId,
    viewer: Viewer,
    workspace: str,
    *,
    card: PostedAt | None = None,
    after: int = 0,
) -> Json:
    """Return a fact's history as a view, whose places begin `after` so many.

    `card` is the message whose button was pressed, if it answers a question: editors can ask why.
    """
    revisions = await desk.answers.history(fact, viewer)
    blocks = history_blocks(
        revisions,
        places=await _places(desk, fact, viewer, workspace, after=after),
        may_revise=await _may_revise(desk, viewer),
        card=card,
    )
    return reading_view(f"History of {fact}", blocks)


async def _places(
    desk: Desk, fact: FactId, viewer: Viewer, workspace: str, *, after: int = 0
) -> Places:
    person = viewer.person or ""
    found = await desk.notices.posted(fact, person=person, limit=PLACES + 1, after=after)
    return Places(found[:PLACES], after, len(found) > PLACES, workspace)


async def _may_revise(desk: Desk, viewer: Viewer) -> bool:
    return (await desk.roles.role_of(viewer.person or "")).includes(Role.EDITOR)
