"""Correct, Retract, Restore: what an editor does to a fact that is on file."""

import json
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import history, review
from bot.cards.differences import changed_rows
from bot.cards.message import rich, rich_list, rich_section, words
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.reading import reading_view
from bot.forms.retracting import RETRACT_FORM, read_reason, retract_form
from bot.listeners.filing import offers_for, to_review, waits_for
from bot.listeners.home import Homes
from bot.listeners.in_words import in_words
from bot.listeners.surfaces import opener
from bot.mrkdwn import Json
from facts import BadInput, Desk, Draft, FactId, OutOfDate, Revision, Way

_MOST_CHANGES = 12


def register(app: AsyncApp) -> None:
    """Listen to the buttons under a history and to their forms."""
    app.action(history.CORRECT)(in_words(on_correct))
    app.action(history.RESTORE)(in_words(on_restore))
    app.action(history.RETRACT)(in_words(on_retract))
    for deed in forms.DEEDS:
        for kind in forms.KINDS:
            app.view(f"{deed}_{kind}")(in_words(on_revised))
    app.view(RETRACT_FORM)(in_words(on_retracted))


async def on_correct(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form of the fact's kind, with what stands in it."""
    await _open(client, body, await _form(desk, body, action, forms.CORRECT))
    await ack()


async def on_restore(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the same form for a fact that was taken back."""
    await _open(client, body, await _form(desk, body, action, forms.RESTORE))
    await ack()


async def on_retract(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask why the fact is taken back."""
    fact = FactId.parse(action["value"])
    revisions = await desk.revising.may_revise(fact, person=body["user"]["id"])
    await _open(client, body, retract_form(fact, metadata=_about(revisions[-1])))
    await ack()


async def on_revised(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, homes: Homes
) -> None:
    """File the next revision, or say under each field what is wrong with it."""
    filled, person = forms.read_form(view, today=desk.today()), body["user"]
    about = json.loads(view["private_metadata"])
    fact = FactId.parse(about["fact"])
    revisions = await desk.revising.may_revise(fact, person=person["id"])
    before = _before(revisions)
    asked: list[Draft] = []

    def drafts(
        revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> list[Draft]:
        asked.extend(to_review(revision, reviewers, warnings, sender.desk_channel, before=before))
        return asked

    try:
        changed = forms.read_changed(filled)
        made = await desk.revising.revise(
            f"view:{view['id']}:{view['hash']}",
            fact,
            filled.body(),
            change=changed.change,
            based_on=about["base"],
            editor=person["id"],
            editor_name=person.get("name"),
            reason=changed.reason,
            was_wrong=changed.was_wrong,
            is_right=changed.is_right,
            audience=filled.audience,
            embargo_until=filled.embargo_until,
            drafts=drafts,
        )
    except BadInput as error:
        await ack(response_action="errors", errors=filled.errors(error))
        return
    except OutOfDate:
        if revisions[-1].number == about["base"]:
            raise
        again = await _after_conflict(desk, filled, revisions, about["base"])
        await ack(response_action="update", view=again)
        return
    sender.wake()
    homes.renew(person["id"])
    told = cards.sentence("This form has been filed already.").blocks
    shown = review.filed_blocks(made, waits_for=waits_for(asked)) if made else told
    await ack(response_action="update", view=reading_view("Filed", shown))


async def on_retracted(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, homes: Homes
) -> None:
    """Take the fact back, at once; the desk's channel is told."""
    about, person = json.loads(view["private_metadata"]), body["user"]
    try:
        reason = read_reason(view)
    except BadInput as error:
        await ack(response_action="errors", errors={"reason": str(error)})
        return

    def drafts(revision: Revision) -> list[Draft]:
        told = (
            f"{revision.label}, {revision.body.heading}, was retracted by "
            f"{revision.editor_name or 'an editor'}: {revision.reason}"
        )
        if not sender.desk_channel:
            return []
        return [Draft(Way.CHANNEL, cards.sentence(told).json(), channel=sender.desk_channel)]

    made = await desk.revising.retract(
        f"view:{view['id']}:{view['hash']}",
        FactId.parse(about["fact"]),
        based_on=about["base"],
        editor=person["id"],
        editor_name=person.get("name"),
        reason=reason,
        drafts=drafts,
    )
    sender.wake()
    homes.renew(person["id"])
    done = f"{made.fact} is retracted." if made else "This form has been filed already."
    told = cards.sentence(f"{done} Every place that was told of it gets a notice.")
    await ack(response_action="update", view=reading_view("Retracted", told.blocks))


async def _form(desk: Desk, body: Json, action: Json, deed: str) -> Json:
    fact = FactId.parse(action["value"])
    revisions = await desk.revising.may_revise(fact, person=body["user"]["id"])
    shown = _before(revisions)
    form = forms.form_sent(f"{deed}_{shown.body.kind}")
    offers = await offers_for(desk, form)
    metadata = _about(revisions[-1])
    return forms.changed_form(deed, shown, offers, metadata=metadata)


async def _open(client: AsyncWebClient, body: Json, view: Json) -> None:
    """Open a form, above the history that it was reached from where that is a view."""
    await opener(client, body)(trigger_id=body["trigger_id"], view=view)


async def _after_conflict(
    desk: Desk, filled: forms.Filled, revisions: Sequence[Revision], base: int
) -> Json:
    """Make the form again with all that was typed, under what changed since it was opened."""
    newest, opened = revisions[-1], _based_on(revisions, base)
    who = newest.editor_name or "another editor"
    told = (
        f"{newest.fact} was changed while this form was open: {newest.label}, {newest.change} by "
        f"{who}. What you typed is below. Send it again to put it in place of that."
    )
    rows = changed_rows(opened, newest, limit=600)[:_MOST_CHANGES]
    above = rich(rich_section(words(told, bold=True)), *([rich_list(rows)] if rows else []))
    offers = await offers_for(desk, filled.form)
    metadata = _about(newest)
    return forms.form_again(filled.form, offers, filled.typed, metadata=metadata, above=[above])


def _before(revisions: Sequence[Revision]) -> Revision:
    """Return the newest revision that was not sent back: what a change begins from."""
    live = [one for one in revisions if one.is_pending or one.is_approved]
    return (live or list(revisions))[-1]


def _based_on(revisions: Sequence[Revision], number: int) -> Revision:
    return next((one for one in revisions if one.number == number), revisions[-1])


def _about(newest: Revision) -> str:
    return json.dumps({"fact": str(newest.fact), "base": newest.number})
