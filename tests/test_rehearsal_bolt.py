"""A real Bolt app in the stand-in newsroom: what each action sends it, and what its answer does.

`rehearsing` is used by the other tests of the rehearsal too.
"""

import re
import time

import pytest
from rehearsal_driver import answers_mentions, choices, client_of, rehearsing
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from rehearsal import (
    BOT_USER_ID,
    EDITOR,
    REPORTER,
    NoSuchThingError,
    NotPossibleError,
)


def nothing_registered(_app: AsyncApp) -> None:
    """A bot that answers everything with 404."""


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
