"""The card's ten lines, and what its buttons open for the person who presses."""

from pathlib import Path
from typing import Any

import pytest
from driver import (
    Newsroom,
    approved,
    ask,
    choose,
    corrected,
    posted,
    signed_on,
    texts,
    the_law,
    the_quote,
    top_view,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import cards
from bot.forms.modal import INPUT_LIMIT, text_to_copy
from facts import Audience, Change, Desk, FactId, Viewer, wording
from rehearsal import EDITOR, REPORTER, Message

README = Path(__file__).parents[1] / "README.md"
UPHELD = "did the Supreme Court uphold SB 54?"
VALUES_ACT, ORDER, LUNA = FactId(number=1), FactId(number=9), FactId(number=12)


async def pressed(newsroom: Newsroom, card: Message, button: str) -> str:
    """What a reporter reads in the view that a button of a card opens."""
    await newsroom.slack.click(REPORTER, channel=card.channel, ts=card.ts, action_id=button)
    blocks = top_view(newsroom, REPORTER).blocks
    typed = [block["element"]["initial_value"] for block in blocks if block["type"] == "input"]
    return "\n".join([texts(blocks), *typed])


def labels(card: Message) -> list[str]:
    (row,) = [block for block in card.blocks if block["type"] == "actions"]
    return [element.get("text", {}).get("text", "…") for element in row["elements"]]


BUTTONS = [
    (UPHELD, ["Copy", "Sources (6)", "Court history", "…"]),
    ("SB 54 2021-2022", ["Copy", "Sources (2)", "…"]),
    ("what did Luna say about ICE custody", ["Copy", "Sources (1)", "Whole quote", "…"]),
    ("F-9", ["Copy", "…"]),
]


@pytest.mark.parametrize(("text", "buttons"), BUTTONS)
async def test_a_card_has_the_buttons_that_open_what_it_leaves_out(
    newsroom: Newsroom, text: str, buttons: list[str]
) -> None:
    _, card = await ask(newsroom, text)
    assert labels(card) == buttons


async def test_a_thread_has_the_first_screen_and_an_id_the_whole_card(newsroom: Newsroom) -> None:
    _, short = await ask(newsroom, UPHELD)
    _, whole = await ask(newsroom, "F-9")
    for left_out in ("Jul 5, 2018", "Holding", "not verified: the reporter citation"):
        assert left_out not in words(short)
        assert left_out in words(whole)
    assert "No: the U.S. Supreme Court did not rule" in short.text
    _, several_notes = await ask(newsroom, "F-8")
    assert "The reversal concerned part of AB 103 only; not verified: " in words(several_notes)


OPENED = [
    ("sources", ("[1] ", "[6] ", "amylhowe.com", "(not opened)")),
    ("court_history", ("In court: United States v. California", "Jul 5, 2018", "Huntington Beach")),
    ("copy_text", ("No: the U.S. Supreme Court did not rule", "Source: No. 19-532", "rev 1")),
]


@pytest.mark.parametrize(("button", "shown"), OPENED)
async def test_a_button_opens_what_it_says_for_the_one_who_pressed(
    newsroom: Newsroom, button: str, shown: tuple[str, ...]
) -> None:
    _, card = await ask(newsroom, UPHELD)
    read = await pressed(newsroom, card, button)
    for one in shown:
        assert one in read
    assert "has changed since" not in read
    assert len(posted(newsroom)) == 1


async def test_the_menu_has_the_whole_card_the_history_and_dispute(newsroom: Newsroom) -> None:
    _, card = await ask(newsroom, UPHELD)
    whole = next(value for value in menu(card) if value.startswith("whole_card"))
    for choice, title in ((whole, "F-9"), ("history F-9", "History of F-9")):
        await choose(newsroom, REPORTER, card, choice)
        view = top_view(newsroom, REPORTER)
        assert view.title == title
        await newsroom.slack.close(REPORTER, view.id)
    assert "dispute F-9" in menu(card)


def menu(card: Message) -> list[str]:
    elements: list[dict[str, Any]] = card.blocks[-1]["elements"]
    return [option["value"] for option in elements[-1]["options"]]


async def test_the_date_that_was_asked_for_is_kept_behind_the_buttons(newsroom: Newsroom) -> None:
    _, card = await ask(newsroom, "California Values Act as of 2018-08-01")
    read = await pressed(newsroom, card, "copy_text")
    assert "On August 1, 2018: in force since January 1, 2018" in read
    assert "decisions on file to Jul 5, 2018" in read
    courts = await pressed(newsroom, card, "court_history")
    assert courts.index("Jul 5, 2018") < courts.index("After that date")
    assert courts.index("After that date") < courts.index("Jun 15, 2020")


async def test_a_change_since_the_card_was_posted_is_said(newsroom: Newsroom) -> None:
    _, card = await ask(newsroom, UPHELD)
    await corrected(newsroom, VALUES_ACT, signed_on(await the_law(newsroom), "2017-10-06"))
    assert "This has changed since the card was posted" in await pressed(newsroom, card, "sources")


@pytest.mark.parametrize("button", ["sources", "court_history", "copy_text"])
async def test_a_retraction_since_is_said_above_all_else(newsroom: Newsroom, button: str) -> None:
    _, card = await ask(newsroom, UPHELD)
    await newsroom.desk.revising.retract(
        None, ORDER, based_on=1, editor=EDITOR, reason="It was another case."
    )
    read = await pressed(newsroom, card, button)
    assert "RETRACTED on" in read
    assert "It was another case." in read
    assert "verified by" not in read.casefold().replace("not verified by", "")


@pytest.mark.parametrize("button", ["sources", "copy_text"])
async def test_a_fact_that_only_the_desk_may_see_now_is_shown_to_nobody_else(
    newsroom: Newsroom, button: str
) -> None:
    _, card = await ask(newsroom, "what did Luna say about warrants for the transfer of 20 inmates")
    quote = await the_quote(newsroom)
    made = await newsroom.desk.revising.revise(
        None, LUNA, quote.model_copy(update={"topic": "warrants"}), change=Change.CLARIFICATION,
        based_on=1, editor=EDITOR, reason="Not for the newsroom yet", audience=Audience.DESK,
    )  # fmt: skip
    assert made is not None
    await approved(newsroom, made)
    slack = newsroom.slack
    await slack.click(REPORTER, channel=card.channel, ts=card.ts, action_id=button)
    (answer,) = await slack.until(lambda: slack.ephemerals(REPORTER))
    assert "no longer on file" in words(answer)
    assert slack.top_view(REPORTER) is None


async def test_a_card_posted_by_an_earlier_version_can_still_be_copied(newsroom: Newsroom) -> None:
    ref = cards.CardRef.parse("F-1 2018-03-15")
    assert (ref.fact, ref.as_of, ref.question) == (VALUES_ACT, "2018-03-15", None)
    answer = await newsroom.desk.answers.look_up(newsroom.desk.answers.read("F-1"), Viewer())
    assert not ref.has_changed(answer.match)


async def test_a_copied_text_keeps_every_caveat_and_the_numbers_of_the_card(
    newsroom: Newsroom,
) -> None:
    desk = newsroom.desk
    answer = await desk.answers.look_up(desk.answers.read(UPHELD))
    first, whole = cards.answer_to_copy(answer.match), cards.whole_text(answer.match)
    lines = first.splitlines()
    assert lines[0] == answer.match.sentence
    assert lines[1].startswith("Source: No. 19-532")
    for caveat in (
        "(not opened)",
        "not verified: the reporter citation",
        "Not verified by this desk",
    ):
        assert caveat in first
    assert "decisions on file to Jun 15, 2020" in first
    assert "decisions on file to Jun 15, 2020" in whole
    numbered = [line for line in whole.splitlines() if line.startswith("[")]
    sources = texts(list(cards.sources_shown(answer.match))).split("[")[1:]
    assert len(numbered) == len(sources) == 6
    assert "declined to hear the case (no ruling on the merits) [1]" in whole


@given(st.text(alphabet="a 🤷\n", max_size=400), st.integers(0, 4_000))
@settings(max_examples=40)
def test_a_text_of_any_length_is_copied_whole(text: str, more: int) -> None:
    text = f"{text}{'🤷' * more}"
    blocks = text_to_copy(("The whole card", text))["blocks"]
    values = [block["element"].get("initial_value", "") for block in blocks]
    assert all(len(value.encode("utf-16-le")) // 2 <= INPUT_LIMIT for value in values)
    assert "".join(values).replace("\n", "") == text.replace("\n", "")


async def test_a_whole_card_too_long_for_slack_is_posted_as_its_first_screen(desk: Desk) -> None:
    match = (await desk.answers.look_up(desk.answers.read("F-9"))).match
    assert cards.posted_card(match, 1, by_id=True) == cards.whole_card(match, 1)
    current = match.fact.current
    long = current.body.model_copy(update={"holding": "It declined to hear the case. " * 450})
    fact = match.fact.model_copy(update={"current": current.model_copy(update={"body": long})})
    match = match.model_copy(update={"fact": fact})
    assert cards.posted_card(match, 1, by_id=True) == cards.card(match, 1)


async def test_the_sample_in_readme_is_the_card_as_it_is(desk: Desk) -> None:
    screen = wording.first_screen((await desk.answers.look_up(desk.answers.read(UPHELD))).match)
    sample = README.read_text("utf-8").partition(f"/fact {UPHELD}")[2].partition("**It never")[0]
    lines = [
        screen.heading,
        f"{screen.sentence} {screen.context} ...",
        f"{screen.source.title}{screen.source_details}",
        *screen.small_print,
        f"[ Copy ] [ Sources ({screen.sources}) ] [ Court history ] [ ... ]",
    ]
    assert sample.split() == " ".join(lines).split()
