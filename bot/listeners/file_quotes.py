"""File quotes from where they were found: a checked message, any message, a pasted article."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.cards.quotes import FILE_THIS
from bot.delivery import Sender
from bot.delivery.outcomes import Failure
from bot.forms import filing as forms
from bot.forms.modal import receipt_view
from bot.listeners.errors import reporting_errors
from bot.listeners.files import file_text, is_text
from bot.listeners.interaction import TimeLimits, form_key, press_key
from bot.listeners.review import FILED_ALREADY, ReviewRequest
from bot.mrkdwn import Json, message_words, unescape
from facts import Asked, Body, Desk, Revision, errors, texts


def register(app: AsyncApp) -> None:
    """Listen to the button, the shortcut and the two forms."""
    app.action(FILE_THIS)(reporting_errors(on_file_this))
    app.shortcut("file_quotes")(reporting_errors(on_file_quotes))
    app.view(forms.ARTICLE_FORM)(reporting_errors(on_article))
    app.action(forms.DRAFTS_DETAILS)(reporting_errors(on_details))
    app.view(forms.DRAFTS_FORM)(reporting_errors(on_drafts))


async def on_file_this(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk, limits: TimeLimits
) -> None:
    """Open a quote's form with the words, the speaker named, and the message as the source."""
    await desk.filing.may_file(body["user"]["id"])
    value = json.loads(action["value"])
    asked = await desk.questions.get(int(value["question"]))
    if asked is None:
        raise errors.NotOnFile("That message is no longer on file: check it again.")
    words = unescape(asked.text[value["start"] : value["end"]])
    typed = {"passages.0": words, "speaker": unescape(value.get("speaker", ""))}
    typed |= await _source(client, asked.channel, value.get("ts"), limits, title="Message in Slack")
    await client.views_open(trigger_id=body["trigger_id"], view=forms.quote_form(typed))
    await ack()


async def on_file_quotes(
    ack: AsyncAck, shortcut: Json, client: AsyncWebClient, desk: Desk, limits: TimeLimits
) -> None:
    """Show the quotes found in a message or in its text file, to choose which to file."""
    person, message = shortcut["user"]["id"], shortcut["message"]
    await desk.filing.may_file(person)
    text = unescape(message_words(message))
    if file := next(filter(is_text, message.get("files") or ()), None):
        text += "\n\n" + await file_text(client, file, within=limits.download)
    channel, ts = shortcut["channel"]["id"], message.get("ts")
    found = forms.drafts_of(text)
    number = await _kept(desk, press_key(shortcut), text, person, channel)
    if number is not None:
        source = await _source(client, channel, ts, limits)
        view = await drafts_form(desk, found, forms.Choosing(number), person, source=source)
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_article(ack: AsyncAck, body: Json, view: Json, desk: Desk) -> None:
    """Show the quotes found in a pasted article, on top of its form, which keeps what was typed."""
    person = body["user"]["id"]
    await desk.filing.may_file(person)
    article = forms.read_article(view)
    try:
        found = forms.drafts_of(article)
    except errors.BadInput as error:
        await ack(response_action="errors", errors=forms.no_quotes(error))
        return
    number = await _kept(desk, form_key(view), article, person, "")
    if number is None:
        await ack()
        return
    shown = await drafts_form(desk, found, forms.Choosing(number), person)
    await ack(response_action="push", view=shown)


async def on_details(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Show the inputs that the form left out; everything typed stays."""
    view, person = body["view"], body["user"]["id"]
    choosing = replace(forms.Choosing.of(view), has_details=True)
    found = await kept_article(desk, choosing, person)
    shown = await drafts_form(desk, found, choosing, person)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def on_drafts(ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender) -> None:
    """File the chosen quotes; first show the inputs that they need, and an error under each field.

    Where one cannot be filed after others were, the form keeps that one and names the reason.
    """
    choosing, person = forms.Choosing.of(view), body["user"]["id"]
    if not choosing.chosen:
        await ack(response_action="errors", errors=forms.none_chosen(view))
        return
    await desk.filing.may_file(person)
    found = await kept_article(desk, choosing, person)
    if choosing.needs(found):
        await ack(response_action="update", view=await drafts_form(desk, found, choosing, person))
        return
    request = ReviewRequest(sender.desk_channel)
    chosen = forms.chosen_drafts(choosing, found, today=desk.today())
    outcome = await _file_chosen(desk, body, view, chosen, request)
    if outcome.made:
        sender.wake()
    if not outcome.refused:
        repeated = list(cards.sentence(FILED_ALREADY).blocks)
        listed = review.filed_list(outcome.made, waits_for=request.waits_for)
        shown = receipt_view("Filed", listed if outcome.made else repeated)
        await ack(response_action="update", view=shown)
        return
    lacks_details = outcome.is_hidden and not choosing.has_details
    if outcome.filed or lacks_details or outcome.is_on_file:
        has_details = choosing.has_details or lacks_details
        left = replace(choosing, filed=(*choosing.filed, *outcome.filed), has_details=has_details)
        again = await drafts_form(desk, found, left, person, problems=outcome.problems)
        await ack(response_action="update", view=again)
        return
    await ack(response_action="errors", errors=outcome.refused)


@dataclass(slots=True)
class _Outcome:
    """What became of the quotes that were chosen: `filed` by number, or refused by field."""

    made: list[Revision] = field(default_factory=list)
    filed: list[int] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    is_hidden: bool = False
    """Whether the form may lack the field at fault."""
    is_on_file: bool = False

    @property
    def problems(self) -> list[str]:
        """What was filed, and why the rest was not."""
        done = [f"{each.label} is filed: {each.body.heading}." for each in self.made]
        return [*done, *dict.fromkeys(self.refused.values())]


async def _file_chosen(
    desk: Desk,
    body: Json,
    view: Json,
    chosen: Sequence[forms.ChosenDraft],
    request: ReviewRequest,
) -> _Outcome:
    """File drafts in order, up to the first that cannot be; none where one is not complete."""
    outcome = _Outcome()
    bodies: list[Body] = []
    for draft in chosen:
        outcome.refused |= draft.lacks_reason()
        try:
            bodies.append(draft.filled.body())
        except errors.BadInput as error:
            outcome.refused |= draft.field_errors(error)
            outcome.is_hidden |= not draft.filled.shows(error)
    for draft, quote in zip(chosen, bodies, strict=False) if not outcome.refused else ():
        try:
            outcome.made += await _file(desk, body, view, draft, quote, request)
        except errors.BadInput as error:
            outcome.refused = draft.field_errors(error)
            outcome.is_on_file = isinstance(error, errors.Duplicate)
            break
        outcome.filed.append(draft.number)
    return outcome


async def kept_article(desk: Desk, choosing: forms.Choosing, person: str) -> forms.Found:
    """Find the quotes of an article again: a view has no room to carry it along."""
    article = await desk.questions.get(choosing.article)
    if article is None or (article.asker, article.outcome) != (person, Asked.ARTICLE):
        raise errors.NotOnFile("That article is no longer on file: paste or send it again.")
    return forms.drafts_of(article.text)


async def _kept(desk: Desk, key: str, text: str, person: str, channel: str) -> int | None:
    """Keep an article while its quotes are chosen; None for a repeated key."""
    asked = Asked(person, channel, texts.message_text(text), Asked.ARTICLE)
    return await desk.questions.record_answer(key, asked, lambda _: [])


async def drafts_form(
    desk: Desk,
    found: forms.Found,
    choosing: forms.Choosing,
    person: str,
    *,
    source: Mapping[str, str] | None = None,
    problems: Sequence[str] = (),
) -> Json:
    """Make the form to choose among the quotes, each compared with what is on file."""
    on_file = await desk.duplicates.of_words(choosing.said(found), person=person)
    return forms.drafts_form(found, on_file, choosing, source=source, problems=problems)


async def _file(
    desk: Desk,
    body: Json,
    view: Json,
    draft: forms.ChosenDraft,
    quote: Body,
    request: ReviewRequest,
) -> list[Revision]:
    """File one draft; returns an empty list if it was filed before."""
    person = body["user"]
    # One key for each draft: drafts filed before another one failed are not filed again.
    made = await desk.filing.file(
        f"{form_key(view)}:{draft.number}",
        quote,
        editor=person["id"],
        editor_name=person.get("name"),
        reason=draft.filled.reason,
        audience=draft.filled.audience,
        embargo_until=draft.filled.embargo_until,
        known=draft.known,
        anyway=draft.anyway,
        drafts=request.drafts,
    )
    return [made] if made else []


async def _source(
    client: AsyncWebClient,
    channel: str,
    ts: str | None,
    limits: TimeLimits,
    *,
    title: str = "",
) -> dict[str, str]:
    """Return a message as a source, by the form's block_ids; no url if Slack gives none."""
    source = {"sources.0.title": title, "sources.0.tier": "secondary"}
    if ts:
        try:
            async with asyncio.timeout(limits.best_effort):  # the form must open in time without it
                found = await client.chat_getPermalink(channel=channel, message_ts=ts)
        except Failure:
            return source
        source["sources.0.url"] = str(found["permalink"])
    return source
