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


async def test_scare_quotes_are_summed_in_one_line(newsroom: Newsroom) -> None:
    shown = words(await check(newsroom, "The so-called “sanctuary” state met with “resistance”."))
    assert "2 quoted fragments are too short" in shown


async def test_a_message_without_words_gets_a_polite_no(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    said = await slack.say(REPORTER, NEWSROOM, "👍")
    assert said.ts is not None
    await slack.shortcut(REPORTER, NEWSROOM, said.ts, "check_quote")
    (answer,) = await slack.until(lambda: slack.ephemerals(REPORTER))
    assert "no words in that message" in words(answer)


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
