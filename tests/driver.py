"""Drive the newsroom that `conftest.py` opens as people do: ask, file, correct, read."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from form_filling import QUOTE
from typer.testing import CliRunner

import rehearsal
from bot.cli import app
from bot.server import Bot
from facts import (
    Body,
    Change,
    Desk,
    FactId,
    Law,
    Quote,
    Revision,
    Viewer,
)
from rehearsal import EDITOR, REPORTER, SECOND_EDITOR, Exchange, Message, View

BOT_TOKEN = "xoxb-test"

APP_TOKEN = "xapp-test"

SECRET = "test-signing-secret"

PATIENCE_S = 60.0
"""How long a listener may take, and Slack waits, in tests that are not about that."""

NEWSROOM = "C0NEWSROOM"

DESK = "C0DESK"

LAW, LUNA = FactId(number=1), FactId(number=12)
"""The California Values Act, and Sheriff Luna's words on transfers."""

WORDS = "The county publishes a list of every transfer it makes, each month, without exception."

CENSUS = QUOTE | {
    "passages.0": WORDS,
    "speaker": "Maria Vega",
    "role": "County Clerk",
    "topic": "publishing transfers",
}

EXACT = (
    "Luna: “We will only transfer an individual into ICE custody if we are presented with a "
    "federal judicial warrant that’s signed by a judge.”"
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A running newsroom: who asks goes through `slack`, what the desk knows is in `desk`."""

    slack: rehearsal.StandIn
    bot: Bot
    desk: Desk
    url: str
    """Where the bot listens."""

    async def again(self, exchange: rehearsal.Exchange, **changes: object) -> rehearsal.Exchange:
        """Deliver once more what Slack delivered before, signed anew; with `changes` to it."""
        payload = {**exchange.payload, **changes}
        if "event" in payload:
            body, kind = json.dumps(payload), "application/json"
        else:
            form = payload if "command" in payload else {"payload": json.dumps(payload)}
            body, kind = urlencode(form), "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, **self.slack.signed(body.encode())}
        return await self.slack.deliver("/slack/events", body.encode(), headers=headers)


OpenNewsroom = Callable[..., AbstractAsyncContextManager[Newsroom]]


# Asking


async def ask(newsroom: Newsroom, text: str, *, user: str = REPORTER) -> tuple[Message, Message]:
    """Ask, and return the opening and the card under it."""
    before = len(posted(newsroom))
    exchange = await newsroom.slack.command(user, NEWSROOM, f"/fact {text}")
    assert exchange.is_acknowledged
    opening = (await newsroom.slack.until(lambda: posted(newsroom)[before:]))[0]
    return opening, (await cards_under(newsroom, opening))[0]


async def choose(newsroom: Newsroom, user: str, card: Message, choice: str) -> Exchange:
    """`user` makes a choice in the menu of a card, such as `history F-1`."""
    return await newsroom.slack.click(
        user, channel=card.channel, ts=card.ts, action_id="card_menu", value=choice
    )


async def check(newsroom: Newsroom, text: str, channel: str = NEWSROOM) -> Message:
    """Say something, use the shortcut on it, return the reply in its thread."""
    slack = newsroom.slack
    said = await slack.say(REPORTER, channel, text)
    assert said.ts is not None
    await slack.shortcut(REPORTER, channel, said.ts, "check_quote")
    ts = said.ts
    replies = await slack.until(lambda: slack.messages(channel, ts)[1:])
    return replies[0]


async def ask_the_desk(
    newsroom: Newsroom, *, receipt_says: str = "The desk has your question."
) -> None:
    """Ask what nothing on file answers, send it to the desk as a request, read the receipt."""
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact price of eggs")
    (answer,) = slack.ephemerals(REPORTER)
    await slack.click(REPORTER, channel=NEWSROOM, ts=answer.ts, action_id="ask_desk")
    form = slack.top_view(REPORTER)
    assert form is not None
    assert "price of eggs" in str(form.blocks)
    await slack.submit(REPORTER, form.id, {"reason": "for the six o'clock"})
    receipt = slack.top_view(REPORTER)
    assert receipt is not None
    assert receipt_says in str(receipt.blocks)


async def home(newsroom: Newsroom, person: str) -> View:
    """Open the tab, and wait for what is published."""
    before = newsroom.slack.home(person)
    old = before.hash if before else None
    exchange = await newsroom.slack.open_home(person)
    assert exchange.is_acknowledged

    def published() -> View | None:
        view = newsroom.slack.home(person)
        return view if view is not None and view.hash != old else None

    return await newsroom.slack.until(published)  # type: ignore[return-value]


# Filing


async def opened(newsroom: Newsroom, kind: str, user: str = EDITOR) -> View:
    """Open the form of /fact-add for a kind of fact, with its details."""
    await newsroom.slack.command(user, NEWSROOM, f"/fact-add {kind}")
    return await with_details(newsroom, user)


async def with_details(newsroom: Newsroom, user: str = EDITOR) -> View:
    """Press More details in the form on top."""
    view_id = top_view(newsroom, user).id
    await newsroom.slack.click(user, view_id=view_id, action_id="more_details")
    return top_view(newsroom, user)


async def filed(newsroom: Newsroom, kind: str, typed: Mapping[str, object]) -> Exchange:
    """File a fact as an editor, without looking at what came of it."""
    form = await opened(newsroom, kind)
    return await newsroom.slack.submit(EDITOR, form.id, typed)


async def draft_in(newsroom: Newsroom, channel: str = DESK) -> Message:
    """Wait for the newest draft in the desk channel, or in another."""
    return (await newsroom.slack.until(lambda: posted(newsroom, channel)))[-1]


async def press(newsroom: Newsroom, user: str, draft: Message, action: str) -> Exchange:
    """Press a button of a draft's message."""
    return await newsroom.slack.click(user, channel=draft.channel, ts=draft.ts, action_id=action)


# Correcting


async def corrected(
    newsroom: Newsroom,
    fact: FactId,
    body: Body,
    *,
    change: Change = Change.CORRECTION,
    approve: bool = True,
    reason: str = "Wrong day typed from the bill history",
) -> Revision:
    """Correct a fact as one editor, and approve it as the second."""
    made = await newsroom.desk.revising.revise(
        None,
        fact,
        body,
        change=change,
        based_on=(await newest(newsroom, fact)).number,
        editor=EDITOR,
        editor_name="editor",
        reason=reason,
        was_wrong="The day was wrong.",
        is_right="It was another day.",
    )
    assert made is not None
    if approve:
        await approved(newsroom, made)
    return made


async def approved(newsroom: Newsroom, made: Revision, by: str = SECOND_EDITOR) -> None:
    """Approve a revision, and wake the sender."""
    key = f"test:{made.label}:{by}"
    await newsroom.desk.review.decide(key, made.fact, made.number, approver=by, approved=True)
    newsroom.bot.sender.wake()


async def newest(newsroom: Newsroom, fact: FactId) -> Revision:
    """Return the newest revision of a fact, a draft included."""
    return (await newsroom.desk.answers.history(fact, Viewer(EDITOR)))[-1]


async def the_law(newsroom: Newsroom) -> Law:
    """Return the body of `LAW` as it reads now, a draft included."""
    body = (await newest(newsroom, LAW)).body
    assert isinstance(body, Law)
    return body


async def the_quote(newsroom: Newsroom) -> Quote:
    """Return the body of `LUNA` as it reads now, a draft included."""
    body = (await newest(newsroom, LUNA)).body
    assert isinstance(body, Quote)
    return body


def signed_on(law: Law, day: str) -> Law:
    """Return the law with another day of its signing."""
    events = [
        event.model_dump(mode="json") | ({"on": day} if event.event == "signed" else {})
        for event in law.events
    ]
    return Law.model_validate(law.model_dump(mode="json") | {"events": events})


def in_other_words(quote: Quote) -> Quote:
    """Return the quote with a word more in it."""
    passage = quote.passages[0].replace("no choice", "no other choice")
    return quote.model_copy(update={"passages": (passage, *quote.passages[1:])})


# Reading what people see


def posted(newsroom: Newsroom, channel: str = NEWSROOM) -> list[Message]:
    """Return the messages that the bot has posted in a channel, without their threads."""
    return [message for message in newsroom.slack.messages(channel) if message.is_bots]


def is_struck(message: Message) -> bool:
    """Whether a message was edited to say that it no longer holds."""
    return re.search(r"\b(RETRACTED|CORRECTED|RESTORED|SUPERSEDED) on ", message.text) is not None


async def cards_under(newsroom: Newsroom, opening: Message) -> list[Message]:
    """Wait for the messages in the thread under an opening."""
    thread = newsroom.slack.messages
    return await newsroom.slack.until(lambda: thread(opening.channel, opening.ts)[1:])


def direct(newsroom: Newsroom, person: str) -> str:
    """Return the id of the direct message channel between the bot and a person."""
    return newsroom.slack.workspace.direct_message(person).id


def top_view(newsroom: Newsroom, user: str = EDITOR) -> View:
    """Return the form or modal that a person sees on top."""
    view = newsroom.slack.top_view(user)
    assert view is not None
    return view


def words(message: Message) -> str:
    """Return everything that a message shows, and the addresses behind its links, as one text."""
    return "\n".join([message.text, *_leaves(message.blocks)])


def _leaves(node: object) -> list[str]:
    if isinstance(node, list):
        return [leaf for one in node for leaf in _leaves(one)]
    if isinstance(node, dict):
        shown = {key: one for key, one in node.items() if not key.endswith("_id") and key != "type"}
        return [leaf for one in shown.values() for leaf in _leaves(one)]
    return [node] if isinstance(node, str) else []


def texts(node: object) -> str:
    """Return all words of a view, in order."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(texts, node)))
    if not isinstance(node, dict):
        return ""
    if isinstance(node.get("text"), str):
        return str(node["text"])
    names = ("title", "blocks", "text", "fields", "elements", "accessory", "label", "element")
    return "\n".join(filter(None, (texts(node.get(name)) for name in names)))


def mrkdwn_of(node: object) -> list[str]:
    """Return all texts in Slack markup among blocks, in order."""
    if isinstance(node, list | tuple):
        return [found for each in node for found in mrkdwn_of(each)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if node.get("type") == "mrkdwn" else []
    return own + [found for each in node.values() for found in mrkdwn_of(each)]


def typed(view: View, field: str) -> object:
    """Return what is in a field of a form: typed text, or the chosen option."""
    (state,) = view.values[field].values()
    return state.get("value") or (state.get("selected_option") or {}).get("value")


def picker_value(picker: Message, title: str) -> str:
    """Return the value of the button beside a title, in an answer with choices."""
    for block in picker.blocks or []:
        if title in json.dumps(block, ensure_ascii=False) and "accessory" in block:
            return str(block["accessory"]["value"])
    raise AssertionError(f"{title} is not offered")


# Waiting for the outbox


async def settled(newsroom: Newsroom) -> None:
    """Wait until everything in the outbox has been sent: no notice is still to come."""
    newsroom.bot.sender.wake()
    assert not {"waiting", "sending"} & set(await outbox_at_rest(newsroom))


async def outbox_at_rest(newsroom: Newsroom) -> dict[str, int]:
    """Wait until nothing is being posted; returns how many deliveries are in each state."""
    await newsroom.bot.sender.idle()
    return (await newsroom.desk.outbox.state()).counts


class Factdesk:
    """Runs the command line in this process."""

    def __call__(self, *arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout, result.stderr

    def json(self, *arguments: str) -> dict[str, Any]:
        code, out, err = self(*arguments, "--json")
        assert (code, err) == (0, "")
        loaded: dict[str, Any] = json.loads(out)
        return loaded


async def retracted(newsroom: Newsroom, fact: FactId, reason: str = "It was never said") -> None:
    based_on = (await newest(newsroom, fact)).number
    await newsroom.desk.revising.retract(
        None, fact, based_on=based_on, editor=EDITOR, reason=reason
    )
    newsroom.bot.sender.wake()


async def thread(newsroom: Newsroom, opening: Message, count: int) -> list[Message]:
    """The messages under an opening, once there are so many and nothing is left to send."""

    def there() -> list[Message]:
        found = newsroom.slack.messages(opening.channel, opening.ts)[1:]
        return found if len(found) >= count else []

    await newsroom.slack.until(there)
    await settled(newsroom)
    found = there()
    assert len(found) == count
    return found


def styled(message: Message, style: str) -> list[str]:
    """Return the words of a message in a style, run by run."""
    return _styled(message.blocks or [], style)


def _styled(node: object, style: str) -> list[str]:
    if isinstance(node, list):
        return [found for one in node for found in _styled(one, style)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "text" and (node.get("style") or {}).get(style):
        return [node["text"]]
    return [found for one in node.values() for found in _styled(one, style)]
