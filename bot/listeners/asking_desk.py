"""Where the file has no answer, or a wrong one: Ask the desk, and Dispute."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.requests import disputed, requested
from bot.delivery import Sender
from bot.forms.asking import ask_desk_form, dispute_form, read_dispute
from bot.forms.filing.typed import Typed
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json
from facts import BadInput, Desk, Draft, FactId, NotOnFile, Revision, Way


def register(app: AsyncApp) -> None:
    """Listen to the two buttons and to their forms."""
    app.action("ask_desk")(in_words(on_ask_desk))
    app.action("dispute")(in_words(on_dispute))
    app.view("ask_desk_form")(in_words(on_ask_desk_sent))
    app.view("dispute_form")(in_words(on_dispute_sent))


async def on_ask_desk(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form, with the question in it, or the one quote in it that has no match."""
    number, *part = action["value"].split()
    asked = await desk.questions.get(int(number))
    if asked is None:
        raise NotOnFile("That question is not on file any more: ask again.")
    place = {"channel": asked.channel, "ts": asked.thread_ts}
    question = asked.text[slice(*map(int, part))] if part else asked.text
    view = ask_desk_form(question, metadata=json.dumps(place))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_ask_desk_sent(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender
) -> None:
    """Keep the request and tell the desk, with who asked and where."""
    place, typed = json.loads(view["private_metadata"]), Typed.of(view).values
    person = body["user"]
    told = await _desk_places(desk, sender)

    def drafts(number: int) -> list[Draft]:
        message = requested(
            number, person.get("name"), place["channel"], typed.get("question"), typed.get("reason")
        )
        return [_draft(one, message.json()) for one in told]

    await desk.requests.ask(
        f"view:{view['id']}:{view['hash']}",
        asker=person["id"],
        channel=place["channel"],
        message_ts=place["ts"],
        question=typed.get("question", ""),
        reason=typed.get("reason"),
        drafts=drafts,
    )
    sender.wake()
    await ack()


async def on_dispute(ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient) -> None:
    """Open the form that asks what is wrong."""
    container = body.get("container", {})
    place = {
        "fact": action["value"],
        "channel": container.get("channel_id"),
        "ts": container.get("message_ts"),
    }
    view = dispute_form(action["value"], metadata=json.dumps(place))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_dispute_sent(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender
) -> None:
    """Keep the dispute and tell the desk."""
    place, person = json.loads(view["private_metadata"]), body["user"]
    try:
        matter, reason = read_dispute(view)
    except BadInput as error:
        await ack(response_action="errors", errors={error.field or "reason": str(error)})
        return
    told = await _desk_places(desk, sender)

    def drafts(number: int, revision: Revision, question: str | None) -> list[Draft]:
        message = disputed(
            number, revision, person.get("name"), place["channel"], matter, reason, question
        )
        return [_draft(one, message.json()) for one in told]

    await desk.requests.dispute(
        f"view:{view['id']}:{view['hash']}",
        FactId.parse(place["fact"]),
        person=person["id"],
        channel=place["channel"],
        message_ts=place["ts"],
        matter=matter,
        reason=reason,
        drafts=drafts,
    )
    sender.wake()
    await ack()


async def _desk_places(desk: Desk, sender: Sender) -> list[tuple[Way, str]]:
    """Return where the desk is told: its channel, else each admin by direct message."""
    if sender.desk_channel:
        return [(Way.CHANNEL, sender.desk_channel)]
    return [(Way.DIRECT, admin) for admin in await desk.people.admins()]


def _draft(place: tuple[Way, str], message: str) -> Draft:
    way, where = place
    return (
        Draft(way, message, channel=where)
        if way is Way.CHANNEL
        else Draft(way, message, person=where)
    )
