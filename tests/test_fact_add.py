"""`/fact-add`: an editor files a fact, a second editor approves it, and only then is it found."""

import re
from datetime import date

import pytest
from driver import (
    CENSUS,
    DESK,
    NEWSROOM,
    WORDS,
    Newsroom,
    OpenNewsroom,
    ask,
    direct,
    draft_in,
    filed,
    mrkdwn_of,
    opened,
    posted,
    press,
    top_view,
    typed,
    words,
)
from form_filling import DECISION, LAW

from facts import FactId, Role, Viewer
from facts.dates import read_date
from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR


@pytest.fixture(autouse=True, scope="module")
def _dates_are_read_already() -> None:
    """The first date in words loads a library: on a busy machine longer than Slack waits."""
    read_date("July 17, 2025", today=date(2026, 11, 24))


class TestOpening:
    async def test_a_reader_is_refused_in_a_sentence_that_only_he_sees(
        self, newsroom: Newsroom
    ) -> None:
        for text in ("/fact-add", "/fact-add quote"):
            await newsroom.slack.command(REPORTER, NEWSROOM, text)
        first, second = newsroom.slack.ephemerals(REPORTER)
        assert "Only an editor may file facts" in words(first)
        assert "Only an editor may file facts" in words(second)
        assert newsroom.slack.top_view(REPORTER) is None
        assert posted(newsroom, NEWSROOM) == []
        assert newsroom.slack.ephemerals(EDITOR) == []

    @pytest.mark.parametrize("kind", ["quote", "law", "decision"])
    async def test_choosing_a_kind_turns_the_same_modal_into_its_form(
        self, newsroom: Newsroom, kind: str
    ) -> None:
        await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add")
        choice = top_view(newsroom)
        assert choice.title == "File a fact"
        await newsroom.slack.click(EDITOR, view_id=choice.id, action_id="file_kind", value=kind)
        form = top_view(newsroom)
        assert (form.id, form.title) == (choice.id, f"File a {kind}")

    async def test_a_named_kind_is_opened_straight_away(self, newsroom: Newsroom) -> None:
        assert (await opened(newsroom, "Quote")).title == "File a quote"

    async def test_another_word_is_answered_with_how_to_use_it(self, newsroom: Newsroom) -> None:
        await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add <!channel> rumour")
        (usage,) = newsroom.slack.ephemerals(EDITOR)
        assert "/fact-add quote" in words(usage)
        assert newsroom.slack.top_view(EDITOR) is None

    async def test_where_slack_gives_no_more_time_the_editor_is_asked_to_try_again(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.slack.fail_next("views.open", error="expired_trigger_id")
        await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add law")
        (sentence,) = newsroom.slack.ephemerals(EDITOR)
        assert "please try again" in words(sentence)


class TestTheForm:
    async def test_adding_an_event_loses_nothing_that_was_typed(self, newsroom: Newsroom) -> None:
        form = await opened(newsroom, "law")
        newsroom.slack.fill(EDITOR, form.id, LAW)
        pressed = await newsroom.slack.click(
            EDITOR, view_id=form.id, action_id="add_row", value="events"
        )
        after = top_view(newsroom)
        assert after.id == form.id
        assert {field: typed(after, field) for field in LAW} == LAW
        assert typed(after, "events.1.on") is None
        assert (await newsroom.again(pressed)).is_acknowledged
        assert "events.2.on" not in top_view(newsroom).values

    async def test_what_is_wrong_stands_under_its_field_and_everything_typed_is_still_there(
        self, newsroom: Newsroom
    ) -> None:
        wrong = CENSUS | {"sources.0.url": "javascript:alert(1)", "said_on": "July 17"}
        answer = await filed(newsroom, "quote", wrong)
        assert set(answer.errors) == {"sources.0.url", "said_on"}
        form = top_view(newsroom)
        assert {field: typed(form, field) for field in wrong} == wrong
        assert "https://" in form.errors["sources.0.url"]
        assert posted(newsroom, DESK) == []
        answer = await newsroom.slack.submit(
            EDITOR,
            form.id,
            {"sources.0.url": CENSUS["sources.0.url"], "said_on": "July 17, 2025"},
        )
        assert answer.errors == {}
        assert "is waiting for approval" in str(top_view(newsroom).blocks)
        assert "July 17, 2025" in str(top_view(newsroom).blocks)

    async def test_a_form_that_is_full_says_so_and_stays_as_it_is(self, newsroom: Newsroom) -> None:
        form = await opened(newsroom, "law")
        newsroom.slack.fill(EDITOR, form.id, LAW)
        while top_view(newsroom).id == form.id:
            await newsroom.slack.click(
                EDITOR, view_id=form.id, action_id="add_row", value="sources"
            )
        assert "holds no more fields" in str(top_view(newsroom).blocks)
        await newsroom.slack.close(EDITOR, top_view(newsroom).id)
        assert {field: typed(top_view(newsroom), field) for field in LAW} == LAW
        await newsroom.slack.click(EDITOR, view_id=form.id, action_id="drop_row", value="sources")
        assert {field: typed(top_view(newsroom), field) for field in LAW} == LAW

    async def test_a_form_closed_meanwhile_is_left_closed(self, newsroom: Newsroom) -> None:
        form = await opened(newsroom, "law")
        pressed = await newsroom.slack.click(
            EDITOR, view_id=form.id, action_id="add_row", value="events"
        )
        await newsroom.slack.close(EDITOR, form.id)
        assert (await newsroom.again(pressed)).is_acknowledged
        assert newsroom.slack.top_view(EDITOR) is None

    async def test_a_form_sent_twice_files_one_fact(self, newsroom: Newsroom) -> None:
        sent = await filed(newsroom, "law", LAW | {"bill": "SB 1"})
        again = await newsroom.again(sent)
        assert again.is_acknowledged
        assert "already filed" in str(again.body)
        await draft_in(newsroom)
        assert len(posted(newsroom, DESK)) == 1
        assert len(await newsroom.desk.answers.laws(limit=50)) == 7

    async def test_a_role_taken_away_while_the_form_was_open_is_refused_when_it_is_sent(
        self, newsroom: Newsroom
    ) -> None:
        form = await opened(newsroom, "quote")
        await newsroom.desk.roles.give(EDITOR, Role.READER, given_by="test")
        await newsroom.slack.submit(EDITOR, form.id, CENSUS)
        assert "Only an editor may file facts" in str(top_view(newsroom).blocks)
        await newsroom.slack.close(EDITOR, top_view(newsroom).id)
        assert typed(top_view(newsroom), "passages.0") == WORDS
        assert posted(newsroom, DESK) == []


class TestReview:
    async def test_what_a_second_editor_approves_is_found_and_everybody_concerned_is_told(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "quote", CENSUS)
        assert "is waiting for approval" in str(top_view(newsroom).blocks)
        draft = await draft_in(newsroom)
        for shown in (WORDS, "Maria Vega", "July 17, 2025", "filed by editor", "davisvanguard"):
            assert shown in words(draft)
        assert "<@" not in words(draft)
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact Maria Vega publishing transfers")
        assert "Nothing on file" in words(newsroom.slack.ephemerals(REPORTER)[-1])
        await press(newsroom, SECOND_EDITOR, draft, "approve")
        decided = await draft_in(newsroom)
        assert decided.ts == draft.ts
        assert "*Approved* by second editor" in words(decided)
        assert "UTC" in words(decided)
        assert "actions" not in {block["type"] for block in decided.blocks or ()}
        note = await draft_in(newsroom, direct(newsroom, EDITOR))
        assert "second editor approved F-19 rev 1" in words(note)
        _, card = await ask(newsroom, "what did Maria Vega say about publishing transfers")
        assert WORDS in words(card)

    async def test_the_author_is_refused_in_a_sentence_that_only_he_sees(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "quote", CENSUS)
        draft = await draft_in(newsroom)
        before = words(draft)
        await newsroom.slack.close(EDITOR, top_view(newsroom).id)
        for action in ("approve", "send_back"):
            await press(newsroom, EDITOR, draft, action)
            refusal = newsroom.slack.ephemerals(EDITOR, DESK)[-1]
            assert "You filed F-19 rev 1 yourself" in words(refusal)
            assert newsroom.slack.top_view(EDITOR) is None
        assert words(await draft_in(newsroom)) == before
        assert newsroom.slack.ephemerals(SECOND_EDITOR) == []
        await press(newsroom, ADMIN, draft, "approve")
        assert "*Approved* by admin" in words(await draft_in(newsroom))

    async def test_who_is_no_editor_any_more_may_not_approve(self, newsroom: Newsroom) -> None:
        await filed(newsroom, "quote", CENSUS)
        draft = await draft_in(newsroom)
        await newsroom.desk.roles.give(SECOND_EDITOR, Role.READER, given_by="test")
        await press(newsroom, SECOND_EDITOR, draft, "approve")
        (refusal,) = newsroom.slack.ephemerals(SECOND_EDITOR, DESK)
        assert "Only an editor may approve facts" in words(refusal)

    async def test_a_press_after_the_decision_says_so_and_a_repeated_one_does_nothing(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        async with open_newsroom(desk_channel=None) as newsroom:
            await filed(newsroom, "quote", CENSUS)
            assert "2 editors were asked by direct message" in str(top_view(newsroom).blocks)
            one = await draft_in(newsroom, direct(newsroom, SECOND_EDITOR))
            other = await draft_in(newsroom, direct(newsroom, ADMIN))
            assert posted(newsroom, direct(newsroom, EDITOR)) == []
            pressed = await press(newsroom, SECOND_EDITOR, one, "approve")
            assert (await newsroom.again(pressed)).is_acknowledged
            assert newsroom.slack.ephemerals(SECOND_EDITOR) == []
            await press(newsroom, ADMIN, other, "approve")
            (said,) = newsroom.slack.ephemerals(ADMIN)
            assert "already approved or sent back" in words(said)
            behind = await draft_in(newsroom, direct(newsroom, ADMIN))
            assert "*Approved* by second editor" in words(behind)
            await newsroom.slack.until(lambda: posted(newsroom, direct(newsroom, EDITOR)))
            assert len(posted(newsroom, direct(newsroom, EDITOR))) == 1

    async def test_what_is_sent_back_goes_to_its_author_with_the_reason_and_is_never_found(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "quote", CENSUS)
        draft = await draft_in(newsroom)
        await press(newsroom, SECOND_EDITOR, draft, "send_back")
        form = top_view(newsroom, SECOND_EDITOR)
        empty = await newsroom.slack.submit(SECOND_EDITOR, form.id, {"why": " \u200b "})
        assert set(empty.errors) == {"why"}
        await newsroom.slack.submit(SECOND_EDITOR, form.id, {"why": "Who heard *this*? <!here>"})
        assert newsroom.slack.top_view(SECOND_EDITOR) is None
        assert "*Sent back* by second editor" in words(await draft_in(newsroom))
        note = await draft_in(newsroom, direct(newsroom, EDITOR))
        assert "sent back F-19 rev 1" in words(note)
        assert "Who heard *this*?" in words(note)
        assert "<!here>" not in note.text
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact F-19")
        assert "Nothing on file" in words(newsroom.slack.ephemerals(REPORTER)[-1])

    async def test_where_there_is_no_second_editor_the_author_is_told_so(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        async with open_newsroom(desk_channel=None) as newsroom:
            for person in (EDITOR, SECOND_EDITOR):
                await newsroom.desk.roles.give(person, Role.READER, given_by="test")
            form = await opened(newsroom, "quote", ADMIN)
            await newsroom.slack.submit(ADMIN, form.id, CENSUS)
            assert "There is no second editor yet" in str(top_view(newsroom, ADMIN).blocks)

    async def test_a_card_that_cannot_be_edited_holds_up_no_decision(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "quote", CENSUS)
        draft = await draft_in(newsroom)
        newsroom.slack.fail_next("chat.update", error="edit_window_closed")
        await press(newsroom, SECOND_EDITOR, draft, "approve")
        (said,) = newsroom.slack.ephemerals(SECOND_EDITOR, DESK)
        assert "F-19 rev 1 is approved" in words(said)
        (revision,) = await newsroom.desk.answers.history(FactId.parse("F-19"), Viewer(REPORTER))
        assert revision.is_approved

    async def test_with_review_off_a_fact_is_approved_at_once_and_says_so(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        async with open_newsroom(review="off") as newsroom:
            await filed(newsroom, "quote", CENSUS)
            assert "does not require a second editor" in str(top_view(newsroom).blocks)
            assert posted(newsroom, DESK) == []
            _, card = await ask(newsroom, "what did Maria Vega say about publishing transfers")
            assert WORDS in words(card)
            assert "no second editor" in words(card)


class TestPeoplesText:
    async def test_what_would_call_a_channel_is_shown_as_text_everywhere(
        self, newsroom: Newsroom
    ) -> None:
        title = "<!channel> <@U0ADMIN> *bold* & <https://evil.example|here>"
        typed_in = CENSUS | {"sources.0.title": title, "speaker": "<!here> Vega"}
        await filed(newsroom, "quote", typed_in | {"topic": "<!everyone>"})
        draft = await draft_in(newsroom)
        assert "<!channel>" in words(draft)
        await press(newsroom, SECOND_EDITOR, draft, "approve")
        note = await draft_in(newsroom, direct(newsroom, EDITOR))
        for message in (await draft_in(newsroom), note):
            live = [message.text, *mrkdwn_of(message.blocks)]
            dates_left_out = [re.sub(r"<!date\^[^<>]*>", "", text) for text in live]
            assert not [text for text in dates_left_out if "<" in text]


class TestLawsAndDecisions:
    async def test_a_law_and_a_decision_on_it_are_filed_by_hand(self, newsroom: Newsroom) -> None:
        await filed(newsroom, "law", LAW | {"bill": "SB 1", "title": "An Example Act"})
        await newsroom.slack.close(EDITOR, top_view(newsroom).id)
        form = await opened(newsroom, "decision")
        assert "SB 1 (2017–2018) An Example Act" in str(form.blocks)
        effect = {"effects.0.law": "us-ca/2017-2018/sb-1", "effects.0.outcome": "not_enjoined"}
        decision = DECISION | {"docket": "19-1", "appeal_from": "ca9/18-16496/2019-04-18"}
        answer = await newsroom.slack.submit(EDITOR, form.id, decision | effect)
        assert answer.errors == {}
        assert "is waiting for approval" in str(top_view(newsroom).blocks)
        await newsroom.slack.until(lambda: len(posted(newsroom, DESK)) == 2)
        draft = await draft_in(newsroom)
        for part in (
            "April 18, 2019",
            "No ruling on the merits",
            "us-ca/2017-2018/sb-1",
            "Ninth Circuit",
        ):
            assert part in words(draft)
        assert "Check this first" not in words(draft)

    async def test_what_cannot_be_beside_what_is_on_file_stands_under_its_field(
        self, newsroom: Newsroom
    ) -> None:
        form = await opened(newsroom, "law")
        await newsroom.slack.click(EDITOR, view_id=form.id, action_id="add_row", value="events")
        early = {"events.1.event": "effective", "events.1.on": "January 2017"}
        answer = await newsroom.slack.submit(EDITOR, form.id, LAW | {"bill": "SB 1"} | early)
        assert list(answer.errors) == ["events.1.on"]
        assert "before it was signed (October 5, 2017)" in answer.errors["events.1.on"]
        assert "It was read as January 2017." in answer.errors["events.1.on"]
        answer = await filed(newsroom, "decision", DECISION | {"disposition": "granted"})
        assert list(answer.errors) == ["disposition"]

    async def test_what_is_unusual_is_shown_to_the_second_editor_first(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "decision", DECISION | {"docket": "19-1"})
        draft = await draft_in(newsroom)
        assert "Check this first" in words(draft)
        assert "This decision isn’t linked to any law." in words(draft)

    async def test_a_draft_too_long_for_a_message_can_be_read_whole(
        self, newsroom: Newsroom
    ) -> None:
        form = await opened(newsroom, "quote")
        for _ in range(5):
            await newsroom.slack.click(
                EDITOR, view_id=form.id, action_id="add_row", value="passages"
            )
        long = {f"passages.{row}": f"{row} " + "word " * 550 + f"end {row}" for row in range(6)}
        await newsroom.slack.submit(EDITOR, form.id, CENSUS | long)
        draft = await draft_in(newsroom)
        assert "end 5" not in words(draft)
        await press(newsroom, SECOND_EDITOR, draft, "whole_draft")
        whole = top_view(newsroom, SECOND_EDITOR)
        assert whole.title == "Draft F-19 rev 1"
        assert "end 5" in str(whole.blocks)
