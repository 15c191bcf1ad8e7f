"""File quotes from where they were found: a checked message, any message, a pasted article."""

import asyncio
import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.cards.quotes import FILE_THIS
from bot.delivery import Sender
from bot.delivery.outcomes import Failure
from bot.forms import filing as forms
from bot.forms.modal import reading_view
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import TimeLimits, form_key
from bot.listeners.review import FILED_ALREADY, ReviewRequest
from bot.mrkdwn import Json, message_words, unescape
from facts import Body, Desk, Revision, errors


def register(app: AsyncApp) -> None:
    """Listen to the button, the shortcut and the two forms."""
    app.action(FILE_THIS)(reporting_errors(on_file_this))
    app.shortcut("file_quotes")(reporting_errors(on_file_quotes))
    app.view(forms.ARTICLE_FORM)(reporting_errors(on_article))
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
    """Show the quotes found in a message, to choose which to file."""
    await desk.filing.may_file(shortcut["user"]["id"])
    message = shortcut["message"]
    found = forms.drafts_of(unescape(message_words(message)))
    source = await _source(client, shortcut["channel"]["id"], message.get("ts"), limits)
    view = forms.drafts_form(found, source)
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_article(ack: AsyncAck, body: Json, view: Json, desk: Desk) -> None:
    """Show the quotes found in a pasted article, on top of its form, which keeps what was typed."""
    await desk.filing.may_file(body["user"]["id"])
    article, source = forms.read_article(view)
    try:
        found = forms.drafts_of(article)
    except errors.BadInput as error:
        await ack(response_action="errors", errors=forms.no_quotes(error))
        return
    await ack(response_action="push", view=forms.drafts_form(found, source))


async def on_drafts(ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender) -> None:
    """File the chosen quotes, or show an error under each field that needs fixing."""
    chosen = forms.chosen_drafts(view, today=desk.today())
    refused = {} if chosen else forms.none_chosen(view)
    bodies: list[Body] = []
    for draft in chosen:
        try:
            bodies.append(draft.filled.body())
        except errors.BadInput as error:
            refused |= draft.field_errors(error)
    if refused:
        await ack(response_action="errors", errors=refused)
        return
    made: list[Revision] = []
    request = ReviewRequest(sender.desk_channel)
    for draft, quote in zip(chosen, bodies, strict=True):
        try:
            made += await _file(desk, body, view, draft, quote, request)
        except errors.BadInput as error:
            sender.wake()  # the drafts before this one are filed
            await ack(response_action="errors", errors=draft.field_errors(error))
            return
    sender.wake()
    repeated = list(cards.sentence(FILED_ALREADY).blocks)
    shown = review.filed_list(made, waits_for=request.waits_for) if made else repeated
    await ack(response_action="update", view=reading_view("Filed", shown))


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
