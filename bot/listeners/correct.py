"""Correct, retract or restore a fact that is on file; edit a draft."""

import json
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import history
from bot.cards.differences import changed_rows
from bot.cards.message import rich, rich_list, rich_section, words
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.modal import receipt_view
from bot.forms.short import RETRACT_FORM, read_reason, retract_form
from bot.listeners.errors import reporting_errors
from bot.listeners.file import offers_for
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import form_key, view_opener
from bot.listeners.review import ReviewRequest, filed_view
from bot.mrkdwn import Json
from facts import Body, Change, Desk, Draft, FactId, Revision, Way, errors

_MOST_CHANGES = 12


def register(app: AsyncApp) -> None:
    """Listen to the buttons under a history and to their forms."""
    app.action(history.CORRECT)(reporting_errors(on_correct))
    app.action(history.RESTORE)(reporting_errors(on_restore))
    app.action(history.RETRACT)(reporting_errors(on_retract))
    app.action(history.EDIT_DRAFT)(reporting_errors(on_edit_draft))
    for verb in forms.PURPOSES:
        for kind in forms.KINDS:
            app.view(f"{verb}_{kind}")(reporting_errors(on_revised))
    app.view(RETRACT_FORM)(reporting_errors(on_retracted))


async def on_correct(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the form of the fact's kind, filled in with the fact."""
    await _open(client, body, await _form(desk, body, action, forms.CORRECT))
    await ack()


async def on_restore(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open the same form for a fact that was retracted."""
    await _open(client, body, await _form(desk, body, action, forms.RESTORE))
    await ack()


async def on_edit_draft(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open a draft's form as it was sent: what was typed about a change stands in it too."""
    fact = FactId.parse(action["value"])
    revisions = await desk.revising.may_revise(fact, person=body["user"]["id"])
    draft = revisions[-1]
    if draft.is_approved:
        raise errors.OutOfDate(f"{draft.label} was approved: it is no longer a draft.")
    verb = forms.EDIT
    if draft.change is not Change.FILED:
        verb = forms.RESTORE if draft.change is Change.RESTORATION else forms.CORRECT
    offers = await offers_for(desk, forms.form_sent(f"{verb}_{draft.body.kind}"))
    view = forms.changed_form(verb, draft, offers, metadata=_about(draft), draft=True)
    await _open(client, body, view)
    await ack()


async def on_retract(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask for the reason of a retraction."""
    fact = FactId.parse(action["value"])
    revisions = await desk.revising.may_revise(fact, person=body["user"]["id"])
    await _open(client, body, retract_form(fact, metadata=_about(revisions[-1])))
    await ack()


async def on_revised(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, home_tabs: HomeTabs
) -> None:
    """File the next revision, or show an error under each field that needs fixing."""
    filled, person = forms.read_form(view, today=desk.today()), body["user"]
    about = json.loads(view["private_metadata"])
    fact = FactId.parse(about["fact"])
    revisions = await desk.revising.may_revise(fact, person=person["id"])
    request = ReviewRequest(sender.desk_channel, earlier=revisions)
    try:
        changed = forms.read_changed(filled)
        made = await desk.revising.revise(
            form_key(view),
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
            drafts=request.drafts,
        )
    except errors.BadInput as error:
        offers = await offers_for(desk, filled.form)
        await ack(**forms.refused(view, filled, error, offers))
        return
    except errors.OutOfDate:
        if revisions[-1].number == about["base"]:
            raise
        refilled = await _after_conflict(desk, view, filled, revisions)
        await ack(response_action="update", view=refilled)
        return
    sender.wake()
    home_tabs.refresh(person["id"])
    await ack(response_action="update", view=filed_view(made, request))


async def on_retracted(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, home_tabs: HomeTabs
) -> None:
    """Retract the fact at once, and tell the desk's channel."""
    about, person = json.loads(view["private_metadata"]), body["user"]
    try:
        reason = read_reason(view)
    except errors.BadInput as error:
        await ack(response_action="errors", errors={"reason": str(error)})
        return

    def drafts(revision: Revision) -> list[Draft]:
        text = (
            f"{revision.label}, {revision.body.heading}, was retracted by "
            f"{revision.editor_name or 'an editor'}: {revision.reason}"
        )
        if not sender.desk_channel:
            return []
        return [Draft(Way.CHANNEL, cards.sentence(text).json(), channel=sender.desk_channel)]

    made = await desk.revising.retract(
        form_key(view),
        FactId.parse(about["fact"]),
        based_on=about["base"],
        editor=person["id"],
        editor_name=person.get("name"),
        reason=reason,
        drafts=drafts,
    )
    sender.wake()
    home_tabs.refresh(person["id"])
    done = f"{made.fact} is retracted." if made else "This form was already filed."
    message = cards.sentence(f"{done} Every thread that got it is notified.")
    await ack(response_action="update", view=receipt_view("Retracted", message.blocks))


async def filled_correction(desk: Desk, fact: FactId, new: Body, *, person: str) -> Json:
    """Make the form that corrects a fact with what a new one says of the same."""
    revisions = await desk.revising.may_revise(fact, person=person)
    before = _before(revisions)
    if before.body.kind != new.kind:
        raise errors.BadInput(f"{fact} is a {before.body.kind}, and stays one.")
    merged = before.model_copy(update={"body": desk.duplicates.merged(before.body, new)})
    offers = await offers_for(desk, forms.form_sent(f"{forms.CORRECT}_{new.kind}"))
    return forms.changed_form(forms.CORRECT, merged, offers, metadata=_about(revisions[-1]))


async def _form(desk: Desk, body: Json, action: Json, verb: str) -> Json:
    fact = FactId.parse(action["value"])
    revisions = await desk.revising.may_revise(fact, person=body["user"]["id"])
    shown = _before(revisions)
    form = forms.form_sent(f"{verb}_{shown.body.kind}")
    offers = await offers_for(desk, form)
    metadata = _about(revisions[-1])
    return forms.changed_form(verb, shown, offers, metadata=metadata)


async def _open(client: AsyncWebClient, body: Json, view: Json) -> None:
    """Open a form, on top of the history modal if it was opened from one."""
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)


async def _after_conflict(
    desk: Desk, view: Json, filled: forms.Filled, revisions: Sequence[Revision]
) -> Json:
    """Rebuild the form with everything typed, below what has changed since it was opened."""
    base = json.loads(view["private_metadata"])["base"]
    newest, opened = revisions[-1], _based_on(revisions, base)
    who = newest.editor_name or "another editor"
    changed = (
        f"{newest.fact} was changed while this form was open: {newest.label}, {newest.change} by "
        f"{who}."
    )
    conflict = f"{changed} What you typed is below. Send it again to replace that version."
    rows = changed_rows(opened, newest, limit=600)[:_MOST_CHANGES]
    above = rich(rich_section(words(conflict, bold=True)), *([rich_list(rows)] if rows else []))
    offers = await offers_for(desk, filled.form)
    again = forms.form_again(
        filled.form,
        offers,
        filled.typed,
        metadata=_about(newest),
        is_brief=forms.is_brief(view),
        above=[above],
    )
    if again is None:
        raise errors.OutOfDate(changed)
    return again


def _before(revisions: Sequence[Revision]) -> Revision:
    """Return the newest revision that was not sent back: what a change starts from."""
    live = [one for one in revisions if one.is_pending or one.is_approved]
    return (live or list(revisions))[-1]


def _based_on(revisions: Sequence[Revision], number: int) -> Revision:
    return next((one for one in revisions if one.number == number), revisions[-1])


def _about(newest: Revision) -> str:
    return json.dumps({"fact": str(newest.fact), "base": newest.number})
