"""Review: a second editor is asked, and approves a draft or sends it back."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.cards.message import channel, words
from bot.delivery import Sender
from bot.forms.modal import reading_view, receipt_view
from bot.forms.short import SEND_BACK, read_why, send_back_form
from bot.listeners.errors import reporting_errors
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import (
    TimeLimits,
    best_effort,
    ephemeral,
    form_key,
    press_key,
    view_opener,
)
from bot.mrkdwn import Json
from facts import Desk, Draft, FactId, Revision, Viewer, Way, errors

FILED_ALREADY = "This form was already filed."


def register(app: AsyncApp) -> None:
    """Listen to the buttons on a draft's card."""
    app.action(review.APPROVE)(reporting_errors(on_approve))
    app.action(review.SEND_BACK)(reporting_errors(on_send_back))
    app.view(SEND_BACK)(reporting_errors(on_sent_back))
    app.action(review.WHOLE_DRAFT)(reporting_errors(on_whole_draft))


@dataclass(slots=True)
class ReviewRequest:
    """Asks for a second editor in the desk's channel or, without one, asks each editor directly.

    Pass `drafts` to the desk's method that files; `waits_for` then says who was asked. `earlier`
    are the fact's revisions before the new one.
    """

    desk_channel: str | None
    earlier: Sequence[Revision] = ()
    _asked: Sequence[Draft] = ()

    def drafts(
        self, revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> Sequence[Draft]:
        """Make the messages that ask for approval; none where review is off."""
        self._asked = self._drafts(revision, reviewers, warnings)
        return self._asked

    def _drafts(
        self, revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> list[Draft]:
        if revision.is_approved:
            return []
        message = review.draft_card(revision, warnings=warnings, earlier=self.earlier).json()
        if self.desk_channel:
            return [Draft(Way.CHANNEL, message, channel=self.desk_channel)]
        return [Draft(Way.DIRECT, message, person=person) for person in reviewers]

    @property
    def waits_for(self) -> list[Json]:
        """Return who was asked: what follows "F-19 is waiting for approval" in rich text."""
        match self._asked:
            case []:
                return [words(". There is no second editor yet: an admin can add one.")]
            case [Draft(way=Way.CHANNEL, channel=str(desk))]:
                return [words(" in "), channel(desk), words(".")]
            case [_]:
                return [words(". One editor was asked by direct message.")]
            case asked:
                return [words(f". {len(asked)} editors were asked by direct message.")]


def filed_view(made: Revision | None, request: ReviewRequest) -> Json:
    """Return the view that tells an author what was filed; `made` is None for a repeated form."""
    if made is None:
        return receipt_view("Filed", cards.sentence(FILED_ALREADY).blocks)
    return receipt_view("Filed", review.filed_blocks(made, waits_for=request.waits_for))


async def on_approve(
    ack: AsyncAck,
    body: Json,
    action: Json,
    client: AsyncWebClient,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    home_tabs: HomeTabs,
    limits: TimeLimits,
) -> None:
    """Approve a draft, update its card, and tell its author."""
    place = _place(body)
    draft = json.loads(action["value"])
    decided = await _decide(
        client, desk, press_key(body), draft, place, body["user"], limits, why=None
    )
    sender.wake()
    home_tabs.refresh(body["user"]["id"])
    await ack()
    if decided is not None and not await _show_decided(client, decided, place, limits):
        text = f"{decided.label} is approved; this card of it could not be edited."
        call = respond(replace_original=False, **ephemeral(cards.sentence(text)))
        await best_effort(call, within=limits.best_effort)


async def on_send_back(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask the second editor for the reason."""
    draft = json.loads(action["value"])
    fact, number = FactId.parse(draft["fact"]), int(draft["number"])
    await desk.review.may_decide(fact, number, person=body["user"]["id"])
    form = send_back_form(json.dumps({"draft": draft, "place": _place(body)}))
    await client.views_open(trigger_id=body["trigger_id"], view=form)
    await ack()


async def on_sent_back(
    ack: AsyncAck,
    body: Json,
    view: Json,
    client: AsyncWebClient,
    desk: Desk,
    sender: Sender,
    home_tabs: HomeTabs,
    limits: TimeLimits,
) -> None:
    """Send a draft back with the reason, update its card, and tell its author."""
    about = json.loads(view["private_metadata"])
    try:
        why = read_why(view)
    except errors.BadInput as error:
        await ack(response_action="errors", errors={"why": str(error)})
        return
    draft, place = about["draft"], about["place"]
    decided = await _decide(
        client, desk, form_key(view), draft, place, body["user"], limits, why=why
    )
    sender.wake()
    home_tabs.refresh(body["user"]["id"])
    await ack()
    if decided is not None:
        await _show_decided(client, decided, place, limits)


async def on_whole_draft(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show the whole of a draft whose card was cut."""
    draft, place = json.loads(action["value"]), _place(body)
    in_desk = place is not None and place["channel"] == sender.desk_channel
    viewer = Viewer(body["user"]["id"], in_desk=in_desk, direct=True)
    revisions = await desk.answers.history(FactId.parse(draft["fact"]), viewer)
    revision = _numbered(revisions, int(draft["number"]))
    earlier = [one for one in revisions if one.number < revision.number]
    shown = review.whole_draft(revision, earlier=earlier)
    view = reading_view(f"Draft {revision.label}", shown)
    await view_opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


def _place(body: Json) -> Json | None:
    """Return where the draft's card is; None where the button was pressed in the Home tab."""
    container = body["container"]
    if "message_ts" not in container:
        return None
    return {"channel": container["channel_id"], "ts": container["message_ts"]}


async def _decide(
    client: AsyncWebClient,
    desk: Desk,
    key: str,
    draft: Json,
    place: Json | None,
    person: Json,
    limits: TimeLimits,
    *,
    why: str | None,
) -> Revision | None:
    """Approve a draft, or with a reason `why` send it back.

    None for a repeated press. Where somebody else decided in the meantime, the card is updated to
    show that, and OutOfDate is raised.
    """
    fact, number = FactId.parse(draft["fact"]), int(draft["number"])
    try:
        return await desk.review.decide(
            key,
            fact,
            number,
            approver=person["id"],
            approver_name=person.get("name"),
            approved=why is None,
            why=why,
            drafts=_to_author,
        )
    except errors.OutOfDate:
        decided = await _revision(desk, fact, number, Viewer(person["id"], direct=True))
        await _show_decided(client, decided, place, limits)
        raise


def _to_author(revision: Revision) -> list[Draft]:
    if not re.fullmatch(r"[UW][A-Z0-9]+", revision.editor):  # filed by the command line
        return []
    return [Draft(Way.DIRECT, review.author_message(revision).json(), person=revision.editor)]


async def _revision(desk: Desk, fact: FactId, number: int, viewer: Viewer) -> Revision:
    return _numbered(await desk.answers.history(fact, viewer), number)


def _numbered(revisions: Sequence[Revision], number: int) -> Revision:
    for revision in revisions:
        if revision.number == number:
            return revision
    raise errors.NotOnFile(f"{revisions[0].fact} rev {number} is not on file.")


async def _show_decided(
    client: AsyncWebClient,
    revision: Revision,
    place: Json | None,
    limits: TimeLimits,
) -> bool:
    """Edit a draft's card to show the decision; False where Slack refuses the edit."""
    if place is None:
        return True
    card = review.decided_card(revision)
    call = client.chat_update(channel=place["channel"], ts=place["ts"], **card.payload())
    return await best_effort(call, within=limits.best_effort)
