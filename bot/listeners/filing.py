"""`/fact-add`: an editor files a fact, which then waits for a second one."""

import re
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.reading import reading_view
from bot.listeners.history import history_view
from bot.listeners.home import Homes
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json, unescape
from facts import BadInput, Desk, Draft, FactId, Revision, Viewer, Way

_LISTED = 101
"""Laws and decisions read for a list: one more than it can hold, to know that there are more."""


def register(app: AsyncApp) -> None:
    """Listen to `/fact-add` and to its forms."""
    app.command("/fact-add")(in_words(on_fact_add))
    app.action(forms.CHOOSE_KIND)(in_words(on_kind))
    app.action(forms.ADD_ROW)(in_words(on_add_row))
    app.action(forms.DROP_ROW)(in_words(on_drop_row))
    for kind in forms.KINDS:
        app.view(forms.form_of(kind).callback_id)(in_words(on_filed))


async def on_fact_add(
    ack: AsyncAck, command: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Open the form of the kind that was named, the choice of a kind, or a fact to be changed."""
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
    """Turn the choice of a kind into that kind's form."""
    await _renew(client, body["view"], await _form(desk, action["value"]))
    await ack()


async def on_add_row(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Add a row; what was typed stays."""
    await _renew(client, body["view"], await _with_rows(desk, body["view"], action["value"], by=1))
    await ack()


async def on_drop_row(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Take the last row out; what was typed elsewhere stays."""
    await _renew(client, body["view"], await _with_rows(desk, body["view"], action["value"], by=-1))
    await ack()


async def on_filed(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender, homes: Homes
) -> None:
    """File what the form holds, or say under each field what is wrong with it."""
    filled, person = forms.read_form(view, today=desk.today()), body["user"]
    asked: list[Draft] = []

    def drafts(
        revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> list[Draft]:
        asked.extend(to_review(revision, reviewers, warnings, sender.desk_channel))
        return asked

    try:
        made = await desk.filing.file(
            f"view:{view['id']}:{view['hash']}",
            filled.body(),
            editor=person["id"],
            editor_name=person.get("name"),
            reason=filled.reason,
            audience=filled.audience,
            embargo_until=filled.embargo_until,
            drafts=drafts,
        )
    except BadInput as error:
        await ack(response_action="errors", errors=filled.errors(error))
        return
    sender.wake()
    homes.renew(person["id"])
    told = cards.sentence("This form has been filed already.").blocks
    shown = review.filed_blocks(made, waits_for=waits_for(asked)) if made else told
    await ack(response_action="update", view=reading_view("Filed", shown))


async def _form(desk: Desk, kind: str) -> Json:
    if kind.casefold() == forms.ARTICLE:
        return forms.article_form()
    form = forms.form_of(kind)
    view = forms.form_view(form, await offers_for(desk, form))
    assert view is not None  # noqa: S101 (an empty form fits; the tests hold every form to it)
    return view


async def offers_for(desk: Desk, form: forms.Form) -> forms.Offers:
    """Return the lists that a form lets people choose from."""
    if "law" not in form.lists:
        return forms.offers()
    return forms.offers(
        await desk.asking.laws(limit=_LISTED), await desk.asking.decisions(limit=_LISTED)
    )


async def _with_rows(desk: Desk, view: Json, group: str, *, by: int) -> Json:
    offers = await offers_for(desk, forms.form_sent(view["callback_id"]))
    changed = forms.changed_rows(view, offers, group, by=by)
    if changed is None:
        raise BadInput(
            "One of Slack’s forms holds no more fields than this. File the fact as it is, and say "
            "under “What was not verified” what is missing."
        )
    return changed


async def _renew(client: AsyncWebClient, old: Json, new: Json) -> None:
    """Put a form in another's place, unless that one has changed or was closed meanwhile."""
    try:
        await client.views_update(view_id=old["id"], hash=old["hash"], view=new)
    except SlackApiError as error:
        if error.response.get("error") not in ("hash_conflict", "not_found"):
            raise


def to_review(
    revision: Revision,
    reviewers: Sequence[str],
    warnings: Sequence[str],
    desk_channel: str | None,
    *,
    before: Revision | None = None,
) -> list[Draft]:
    """Make what asks for a second editor: one message to the desk, else one to each of them."""
    if revision.is_approved:
        return []
    message = review.draft_card(revision, warnings=warnings, before=before).json()
    if desk_channel:
        return [Draft(Way.CHANNEL, message, channel=desk_channel)]
    return [Draft(Way.DIRECT, message, person=person) for person in reviewers]


def waits_for(asked: Sequence[Draft]) -> str:
    """Return who was asked to look at what was filed, in a sentence for its author."""
    match asked:
        case []:
            return "It waits for a second editor; there is none yet: an admin can name one."
        case [Draft(way=Way.CHANNEL)]:
            return "It waits for a second editor; the desk’s channel has it."
        case _:
            return f"It waits for a second editor; {len(asked)} were asked by direct message."
