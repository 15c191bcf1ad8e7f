"""What can be done where a fact is on file already: open it, or turn the form into a correction."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards.review import OPEN_FACT
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.modal import reading_view
from bot.listeners.correct import filled_correction
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import is_in_desk, view_opener
from bot.mrkdwn import Json
from facts import Desk, FactId, Outcome, Viewer, errors


def register(app: AsyncApp) -> None:
    """Listen to the buttons beside each fact that a form or a draft's card names."""
    app.action(re.compile(rf"^{OPEN_FACT}\."))(reporting_errors(on_open_fact))
    app.action(re.compile(rf"^{forms.FILE_CORRECTION}\."))(reporting_errors(on_file_correction))


async def on_open_fact(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show a fact's whole card to the person who pressed, on top of the form it was pressed in."""
    fact = FactId.parse(action["value"])
    viewer = Viewer(body["user"]["id"], in_desk=is_in_desk(body, sender), direct=True)
    answer = await desk.answers.look_up(desk.answers.read(str(fact)), viewer)
    if answer.outcome is not Outcome.FOUND:
        raise errors.NotOnFile(f"{fact} is not on file, or not for you to see.")
    card = cards.whole_card(answer.match)
    view = reading_view(str(fact), [one for one in card.blocks if one["type"] != "actions"])
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_file_correction(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Turn the form of a new fact into one that corrects the fact on file with what was typed."""
    view, fact = body["view"], FactId.parse(action["value"])
    filled = forms.read_form(view, today=desk.today())
    new = filled.body()
    form = await filled_correction(desk, fact, new, person=body["user"]["id"])
    # Slack keeps what was typed in an input whose ids stay: a view without inputs comes between.
    between = reading_view(f"Correct {fact}", cards.sentence("Opening the correction…").blocks)
    emptied = await client.views_update(view_id=view["id"], hash=view["hash"], view=between)
    await client.views_update(view_id=view["id"], hash=emptied["view"]["hash"], view=form)
    await ack()
