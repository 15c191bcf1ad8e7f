"""What only the asker sees has buttons: this one, show, ask the desk."""

import json
import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import cards
from bot.delivery import Sender
from bot.listeners.answering import Place, found_drafts
from bot.listeners.in_words import in_words
from bot.listeners.last_word import last_word
from bot.mrkdwn import Json
from facts import Asked, Desk, Draft, FactId, NotAllowed, NotOnFile, Outcome, Question, Way


def register(app: AsyncApp) -> None:
    """Listen to the picker's buttons."""
    app.action("pick")(in_words(on_pick))
    app.action(re.compile(r"^show(:\d+)?$"))(in_words(on_show))


async def on_pick(
    ack: AsyncAck, body: Json, action: Json, respond: AsyncRespond, desk: Desk, sender: Sender
) -> None:
    """Post the picked fact as the answer: once, however often the picker is pressed."""
    asked, fact = await _asked(desk, body, action)
    place = Place(
        asked.asker,
        asked.channel,
        asked.thread_ts,
        opens=_opens(asked),
        desk_channel=sender.desk_channel,
    )
    question = desk.asking.read(asked.text)
    answer = await desk.asking.choose(question, fact, place.viewer)
    if answer.outcome is not Outcome.FOUND:
        raise NotOnFile(f"{fact} is not on file any more: ask again.")

    def drafts(_: int) -> list[Draft]:
        return found_drafts(answer.match, question, place, today=desk.today())

    posted = await desk.questions.record_pick(f"trigger:{body['trigger_id']}", asked.number, drafts)
    sender.wake()
    await ack()
    told = (
        f"Posted: {cards.heading(answer.match)}"
        if posted
        else "That question has its answer already."
    )
    await last_word(respond(replace_original=True, **cards.sentence(told).payload()))


async def on_show(ack: AsyncAck, body: Json, action: Json, desk: Desk, sender: Sender) -> None:
    """Show a related fact to the asker alone."""
    asked, fact = await _asked(desk, body, action)
    place = Place(asked.asker, asked.channel, asked.thread_ts, desk_channel=sender.desk_channel)
    question: Question = desk.asking.read(str(fact))
    answer = await desk.asking.choose(question, fact, place.viewer)
    if answer.outcome is not Outcome.FOUND:
        raise NotOnFile(f"{fact} is not on file any more.")
    message = cards.card(answer.match, today=desk.today()).json()
    way = Way.CHANNEL if place.is_direct else Way.ALONE
    shown = Draft(
        way,
        message,
        place.channel,
        place.asker,
        place.thread_ts,
        carries=answer.match.rests_on,
        asked=(question.text,),
    )
    await desk.questions.send_to_asker(
        f"trigger:{body['trigger_id']}",
        asked.number,
        [shown],
        response_url=body.get("response_url"),
    )
    sender.wake()
    await ack()


async def _asked(desk: Desk, body: Json, action: Json) -> tuple[Asked, FactId]:
    """Return the question that a button belongs to; only its asker may press it."""
    value = json.loads(action["value"])
    asked = await desk.questions.get(int(value["question"]))
    if asked is None:
        raise NotOnFile("That question is not on file any more: ask again.")
    if asked.asker != body["user"]["id"]:
        raise NotAllowed("Only the person who asked can choose: ask the question yourself.")
    return asked, FactId.parse(value["fact"])


def _opens(asked: Asked) -> bool:
    return asked.thread_ts is None and not asked.channel.startswith("D")
