"""The second pair of eyes: a second editor approves a draft or sends it back."""

import json
import logging
import re
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.reading import reading_view
from bot.listeners.answering import ephemeral
from bot.listeners.home import Homes
from bot.listeners.in_words import in_words
from bot.listeners.last_word import last_word
from bot.listeners.surfaces import opener
from bot.mrkdwn import Json
from facts import BadInput, Desk, Draft, FactId, NotOnFile, OutOfDate, Revision, Viewer, Way

log = logging.getLogger(__name__)


def register(app: AsyncApp) -> None:
    """Listen to what is pressed on a draft."""
    app.action(review.APPROVE)(in_words(on_approve))
    app.action(review.SEND_BACK)(in_words(on_send_back))
    app.view(forms.SEND_BACK)(in_words(on_sent_back))
    app.action(review.WHOLE_DRAFT)(in_words(on_whole_draft))


async def on_approve(
    ack: AsyncAck,
    body: Json,
    action: Json,
    client: AsyncWebClient,
    respond: AsyncRespond,
    desk: Desk,
    sender: Sender,
    homes: Homes,
) -> None:
    """Approve a draft: its card says so, and its author is told."""
    place = _place(body)
    draft = json.loads(action["value"])
    decided = await _decide(
        client, desk, f"trigger:{body['trigger_id']}", draft, place, body["user"], why=None
    )
    sender.wake()
    homes.renew(body["user"]["id"])
    await ack()
    if decided is not None and not await _show_decided(client, desk, decided, place):
        told = cards.sentence(f"{decided.label} is approved; this card of it could not be edited.")
        await last_word(respond(replace_original=False, **ephemeral(told)))


async def on_send_back(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask the second editor why."""
    draft = json.loads(action["value"])
    fact, number = FactId.parse(draft["fact"]), int(draft["number"])
    await desk.filing.may_decide(fact, number, person=body["user"]["id"])
    form = forms.send_back_form(json.dumps({"draft": draft, "place": _place(body)}))
    await client.views_open(trigger_id=body["trigger_id"], view=form)
    await ack()


async def on_sent_back(
    ack: AsyncAck,
    body: Json,
    view: Json,
    client: AsyncWebClient,
    desk: Desk,
    sender: Sender,
    homes: Homes,
) -> None:
    """Send a draft back with the reason: its card says so, and its author is told."""
    about = json.loads(view["private_metadata"])
    key = f"view:{view['id']}:{view['hash']}"
    try:
        why = forms.read_why(view)
    except BadInput as error:
        await ack(response_action="errors", errors={"why": str(error)})
        return
    draft, place = about["draft"], about["place"]
    decided = await _decide(client, desk, key, draft, place, body["user"], why=why)
    sender.wake()
    homes.renew(body["user"]["id"])
    await ack()
    if decided is not None:
        await _show_decided(client, desk, decided, place)


async def on_whole_draft(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, sender: Sender
) -> None:
    """Show all of a draft whose card was cut."""
    draft, place = json.loads(action["value"]), _place(body)
    in_desk = place is not None and place["channel"] == sender.desk_channel
    viewer = Viewer(body["user"]["id"], in_desk=in_desk, direct=True)
    revisions = await desk.asking.history(FactId.parse(draft["fact"]), viewer)
    revision = _numbered(revisions, int(draft["number"]))
    before = [one for one in revisions if one.is_approved and one.number < revision.number]
    shown = review.whole_draft(revision, before=before[-1] if before else None)
    view = reading_view(f"Draft {revision.label}", shown)
    await opener(client, body)(trigger_id=body["trigger_id"], view=view)
    await ack()


def _place(body: Json) -> Json | None:
    """Return where the draft's card stands; None where it was pressed in a view: App Home."""
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
    *,
    why: str | None,
) -> Revision | None:
    """Decide on a draft (with a reason: send it back); its card follows one decided meanwhile."""
    fact, number = FactId.parse(draft["fact"]), int(draft["number"])
    try:
        return await desk.filing.decide(
            key,
            fact,
            number,
            approver=person["id"],
            approver_name=person.get("name"),
            approved=why is None,
            why=why,
            drafts=_to_author,
        )
    except OutOfDate:
        decided = await _revision(desk, fact, number, Viewer(person["id"], direct=True))
        await _show_decided(client, desk, decided, place)
        raise


def _to_author(revision: Revision) -> list[Draft]:
    if not re.fullmatch(r"[UW][A-Z0-9]+", revision.editor):  # filed by the command line
        return []
    return [Draft(Way.DIRECT, review.told_author(revision).json(), person=revision.editor)]


async def _revision(desk: Desk, fact: FactId, number: int, viewer: Viewer) -> Revision:
    return _numbered(await desk.asking.history(fact, viewer), number)


def _numbered(revisions: Sequence[Revision], number: int) -> Revision:
    for revision in revisions:
        if revision.number == number:
            return revision
    raise NotOnFile(f"{revisions[0].fact} rev {number} is not on file.")


async def _show_decided(
    client: AsyncWebClient, desk: Desk, revision: Revision, place: Json | None
) -> bool:
    """Edit a draft's card to say what was decided; False where Slack would not have it."""
    if place is None:
        return True
    card = review.decided_card(revision, zone=desk.timezone)
    return await last_word(
        client.chat_update(channel=place["channel"], ts=place["ts"], **card.payload())
    )
