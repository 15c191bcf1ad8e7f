"""The message shortcut: whether these are the words."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.quotes import carried_revisions, quote_check
from bot.delivery import Sender
from bot.forms.reading import reading_view
from bot.listeners.answering import Place, ephemeral
from bot.listeners.in_words import in_words
from bot.listeners.last_word import last_word
from bot.mrkdwn import Json, message_words
from facts import Asked, Desk, Draft, FactId, NotOnFile, Outcome, Viewer, Way, message_text


def register(app: AsyncApp) -> None:
    """Listen to the shortcut and to its card's own button."""
    app.shortcut("check_quote")(in_words(on_check_quote))
    app.action("whole")(in_words(on_whole))


async def on_check_quote(
    ack: AsyncAck, shortcut: Json, respond: AsyncRespond, desk: Desk, sender: Sender
) -> None:
    """Compare a message's quotes with the words on file, in the message's thread."""
    message, person = shortcut["message"], shortcut["user"]["id"]
    text = message_text(message_words(message))
    if not any(char.isalnum() for char in text):
        await ack()
        told = cards.sentence("There are no words in that message to check.")
        await last_word(respond(**ephemeral(told)))
        return
    thread = message.get("thread_ts") or message.get("ts")
    place = Place(
        person,
        shortcut["channel"]["id"],
        thread,
        response_url=shortcut.get("response_url"),
        desk_channel=sender.desk_channel,
    )
    check = await desk.asking.check_quote(text, place.viewer)

    def drafts(number: int) -> list[Draft]:
        card = quote_check(check, number, message_ts=message.get("ts"))
        carries = carried_revisions(check)
        return [
            Draft(
                Way.CHANNEL,
                card.json(),
                place.channel,
                person,
                thread,
                carries=carries,
                asked=("",) * len(carries),
            )
        ]

    outcome = "found" if carried_revisions(check) else "nothing"
    asked = Asked(person, place.channel, text, outcome, thread, place.response_url)
    await desk.questions.record_answer(f"trigger:{shortcut['trigger_id']}", asked, drafts)
    sender.wake()
    await ack()


async def on_whole(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Show the whole quote's card to the person who wants to read it."""
    fact = FactId.parse(action["value"])
    viewer = Viewer(body["user"]["id"], direct=True)
    answer = await desk.asking.look_up(desk.asking.read(str(fact)), viewer)
    if answer.outcome is not Outcome.FOUND:
        raise NotOnFile(f"{fact} is not on file any more.")
    shown = cards.card(answer.match, today=desk.today())
    view = reading_view("Whole quote", [one for one in shown.blocks if one["type"] != "actions"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
