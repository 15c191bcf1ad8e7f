"""Ask the desk a question that nothing on file answers, and dispute a fact on file."""

import json
from collections.abc import Callable

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.requests import disputed, requested
from bot.delivery import Sender
from bot.forms.modal import Typed, receipt_view
from bot.forms.short import ask_desk_form, dispute_form, read_dispute
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import form_key
from bot.mrkdwn import Json
from facts import Desk, Draft, FactId, Revision, Way, errors


def register(app: AsyncApp) -> None:
    """Listen to the two buttons and to their forms."""
    app.action("ask_desk")(reporting_errors(on_ask_desk))
    app.action("dispute")(reporting_errors(on_dispute))
    app.view("ask_desk_form")(reporting_errors(on_ask_desk_sent))
    app.view("dispute_form")(reporting_errors(on_dispute_sent))


async def on_ask_desk(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form with the question in it, or with the one quote that has no match."""
    number, *part = action["value"].split()
    asked = await desk.questions.get(int(number))
    if asked is None:
        raise errors.NotOnFile("That question is no longer on file: ask again.")
    place = {"channel": asked.channel, "ts": asked.thread_ts}
    question = asked.text[slice(*map(int, part))] if part else asked.text
    view = ask_desk_form(question, metadata=json.dumps(place))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_ask_desk_sent(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender
) -> None:
    """Send the request to the desk, with who asked and where, and say that it has it."""
    place, typed = json.loads(view["private_metadata"]), Typed.of(view).values
    person = body["user"]
    desk_drafts = await _desk_drafts(desk, sender)

    def drafts(number: int) -> list[Draft]:
        message = requested(
            number, person.get("name"), place["channel"], typed.get("question"), typed.get("reason")
        )
        return desk_drafts(message.json())

    await desk.requests.ask(
        form_key(view),
        asker=person["id"],
        channel=place["channel"],
        message_ts=place["ts"],
        question=typed.get("question", ""),
        reason=typed.get("reason"),
        drafts=drafts,
    )
    sender.wake()
    sent = _receipt("question", is_read=bool(desk_drafts("")))
    await ack(response_action="update", view=receipt_view("Sent", sent.blocks))


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
    """Send the dispute to the desk, and say that it has it."""
    place, person = json.loads(view["private_metadata"]), body["user"]
    try:
        matter, reason = read_dispute(view)
    except errors.BadInput as error:
        await ack(response_action="errors", errors={error.field or "reason": str(error)})
        return
    desk_drafts = await _desk_drafts(desk, sender)

    def drafts(number: int, revision: Revision, question: str | None) -> list[Draft]:
        message = disputed(
            number, revision, person.get("name"), place["channel"], matter, reason, question
        )
        return desk_drafts(message.json())

    await desk.requests.dispute(
        form_key(view),
        FactId.parse(place["fact"]),
        person=person["id"],
        channel=place["channel"],
        message_ts=place["ts"],
        matter=matter,
        reason=reason,
        drafts=drafts,
    )
    sender.wake()
    sent = _receipt("dispute", is_read=bool(desk_drafts("")))
    await ack(response_action="update", view=receipt_view("Sent", sent.blocks))


def _receipt(what: str, *, is_read: bool) -> cards.Message:
    """Tell the sender whether anybody gets a message about what they sent."""
    if is_read:
        return cards.sentence(f"The desk has your {what}.")
    return cards.sentence(
        f"Your {what} is saved. Nobody was notified, because Factdesk has no desk channel and no "
        "admin yet: tell the person who set it up."
    )


async def _desk_drafts(desk: Desk, sender: Sender) -> Callable[[str], list[Draft]]:
    """Return a function that addresses a message to the desk's channel, or else to each admin."""
    channel = sender.desk_channel
    admins = [] if channel else await desk.roles.admins()

    def drafts(message: str) -> list[Draft]:
        if channel:
            return [Draft(Way.CHANNEL, message, channel=channel)]
        return [Draft(Way.DIRECT, message, person=admin) for admin in admins]

    return drafts
