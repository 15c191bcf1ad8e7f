"""Filing quotes from where they were met: a checked message, a message, a pasted article."""

import json
from collections.abc import Sequence

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import cards
from bot.cards import review
from bot.cards.quotes import FILE_THIS
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.reading import reading_view
from bot.listeners.filing import to_review, waits_for
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json, message_words, unescape
from facts import BadInput, Body, Desk, Draft, NotOnFile, Revision


def register(app: AsyncApp) -> None:
    """Listen to the button, the shortcut and the two forms."""
    app.action(FILE_THIS)(in_words(on_file_this))
    app.shortcut("file_quotes")(in_words(on_file_quotes))
    app.view(forms.ARTICLE_FORM)(in_words(on_article))
    app.view(forms.DRAFTS_FORM)(in_words(on_drafts))


async def on_file_this(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Open a quote's form with the words, who is named, and the message as the source."""
    await desk.filing.may_file(body["user"]["id"])
    value = json.loads(action["value"])
    asked = await desk.questions.get(int(value["question"]))
    if asked is None:
        raise NotOnFile("That message is not on file any more: check it again.")
    words = unescape(asked.text[value["start"] : value["end"]])
    typed = {"passages.0": words, "speaker": unescape(value.get("speaker", ""))}
    typed |= await _source(client, asked.channel, value.get("ts"), title="Message in Slack")
    await client.views_open(trigger_id=body["trigger_id"], view=forms.quote_form(typed))
    await ack()


async def on_file_quotes(ack: AsyncAck, shortcut: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Show the quotes found in a message, to choose from."""
    await desk.filing.may_file(shortcut["user"]["id"])
    message = shortcut["message"]
    found = forms.drafts_of(unescape(message_words(message)))
    source = await _source(client, shortcut["channel"]["id"], message.get("ts"))
    view = forms.drafts_form(found, source)
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_article(ack: AsyncAck, body: Json, view: Json, desk: Desk) -> None:
    """Show the quotes found in a pasted article above its form, which stays as it was typed."""
    await desk.filing.may_file(body["user"]["id"])
    article, source = forms.read_article(view)
    try:
        found = forms.drafts_of(article)
    except BadInput as error:
        await ack(response_action="errors", errors=forms.no_quotes(error))
        return
    await ack(response_action="push", view=forms.drafts_form(found, source))


async def on_drafts(ack: AsyncAck, body: Json, view: Json, desk: Desk, sender: Sender) -> None:
    """File the quotes that were chosen, or say under each field what is wrong with it."""
    chosen = forms.chosen_drafts(view, today=desk.today())
    errors = {} if chosen else forms.none_chosen(view)
    bodies: list[Body] = []
    for draft in chosen:
        try:
            bodies.append(draft.filled.body())
        except BadInput as error:
            errors |= draft.errors(error)
    if errors:
        await ack(response_action="errors", errors=errors)
        return
    made: list[Revision] = []
    asked: list[Draft] = []
    for draft, quote in zip(chosen, bodies, strict=True):
        try:
            made += await _file(desk, sender, body, view, draft, quote, asked)
        except BadInput as error:
            sender.wake()  # for those before it, which are filed
            await ack(response_action="errors", errors=draft.errors(error))
            return
    sender.wake()
    told = list(cards.sentence("This form has been filed already.").blocks)
    shown = review.filed_list(made, waits_for=waits_for(asked)) if made else told
    await ack(response_action="update", view=reading_view("Filed", shown))


async def _file(
    desk: Desk,
    sender: Sender,
    body: Json,
    view: Json,
    draft: forms.ChosenDraft,
    quote: Body,
    asked: list[Draft],
) -> list[Revision]:
    """File one draft: nothing where it was filed before. `asked` becomes who was asked of it."""

    def drafts(
        revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
    ) -> list[Draft]:
        asked[:] = to_review(revision, reviewers, warnings, sender.desk_channel)
        return list(asked)

    person = body["user"]
    # A key a draft: what was filed before another draft failed is not filed again.
    made = await desk.filing.file(
        f"view:{view['id']}:{view['hash']}:{draft.number}",
        quote,
        editor=person["id"],
        editor_name=person.get("name"),
        reason=draft.filled.reason,
        audience=draft.filled.audience,
        embargo_until=draft.filled.embargo_until,
        drafts=drafts,
    )
    return [made] if made else []


async def _source(
    client: AsyncWebClient, channel: str, ts: str | None, *, title: str = ""
) -> dict[str, str]:
    """Return a message as a source, by the form's block_ids; without its address where denied."""
    source = {"sources.0.title": title, "sources.0.tier": "secondary"}
    if ts:
        try:
            found = await client.chat_getPermalink(channel=channel, message_ts=ts)
        except (SlackApiError, aiohttp.ClientError):
            return source
        source["sources.0.url"] = str(found["permalink"])
    return source
