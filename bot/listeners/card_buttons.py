"""Handlers for History, Why this? and Copy as text. Dispute is in `requests.py`."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.history import WHY, history_message
from bot.delivery import Sender
from bot.forms.modal import reading_view, text_to_copy
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import is_in_desk, view_opener
from bot.mrkdwn import Json
from facts import Desk, FactId, Outcome, Role, Viewer, errors

PostedAt = tuple[str, str]
"""Channel and ts of a message."""
_MOST_PLACES = 20
"""Places where a fact was posted that a history lists."""


def register(app: AsyncApp) -> None:
    """Listen to the buttons, and to the form that holds text to copy."""
    app.action("history")(reporting_errors(on_history))
    app.action(WHY)(reporting_errors(on_why))
    app.action("copy_text")(reporting_errors(on_copy_text))
    app.view("copied")(reporting_errors(on_copied))


async def on_history(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show who filed, approved and changed the fact."""
    fact = FactId.parse(action["value"])
    place = body.get("container") or {}
    card = (place["channel_id"], place["message_ts"]) if "message_ts" in place else None
    view = await history_view(desk, fact, _viewer(body, sender), sender.workspace, card=card)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_why(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show an editor which facts were considered for the question that a card answers."""
    channel, _, ts = action["value"].partition(" ")
    why = await desk.answers.explain_at(channel, ts, _viewer(body, sender))
    view = reading_view("Why this?", cards.why_message(why).blocks)
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_copy_text(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the card as plain text in a field to copy from."""
    fact, _, on = action["value"].partition(" ")
    question = desk.answers.read(fact, as_of=on or None)
    answer = await desk.answers.look_up(question, _viewer(body, sender))
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is no longer on file.")
    view = text_to_copy(cards.copy_text(answer.match))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_copied(ack: AsyncAck) -> None:
    """Close the form: nothing in it is kept."""
    await ack()


async def history(
    desk: Desk, fact: FactId, viewer: Viewer, workspace: str, *, card: PostedAt | None = None
) -> cards.Message:
    """Return a fact's history as a person may see it; for editors, with buttons to change it.

    `workspace` is the address that links to messages begin with. `card` is the message whose
    button was pressed: where it answers a question, editors can ask why.
    """
    revisions = await desk.answers.history(fact, viewer)
    person = viewer.person or ""
    posted = await desk.notices.posted(fact, person=person, limit=_MOST_PLACES + 1)
    return history_message(
        revisions,
        posted=posted[:_MOST_PLACES],
        more=max(0, len(posted) - _MOST_PLACES),
        workspace=workspace,
        may_revise=(await desk.roles.role_of(person)).includes(Role.EDITOR),
        answer=card if card and await desk.answers.question_at(*card) else None,
    )


async def history_view(
    desk: Desk, fact: FactId, viewer: Viewer, workspace: str, *, card: PostedAt | None = None
) -> Json:
    """Return a fact's history as a view."""
    message = await history(desk, fact, viewer, workspace, card=card)
    return reading_view(f"History of {fact}", message.blocks)


def _viewer(body: Json, sender: Sender) -> Viewer:
    return Viewer(body["user"]["id"], in_desk=is_in_desk(body, sender), direct=True)
