"""The buttons on a notice: Seen, and the card as it reads now."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.notices import SEEN, SHOW_CARD, notice_card
from bot.delivery import Sender
from bot.forms.modal import reading_view
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import TimeLimits, best_effort, is_in_desk, press_key
from bot.mrkdwn import Json, permalink
from facts import Desk, Outcome, Viewer, errors


def register(app: AsyncApp) -> None:
    """Listen to a notice's buttons."""
    app.action(SEEN)(reporting_errors(on_seen))
    app.action(SHOW_CARD)(reporting_errors(on_show_card))


async def on_seen(
    ack: AsyncAck,
    body: Json,
    action: Json,
    client: AsyncWebClient,
    desk: Desk,
    sender: Sender,
    limits: TimeLimits,
) -> None:
    """Record who has seen the change, and show on the notice who did first."""
    person, delivery = body["user"], int(action["value"])
    found = await desk.notices.seen(
        press_key(body), delivery, person=person["id"], name=person.get("name")
    )
    await ack()
    if found is None:
        return
    about = permalink(sender.workspace, *found.about, found.thread_ts) if found.about else None
    card = notice_card(found.notice, delivery, about=about, seen=found.seen, moved=found.moved)
    place = body["container"]
    where = {"channel": place["channel_id"], "ts": place["message_ts"]}
    await best_effort(client.chat_update(**where, **card.payload()), within=limits.best_effort)


async def on_show_card(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the card as it reads now to the person who pressed."""
    fact, _, on = action["value"].partition(" ")
    viewer = Viewer(body["user"]["id"], in_desk=is_in_desk(body, sender))
    question = desk.answers.read(fact, as_of=on or None)
    answer = await desk.answers.look_up(question, viewer)
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is no longer on file.")
    card = cards.whole_card(answer.match)
    view = reading_view(fact, [one for one in card.blocks if one["type"] != "actions"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
