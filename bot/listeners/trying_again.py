"""Try again: an admin's button beside what Slack would not take, in a message or in App Home."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import cards
from bot.delivery import Sender
from bot.listeners.home import Homes
from bot.listeners.in_words import in_words
from bot.listeners.last_word import last_word
from bot.listeners.surfaces import is_home
from bot.mrkdwn import Json
from facts import Desk


def register(app: AsyncApp) -> None:
    """Listen to the button."""
    app.action("try_again")(in_words(on_try_again))


async def on_try_again(
    ack: AsyncAck,
    body: Json,
    action: Json,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    homes: Homes,
) -> None:
    """Put the message back into the queue, with all that failed there of the same cause."""
    count = await desk.outbox.try_again(int(action["value"]), person=body["user"]["id"])
    sender.wake()
    homes.renew(body["user"]["id"])
    await ack()
    if is_home(body):
        return
    told = {0: "It has been sent again already.", 1: "It is being sent again."}
    sentence = told.get(count, f"{count} messages are being sent again.")
    await last_word(respond(replace_original=True, **cards.sentence(sentence).payload()))
