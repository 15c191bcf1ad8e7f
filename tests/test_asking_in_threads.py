"""Where slash commands cannot be used: a mention in a thread, a direct message."""

from conftest import Newsroom
from test_fact_command import NEWSROOM, words

from rehearsal import BOT_USER_ID, REPORTER


async def test_a_mention_in_a_thread_is_answered_in_that_thread(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    parent = slack.messages(NEWSROOM)[0]
    await slack.say(
        REPORTER, NEWSROOM, f"<@{BOT_USER_ID}> did the Supreme Court uphold SB 54?", parent.ts
    )
    reply = await slack.until(
        lambda: [one for one in slack.messages(NEWSROOM, parent.ts) if one.is_bots]
    )
    assert "declined to hear" in words(reply[0])
    assert len(reply) == 1


async def test_a_mention_that_fits_several_is_asked_back_to_the_asker_alone(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    parent = slack.messages(NEWSROOM)[0]
    await slack.say(REPORTER, NEWSROOM, f"<@{BOT_USER_ID}> SB 54", parent.ts)
    (picker,) = await slack.until(lambda: slack.ephemerals(REPORTER))
    assert "three bills" in words(picker)
    assert not any(one.is_bots for one in slack.messages(NEWSROOM, parent.ts))


async def test_a_direct_message_is_a_question(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    direct = slack.workspace.direct_message(REPORTER).id
    await slack.say(REPORTER, direct, "did the Supreme Court uphold SB 54?")
    answers = await slack.until(lambda: [one for one in slack.messages(direct) if one.is_bots])
    assert "declined to hear" in words(answers[0])


async def test_the_bots_own_messages_are_no_questions(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    direct = slack.workspace.direct_message(REPORTER).id
    await slack.say(REPORTER, direct, "price of eggs")
    await slack.until(lambda: [one for one in slack.messages(direct) if one.is_bots])
    await slack.say(REPORTER, direct, "F-1")
    answers = await slack.until(
        lambda: [one for one in slack.messages(direct) if one.is_bots and "F-1 rev 1" in words(one)]
    )
    assert len(answers) == 1
    assert len([one for one in slack.messages(direct) if one.is_bots]) == 2


async def test_an_event_that_slack_sends_again_has_one_effect(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    direct = slack.workspace.direct_message(REPORTER).id
    exchange = await slack.say(REPORTER, direct, "F-1")
    await slack.until(lambda: [one for one in slack.messages(direct) if one.is_bots])
    await newsroom.again(exchange)
    await slack.say(REPORTER, direct, "F-2")
    await slack.until(
        lambda: [one for one in slack.messages(direct) if one.is_bots and "F-2 rev 1" in words(one)]
    )
    assert len([one for one in slack.messages(direct) if one.is_bots]) == 2
