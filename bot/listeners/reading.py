"""Reading more of a card: its history, its text to copy."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.history import WHY
from bot.delivery import Sender
from bot.forms.reading import reading_view, text_to_copy
from bot.listeners.history import history_view
from bot.listeners.in_words import in_words
from bot.listeners.surfaces import opener
from bot.mrkdwn import Json
from facts import Desk, FactId, NotOnFile, Outcome, Viewer


def register(app: AsyncApp) -> None:
    """Listen to a card's quiet buttons."""
    app.action("history")(in_words(on_history))
    app.action(WHY)(in_words(on_why))
    app.action("copy_text")(in_words(on_copy_text))
    app.view("copied")(in_words(on_copied))


async def on_history(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show who filed, approved and changed the fact."""
    fact = FactId.parse(action["value"])
    place = body.get("container") or {}
    card = (place["channel_id"], place["message_ts"]) if "message_ts" in place else None
    viewer = _viewer(body, sender)
    view = await history_view(desk, fact, viewer, sender.workspace, card=card)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_why(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show an editor what was weighed for the question that a card answers."""
    channel, _, ts = action["value"].partition(" ")
    why = await desk.explaining.why_at(channel, ts, _viewer(body, sender))
    view = reading_view("Why this?", cards.why_message(why).blocks)
    await opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_copy_text(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the card as plain text in a field, from which it can be copied."""
    fact, _, on = action["value"].partition(" ")
    question = desk.asking.read(fact, as_of=on or None)
    answer = await desk.asking.look_up(question, _viewer(body, sender))
    if answer.outcome is not Outcome.FOUND:
        raise NotOnFile(f"{fact} is not on file any more.")
    view = text_to_copy(cards.copy_text(answer.match))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_copied(ack: AsyncAck) -> None:
    """Close the form; there is nothing to keep."""
    await ack()


def _viewer(body: Json, sender: Sender) -> Viewer:
    channel = (body.get("channel") or {}).get("id")
    in_desk = channel is not None and channel == sender.desk_channel
    return Viewer(body["user"]["id"], in_desk=in_desk, direct=True)
