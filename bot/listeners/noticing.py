"""What is pressed on a notice: Seen, and the card as it stands now."""

import logging

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.notices import SEEN, SHOW_CARD, notice_card
from bot.delivery import Sender
from bot.forms.reading import reading_view
from bot.listeners.in_words import in_words
from bot.listeners.last_word import last_word
from bot.mrkdwn import Json, permalink
from facts import Desk, NotOnFile, Outcome, Viewer

log = logging.getLogger(__name__)


def register(app: AsyncApp) -> None:
    """Listen to a notice's buttons."""
    app.action(SEEN)(in_words(on_seen))
    app.action(SHOW_CARD)(in_words(on_show_card))


async def on_seen(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Note who has seen the change first, and show it on the notice."""
    person, delivery = body["user"], int(action["value"])
    found = await desk.notices.seen(
        f"trigger:{body['trigger_id']}", delivery, person=person["id"], name=person.get("name")
    )
    await ack()
    if found is None:
        return
    about = permalink(sender.workspace, *found.about, found.thread_ts) if found.about else None
    card = notice_card(found.notice, delivery, about=about, seen=found.seen, moved=found.moved)
    place = body["container"]
    await last_word(
        client.chat_update(channel=place["channel_id"], ts=place["message_ts"], **card.payload())
    )


async def on_show_card(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the card as it stands now to the person who pressed."""
    fact, _, on = action["value"].partition(" ")
    channel = (body.get("channel") or {}).get("id")
    in_desk = channel is not None and channel == sender.desk_channel
    question = desk.asking.read(fact, as_of=on or None)
    answer = await desk.asking.look_up(question, Viewer(body["user"]["id"], in_desk=in_desk))
    if answer.outcome is not Outcome.FOUND:
        raise NotOnFile(f"{fact} is not on file any more.")
    shown = cards.card(answer.match, today=desk.today())
    view = reading_view(fact, [one for one in shown.blocks if one["type"] != "actions"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
