"""The buttons of a card: Copy, Sources, Court history, Whole card, Why this, and its menu.

The form of Dispute is in `requests.py`. What a button opens is looked up again for the person who
pressed: only what they may see now, as it reads now.
"""

from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.history import WHY
from bot.cards.timeline import timeline
from bot.delivery import Sender
from bot.delivery.pictures import Pictures
from bot.forms.modal import reading_view, text_to_copy
from bot.listeners.errors import reporting_errors
from bot.listeners.history import on_history
from bot.listeners.interaction import view_opener, viewer_of
from bot.listeners.requests import on_dispute
from bot.mrkdwn import Json
from facts import Desk, Match, Outcome, errors


def register(app: AsyncApp) -> None:
    """Listen to the buttons, and to the form that holds text to copy."""
    app.action(WHY)(reporting_errors(on_why))
    app.action("copy_text")(reporting_errors(on_copy))
    app.action("sources")(reporting_errors(on_sources))
    app.action("court_history")(reporting_errors(on_court_history))
    app.action("whole_card")(reporting_errors(on_whole_card))
    app.action("card_menu")(reporting_errors(on_menu))
    app.view("copied")(reporting_errors(on_copied))


async def on_why(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show an editor which facts were considered for the question that a card answers."""
    channel, _, ts = action["value"].partition(" ")
    why = await desk.answers.explain_at(channel, ts, viewer_of(body, sender))
    view = reading_view("Why this?", cards.why_message(why).blocks)
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_copy(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the answer with its source, and the whole card, as text in fields to copy from."""
    ref, match = await _looked_up(body, action["value"], desk, sender)
    view = text_to_copy(
        ("The answer with its source", cards.answer_to_copy(match)),
        ("The whole card", cards.whole_text(match)),
    )
    view["blocks"] = [*_changed(ref, match), *view["blocks"]]
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_sources(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show every source of a card to the person who pressed."""
    ref, match = await _looked_up(body, action["value"], desk, sender)
    await _open(client, body, "Sources", [*_changed(ref, match), *cards.sources_shown(match)])
    await ack()


async def on_court_history(
    ack: AsyncAck,
    body: Json,
    action: Json,
    client: AsyncWebClient,
    desk: Desk,
    sender: Sender,
    pictures: Pictures,
) -> None:
    """Show what courts did about the law or in the case, to the person who pressed.

    The law's history as a picture follows when Slack has it.
    """
    ref, match = await _looked_up(body, action["value"], desk, sender)
    shown = [*_changed(ref, match), *cards.court_history_shown(match)]
    view = reading_view("Court history", shown)
    opened = await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    if (picture := timeline(match)) is not None:
        pictures.add(picture, opened["view"]["id"], view)
    await ack()


async def on_whole_card(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the whole card to the person who pressed."""
    ref, match = await _looked_up(body, action["value"], desk, sender)
    whole = [one for one in cards.whole_card(match).blocks if one["type"] != "actions"]
    await _open(client, body, str(ref.fact), [*_changed(ref, match), *whole])
    await ack()


_MENU = {"history": on_history, "whole_card": on_whole_card}


async def on_menu(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Do what was chosen in a card's menu, as its own button would."""
    verb, _, value = action["selected_option"]["value"].partition(" ")
    if verb == "dispute":
        await on_dispute(ack, body, {"value": value}, client)
        return
    await _MENU[verb](ack, body, {"value": value}, client, desk, sender)


async def _looked_up(
    body: Json, value: str, desk: Desk, sender: Sender
) -> tuple[cards.CardRef, Match]:
    """Look up what a card's button refers to, in answer to the question that the card answers."""
    ref = cards.CardRef.parse(value)
    asked = await desk.questions.get(ref.question) if ref.question is not None else None
    question = desk.answers.read(asked.text if asked else str(ref.fact), as_of=ref.as_of)
    answer = await desk.answers.choose(question, ref.fact, viewer_of(body, sender))
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{ref.fact} is no longer on file.")
    return ref, answer.match


def _changed(ref: cards.CardRef, match: Match) -> list[Json]:
    """Say that a card would read otherwise now, where what it rests on has changed since."""
    if not ref.has_changed(match):
        return []
    return list(
        cards.sentence("This has changed since the card was posted: it reads so now.").blocks
    )


async def _open(client: AsyncWebClient, body: Json, title: str, blocks: Sequence[Json]) -> None:
    view = reading_view(title, blocks)
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)


async def on_copied(ack: AsyncAck) -> None:
    """Close the form: nothing in it is kept."""
    await ack()
