"""Blocks and views that Slack refuses, each with the pointer at which it says why."""

import json
from pathlib import Path

import pytest
from rehearsal_driver import (
    GOOD,
    Block,
    button,
    client_of,
    option,
    plain,
    rich,
    section,
    select,
    stand_in,
    table,
)
from slack_sdk.errors import SlackApiError

from rehearsal.blockkit import message_is_too_long, message_problems

CARDS = Path(__file__).parents[2] / "shared" / "cards"


def rich_section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD.keys())
def test_slack_takes(block: Block) -> None:
    assert message_problems([block]) == []


FIRST_INLINE = "/blocks/0/elements/0/elements/0"

REFUSED = {
    "an unknown block": (
        {"type": "quote"}, "unsupported type: quote [json-pointer:/blocks/0/type]",
    ),
    "no type": ({"text": plain()}, "missing required field: type [json-pointer:/blocks/0]"),
    "a section over its limit": (
        section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an emoji is two characters": (
        section("👍" * 1501),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an empty text": (
        section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a section without words": (
        {"type": "section"}, "must define one of: text, fields [json-pointer:/blocks/0]",
    ),
    "eleven fields": (
        {"type": "section", "fields": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "mrkdwn in a header": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "emoji on mrkdwn": (
        {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "eleven in a context": (
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "a button in a context": (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "twenty-six buttons": (
        {"type": "actions", "elements": [button(action_id=str(n)) for n in range(26)]},
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "no buttons": (
        {"type": "actions", "elements": []},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "a long button": (
        {"type": "actions", "elements": [button(text=plain("x" * 76))]},
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "a long button value": (
        {"type": "actions", "elements": [button(value="x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "a style of our own": (
        {"type": "actions", "elements": [button(style="quiet")]},
        "must be one of ['danger', 'primary'] [json-pointer:/blocks/0/elements/0/style]",
    ),
    "an action_id twice in a block": (
        {"type": "actions", "elements": [button(), button()]},
        "`action_id` press already exists [json-pointer:/blocks/0]",
    ),
    "an input as accessory": (
        section(accessory={"type": "plain_text_input", "action_id": "t"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    "options and groups": (
        section(accessory=select(option_groups=[{"label": plain(), "options": [option()]}])),
        "must define only one of: options, option_groups [json-pointer:/blocks/0/accessory]",
    ),
    "a long option": (
        section(accessory=select(options=[option(words="x" * 76)])),
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]",
    ),
    "a long option value": (
        section(accessory=select(options=[option("x" * 151)])),
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]",
    ),
    "a date that is none": (
        section(accessory={"type": "datepicker", "action_id": "d", "initial_date": "5 Oct 2017"}),
        "does not match the required format [json-pointer:/blocks/0/accessory/initial_date]",
    ),
    "a menu that asks the bot": (
        section(accessory={"type": "external_select", "action_id": "e"}),
        "unsupported type: external_select [json-pointer:/blocks/0/accessory/type]",
    ),
    "an empty word in rich text": (
        rich(rich_section({"type": "text", "text": ""})),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    "a section inside a quote": (
        rich({"type": "rich_text_quote", "elements": [rich_section()]}),
        "unsupported type: rich_text_section [json-pointer:/blocks/0/elements/0/elements/0/type]",
    ),
    "a misspelt style": (
        rich(rich_section({"type": "text", "text": "x", "style": {"strikethrough": True}})),
        f"invalid additional property: strikethrough [json-pointer:{FIRST_INLINE}/style]",
    ),
    "a table too long": (
        table(101), "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    "an alert in a message": (
        {"type": "alert", "text": plain()}, "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    "a long block_id": (
        {"type": "divider", "block_id": "x" * 256},
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("block", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_slack_refuses(block: Block, problem: str) -> None:
    assert message_problems([block]) == [problem]


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        pytest.param(
            [{"type": "divider"}] * 51,
            "no more than 50 items allowed [json-pointer:/blocks]",
            id="fifty-one blocks",
        ),
        pytest.param(
            [table(1), table(1)],
            "only one table block allowed [json-pointer:/blocks]",
            id="2 tables",
        ),
        pytest.param(
            [{"type": "divider", "block_id": "a"}] * 2,
            "`block_id` a already exists [json-pointer:/blocks/1/block_id]",
            id="a block_id twice",
        ),
        pytest.param({"type": "divider"}, "must provide an array [json-pointer:/blocks]", id="one"),
    ],
)
def test_slack_refuses_a_message_as_a_whole(blocks: object, problem: str) -> None:
    assert message_problems(blocks) == [problem]


def test_a_message_near_thirteen_thousand_characters_is_too_long() -> None:
    assert not message_is_too_long([section("x" * 3000)] * 4)
    assert message_is_too_long([section("x" * 3000)] * 5)


async def test_the_answer_names_every_problem_as_slack_does() -> None:
    blocks = [section(""), {"type": "header", "text": plain("x" * 151)}]
    async with stand_in() as slack:
        with pytest.raises(SlackApiError) as refused:
            await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="x", blocks=blocks)
        assert "x" not in [m.text for m in slack.messages("C0NEWSROOM")]
    answer = refused.value.response.data
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]",
    ]


@pytest.mark.skipif(not CARDS.exists(), reason="the design's cards are not beside this clone")
async def test_the_cards_of_the_design_are_what_slack_takes() -> None:
    async with stand_in() as slack:
        for card in sorted(CARDS.glob("*.json")):
            blocks = json.loads(card.read_text(encoding="utf-8"))["blocks"]
            await client_of(slack).chat_postMessage(
                channel="C0NEWSROOM", text=card.stem, blocks=blocks
            )
        posted = [m for m in slack.messages("C0NEWSROOM") if m.is_bots]
    assert len(posted) == 7
