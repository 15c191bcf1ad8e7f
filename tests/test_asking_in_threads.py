"""Where slash commands cannot be used: a mention in a thread, a direct message."""

import asyncio
import json

from driver import NEWSROOM, Newsroom, words

from rehearsal import BOT_ID, BOT_USER_ID, REPORTER, Message


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


async def test_ignores_self_and_bots(newsroom: Newsroom) -> None:
    """What the bot says itself, what another bot says, and what is edited, are no questions."""
    slack = newsroom.slack
    direct = slack.workspace.direct_message(REPORTER).id
    asked = await slack.say(REPORTER, direct, "price of eggs")
    await slack.until(lambda: answers(newsroom, direct))
    event = asked.payload["event"]
    for number, change in enumerate(NO_QUESTIONS):
        told = await newsroom.again(
            asked, event_id=f"EvBOT{number}", event={**event, "text": "F-3"} | change
        )
        assert told.is_acknowledged
    await slack.say(REPORTER, direct, "F-1")
    await slack.until(lambda: any("F-1 rev 1" in words(one) for one in answers(newsroom, direct)))
    assert len(answers(newsroom, direct)) == 2


NO_QUESTIONS = [
    {"user": BOT_USER_ID, "bot_id": BOT_ID},
    {"bot_id": "B0OTHER", "user": "U0OTHERBOT"},
    {"bot_id": "B0OTHER", "subtype": "bot_message"},
    {"subtype": "message_changed", "message": {"text": "F-3", "user": REPORTER}},
    {"subtype": "channel_join"},
]


def answers(newsroom: Newsroom, channel: str) -> list[Message]:
    return [one for one in newsroom.slack.messages(channel) if one.is_bots]


async def test_event_retries_race_one_effect(newsroom: Newsroom) -> None:
    """Slack asks again before the first is answered: four at once, one answer."""
    slack = newsroom.slack
    direct = slack.workspace.direct_message(REPORTER).id
    asked = await slack.say(REPORTER, direct, "price of eggs")
    event = {**asked.payload["event"], "text": "F-1"}
    body = json.dumps({**asked.payload, "event_id": "EvRACE", "event": event}).encode()
    plain = {"Content-Type": "application/json", **slack.signed(body)}
    retried = [
        plain | {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}
        for number in (1, 2, 3)
    ]
    exchanges = await asyncio.gather(
        *(slack.deliver("/slack/events", body, headers=headers) for headers in (plain, *retried))
    )
    assert all(exchange.is_acknowledged for exchange in exchanges)
    await slack.say(REPORTER, direct, "F-2")
    await slack.until(lambda: any("F-2 rev 1" in words(one) for one in answers(newsroom, direct)))
    assert [("F-1 rev 1" in words(one)) for one in answers(newsroom, direct)].count(True) == 1
    assert len(answers(newsroom, direct)) == 3


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
