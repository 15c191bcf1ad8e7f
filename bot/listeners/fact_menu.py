"""The menu of a fact in a list: Still true, Correct, Retract, Restore, History."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import history
from bot.cards.home import FACT_MENU, STILL_TRUE
from bot.delivery import Sender
from bot.listeners.correct import on_correct, on_restore, on_retract
from bot.listeners.errors import reporting_errors
from bot.listeners.history import on_history
from bot.listeners.home import on_still_true
from bot.mrkdwn import Json
from facts import Desk

_CHOSEN = {
    STILL_TRUE: on_still_true,
    history.CORRECT: on_correct,
    history.RETRACT: on_retract,
    history.RESTORE: on_restore,
}


def register(app: AsyncApp) -> None:
    """Listen to the menu."""
    app.action(FACT_MENU)(reporting_errors(on_fact_menu))


async def on_fact_menu(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Do what was chosen, as its own button would."""
    verb, _, fact = action["selected_option"]["value"].partition(" ")
    if verb == history.HISTORY:
        await on_history(ack, body, {"value": fact}, client, desk, sender)
    else:
        await _CHOSEN[verb](ack, body, {"value": fact}, client, desk)
