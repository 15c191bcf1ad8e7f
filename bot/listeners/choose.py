"""Choose among facts: This one, More and Show, in a message that only the asker sees."""

import json
import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import cards
from bot.delivery import Sender
from bot.listeners.ask import found_drafts
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import Conversation, TimeLimits, best_effort, press_key
from bot.mrkdwn import Json
from facts import Asked, Desk, Draft, FactId, Outcome, Way, errors, notices


def register(app: AsyncApp) -> None:
    """Listen to the buttons of a list of choices."""
    app.action("pick")(reporting_errors(on_pick))
    app.action("more_choices")(reporting_errors(on_more))
    app.action(re.compile(r"^show(:\d+)?$"))(reporting_errors(on_show))


async def on_pick(
    ack: AsyncAck,
    body: Json,
    action: Json,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    limits: TimeLimits,
) -> None:
    """Post the picked fact as the answer: once, however often the button is pressed."""
    asked, fact = await _asked(desk, body, action)
    opens = asked.thread_ts is None and not asked.channel.startswith("D")
    place = _conversation(asked, sender, opens=opens)
    question = desk.answers.read(asked.text)
    answer = await desk.answers.choose(question, fact, place.viewer)
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is no longer on file: ask again.")

    made = found_drafts(answer.match, question, place, asked.number)
    heading = cards.heading(answer.match)
    if made[0].way is Way.CHANNEL:
        made.insert(1, _posted(heading, place))
        doing = f"Posting: {heading}"
    else:
        doing = f"Only you can be shown this: {heading}"
    picked = await desk.questions.record_pick(
        press_key(body), asked.number, lambda _: made, response_url=body.get("response_url")
    )
    await ack()
    text = doing if picked else "That question was already answered."
    call = respond(replace_original=True, **cards.sentence(text).payload())
    await best_effort(call, within=limits.best_effort)
    sender.wake()  # only now, so that "Posting" does not replace "Posted"


def _posted(heading: str, place: Conversation) -> Draft:
    """Make what replaces the list of choices once the answer has been posted, with a link to it."""
    message = notices.Outgoing(posted=heading).model_dump_json(exclude_none=True)
    return Draft(
        Way.ALONE, message, place.channel, place.asker, place.thread_ts, under_previous=True
    )


async def on_more(
    ack: AsyncAck,
    body: Json,
    action: Json,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    limits: TimeLimits,
) -> None:
    """Show the next choices in place of the last ones."""
    asked = await _question(desk, body, action)
    place = _conversation(asked, sender)
    after = int(json.loads(action["value"])["after"])
    answer = await desk.answers.look_up(desk.answers.read(asked.text), place.viewer, after=after)
    if answer.outcome is not Outcome.CHOICES or not answer.matches:
        raise errors.NotOnFile("The facts that fit have changed: ask again.")
    await ack()
    page = cards.choices(answer, asked.number, after=after)
    call = respond(replace_original=True, **page.payload())
    await best_effort(call, within=limits.best_effort)


async def on_show(ack: AsyncAck, body: Json, action: Json, desk: Desk, sender: Sender) -> None:
    """Show a related fact to the asker only."""
    asked, fact = await _asked(desk, body, action)
    place = _conversation(asked, sender)
    question = desk.answers.read(str(fact))
    answer = await desk.answers.choose(question, fact, place.viewer)
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is no longer on file.")
    card = Draft(
        Way.CHANNEL if place.is_direct else Way.ALONE,
        cards.whole_card(answer.match).json(),
        place.channel,
        place.asker,
        place.thread_ts,
        carries=answer.match.rests_on,
        asked=(question.text,),
    )
    response_url = body.get("response_url")
    await desk.questions.send_to_asker(
        press_key(body), asked.number, [card], response_url=response_url
    )
    sender.wake()
    await ack()


async def _asked(desk: Desk, body: Json, action: Json) -> tuple[Asked, FactId]:
    """Return the question that a button belongs to, and the fact it names.

    NotAllowed for everyone but the question's asker.
    """
    value = json.loads(action["value"])
    return await _question(desk, body, action), FactId.parse(value["fact"])


async def _question(desk: Desk, body: Json, action: Json) -> Asked:
    asked = await desk.questions.get(int(json.loads(action["value"])["question"]))
    if asked is None:
        raise errors.NotOnFile("That question is no longer on file: ask again.")
    if asked.asker != body["user"]["id"]:
        raise errors.NotAllowed("Only the person who asked can choose: ask the question yourself.")
    return asked


def _conversation(asked: Asked, sender: Sender, *, opens: bool = False) -> Conversation:
    return Conversation(
        asked.asker, asked.channel, asked.thread_ts, opens, desk_channel=sender.desk_channel
    )
