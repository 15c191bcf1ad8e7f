"""The message shortcut: the same words, other words, too few words."""

import pytest
from driver import EXACT, NEWSROOM, Newsroom, check, words

from rehearsal import REPORTER

MISQUOTED = (
    "Luna: “We will transfer an individual into ICE custody unless we are presented with a "
    "federal judicial warrant signed by a judge.”"
)


async def test_the_exact_words_and_the_misquoted_ones_get_two_different_right_answers(
    newsroom: Newsroom,
) -> None:
    right = words(await check(newsroom, EXACT))
    wrong = words(await check(newsroom, MISQUOTED))
    assert "Verbatim." in right
    assert "Misquoted: the meaning changes." in wrong
    for shown in (right, wrong):
        assert "Los Angeles County Sheriff" in shown
        assert "Daily Caller News Foundation" in shown


async def test_words_with_no_match_are_never_called_false(newsroom: Newsroom) -> None:
    shown = words(
        await check(newsroom, "“The price of eggs will be lower by the end of the year.”")
    )
    assert "No match on file" in shown
    assert "Ask the desk" in shown
    for word in ("false", "fabricated", "fake"):
        assert word not in shown.casefold()


async def test_scare_quotes_beside_a_quote_are_summed_in_one_line(newsroom: Newsroom) -> None:
    shown = words(await check(newsroom, f"The “sanctuary” state met with “resistance”. {EXACT}"))
    assert "2 quoted fragments are too short" in shown
    assert shown.count("Quote 1 of") == 0


@pytest.mark.parametrize(
    "message",
    ["👍", "lunch at one?", "The so-called “sanctuary” state met with “resistance”."],
)
async def test_a_message_without_a_quote_is_told_to_the_presser_alone(
    newsroom: Newsroom, message: str
) -> None:
    slack = newsroom.slack
    said = await slack.say(REPORTER, NEWSROOM, message)
    assert said.ts is not None
    await slack.shortcut(REPORTER, NEWSROOM, said.ts, "check_quote")
    (answer,) = await slack.until(lambda: slack.ephemerals(REPORTER))
    assert "no quote to check" in words(answer)
    assert slack.messages(NEWSROOM, said.ts)[1:] == []


async def test_the_presser_is_told_where_the_result_is(newsroom: Newsroom) -> None:
    reply = await check(newsroom, EXACT)
    (told,) = await newsroom.slack.until(lambda: newsroom.slack.ephemerals(REPORTER))
    assert "Posted: " in words(told)
    assert reply.ts is not None
    assert f"/p{reply.ts.replace('.', '')}?thread_ts={reply.thread_ts}" in words(told)


async def test_words_on_file_are_found_without_quotation_marks(newsroom: Newsroom) -> None:
    assert "Verbatim." in words(await check(newsroom, EXACT.translate({0x201C: "", 0x201D: ""})))


SHOWN = [
    (EXACT, "Verbatim.", "the exact words, once"),
    (
        "Luna: “We will only transfer an individual into ICE custody.”",
        "Accurate excerpt; the sentence continues.",
        "a fragment closed with a period",
    ),
    (MISQUOTED, "Misquoted: the meaning changes.", "other words"),
    (
        (
            "Luna: “We will … transfer an individual into ICE custody if we are presented with a "
            "federal judicial warrant that’s signed by a judge.”"
        ),
        "Misleading ellipsis: it changes the meaning.",
        "an ellipsis that hides “only”",
    ),
    (
        "“We’re in the business of public safety, not deportation,” Bondi said.",
        "Said by someone else.",
        "another speaker",
    ),
]


@pytest.mark.parametrize(("message", "verdict", "why"), SHOWN)
async def test_the_verdict_comes_first_and_the_words_once(
    newsroom: Newsroom, message: str, verdict: str, why: str
) -> None:
    reply = await check(newsroom, message)
    first, *_ = [text for text in words(reply).splitlines() if text.strip()]
    assert verdict in first, why
    assert str(reply.blocks).count("individual into ICE custody") <= 1, why


async def test_each_of_two_quotes_is_counted_and_has_its_own_buttons(newsroom: Newsroom) -> None:
    reply = await check(newsroom, f"{EXACT} And Becerra: “We’re in the business of deportation.”")
    shown = words(reply)
    assert "Quote 1 of 2" in shown
    assert "Quote 2 of 2" in shown
    copied = [
        one["value"]
        for block in reply.blocks or []
        for one in block.get("elements", [])
        if one.get("action_id") == "copy_text"
    ]
    assert copied == ["F-11", "F-18"]


async def test_in_a_channel_without_the_bot_the_check_is_for_its_asker_alone(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    said = await slack.say(REPORTER, "C0POLITICS", EXACT)
    assert said.ts is not None
    await slack.shortcut(REPORTER, "C0POLITICS", said.ts, "check_quote")
    (answer,) = await slack.until(lambda: slack.ephemerals(REPORTER, "C0POLITICS"))
    assert "Verbatim." in words(answer)
    assert "/invite @Factdesk" in words(answer)


@pytest.mark.parametrize("mark", ["<!channel>", "<@U0EDITOR>", "<https://evil.example|Slack>"])
async def test_nothing_in_a_checked_message_comes_back_alive(newsroom: Newsroom, mark: str) -> None:
    reply = await check(newsroom, f"“{mark} has four words more and no match on file”")
    assert mark not in reply.text
    assert not any(
        mark in str(block.get("text", {}).get("text", "")) for block in reply.blocks or []
    )
