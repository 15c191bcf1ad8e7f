"""An article sent to the bot in a direct message, as text or as a file: offer its quotes."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.message import Message, actions, button, section
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.listeners.errors import reporting_errors
from bot.listeners.file_quotes import drafts_form, kept_article
from bot.listeners.files import file_text, is_text
from bot.listeners.interaction import TimeLimits, event_key
from bot.mrkdwn import Json, escape, message_words, unescape
from facts import Asked, Desk, Draft, Way, errors, texts

FIND_QUOTES = "find_quotes"


def register(app: AsyncApp) -> None:
    """Listen to the button of the offer."""
    app.action(FIND_QUOTES)(reporting_errors(on_find_quotes))


async def offered(
    desk: Desk, sender: Sender, body: Json, event: Json, client: AsyncWebClient, limits: TimeLimits
) -> bool:
    """Offer an editor the quotes of an article; False where the message is a question.

    A file that cannot be read is answered by a sentence that says why.
    """
    text, files = unescape(message_words(event)).strip(), event.get("files") or ()
    file = next((one for one in files if is_text(one) or not text), None)
    if file is None and len(text) <= texts.QUESTION_LIMIT:
        return False
    person, channel, thread = event["user"], event["channel"], event.get("thread_ts")
    try:
        await desk.filing.may_file(person)
    except errors.NotAllowed:
        return False
    name = str(file.get("name") or "the file") if file else ""
    try:
        article = await file_text(client, file, within=limits.download) if file else text
        found = forms.drafts_of(article)
    except errors.BadInput as error:
        if file is None:
            return False
        reply = cards.sentence(str(error)).json()
        await desk.questions.enqueue(
            event_key(body), [Draft(Way.CHANNEL, reply, channel, person, thread)]
        )
        sender.wake()
        return True
    on_file = await desk.duplicates.of_words(found.said, person=person)
    known = sum(any(not one.is_near for one in each) for each in on_file)

    def drafts(number: int) -> list[Draft]:
        card = offer(number, len(found.drafts) + found.more, known, name=name).json()
        return [Draft(Way.CHANNEL, card, channel, person, thread)]

    asked = Asked(person, channel, texts.message_text(article), Asked.ARTICLE, thread)
    await desk.questions.record_answer(event_key(body), asked, drafts)
    sender.wake()
    return True


def offer(number: int, quotes: int, known: int, *, name: str = "") -> Message:
    """Say how many quotes an article has; `number` is the article's, `name` its file's."""
    noun = "1 quote" if quotes == 1 else f"{quotes} quotes"
    there = f", {known} of them already on file" if known else ""
    first = f"{noun} found in {name or 'that text'}{there}."
    rest = (
        ""
        if name
        else f" To ask a question instead, keep it under {texts.QUESTION_LIMIT} characters."
    )
    return Message(
        escape(first),
        (
            section(escape(first + rest)),
            actions(button("Find quotes to file", FIND_QUOTES, str(number), style="primary")),
        ),
    )


async def on_find_quotes(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Show the quotes of an article that was sent, to choose which to file."""
    person, choosing = body["user"]["id"], forms.Choosing(int(action["value"]))
    await desk.filing.may_file(person)
    found = await kept_article(desk, choosing, person)
    view = await drafts_form(desk, found, choosing, person)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
