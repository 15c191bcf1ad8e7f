"""Add an alias: an editor names the fact that a reader's question should have found."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.requests import ADD_ALIAS
from bot.delivery import Sender
from bot.forms.short import ALIAS_FORM, alias_form, read_alias
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import form_key
from bot.listeners.review import ReviewRequest, filed_view
from bot.mrkdwn import Json
from facts import Desk, FiledFact, Viewer, errors

_NEAR = 5


def register(app: AsyncApp) -> None:
    """Listen to the button under a request or a dispute, and to its form."""
    app.action(ADD_ALIAS)(reporting_errors(on_add_alias))
    app.view(ALIAS_FORM)(reporting_errors(on_alias))


async def on_add_alias(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form, with the question and the facts closest to it."""
    kind, _, number = action["value"].partition(" ")
    person = body["user"]["id"]
    question = await desk.aliases.question(kind, int(number), person=person)
    near = await _near(desk, question, person)
    view = alias_form(
        question,
        near,
        first=str(near[0].id) if len(near) == 1 else "",
        alias=desk.aliases.suggested(question),
        metadata=json.dumps({"kind": kind, "number": int(number)}),
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def _near(desk: Desk, question: str, person: str) -> list[FiledFact]:
    try:
        answer = await desk.answers.look_up(
            desk.answers.read(question), Viewer(person, direct=True)
        )
    except errors.BadInput:  # it names an impossible date
        return []
    return [*(match.fact for match in answer.matches), *answer.related][:_NEAR]


async def on_alias(ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender) -> None:
    """File a revision with the alias, for a second editor to approve."""
    about, person = json.loads(view["private_metadata"]), body["user"]
    try:
        fact, alias = read_alias(view)
        current = await desk.aliases.approved(fact, person=person["id"])
        request = ReviewRequest(sender.desk_channel, earlier=[current])
        question = await desk.aliases.question(about["kind"], about["number"], person=person["id"])
        made = await desk.aliases.add(
            form_key(view),
            fact,
            alias,
            question=question,
            editor=person["id"],
            editor_name=person.get("name"),
            drafts=request.drafts,
        )
    except errors.BadInput as error:
        if error.field not in {"fact", "alias"}:
            raise
        await ack(response_action="errors", errors={error.field: str(error)})
        return
    sender.wake()
    await ack(response_action="update", view=filed_view(made, request))
