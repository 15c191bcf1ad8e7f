"""Check a quote: the message shortcut that compares a message's quotes with the words on file."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import cards
from bot.cards.quotes import NO_QUOTES, carried_revisions, quote_check
from bot.delivery import Sender
from bot.listeners.card_buttons import on_whole_card
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import Conversation, TimeLimits, best_effort, ephemeral, press_key
from bot.mrkdwn import Json, message_words
from facts import Asked, Desk, Draft, Way, notices, texts


def register(app: AsyncApp) -> None:
    """Listen to the shortcut; the buttons of its card are those of any card."""
    app.shortcut("check_quote")(reporting_errors(on_check_quote))
    app.action("whole")(reporting_errors(on_whole_card))  # on cards of earlier versions


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
    thread = message.get("thread_ts") or message.get("ts")
    channel, response_url = shortcut["channel"]["id"], shortcut.get("response_url")
    place = Conversation(person, channel, thread, desk_channel=sender.desk_channel)
    check = await desk.quotes.check(text, place.viewer)
    if not check.message.has_quotes:
        await ack()
        told = ephemeral(cards.sentence(NO_QUOTES))
        await best_effort(respond(**told), within=limits.best_effort)
        return
    carries = carried_revisions(check)

    def drafts(number: int) -> list[Draft]:
        card = quote_check(check, number, message_ts=message.get("ts")).json()
        asked = ("",) * len(carries)
        reply = Draft(Way.CHANNEL, card, channel, person, thread, carries=carries, asked=asked)
        told = notices.Outgoing(checked="Quote check").model_dump_json(exclude_none=True)
        return [reply, Draft(Way.ALONE, told, channel, person, thread, under_previous=True)]

    outcome = "found" if carries else "nothing"
    asked = Asked(person, channel, text, outcome, thread, response_url)
    await desk.questions.record_answer(press_key(shortcut), asked, drafts)
    sender.wake()
    await ack()
