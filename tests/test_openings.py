"""The opening in the channel: it has the answer in one sentence, and is corrected like any card."""

import json
from collections.abc import AsyncIterator

import pytest
from driver import (
    LAW,
    LUNA,
    NEWSROOM,
    Newsroom,
    OpenNewsroom,
    ask,
    cards_under,
    corrected,
    direct,
    is_struck,
    outbox_at_rest,
    picker_value,
    posted,
    retracted,
    settled,
    signed_on,
    styled,
    the_law,
    thread,
    words,
)
from stopped_clock import StoppedClock

from facts import Change
from rehearsal import (
    ADMIN,
    EDITOR,
    REPORTER,
    Fault,
    http_status,
    message_problems,
    rate_limited,
    refused,
)

POST, WHO = "chat.postMessage", "who signed SB 54 in 2017"
SIGNED = (
    "Gov. Jerry Brown signed the California Values Act (SB 54 of 2017–2018) on October 5, 2017."
)


def is_opening(sent: dict[str, object]) -> bool:
    return sent.get("thread_ts") is None


async def correct_the_law(newsroom: Newsroom, day: str = "2017-10-06", **given: str) -> None:
    await corrected(newsroom, LAW, signed_on(await the_law(newsroom), day), **given)


async def add_a_note(newsroom: Newsroom) -> None:
    body = await the_law(newsroom)
    noted = body.model_copy(update={"notes": (*body.notes, "The vote was not checked.")})
    await corrected(newsroom, LAW, noted, change=Change.CLARIFICATION)


class TestWhatItShows:
    async def test_the_answer_is_read_in_the_channel(self, newsroom: Newsroom) -> None:
        opening, card = await ask(newsroom, WHO)
        assert styled(opening, "bold") == [WHO, SIGNED]
        assert "California Values Act  ·  SB 54 (2017–2018), California" in words(opening)
        assert "Not verified by this desk" in words(opening)
        assert opening.text.startswith(f"<@{REPORTER}> asked: {WHO}\n")
        assert SIGNED in opening.text
        assert message_problems(list(opening.blocks or [])) == []
        assert "Signing_Message" in words(card)

    async def test_what_a_second_editor_has_verified_has_no_warning(
        self, newsroom: Newsroom
    ) -> None:
        await correct_the_law(newsroom)
        opening, _ = await ask(newsroom, WHO)
        assert "October 6, 2017" in words(opening)
        assert "verified" not in words(opening).lower()

    async def test_do_not_print_is_never_only_in_the_thread(self, newsroom: Newsroom) -> None:
        body = signed_on(await the_law(newsroom), "2017-10-06")
        await corrected(newsroom, LAW, body, approve=False)
        opening, _ = await ask(newsroom, WHO)
        assert "A correction to this is under review: do not print." in styled(opening, "bold")
        await retracted(newsroom, LUNA)
        opening, _ = await ask(newsroom, "F-12")
        (warning,) = [one for one in styled(opening, "bold") if one.startswith("RETRACTED")]
        assert "do not print. It was never said" in warning
        assert "There’s no choice" in " ".join(styled(opening, "strike"))
        assert "Verified" not in words(opening)

    async def test_a_pick_says_where_it_was_posted(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
        (picker,) = slack.ephemerals(REPORTER)
        value = picker_value(picker, "California Values Act")
        await slack.click(REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick", value=value)
        (opening,) = await slack.until(lambda: posted(newsroom))
        await settled(newsroom)
        (shown,) = slack.ephemerals(REPORTER)
        assert "Posted: " in words(shown)
        assert f"/archives/{NEWSROOM}/p{opening.ts.replace('.', '')}" in words(shown)
        assert len(await cards_under(newsroom, opening)) == 1

    async def test_a_pick_in_a_thread_links_to_the_card_there(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        said = await slack.say(REPORTER, NEWSROOM, "<@U0FACTDESK> SB 54")
        assert said.ts is not None
        (picker,) = await slack.until(lambda: slack.ephemerals(REPORTER))
        value = picker_value(picker, "California Values Act")
        await slack.click(REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick", value=value)
        ts = said.ts
        (card,) = await slack.until(lambda: slack.messages(NEWSROOM, ts)[1:])
        await settled(newsroom)
        (shown,) = slack.ephemerals(REPORTER)
        assert f"p{card.ts.replace('.', '')}?thread_ts={ts}" in words(shown)


class TestCorrections:
    async def test_opening_and_card_are_struck_and_one_notice_is_in_the_thread(
        self, newsroom: Newsroom
    ) -> None:
        opening, card = await ask(newsroom, WHO)
        await correct_the_law(newsroom)
        _, notice = await thread(newsroom, opening, 2)
        assert len(posted(newsroom)) == 1
        assert styled(opening, "strike") == [
            "California Values Act  ·  SB 54 (2017–2018), California", SIGNED,
        ]  # fmt: skip
        assert f"<@{REPORTER}>" not in opening.text
        assert json.dumps({"type": "user", "user_id": REPORTER}) in json.dumps(opening.blocks)
        assert WHO in words(opening)
        assert "See the correction in the thread" in words(opening)
        assert f"p{notice.ts.replace('.', '')}?thread_ts={opening.ts}" in words(opening)
        assert "F-1 rev 1, replaced by rev 2" in words(opening)
        assert message_problems(list(opening.blocks or [])) == []
        assert is_struck(card)
        assert "F-1 rev 1 → rev 2" in words(notice)

    async def test_it_stays_while_its_sentence_does_and_is_struck_when_that_changes(
        self, newsroom: Newsroom
    ) -> None:
        opening, card = await ask(newsroom, WHO)
        before = opening.blocks
        await add_a_note(newsroom)
        await thread(newsroom, opening, 2)
        assert is_struck(card)
        assert opening.blocks == before
        await correct_the_law(newsroom)
        _, first, second = await thread(newsroom, opening, 3)
        assert is_struck(first)
        assert SIGNED in styled(opening, "strike")
        assert "F-1 rev 1, replaced by rev 3" in words(opening)
        assert "F-1 rev 2 → rev 3" in words(second)
        await correct_the_law(newsroom, "2017-10-07")
        await thread(newsroom, opening, 4)
        assert "F-1 rev 1, replaced by rev 3" in words(opening)
        assert len(posted(newsroom)) == 1

    async def test_a_retraction_strikes_it(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-12")
        await retracted(newsroom, LUNA)
        await thread(newsroom, opening, 2)
        assert "There’s no choice" in " ".join(styled(opening, "strike"))
        assert "See the retraction in the thread" in words(opening)

    async def test_a_past_date_s_opening_stays_with_its_card(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-1 as of 2017-03-01")
        await correct_the_law(newsroom)
        await thread(newsroom, opening, 1)
        assert not is_struck(opening)

    async def test_history_lists_opening_and_card_as_one_place(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, WHO)
        (one,) = await newsroom.desk.notices.posted(LAW, person=EDITOR, limit=9)
        assert (one.ts, one.place.thread_ts) == (opening.ts, opening.ts)
        await correct_the_law(newsroom)
        await thread(newsroom, opening, 2)
        found = await newsroom.desk.notices.posted(LAW, person=EDITOR, limit=9)
        assert [(one.is_notice, one.revision) for one in found] == [(True, 2), (False, 1)]

    async def test_why_this_is_answered_of_an_opening(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, WHO)
        assert await newsroom.desk.answers.question_at(NEWSROOM, opening.ts) == WHO


@pytest.fixture
def time() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
async def room(open_newsroom: OpenNewsroom, time: StoppedClock) -> AsyncIterator[Newsroom]:
    """A newsroom whose time stands still until a test moves it."""
    async with open_newsroom(time=time) as opened:
        yield opened


async def asked(room: Newsroom) -> None:
    exchange = await room.slack.command(REPORTER, NEWSROOM, f"/fact {WHO}")
    assert exchange.is_acknowledged


class TestOnTheWay:
    async def test_one_that_waits_is_made_anew(self, room: Newsroom, time: StoppedClock) -> None:
        room.slack.faults.plan(POST, rate_limited(30))
        await asked(room)
        await time.resting(29, 30)
        await correct_the_law(room)
        await time.resting(29, 30)
        time.advance(30)
        (opening,) = await room.slack.until(lambda: posted(room))
        assert "October 6, 2017" in words(opening)
        assert opening.text.startswith(f"<@{REPORTER}> asked: {WHO}\n")
        time.advance(1)
        (card,) = await cards_under(room, opening)
        assert "F-1 rev 2" in words(card)
        await settled(room)
        assert len(room.slack.messages(NEWSROOM, opening.ts)) == 2

    async def test_one_that_was_read_while_its_card_waits_is_struck(
        self, room: Newsroom, time: StoppedClock
    ) -> None:
        """The card is made anew; the notice comes after it and is about the opening."""
        room.slack.faults.plan(POST, rate_limited(30), fits=lambda sent: not is_opening(sent))
        await asked(room)
        (opening,) = await room.slack.until(lambda: posted(room))
        await time.resting(29, 30)
        await correct_the_law(room)
        await time.resting(29, 30)
        time.advance(30)
        (card,) = await cards_under(room, opening)
        time.advance(2)
        await room.slack.until(lambda: is_struck(opening))
        await settled(room)
        assert SIGNED in styled(opening, "strike")
        assert "F-1 rev 2" in words(card)
        assert not is_struck(card)
        _, _, notice = room.slack.messages(NEWSROOM, opening.ts)
        assert notice.text.startswith("CORRECTION")
        assert len(posted(room)) == 1

    @pytest.mark.parametrize(
        "fault",
        [http_status(500), http_status(500, takes_effect=True)],
        ids=["500", "500 after it was posted"],
    )
    async def test_one_that_may_have_been_posted_gets_its_notice_in_its_thread(
        self, room: Newsroom, time: StoppedClock, fault: Fault
    ) -> None:
        """Two corrections meanwhile: one notice, with both reasons, and nothing in the channel."""
        room.slack.faults.plan(POST, fault, fits=is_opening)
        await asked(room)
        await time.resting(4, 5)
        assert await outbox_at_rest(room) == {"unknown": 1, "waiting": 1}
        await correct_the_law(room, reason="Misread")
        await correct_the_law(room, "2017-10-07", reason="Misread again")
        time.advance(5)
        if not fault.takes_effect:
            await time.resting(1, 4)
            time.advance(4)
        (opening,) = await room.slack.until(lambda: posted(room))
        for _ in range(3):
            await room.bot.sender.idle()
            time.advance(1)
        await room.slack.until(lambda: is_struck(opening))
        await settled(room)
        _, card, notice = room.slack.messages(NEWSROOM, opening.ts)
        assert "F-1 rev 3" in words(card)
        assert not is_struck(card)
        assert "Misread. Misread again." in words(notice)
        assert SIGNED in styled(opening, "strike")
        assert f"p{notice.ts.replace('.', '')}?thread_ts={opening.ts}" in words(opening)
        assert len(posted(room)) == 1

    async def test_one_that_is_refused_after_all_leaves_nothing_in_the_outbox(
        self, room: Newsroom, time: StoppedClock
    ) -> None:
        """The asker alone gets the card as it reads now; no notice is owed to anybody."""
        room.slack.faults.plan(POST, http_status(500), fits=is_opening)
        room.slack.faults.plan(POST, refused("not_in_channel"), fits=is_opening)
        await asked(room)
        await time.resting(4, 5)
        await correct_the_law(room)
        time.advance(5)
        await time.resting(1, 4)
        time.advance(4)
        (card,) = await room.slack.until(lambda: room.slack.ephemerals(REPORTER))
        assert "F-1 rev 2" in words(card)
        await settled(room)
        assert posted(room) == []
        counts = await outbox_at_rest(room)
        assert counts == {"refused": 1, "cancelled": 3, "sent": 1}
        await correct_the_law(room, "2017-10-07")
        (notice,) = await room.slack.until(lambda: posted(room, direct(room, REPORTER)))
        assert "F-1 rev 2 → rev 3" in words(notice)

    async def test_a_dead_one_is_made_anew_when_it_is_sent_again(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        slack.faults.plan(POST, refused("msg_too_long"), fits=is_opening)
        await slack.command(REPORTER, NEWSROOM, f"/fact {WHO}")
        (alarm,) = await slack.until(lambda: posted(newsroom, direct(newsroom, ADMIN)))
        await settled(newsroom)
        await correct_the_law(newsroom)
        await slack.click(ADMIN, channel=alarm.channel, ts=alarm.ts, action_id="try_again")
        (opening,) = await slack.until(lambda: posted(newsroom))
        await settled(newsroom)
        (card,) = slack.messages(NEWSROOM, opening.ts)[1:]
        assert "October 6, 2017" in words(opening)
        assert "F-1 rev 2" in words(card)
