"""From an answer to what is posted where: the same for a command, a mention and a message."""

from dataclasses import dataclass
from datetime import date

from bot import cards
from bot.mrkdwn import Json
from facts import Answer, Asked, Desk, Draft, Match, Outcome, Question, Viewer, Way


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked. `opens` where the answer needs an opening message to hang under."""

    asker: str
    channel: str
    thread_ts: str | None = None
    opens: bool = False
    response_url: str | None = None
    desk_channel: str | None = None

    @property
    def is_desk(self) -> bool:
        """Whether it is the desk's own channel: what is the desk's alone can be said there."""
        return self.channel == self.desk_channel

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message: what only the asker sees can be said there openly."""
        return self.channel.startswith("D")

    @property
    def viewer(self) -> Viewer:
        """For whom the answer is."""
        return Viewer(self.asker, in_desk=self.is_desk, direct=self.is_direct)

    def asked(self, question: Question, outcome: str) -> Asked:
        """Return the question as it is kept."""
        return Asked(
            self.asker, self.channel, question.text, outcome, self.thread_ts, self.response_url
        )


def found_drafts(match: Match, question: Question, place: Place, *, today: date) -> list[Draft]:
    """Make the messages that post a found answer: an opening and the card under it, or the card."""
    card = cards.card(match, today=today)
    blocks = (*card.blocks, *cards.cut_note(question))
    message = cards.Message(card.text, blocks).json()
    carries, asked = match.rests_on, (question.text,)
    if match.is_restricted and not (place.is_direct or place.is_desk):
        return [
            Draft(
                Way.ALONE,
                message,
                place.channel,
                place.asker,
                place.thread_ts,
                carries=carries,
                asked=asked,
            )
        ]
    reply = Draft(
        Way.CHANNEL,
        message,
        place.channel,
        place.asker,
        place.thread_ts,
        carries=carries,
        asked=asked,
    )
    if not place.opens:
        return [reply]
    opening = cards.opening(place.asker, question).json()
    return [
        Draft(Way.CHANNEL, opening, place.channel, place.asker),
        Draft(
            Way.UNDER,
            message,
            place.channel,
            place.asker,
            under_previous=True,
            carries=carries,
            asked=asked,
        ),
    ]


def private_message(answer: Answer, number: int, *, alone: bool) -> cards.Message:
    """Make what is said where nothing, or more than one fact, answers."""
    if answer.outcome is Outcome.CHOICES:
        return cards.choices(answer, number, alone=alone)
    return cards.nothing(answer, number, alone=alone)


async def answer_in_thread(desk: Desk, place: Place, inbound_key: str, text: str) -> None:
    """Answer a mention or a direct message: all of it goes through the outbox."""
    question = desk.asking.read(text)
    if question.is_empty or question.subject.casefold() == "help":
        way = Way.CHANNEL if place.is_direct else Way.ALONE
        usage = cards.usage("@Factdesk").json()
        await desk.questions.enqueue(
            inbound_key, [Draft(way, usage, place.channel, place.asker, place.thread_ts)]
        )
        return
    answer = await desk.asking.look_up(question, place.viewer)

    def drafts(number: int) -> list[Draft]:
        if answer.outcome is Outcome.FOUND:
            return found_drafts(answer.match, question, place, today=desk.today())
        message = private_message(answer, number, alone=not place.is_direct)
        way = Way.CHANNEL if place.is_direct else Way.ALONE
        return [Draft(way, message.json(), place.channel, place.asker, place.thread_ts)]

    await desk.questions.record_answer(
        inbound_key, place.asked(question, answer.outcome.value), drafts
    )


def ephemeral(message: cards.Message) -> Json:
    """Return a message as the body of an acknowledgement that only the asker sees."""
    return {"response_type": "ephemeral", **message.payload()}
