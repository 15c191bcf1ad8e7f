"""Menus and buttons in messages, stacked forms by method, typed text, and moving about."""

from typing import Any

import pytest
from rehearsal_driver import Block, client_of, option, plain, rehearsing, stand_in
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import BOT_USER_ID, EDITOR, REPORTER, NoSuchThingError, NotPossibleError
from rehearsal.actions.composing import composed

OPTIONS = [option("law", "Law"), option("quote", "Quote")]
GOOD = {"text": plain("Good"), "value": "good"}
BAD = {"text": plain("Bad"), "value": "bad"}


def acks(app: AsyncApp) -> None:
    @app.action("it")
    async def on_it(ack: AsyncAck) -> None:
        await ack()


CLICKS: list[Any] = [
    pytest.param(
        {"type": "static_select", "options": OPTIONS}, "law", "selected_option", OPTIONS[0],
        id="a menu",
    ),
    pytest.param(
        {"type": "overflow", "options": OPTIONS}, "quote", "selected_option", OPTIONS[1],
        id="an overflow menu",
    ),
    pytest.param(
        {"type": "radio_buttons", "options": OPTIONS}, "law", "selected_option", OPTIONS[0],
        id="radio buttons",
    ),
    pytest.param(
        {"type": "checkboxes", "options": OPTIONS}, ["law", "quote"], "selected_options", OPTIONS,
        id="checkboxes",
    ),
    pytest.param({"type": "datepicker"}, "2017-10-05", "selected_date", "2017-10-05", id="a date"),
    pytest.param({"type": "users_select"}, EDITOR, "selected_user", EDITOR, id="a person"),
    pytest.param(
        {"type": "button", "text": plain(), "value": "F-1"}, None, "value", "F-1", id="a button"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("element", "value", "key", "sent"), CLICKS)
async def test_each_element_sends_slacks_own_action(
    element: Block, value: object, key: str, sent: object
) -> None:
    blocks = [{"type": "actions", "block_id": "b", "elements": [{**element, "action_id": "it"}]}]
    async with rehearsing(acks) as slack:
        posted = await client_of(slack).chat_postMessage(
            channel="C0NEWSROOM", text="x", blocks=blocks
        )
        exchange = await slack.click(
            REPORTER, channel="C0NEWSROOM", ts=posted["ts"], action_id="it", value=value
        )
    action = exchange.payload["actions"][0]
    assert exchange.status == 200
    assert (action["type"], action["block_id"], action[key]) == (element["type"], "b", sent)


async def test_what_was_chosen_stays_in_the_messages_state() -> None:
    menu = {"type": "static_select", "action_id": "it", "options": OPTIONS}
    date = {"type": "datepicker", "action_id": "day", "initial_date": "2017-10-05"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu, date]}]
    async with rehearsing(acks) as slack:
        ts = (await client_of(slack).chat_postMessage(
            channel="C0NEWSROOM", text="x", blocks=blocks
        ))["ts"]  # fmt: skip
        exchange = await slack.click(
            REPORTER, channel="C0NEWSROOM", ts=ts, action_id="it", value="law"
        )
    state = exchange.payload["state"]["values"]["b"]
    assert state["it"]["selected_option"]["value"] == "law"
    assert state["day"]["selected_date"] == "2017-10-05"


async def test_feedback_is_one_of_two_and_a_button_has_one_value() -> None:
    feedback = {
        "type": "feedback_buttons", "action_id": "it",
        "positive_button": GOOD, "negative_button": BAD,
    }  # fmt: skip
    blocks = [{"type": "context_actions", "elements": [feedback]}]
    async with rehearsing(acks) as slack:
        ts = (await client_of(slack).chat_postMessage(
            channel="C0NEWSROOM", text="x", blocks=blocks
        ))["ts"]  # fmt: skip
        where: dict[str, Any] = {"channel": "C0NEWSROOM", "ts": ts, "action_id": "it"}
        exchange = await slack.click(REPORTER, value="bad", **where)
        with pytest.raises(NoSuchThingError, match="'middling'"):
            await slack.click(REPORTER, value="middling", **where)
        first = slack.messages("C0NEWSROOM")[0].ts
        with pytest.raises(NotPossibleError, match="nothing to press"):
            await slack.click(REPORTER, **{**where, "ts": first})
    assert exchange.payload["actions"][0]["value"] == "bad"


async def test_a_method_pushes_up_to_three_forms() -> None:
    deeper = {"type": "button", "action_id": "deeper", "text": plain("Deeper")}
    view = {
        "type": "modal", "title": plain("Level"),
        "blocks": [{"type": "actions", "elements": [deeper]}],
    }  # fmt: skip
    refused: list[str] = []

    def listeners(app: AsyncApp) -> None:
        @app.command("/fact-add")
        async def on_add(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=view)
            await ack()

        @app.action("deeper")
        async def on_deeper(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
            try:
                await client.views_push(trigger_id=body["trigger_id"], view=view)
            except SlackApiError as error:
                refused.append(error.response["error"])
            await ack()

    async with rehearsing(listeners) as slack:
        await slack.command(EDITOR, "C0NEWSROOM", "/fact-add")
        for _ in range(3):
            top = slack.top_view(EDITOR)
            assert top is not None
            await slack.click(EDITOR, view_id=top.id, action_id="deeper")
        assert len(slack.views(EDITOR)) == 3
    assert refused == ["push_limit_reached"]


async def test_who_joins_and_what_is_archived_changes_what_the_bot_may_do() -> None:
    async with stand_in() as slack:
        client = client_of(slack)
        slack.workspace.change_conversation("C0POLITICS", joined=[BOT_USER_ID])
        await client.chat_postMessage(channel="C0POLITICS", text="here now")
        slack.workspace.change_conversation("C0POLITICS", is_archived=True)
        with pytest.raises(SlackApiError, match="is_archived"):
            await client.chat_postMessage(channel="C0POLITICS", text="x")
        with pytest.raises(NotPossibleError, match="archived"):
            await slack.say(REPORTER, "C0POLITICS", "x")
        slack.workspace.change_conversation("C0NEWSROOM", left=[BOT_USER_ID], is_ext_shared=True)
        channel = (await client.conversations_info(channel="C0NEWSROOM"))["channel"]
        assert (channel["is_ext_shared"], channel["is_member"]) == (True, False)
        people = await client.users_list()
        assert {"reporter", "Factdesk"} <= {member["name"] for member in people["members"]}
        assert (await client.users_info(user=EDITOR))["user"]["real_name"] == "editor"


@pytest.mark.parametrize(
    ("typed", "text", "kinds"),
    [
        ("R&D <now>", "R&amp;D &lt;now&gt;", ["text"]),
        ("ask <@U0EDITOR>", "ask <@U0EDITOR>", ["text", "user"]),
        ("in <#C0DESK|fact-desk>", "in <#C0DESK>", ["text", "channel"]),
        (
            "see https://a.org/?x=1&y=2.",
            "see <https://a.org/?x=1&amp;y=2>.",
            ["text", "link", "text"],
        ),
        ("*not* _styled_", "*not* _styled_", ["text"]),
        ("a\nb", "a\nb", ["text"]),
    ],
)
def test_what_is_typed_becomes_slacks_text_and_rich_text(
    typed: str, text: str, kinds: list[str]
) -> None:
    made, blocks = composed(typed)
    elements = blocks[0]["elements"][0]["elements"]
    assert (made, [element["type"] for element in elements]) == (text, kinds)


def test_quoted_lines_become_a_quote() -> None:
    text, blocks = composed("He said:\n> There’s no choice.\n>None.\nRight?")
    assert text == "He said:\n&gt; There’s no choice.\n&gt; None.\nRight?"
    assert [part["type"] for part in blocks[0]["elements"]] == [
        "rich_text_section", "rich_text_quote", "rich_text_section",
    ]  # fmt: skip
