"""Add an alias: an editor names the fact that a question should have found."""

import json
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.cards.requests import ADD_ALIAS
from bot.delivery import Sender
from bot.forms.naming import ALIAS_FORM, alias_form, read_alias
from bot.forms.reading import reading_view
from bot.listeners.filing import to_review, waits_for
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json
from facts import BadInput, Desk, Draft, FiledFact, Revision, Viewer

_NEAR = 5


def register(app: AsyncApp) -> None:
    """Listen to the button under a request or a dispute, and to its form."""
    app.action(ADD_ALIAS)(in_words(on_add_alias))
    app.view(ALIAS_FORM)(in_words(on_alias))


async def on_add_alias(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form, with the question and the facts that it came near to."""
    kind, _, number = action["value"].partition(" ")
    person = body["user"]["id"]
    question = await desk.aliasing.question(kind, int(number), person=person)
    near = await _near(desk, question, person)
    view = alias_form(
        question,
        near,
        first=str(near[0].id) if len(near) == 1 else "",
        alias=desk.aliasing.suggested(question),
        metadata=json.dumps({"kind": kind, "number": int(number)}),
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def _near(desk: Desk, question: str, person: str) -> list[FiledFact]:
    try:
        answer = await desk.asking.look_up(desk.asking.read(question), Viewer(person, direct=True))
    except BadInput:  # it names a date that is none
        return []
    return [*(match.fact for match in answer.matches), *answer.related][:_NEAR]


async def on_alias(ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender) -> None:
    """File the revision that has one name more."""
    about, person = json.loads(view["private_metadata"]), body["user"]
    asked: list[Draft] = []
    before: Revision | None = None

    def drafts(
        revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> list[Draft]:
        asked.extend(to_review(revision, reviewers, warnings, sender.desk_channel, before=before))
        return asked

    try:
        fact, alias = read_alias(view)
        before = await desk.aliasing.standing(fact, person=person["id"])
        question = await desk.aliasing.question(about["kind"], about["number"], person=person["id"])
        made = await desk.aliasing.add(
            f"view:{view['id']}:{view['hash']}",
            fact,
            alias,
            question=question,
            editor=person["id"],
            editor_name=person.get("name"),
            drafts=drafts,
        )
    except BadInput as error:
        if error.field not in {"fact", "alias"}:
            raise
        await ack(response_action="errors", errors={error.field: str(error)})
        return
    sender.wake()
    told = cards.sentence("This form has been filed already.").blocks
    shown = review.filed_blocks(made, waits_for=waits_for(asked)) if made else told
    await ack(response_action="update", view=reading_view("Filed", shown))
