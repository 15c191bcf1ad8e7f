"""A notice whose thread, channel or person is gone finds another way, or somebody is told."""

import json
from dataclasses import replace

import pytest
from driver import (
    DESK,
    LAW,
    LUNA,
    NEWSROOM,
    Newsroom,
    OpenNewsroom,
    ask,
    corrected,
    direct,
    in_other_words,
    is_struck,
    posted,
    settled,
    signed_on,
    the_law,
    the_quote,
    words,
)
from stopped_clock import StoppedClock

from facts import Viewer
from rehearsal import ADMIN, EDITOR, REPORTER, Message, StandIn, http_status, refused

pytestmark = pytest.mark.both_databases

POST = "chat.postMessage"
GONE = ["thread_not_found", "message_not_found", "cannot_reply_to_message"]
SHUT = ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"]


def delete_thread(slack: StandIn, opening: Message) -> None:
    """Delete a message with all that is under it, so that nothing is left of the thread."""
    for one in reversed(slack.messages(opening.channel, opening.ts)):
        slack.workspace.remove(one)


def is_notice(sent: dict[str, object]) -> bool:
    return "CORRECTION" in str(sent.get("text"))


async def correct_the_law(newsroom: Newsroom, day: str = "2017-10-06") -> None:
    await corrected(newsroom, LAW, signed_on(await the_law(newsroom), day))


class TestThreads:
    async def test_correction_when_parent_deleted(self, newsroom: Newsroom) -> None:
        """The channel is told, and which thread it was; the next correction finds it there."""
        opening, _ = await ask(newsroom, "F-1")
        delete_thread(newsroom.slack, opening)
        await correct_the_law(newsroom)
        (notice,) = await newsroom.slack.until(lambda: posted(newsroom))
        assert notice.text.startswith("CORRECTION")
        assert "The thread with the card was deleted" in words(notice)
        assert "It answered: F-1" in words(notice)
        assert f"<@{REPORTER}>" in words(notice)
        await settled(newsroom)
        await newsroom.slack.click(REPORTER, channel=notice.channel, ts=notice.ts, action_id="seen")
        await newsroom.slack.until(lambda: "Seen by" in words(notice))
        assert "The thread with the card was deleted" in words(notice)
        await correct_the_law(newsroom, "2017-10-07")
        await newsroom.slack.until(lambda: len(posted(newsroom)) == 2)
        await settled(newsroom)
        first, second = posted(newsroom)
        assert is_struck(first)
        assert "F-1 rev 2 → rev 3" in words(second)

    @pytest.mark.parametrize("error", GONE)
    async def test_whatever_slack_calls_it(self, newsroom: Newsroom, error: str) -> None:
        opening, card = await ask(newsroom, "F-1")
        newsroom.slack.faults.plan(POST, refused(error), fits=is_notice)
        await correct_the_law(newsroom)
        await newsroom.slack.until(lambda: len(posted(newsroom)) == 2)
        await settled(newsroom)
        assert "The thread with the card was deleted" in words(posted(newsroom)[1])
        assert is_struck(card)
        assert len(newsroom.slack.messages(NEWSROOM, opening.ts)) == 2

    async def test_a_reply_to_nothing_that_slack_takes_is_said_again_in_the_channel(
        self, newsroom: Newsroom
    ) -> None:
        """The card cannot be struck, for it is gone: so is its thread, and the notice with it."""
        slack = newsroom.slack
        opening, _ = await ask(newsroom, "F-1")
        delete_thread(slack, opening)
        nowhere = json.dumps({"ok": True, "channel": NEWSROOM, "ts": "1.000001"})
        taken = replace(
            http_status(200, body=nowhere), headers=(("Content-Type", "application/json"),)
        )
        slack.faults.plan(POST, taken, fits=is_notice)
        await correct_the_law(newsroom)
        (notice,) = await slack.until(lambda: posted(newsroom))
        assert "The thread with the card was deleted" in words(notice)
        await settled(newsroom)
        assert len(posted(newsroom)) == 1

    async def test_a_card_that_alone_was_deleted_is_corrected_in_its_thread(
        self, newsroom: Newsroom
    ) -> None:
        opening, card = await ask(newsroom, "F-1")
        newsroom.slack.workspace.remove(card)
        await correct_the_law(newsroom)
        (notice,) = await newsroom.slack.until(
            lambda: newsroom.slack.messages(NEWSROOM, opening.ts)[1:]
        )
        await settled(newsroom)
        assert notice.text.startswith("CORRECTION")
        assert len(posted(newsroom)) == 1


class TestChannels:
    @pytest.mark.parametrize("error", SHUT)
    async def test_who_asked_is_told_directly(self, newsroom: Newsroom, error: str) -> None:
        slack, mine = newsroom.slack, direct(newsroom, REPORTER)
        opening, _ = await ask(newsroom, "F-1")
        slack.faults.plan(POST, refused(error), fits=is_notice)
        await correct_the_law(newsroom)
        (notice,) = await slack.until(lambda: posted(newsroom, mine))
        await settled(newsroom)
        assert notice.text.startswith("CORRECTION")
        assert "a channel where Factdesk can no longer write" in words(notice)
        assert "It answered: F-1" in words(notice)
        assert len(slack.messages(NEWSROOM, opening.ts)) == 2
        assert posted(newsroom, direct(newsroom, ADMIN)) == []

    async def test_where_nobody_can_be_told_an_admin_is(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        await ask(newsroom, "F-1")
        slack.faults.plan(POST, refused("is_archived"), fits=is_notice)
        slack.faults.plan("conversations.open", refused("user_disabled"))
        await correct_the_law(newsroom)
        (alarm,) = await slack.until(lambda: posted(newsroom, direct(newsroom, ADMIN)))
        assert "The person’s account" in words(alarm) or "user_disabled" in words(alarm)


class TestTriedAgain:
    async def test_a_dead_card_says_what_stands_when_it_is_sent_again(
        self, newsroom: Newsroom
    ) -> None:
        slack = newsroom.slack
        slack.faults.plan(POST, refused("msg_too_long"))
        await slack.command(REPORTER, NEWSROOM, "/fact F-1")
        alarm = await _alarm(newsroom)
        await correct_the_law(newsroom)
        await _try_again(newsroom, alarm)
        (opening,) = await slack.until(lambda: posted(newsroom))
        (card,) = await slack.until(lambda: slack.messages(NEWSROOM, opening.ts)[1:])
        await settled(newsroom)
        assert "F-1 rev 2" in words(card)
        assert "Oct 6, 2017" in words(card)
        assert len(slack.messages(NEWSROOM, opening.ts)) == 2

    async def test_a_dead_notice_says_what_stands_and_every_reason(
        self, newsroom: Newsroom
    ) -> None:
        slack = newsroom.slack
        opening, card = await ask(newsroom, "F-1")
        slack.faults.plan(POST, refused("msg_too_long"), times=2, fits=is_notice)
        body = await the_law(newsroom)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-06"), reason="Misread")
        alarm = await _alarm(newsroom)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-07"), reason="Misread again")
        await settled(newsroom)
        await _try_again(newsroom, alarm)
        (notice,) = await slack.until(lambda: slack.messages(NEWSROOM, opening.ts)[2:])
        await settled(newsroom)
        assert len(slack.messages(NEWSROOM, opening.ts)) == 3
        assert "F-1 rev 1 → rev 3" in words(notice)
        assert is_struck(card)

    async def test_a_dead_notice_whose_thread_has_been_told_since_is_not_sent(
        self, newsroom: Newsroom
    ) -> None:
        slack = newsroom.slack
        opening, _ = await ask(newsroom, "F-1")
        slack.faults.plan(POST, refused("msg_too_long"), fits=is_notice)
        await correct_the_law(newsroom)
        alarm = await _alarm(newsroom)
        await correct_the_law(newsroom, "2017-10-07")
        await slack.until(lambda: slack.messages(NEWSROOM, opening.ts)[2:])
        await settled(newsroom)
        await _try_again(newsroom, alarm)
        await settled(newsroom)
        assert len(slack.messages(NEWSROOM, opening.ts)) == 3

    async def test_a_dead_notice_of_what_still_stands_is_sent_as_it_is(
        self, newsroom: Newsroom
    ) -> None:
        slack = newsroom.slack
        opening, card = await ask(newsroom, "F-1")
        slack.faults.plan(POST, refused("msg_too_long"), fits=is_notice)
        await correct_the_law(newsroom)
        await _try_again(newsroom, await _alarm(newsroom))
        (notice,) = await slack.until(lambda: slack.messages(NEWSROOM, opening.ts)[2:])
        await settled(newsroom)
        assert "F-1 rev 1 → rev 2" in words(notice)
        assert is_struck(card)


async def _alarm(newsroom: Newsroom) -> Message:
    found = await newsroom.slack.until(lambda: posted(newsroom, direct(newsroom, ADMIN)))
    await settled(newsroom)
    return found[0]


async def _try_again(newsroom: Newsroom, alarm: Message) -> None:
    await newsroom.slack.click(ADMIN, channel=alarm.channel, ts=alarm.ts, action_id="try_again")


class TestUnseen:
    async def test_what_nobody_has_seen_for_a_day_is_put_to_the_desk_once(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        time = StoppedClock()
        async with open_newsroom(time=time) as newsroom:
            slack = newsroom.slack
            openings = [
                (await ask(newsroom, text))[0] for text in ("F-1", "who signed SB 54 in 2017")
            ]
            await correct_the_law(newsroom)
            time.advance(10)
            notices = [
                (await slack.until(lambda o=one: slack.messages(NEWSROOM, o.ts)[2:]))[0]
                for one in openings
            ]
            await settled(newsroom)
            place = {"channel": NEWSROOM, "ts": notices[0].ts}
            await slack.click(REPORTER, **place, action_id="seen")
            time.advance(23 * 3600)
            await settled(newsroom)
            assert posted(newsroom, DESK) == []
            for _ in range(3):
                time.advance(3600)
                await settled(newsroom)
            (reminder,) = await slack.until(lambda: posted(newsroom, DESK))
            assert "1 notice has not been marked as seen for a day." in words(reminder)
            assert notices[1].ts.replace(".", "") in words(reminder)
            assert notices[0].ts.replace(".", "") not in words(reminder)
            await slack.click(REPORTER, channel=NEWSROOM, ts=notices[1].ts, action_id="seen")
            await slack.until(lambda: "Seen by" in words(notices[1]))
            time.advance(48 * 3600)
            await settled(newsroom)
            assert len(posted(newsroom, DESK)) == 1

    async def test_without_a_desk_channel_editors_are_told(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        time = StoppedClock()
        async with open_newsroom(time=time, desk_channel=None) as newsroom:
            await ask(newsroom, "F-1")
            await correct_the_law(newsroom)
            await settled(newsroom)
            time.advance(25 * 3600)
            for person in (EDITOR, ADMIN):
                (reminder,) = await newsroom.slack.until(
                    lambda person=person: [
                        one
                        for one in posted(newsroom, direct(newsroom, person))
                        if "marked as seen" in one.text
                    ]
                )
                assert "F-1" in words(reminder)


class TestSecrecy:
    async def test_no_channel_leak(self, newsroom: Newsroom) -> None:
        """A private channel's correction goes there alone, and no list names the channel."""
        slack = newsroom.slack
        await slack.command(REPORTER, "C0PRIVATE", "/fact F-12")
        opening = (await slack.until(lambda: posted(newsroom, "C0PRIVATE")))[0]
        await slack.until(lambda: slack.messages("C0PRIVATE", opening.ts)[1:])
        await settled(newsroom)
        before = len(slack.calls)
        await corrected(newsroom, LUNA, in_other_words(await the_quote(newsroom)))
        await slack.until(lambda: slack.messages("C0PRIVATE", opening.ts)[2:])
        await settled(newsroom)
        written = [one for one in slack.calls[before:] if one.method.startswith("chat.")]
        assert {one.arguments["channel"] for one in written} == {"C0PRIVATE"}
        name = slack.workspace.conversation("C0PRIVATE").name
        for person in (REPORTER, EDITOR):
            await slack.command(person, NEWSROOM, "/fact history F-12")
            shown = slack.ephemerals(person)[-1]
            assert name not in words(shown)
            assert "<#" not in words(shown)
            assert ("C0PRIVATE" in words(shown)) == (person == EDITOR)
        revision = (await newsroom.desk.answers.history(LUNA, Viewer(REPORTER)))[-1]
        assert "C0PRIVATE" not in revision.model_dump_json()
