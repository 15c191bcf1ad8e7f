"""Check a quote: the message shortcut that compares a message's quotes with the words on file."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.quotes import carried_revisions, quote_check
from bot.delivery import Sender
from bot.forms.modal import reading_view
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import Conversation, TimeLimits, best_effort, ephemeral, press_key
from bot.mrkdwn import Json, message_words
from facts import Asked, Desk, Draft, FactId, Outcome, Viewer, Way, errors, texts


def register(app: AsyncApp) -> None:
    """Listen to the shortcut, and to the button on its card."""
    app.shortcut("check_quote")(reporting_errors(on_check_quote))
    app.action("whole")(reporting_errors(on_whole))


async def on_check_quote(
    ack: AsyncAck,
    shortcut: Json,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    limits: TimeLimits,
) -> None:
    """Compare a message's quotes with the words on file, and reply in the message's thread."""
    message, person = shortcut["message"], shortcut["user"]["id"]
    text = texts.message_text(message_words(message))
    if not any(char.isalnum() for char in text):
        await ack()
        no_words = cards.sentence("There are no words in that message to check.")
        await best_effort(respond(**ephemeral(no_words)), within=limits.best_effort)
        return
    thread = message.get("thread_ts") or message.get("ts")
    channel, response_url = shortcut["channel"]["id"], shortcut.get("response_url")
    place = Conversation(person, channel, thread, desk_channel=sender.desk_channel)
    check = await desk.quotes.check(text, place.viewer)
    carries = carried_revisions(check)

    def drafts(number: int) -> list[Draft]:
        card = quote_check(check, number, message_ts=message.get("ts")).json()
        asked = ("",) * len(carries)
        return [Draft(Way.CHANNEL, card, channel, person, thread, carries=carries, asked=asked)]

    outcome = "found" if carries else "nothing"
    asked = Asked(person, channel, text, outcome, thread, response_url)
    await desk.questions.record_answer(press_key(shortcut), asked, drafts)
    sender.wake()
    await ack()


async def on_whole(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Show the whole quote's card to the person who pressed."""
    fact = FactId.parse(action["value"])
    viewer = Viewer(body["user"]["id"], direct=True)
    answer = await desk.answers.look_up(desk.answers.read(str(fact)), viewer)
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is no longer on file.")
    card = cards.whole_card(answer.match)
    view = reading_view("Whole quote", [one for one in card.blocks if one["type"] != "actions"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
