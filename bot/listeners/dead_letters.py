"""Try again: an admin's button beside a dead letter, in a message or in the Home tab."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import cards
from bot.delivery import Sender
from bot.listeners.errors import reporting_errors
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import TimeLimits, best_effort, is_home
from bot.mrkdwn import Json
from facts import Desk


def register(app: AsyncApp) -> None:
    """Listen to the button."""
    app.action("try_again")(reporting_errors(on_try_again))


async def on_try_again(
    ack: AsyncAck,
    body: Json,
    action: Json,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    home_tabs: HomeTabs,
    limits: TimeLimits,
) -> None:
    """Put a dead letter back into the outbox, with others of its place and cause."""
    count = await desk.outbox.try_again(int(action["value"]), person=body["user"]["id"])
    sender.wake()
    home_tabs.refresh(body["user"]["id"])
    await ack()
    if is_home(body):
        return
    sentences = {0: "It has been sent again already.", 1: "It is being sent again."}
    text = sentences.get(count, f"{count} messages are being sent again.")
    call = respond(replace_original=True, **cards.sentence(text).payload())
    await best_effort(call, within=limits.best_effort)
