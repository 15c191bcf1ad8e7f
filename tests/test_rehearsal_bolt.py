"""A real Bolt app in the stand-in newsroom: what each action sends it, and what its answer does.

`rehearsing` is used by the other tests of the rehearsal too.
"""

import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import (
    BOT_USER_ID,
    EDITOR,
    REPORTER,
    NoSuchThingError,
    NotPossibleError,
    StandIn,
    newsroom,
)

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-rehearsal", "xapp-rehearsal", "signing-secret"

Listeners = Callable[[AsyncApp], None]


def nothing_registered(_app: AsyncApp) -> None:
    """A bot that answers everything with 404."""


def stand_in(**settings: object) -> StandIn:
    """A newsroom with the app's commands and shortcut; settings override."""
    workspace = settings.pop("workspace", None) or newsroom()
    given = {
        "bot_token": BOT_TOKEN,
        "app_token": APP_TOKEN,
        "signing_secret": SECRET,
        "commands": ["/fact", "/fact-add"],
        "shortcuts": [("check_quote", "Check this quote")],
        "ack_timeout": 60.0,
        "triggers_live": 60.0,
    }
    return StandIn(workspace, **{**given, **settings})


def client_of(slack: StandIn, token: str = BOT_TOKEN) -> AsyncWebClient:
    """A Web API client of the newsroom that resends nothing."""
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])


def bolt_app(slack: StandIn, listeners: Listeners) -> AsyncApp:
    app = AsyncApp(client=client_of(slack), signing_secret=SECRET, process_before_response=True)
    listeners(app)
    return app


@asynccontextmanager
async def served(app: AsyncApp) -> AsyncIterator[str]:
    """The app over HTTP on loopback; its address."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", handle)
    runner = web.AppRunner(server)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def rehearsing(listeners: Listeners, **settings: object) -> AsyncIterator[StandIn]:
    """A newsroom with a bot that has these listeners, over HTTP."""
    async with (
        stand_in(**settings) as slack,
        served(bolt_app(slack, listeners)) as url,
    ):
        slack.bot_url = url
        yield slack


def choices(app: AsyncApp) -> None:
    """`/fact` answers the asker alone with two buttons; picking one posts and clears them."""
    pick = {"type": "button", "action_id": "pick"}
    blocks = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": year},
            "accessory": pick | {"text": {"type": "plain_text", "text": "This one"}, "value": key},
        }
        for year, key in (("2017", "F-1"), ("2022", "F-2"))
    ]

    @app.command("/fact")
    async def on_fact(ack: AsyncAck) -> None:
        await ack("Which one?", blocks=blocks)

    @app.action("pick")
    async def on_pick(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:  # fmt: skip
        await client.chat_postMessage(channel=body["channel"]["id"], text=action["value"])
        await respond(delete_original=True)
        await ack()


async def test_a_command_reaches_the_bot_with_all_that_slack_sends() -> None:
    async with rehearsing(choices) as slack:
        started = time.monotonic()
        exchange = await slack.command(REPORTER, "C0PRIVATE", "/fact  R&D <now> ")
        took = time.monotonic() - started
    sent = exchange.payload
    assert (sent["command"], sent["text"]) == ("/fact", "R&amp;D &lt;now&gt;")
    assert (sent["channel_id"], sent["channel_name"]) == ("C0PRIVATE", "privategroup")
    assert (sent["user_id"], sent["user_name"]) == (REPORTER, "reporter")
    assert sent["team_id"] == "T0NEWSROOM"
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", sent["trigger_id"])
    assert exchange.status == 200
    assert 0 < exchange.seconds <= took


async def test_an_ack_with_text_is_seen_by_the_asker_alone() -> None:
    async with rehearsing(choices) as slack:
        await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
        assert [m.text for m in slack.ephemerals(REPORTER)] == ["Which one?"]
        assert slack.ephemerals(EDITOR) == []
        assert "Which one?" not in [m.text for m in slack.messages("C0NEWSROOM")]


async def test_an_ack_in_channel_is_seen_by_all() -> None:
    def aloud(app: AsyncApp) -> None:
        @app.command("/fact")
        async def on_fact(ack: AsyncAck) -> None:
            await ack(text="Out loud", response_type="in_channel")

    async with rehearsing(aloud) as slack:
        await slack.command(REPORTER, "C0POLITICS", "/fact SB 54")
        assert slack.messages("C0POLITICS")[-1].text == "Out loud"


async def test_a_press_on_what_only_the_asker_sees_carries_no_message_and_can_remove_it() -> None:
    async with rehearsing(choices) as slack:
        await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
        seen = slack.ephemerals(REPORTER)[0]
        exchange = await slack.click(
            REPORTER, channel="C0NEWSROOM", ts=seen.ts, action_id="pick", value="F-2"
        )
        assert slack.messages("C0NEWSROOM")[-1].text == "F-2"
        assert slack.ephemerals(REPORTER) == []
    sent = exchange.payload
    assert sent["container"] == {
        "type": "message", "message_ts": seen.ts, "channel_id": "C0NEWSROOM", "is_ephemeral": True,
    }  # fmt: skip
    assert "message" not in sent
    assert [(a["type"], a["value"]) for a in sent["actions"]] == [("button", "F-2")]


async def test_a_press_on_a_message_carries_the_message() -> None:
    def asks(app: AsyncApp) -> None:
        @app.action("pick")
        async def on_pick(ack: AsyncAck) -> None:
            await ack()

    async with rehearsing(asks) as slack:
        parent = slack.messages("C0NEWSROOM")[0]
        button = {
            "type": "button", "action_id": "pick", "text": {"type": "plain_text", "text": "Seen"},
        }  # fmt: skip
        posted = await client_of(slack).chat_postMessage(
            channel="C0NEWSROOM", thread_ts=parent.ts, text="card",
            blocks=[{"type": "actions", "elements": [button]}],
        )  # fmt: skip
        exchange = await slack.click(
            EDITOR, channel="C0NEWSROOM", ts=posted["ts"], action_id="pick"
        )
    sent = exchange.payload
    assert (sent["message"]["text"], sent["message"]["bot_id"]) == ("card", "B0FACTDESK")
    assert sent["container"]["thread_ts"] == sent["message"]["thread_ts"] == parent.ts
    assert sent["channel"] == {"id": "C0NEWSROOM", "name": "newsroom"}


async def test_a_button_shared_by_several_rows_must_be_told_apart() -> None:
    async with rehearsing(choices) as slack:
        await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
        ts = slack.ephemerals(REPORTER)[0].ts
        with pytest.raises(NoSuchThingError, match="2 elements have action_id 'pick'"):
            await slack.click(REPORTER, channel="C0NEWSROOM", ts=ts, action_id="pick")
        with pytest.raises(NoSuchThingError, match="there is \\['pick'\\]"):
            await slack.click(REPORTER, channel="C0NEWSROOM", ts=ts, action_id="dispute")


def answers_mentions(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def on_mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        thread = event.get("thread_ts", event["ts"])
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread, text="Here.")

    @app.event("message")
    async def on_direct_message(event: dict[str, Any], client: AsyncWebClient) -> None:
        if "subtype" not in event:
            await client.chat_postMessage(channel=event["channel"], text=f"You: {event['text']}")


async def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    async with rehearsing(answers_mentions) as slack:
        parent = slack.messages("C0NEWSROOM")[0]
        exchange = await slack.say(
            REPORTER, "C0NEWSROOM", f"<@{BOT_USER_ID}> SB 54 & more", parent.ts
        )
        thread = [m.text for m in slack.messages("C0NEWSROOM", parent.ts)]
    event = exchange.payload["event"]
    assert (event["type"], event["thread_ts"]) == ("app_mention", parent.ts)
    assert event["text"] == f"<@{BOT_USER_ID}> SB 54 &amp; more"
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": BOT_USER_ID},
        {"type": "text", "text": " SB 54 & more"},
    ]
    assert thread[-2:] == [event["text"], "Here."]


@pytest.mark.parametrize(
    ("channel", "text", "event"),
    [
        pytest.param("C0NEWSROOM", "no mention", None, id="a message without a mention"),
        pytest.param("C0POLITICS", f"<@{BOT_USER_ID}> x", None, id="where the bot is no member"),
        pytest.param("D0PEOPLE", f"<@{BOT_USER_ID}> x", None, id="between two people"),
        pytest.param("C0PRIVATE", f"<@{BOT_USER_ID}> x", "app_mention", id="a private mention"),
        pytest.param("D0REPORTER", "x", "message", id="a direct message needs no mention"),
    ],
)
async def test_the_bot_is_told_only_of_what_slack_would_tell_it(
    channel: str, text: str, event: str | None
) -> None:
    async with rehearsing(answers_mentions) as slack:
        exchange = await slack.say(REPORTER, channel, text)
        assert slack.messages(channel)[0].text
        assert slack.workspace.find(channel, exchange.ts or "") is not None
    assert exchange.payload.get("event", {}).get("type") == event


async def test_the_bot_hears_its_own_direct_messages_and_peoples_edits() -> None:
    async with rehearsing(answers_mentions) as slack:
        said = await slack.say(REPORTER, "D0REPORTER", "SB 54")
        edited = await slack.edit(REPORTER, "D0REPORTER", said.ts or "", "SB 45")
        deleted = await slack.delete(REPORTER, "D0REPORTER", said.ts or "")
        await slack.until(lambda: len(slack.exchanges) == 4)
        assert [m.text for m in slack.messages("D0REPORTER")] == ["You: SB 54"]
    own = [e.payload["event"] for e in slack.exchanges if "bot_id" in e.payload["event"]]
    assert [event["text"] for event in own] == ["You: SB 54"]
    assert edited.payload["event"]["subtype"] == "message_changed"
    assert edited.payload["event"]["previous_message"]["text"] == "SB 54"
    assert deleted.payload["event"]["deleted_ts"] == said.ts


async def test_a_shortcut_carries_the_whole_message_and_works_where_the_bot_is_no_member() -> None:
    def checks(app: AsyncApp) -> None:
        @app.shortcut("check_quote")
        async def on_check(ack: AsyncAck, respond: AsyncRespond) -> None:
            await respond("Invite me first.")
            await ack()

    async with rehearsing(checks) as slack:
        message = slack.messages("C0POLITICS")[0]
        exchange = await slack.shortcut(REPORTER, "C0POLITICS", message.ts, "check_quote")
        assert slack.ephemerals(REPORTER, "C0POLITICS")[-1].text == "Invite me first."
        alone = slack.ephemerals(REPORTER)[-1]
        with pytest.raises(NotPossibleError, match="only one person sees"):
            await slack.shortcut(REPORTER, "C0POLITICS", alone.ts, "check_quote")
        with pytest.raises(NotPossibleError, match="No shortcut 'other'"):
            await slack.shortcut(REPORTER, "C0POLITICS", message.ts, "other")
    sent = exchange.payload
    assert (sent["type"], sent["callback_id"]) == ("message_action", "check_quote")
    assert sent["message"]["text"] == message.text
    assert sent["channel"] == {"id": "C0POLITICS", "name": "politics"}
