"""File a fact: `/fact-add`, and the forms that it opens."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Sender
from bot.delivery.outcomes import Failure, error_code
from bot.forms import filing as forms
from bot.listeners.errors import reporting_errors
from bot.listeners.history import history_view
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import form_key
from bot.listeners.review import ReviewRequest, filed_view
from bot.mrkdwn import Json, unescape
from facts import Desk, FactId, Viewer, errors

_LISTED = 101
"""Laws and decisions read for a menu: one more than it can hold, to know that there are more."""


def register(app: AsyncApp) -> None:
    """Listen to `/fact-add` and to its forms."""
    app.command("/fact-add")(reporting_errors(on_fact_add))
    app.action(forms.CHOOSE_KIND)(reporting_errors(on_kind))
    app.action(forms.ADD_ROW)(reporting_errors(on_add_row))
    app.action(forms.DROP_ROW)(reporting_errors(on_drop_row))
    app.action(forms.MORE_DETAILS)(reporting_errors(on_more_details))
    app.action(forms.STEER)(reporting_errors(on_steer))
    for kind in forms.KINDS:
        app.view(forms.form_of(kind).callback_id)(reporting_errors(on_filed))


async def on_fact_add(
    ack: AsyncAck, command: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Open the form of the named kind, the choice of a kind, or the history of a named fact."""
    await desk.filing.may_file(command["user_id"])
    kind = unescape(command.get("text") or "").strip()
    if re.fullmatch(r"[Ff][-\u2010-\u2015 ]?\d{1,9}", kind):
        viewer = Viewer(command["user_id"])
        view = await history_view(desk, FactId.parse(kind), viewer, sender.workspace)
        await client.views_open(trigger_id=command["trigger_id"], view=view)
        await ack()
        return
    view = await _form(desk, kind) if kind else forms.chooser()
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_kind(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Replace the choice of a kind with that kind's form."""
    await _replace(client, body["view"], await _form(desk, action["value"]))
    await ack()


async def on_add_row(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Add a row; everything typed stays."""
    await _replace(
        client, body["view"], await _with_rows(desk, body["view"], action["value"], by=1)
    )
    await ack()


async def on_drop_row(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Remove the last row; everything typed in other rows stays."""
    await _replace(
        client, body["view"], await _with_rows(desk, body["view"], action["value"], by=-1)
    )
    await ack()


async def on_more_details(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Show the inputs that the form left out; everything typed stays."""
    view = body["view"]
    offers = await offers_for(desk, forms.form_sent(view["callback_id"]))
    await _replace(client, view, _fitting(forms.with_more(view, offers)))
    await ack()


async def on_steer(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Ask in a brief form for what goes with a choice; a form with its details asks for it."""
    view = body["view"]
    if forms.is_brief(view):
        offers = await offers_for(desk, forms.form_sent(view["callback_id"]))
        await _replace(client, view, _fitting(forms.steered(view, offers)))
    await ack()


async def on_filed(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, home_tabs: HomeTabs
) -> None:
    """File the fact, or show an error under each field that needs fixing."""
    filled, person = forms.read_form(view, today=desk.today()), body["user"]
    request = ReviewRequest(sender.desk_channel)
    try:
        made = await desk.filing.file(
            form_key(view),
            filled.body(),
            editor=person["id"],
            editor_name=person.get("name"),
            reason=filled.reason,
            audience=filled.audience,
            embargo_until=filled.embargo_until,
            known=forms.known_of(view),
            anyway=forms.anyway_of(filled),
            drafts=request.drafts,
        )
    except errors.Duplicate as error:
        await ack(**await _refusal(desk, view, filled, error))
        return
    except errors.BadInput as error:
        offers = await offers_for(desk, filled.form)
        await ack(**forms.refused(view, filled, error, offers))
        return
    sender.wake()
    home_tabs.refresh(person["id"])
    await ack(response_action="update", view=filed_view(made, request))


async def _refusal(desk: Desk, view: Json, filled: forms.Filled, error: errors.Duplicate) -> Json:
    """Return the acknowledgement for a fact that is on file: the same form, which names the facts.

    Where the form has named them already, the sentence stands under its field.
    """
    under = forms.on_file_errors(view, filled, error)
    if under is None:
        offers = await offers_for(desk, filled.form)
        shown = forms.form_on_file(view, filled, offers, error)
        if shown is not None:
            return {"response_action": "update", "view": shown}
        under = filled.field_errors(error)
    return {"response_action": "errors", "errors": under}


async def _form(desk: Desk, kind: str) -> Json:
    if kind.casefold() == forms.ARTICLE:
        return forms.article_form()
    form = forms.form_of(kind)
    view = forms.form_again(form, await offers_for(desk, form))
    assert view is not None  # noqa: S101 (an empty form fits; tests check every one)
    return view


async def offers_for(desk: Desk, form: forms.Form) -> forms.Offers:
    """Return the menus of a form: the laws and decisions that it can refer to."""
    if "law" not in form.lists:
        return forms.offers()
    return forms.offers(
        await desk.answers.laws(limit=_LISTED), await desk.answers.decisions(limit=_LISTED)
    )


async def _with_rows(desk: Desk, view: Json, group: str, *, by: int) -> Json:
    offers = await offers_for(desk, forms.form_sent(view["callback_id"]))
    return _fitting(forms.changed_rows(view, offers, group, by=by))


def _fitting(view: Json | None) -> Json:
    if view is None:
        raise errors.BadInput(
            "One of Slack’s forms holds no more fields than this. File the fact as it is, and say "
            "under “What was not verified” what is missing."
        )
    return view


async def _replace(client: AsyncWebClient, old: Json, new: Json) -> None:
    """Replace an open form, unless it was changed or closed in the meantime."""
    try:
        await client.views_update(view_id=old["id"], hash=old["hash"], view=new)
    except Failure as error:
        if error_code(error) not in ("hash_conflict", "not_found"):
            raise
