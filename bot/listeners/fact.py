"""`/fact`: the question of a reporter on deadline."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot import cards
from bot.delivery import Sender
from bot.listeners.answering import Place, ephemeral, found_drafts, private_message
from bot.listeners.history import history
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json, unescape
from facts import Desk, Draft, FactId, Outcome, Viewer


def register(app: AsyncApp) -> None:
    """Listen to `/fact`."""
    app.command("/fact")(in_words(on_fact))


async def on_fact(ack: AsyncAck, command: Json, desk: Desk, sender: Sender) -> None:
    """Answer in the channel where a fact is found; all else is for the asker alone, in the ack."""
    text = unescape(command.get("text") or "").strip()
    place = Place(
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
    question = desk.asking.read(text)
    if question.is_empty or text.casefold() == "help":
        await ack(**ephemeral(cards.usage()))
        return
    answer = await desk.asking.look_up(question, place.viewer)

    def drafts(_: int) -> list[Draft]:
        if answer.outcome is not Outcome.FOUND:
            return []
        return found_drafts(answer.match, question, place, today=desk.today())

    number = await desk.questions.record_answer(
        f"trigger:{command['trigger_id']}", place.asked(question, answer.outcome.value), drafts
    )
    if answer.outcome is Outcome.FOUND or number is None:
        sender.wake()
        await ack()
        return
    await ack(**ephemeral(private_message(answer, number, alone=True)))
