"""Ask a question: `/fact`, a mention in a thread, a direct message."""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.delivery import Sender
from bot.listeners import articles
from bot.listeners.errors import reporting_errors
from bot.listeners.history import history
from bot.listeners.interaction import Conversation, TimeLimits, ephemeral, event_key, press_key
from bot.metrics import Metrics
from bot.mrkdwn import Json, unescape, without_mention
from facts import Answer, Desk, Draft, FactId, Match, Outcome, Question, Viewer, Way, notices


def register(app: AsyncApp) -> None:
    """Listen to `/fact`, to mentions and to direct messages."""
    app.command("/fact")(reporting_errors(on_fact))
    app.event("app_mention")(reporting_errors(on_mention))
    app.event("message")(reporting_errors(on_message))


async def on_fact(
    ack: AsyncAck, command: Json, desk: Desk, sender: Sender, metrics: Metrics
) -> None:
    """Answer in the channel where a fact is found, else to the asker only."""
    text = unescape(command.get("text") or "").strip()
    place = Conversation(
        command["user_id"],
        command["channel_id"],
        opens=True,
        response_url=command.get("response_url"),
        desk_channel=sender.desk_channel,
    )
    verb, _, rest = text.partition(" ")
    if verb.casefold() == "history" and rest.strip():
        viewer = Viewer(place.asker, direct=True)
        found = await history(desk, FactId.parse(rest), viewer, sender.workspace)
        await ack(**ephemeral(found))
        return
    question = desk.answers.read(text)
    if question.is_empty or text.casefold() == "help":
        await ack(**ephemeral(cards.usage()))
        return
    answer = await metrics.look_up(desk.answers.look_up(question, place.viewer))

    def drafts(number: int) -> list[Draft]:
        if answer.outcome is not Outcome.FOUND:
            return []
        return found_drafts(answer.match, question, place, number)

    number = await desk.questions.record_answer(
        press_key(command), place.asked(question, answer.outcome.value), drafts
    )
    if answer.outcome is Outcome.FOUND or number is None:
        sender.wake()
        await ack()
        return
    await ack(**ephemeral(private_message(answer, number)))


async def on_mention(
    ack: AsyncAck,
    body: Json,
    event: Json,
    context: Json,
    desk: Desk,
    sender: Sender,
    metrics: Metrics,
) -> None:
    """Answer a mention in its thread; a mention outside a thread starts one."""
    if _is_from_a_person(event):
        thread = event.get("thread_ts") or event["ts"]
        await _answer_event(desk, sender, metrics, body, event, context, thread)
    await ack()


async def on_message(
    ack: AsyncAck,
    body: Json,
    event: Json,
    context: Json,
    client: AsyncWebClient,
    desk: Desk,
    sender: Sender,
    limits: TimeLimits,
    metrics: Metrics,
) -> None:
    """Answer a direct message, a question or an article. Messages in channels are ignored."""
    is_direct = event.get("channel_type") == "im" and _is_from_a_person(event)
    if is_direct and not await articles.offered(desk, sender, body, event, client, limits):
        await _answer_event(desk, sender, metrics, body, event, context, event.get("thread_ts"))
    await ack()


async def _answer_event(
    desk: Desk,
    sender: Sender,
    metrics: Metrics,
    body: Json,
    event: Json,
    context: Json,
    thread_ts: str | None,
) -> None:
    """Answer a mention or a direct message through the outbox: an event has no response_url."""
    place = Conversation(
        event["user"], event["channel"], thread_ts, desk_channel=sender.desk_channel
    )
    text = unescape(without_mention(event.get("text", ""), context["bot_user_id"]))
    question = desk.answers.read(text)
    way = Way.CHANNEL if place.is_direct else Way.ALONE
    if question.is_empty or question.subject.casefold() == "help":
        usage = cards.usage("@Factdesk").json()
        await desk.questions.enqueue(
            event_key(body), [Draft(way, usage, place.channel, place.asker, place.thread_ts)]
        )
        sender.wake()
        return
    answer = await metrics.look_up(desk.answers.look_up(question, place.viewer))

    def drafts(number: int) -> list[Draft]:
        if answer.outcome is Outcome.FOUND:
            return found_drafts(answer.match, question, place, number)
        message = private_message(answer, number)
        return [Draft(way, message.json(), place.channel, place.asker, place.thread_ts)]

    await desk.questions.record_answer(
        event_key(body), place.asked(question, answer.outcome.value), drafts
    )
    sender.wake()


def _is_from_a_person(event: Json) -> bool:
    """Whether a person wrote the message just now: no bot, no edit, no join notice."""
    return (
        "user" in event and "bot_id" not in event and event.get("subtype") in (None, "file_share")
    )


def found_drafts(match: Match, question: Question, place: Conversation, number: int) -> list[Draft]:
    """Make the messages that post a found answer: the card, under an opening if it needs one.

    `number` is the question's. Asked for by its id, and in a direct message, a fact shows its whole
    card: in a thread it shows the first screen of it.
    A restricted answer (a draft, or a fact for the desk only) goes to the asker alone, unless
    nobody else reads the conversation.
    """
    by_id = question.fact is not None
    card = cards.posted_card(match, number, by_id=by_id, direct=place.is_direct)
    blocks = (*card.blocks, *cards.cut_note(question))
    message = cards.Message(card.text, blocks).json()
    restricted = match.is_restricted and not (place.is_direct or place.is_desk)
    opens = place.opens and not restricted
    reply = Draft(
        Way.ALONE if restricted else Way.UNDER if opens else Way.CHANNEL,
        message,
        place.channel,
        place.asker,
        None if opens else place.thread_ts,
        under_previous=opens,
        carries=match.rests_on,
        asked=(question.text,),
    )
    if not opens:
        return [reply]
    opening = replace(
        reply,
        way=Way.CHANNEL,
        message=cards.opening(
            notices.Opening(asker=place.asker, question=question.text), match
        ).json(),
        under_previous=False,
        opens_thread=True,
    )
    return [opening, reply]


def private_message(answer: Answer, number: int) -> cards.Message:
    """Make the message for the asker where no fact, or more than one, answers the question.

    `number` is the question's, for the buttons.
    """
    if answer.outcome is Outcome.CHOICES:
        return cards.choices(answer, number)
    return cards.nothing(answer, number)
