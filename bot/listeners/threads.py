"""Asking where slash commands cannot be used: a mention in a thread, a direct message."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.delivery import Sender
from bot.listeners.answering import Place, answer_in_thread
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json, unescape, without_mention
from facts import Desk


def register(app: AsyncApp) -> None:
    """Listen to mentions and direct messages."""
    app.event("app_mention")(in_words(on_mention))
    app.event("message")(in_words(on_message))


async def on_mention(
    ack: AsyncAck, body: Json, event: Json, context: Json, desk: Desk, sender: Sender
) -> None:
    """Answer in the thread of the mention, which a mention in the channel opens."""
    if not _is_from_a_person(event):
        await ack()
        return
    place = Place(
        event["user"],
        event["channel"],
        event.get("thread_ts") or event["ts"],
        desk_channel=sender.desk_channel,
    )
    text = unescape(without_mention(event.get("text", ""), context["bot_user_id"]))
    await answer_in_thread(desk, place, f"event:{body['event_id']}", text)
    sender.wake()
    await ack()


async def on_message(
    ack: AsyncAck, body: Json, event: Json, context: Json, desk: Desk, sender: Sender
) -> None:
    """Answer a direct message; messages elsewhere are no questions to us."""
    if event.get("channel_type") == "im" and _is_from_a_person(event):
        place = Place(
            event["user"],
            event["channel"],
            event.get("thread_ts"),
            desk_channel=sender.desk_channel,
        )
        text = unescape(without_mention(event.get("text", ""), context["bot_user_id"]))
        await answer_in_thread(desk, place, f"event:{body['event_id']}", text)
        sender.wake()
    await ack()


def _is_from_a_person(event: Json) -> bool:
    """Whether a person wrote it just now: no bot, no edit, no join notice."""
    return (
        "user" in event and "bot_id" not in event and event.get("subtype") in (None, "file_share")
    )
