"""A fact is corrected: every thread that carried it is told, once, and the old card is struck."""

import pytest
from driver import (
    DESK,
    LAW,
    LUNA,
    NEWSROOM,
    Newsroom,
    OpenNewsroom,
    approved,
    ask,
    corrected,
    direct,
    draft_in,
    in_other_words,
    is_struck,
    newest,
    posted,
    retracted,
    settled,
    signed_on,
    styled,
    the_law,
    the_quote,
    thread,
    top_view,
    typed,
    words,
)

from facts import Audience, Change, Decision, Viewer
from facts.errors import BadInput, NotAllowed, OutOfDate
from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR, Message

pytestmark = pytest.mark.both_databases

THREADS = ("F-1", "who signed SB 54 in 2017", "California Values Act")
LABELS = ("CORRECTION", "UPDATE", "CLARIFICATION", "RETRACTED", "RESTORED")


def _texts(node: object) -> list[str]:
    if isinstance(node, list):
        return [found for one in node for found in _texts(one)]
    if not isinstance(node, dict):
        return []
    return [node["text"]] if node.get("type") == "text" else _texts(list(node.values()))


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks or [] if block["type"] == "actions"]
    return [one["action_id"] for row in rows for one in row]


async def limited(newsroom: Newsroom) -> None:
    """Slack has said once that it takes nothing more for two seconds."""
    calls = newsroom.slack.calls
    await newsroom.slack.until(lambda: any(one.status == 429 for one in calls))


class TestThreads:
    async def test_each_of_three_is_told_once_and_each_card_is_struck(
        self, newsroom: Newsroom
    ) -> None:
        slack = newsroom.slack
        asked = [await ask(newsroom, text) for text in THREADS]
        # An editor finds the form under the history, with what stands in it.
        await slack.command(EDITOR, NEWSROOM, "/fact-add F-1")
        await slack.click(EDITOR, view_id=top_view(newsroom).id, action_id="correct")
        form = top_view(newsroom)
        assert form.title == "Correct a law"
        assert typed(form, "title") == "California Values Act"
        signed = next(row for row in range(9) if typed(form, f"events.{row}.event") == "signed")
        values = {
            "change": "correction",
            "was_wrong": "The day of signing.",
            "is_right": "It was signed on October 6.",
            "reason": "Wrong day typed from the bill history",
            f"events.{signed}.on": "2017-10-06",
        }
        answer = await slack.submit(EDITOR, form.id, values)
        assert answer.errors == {}
        assert "is waiting for approval" in str(top_view(newsroom).blocks)
        draft = await draft_in(newsroom)
        assert "Correction of F-1 rev 1" in words(draft)
        # While it waits, a card says so, and nobody is told.
        _, waiting = await ask(newsroom, "F-1")
        assert "A correction to this is under review: do not print." in words(waiting)
        await slack.click(SECOND_EDITOR, channel=DESK, ts=draft.ts, action_id="approve")
        for opening, old in asked:
            card, notice = await thread(newsroom, opening, 2)
            assert card.ts == old.ts
            assert is_struck(card)
            assert "F-1 rev 1, replaced by rev 2" in words(card)
            assert notice.ts.replace(".", "") in words(card)
            assert notice.text.startswith("CORRECTION")
            assert f"<@{REPORTER}>" in words(notice)
            assert "5" in styled(notice, "strike")
            assert "6" in styled(notice, "bold")
            assert "Wrong day typed from the bill history." in words(notice)
            assert "F-1 rev 1 → rev 2" in words(notice)
            assert card.ts.replace(".", "") in words(notice)

    async def test_seen_is_recorded_and_shown(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-1")
        await corrected(newsroom, LAW, signed_on(await the_law(newsroom), "2017-10-06"))
        _, notice = await thread(newsroom, opening, 2)
        place = {"channel": notice.channel, "ts": notice.ts}
        assert buttons(notice) == ["seen", "show_card"]
        await newsroom.slack.click(REPORTER, **place, action_id="seen")
        await newsroom.slack.until(lambda: "Seen by" in words(notice))
        assert "to <https" in words(notice)
        assert buttons(notice) == ["show_card"]
        await newsroom.slack.click(REPORTER, **place, action_id="show_card")
        assert "Oct 6, 2017" in str(top_view(newsroom, REPORTER).blocks)
        posted = await newsroom.desk.notices.posted(LAW, person=EDITOR, limit=9)
        assert [(one.is_notice, one.revision, bool(one.seen_by)) for one in posted] == [
            (True, 2, True),
            (False, 1, False),
        ]
        assert await newsroom.desk.notices.posted(LAW, person=REPORTER, limit=9) == []

    async def test_an_edit_that_slack_refuses_holds_up_no_notice(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-1")
        newsroom.slack.fail_next("chat.update", error="edit_window_closed")
        await corrected(newsroom, LAW, signed_on(await the_law(newsroom), "2017-10-06"))
        card, notice = await thread(newsroom, opening, 2)
        assert notice.text.startswith("CORRECTION")
        assert not is_struck(card)
        assert (await newsroom.desk.outbox.state()).counts["refused"] == 1

    async def test_a_change_to_nothing_on_the_card_gives_no_notice(
        self, newsroom: Newsroom
    ) -> None:
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        same = body.model_copy(update={"summary": "It limits what local police may do."})
        await corrected(newsroom, LAW, same, change=Change.CLARIFICATION)
        (card,) = await thread(newsroom, opening, 1)
        assert not is_struck(card)

    async def test_a_note_under_the_answer_is_part_of_the_card(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        noted = body.model_copy(update={"notes": (*body.notes, "The vote was not checked.")})
        await corrected(newsroom, LAW, noted, change=Change.CLARIFICATION)
        card, notice = await thread(newsroom, opening, 2)
        assert is_struck(card)
        assert notice.text.startswith("CLARIFICATION")
        assert "Note: The vote was not checked." in styled(notice, "bold")

    async def test_a_line_that_is_only_taken_out_is_not_the_fact_taken_back(
        self, newsroom: Newsroom
    ) -> None:
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        noted = body.model_copy(update={"notes": body.notes[:-1]})
        await corrected(newsroom, LAW, noted, change=Change.CLARIFICATION)
        _, notice = await thread(newsroom, opening, 2)
        assert "The card no longer says this." in words(notice)
        assert "withdrawn this" not in words(notice)

    async def test_a_past_date_is_told_only_of_what_changes_that_date(
        self, newsroom: Newsroom
    ) -> None:
        past, _ = await ask(newsroom, "F-1 as of 2017-03-01")
        now, _ = await ask(newsroom, "F-1")
        await corrected(newsroom, LAW, signed_on(await the_law(newsroom), "2017-10-06"))
        await thread(newsroom, now, 2)
        await thread(newsroom, past, 1)

    async def test_another_fact_s_thread_hears_nothing(self, newsroom: Newsroom) -> None:
        opening, _ = await ask(newsroom, "F-7")
        await corrected(newsroom, LUNA, in_other_words(await the_quote(newsroom)))
        await settled(newsroom)
        await thread(newsroom, opening, 1)


class TestRetracting:
    async def test_retract_restore_history(self, newsroom: Newsroom) -> None:
        """One editor retracts at once; a restoration needs a second; both are told, none lost."""
        slack = newsroom.slack
        opening, _ = await ask(newsroom, "F-12")
        await slack.command(EDITOR, NEWSROOM, "/fact-add F-12")
        await slack.click(EDITOR, view_id=top_view(newsroom).id, action_id="retract")
        await slack.submit(
            EDITOR, top_view(newsroom).id, {"reason": "The recording has other words"}
        )
        card, notice = await thread(newsroom, opening, 2)
        assert is_struck(card)
        assert notice.text.startswith("RETRACTED")
        assert "*RETRACTED*: <" in words(notice)
        assert "The desk has withdrawn this: do not print it." in words(notice)
        assert "The recording has other words." in words(notice)
        assert "was retracted" in words(await draft_in(newsroom))
        _, now = await ask(newsroom, "F-12")
        assert "do not print" in words(now)
        while slack.top_view(EDITOR):
            await slack.close(EDITOR, top_view(newsroom).id)
        await slack.command(EDITOR, NEWSROOM, "/fact-add F-12")
        await slack.click(EDITOR, view_id=top_view(newsroom).id, action_id="restore")
        again = top_view(newsroom)
        assert again.title == "Restore a quote"
        await slack.submit(EDITOR, again.id, {"reason": "The recording was of another day"})
        await thread(newsroom, opening, 2)
        made = await newest(newsroom, LUNA)
        with pytest.raises(NotAllowed):
            await approved(newsroom, made, by=EDITOR)
        await approved(newsroom, made)
        _, first, second = await thread(newsroom, opening, 3)
        assert is_struck(first)
        assert second.text.startswith("RESTORED")
        assert "judicial warrant" in words(second)
        history = await newsroom.desk.answers.history(LUNA, Viewer(REPORTER))
        assert [one.change for one in history] == ["filed", "retraction", "restoration"]

    async def test_a_correction_that_waited_cannot_bring_a_retracted_fact_back(
        self, newsroom: Newsroom
    ) -> None:
        body = in_other_words(await the_quote(newsroom))
        made = await corrected(newsroom, LUNA, body, approve=False)
        await newsroom.desk.revising.retract(
            None, LUNA, based_on=made.number, editor=SECOND_EDITOR, reason="Not verified"
        )
        with pytest.raises(OutOfDate, match="rev 3"):
            await approved(newsroom, made)

    async def test_only_what_is_retracted_can_be_restored_and_it_only_that(
        self, newsroom: Newsroom
    ) -> None:
        body = await the_quote(newsroom)
        with pytest.raises(OutOfDate, match="nothing to restore"):
            await corrected(newsroom, LUNA, body, change=Change.RESTORATION)
        await retracted(newsroom, LUNA)
        with pytest.raises(OutOfDate, match="restore it"):
            await corrected(newsroom, LUNA, body)
        with pytest.raises(OutOfDate, match="already retracted"):
            await retracted(newsroom, LUNA)


class TestOrder:
    async def test_two_corrections_order(self, newsroom: Newsroom) -> None:
        """Sent notices come in order, and the last says what stands."""
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-06"))
        await thread(newsroom, opening, 2)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-07"))
        card, first, second = await thread(newsroom, opening, 3)
        assert is_struck(card)
        assert is_struck(first)
        assert "F-1 rev 2 → rev 3" in words(second)
        assert "6" in styled(second, "strike")
        assert "7" in styled(second, "bold")

    async def test_unsent_notices_are_one_with_the_final_state_and_every_reason(
        self, newsroom: Newsroom
    ) -> None:
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        newsroom.slack.fail_next("chat.postMessage", status=429, retry_after=2)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-06"), reason="Misread")
        await limited(newsroom)
        why = "The legislature changed its page"
        await corrected(
            newsroom, LAW, signed_on(body, "2017-10-07"), change=Change.UPDATE, reason=why
        )
        card, notice = await thread(newsroom, opening, 2)
        assert is_struck(card)
        assert "F-1 rev 1 → rev 3" in words(notice)
        assert notice.text.startswith("CORRECTION")
        assert f"Misread. {why}." in words(notice)

    async def test_what_is_put_back_before_anybody_was_told_owes_none(
        self, newsroom: Newsroom
    ) -> None:
        opening, _ = await ask(newsroom, "F-1")
        body = await the_law(newsroom)
        newsroom.slack.fail_next("chat.postMessage", status=429, retry_after=2)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-06"))
        await limited(newsroom)
        await corrected(newsroom, LAW, body)
        (card,) = await thread(newsroom, opening, 1)
        assert not is_struck(card)

    async def test_correction_races_pending_reply(self, newsroom: Newsroom) -> None:
        """A reply that waits is made anew from the new revision, and owes no notice."""
        newsroom.slack.fail_next("chat.postMessage", status=429, retry_after=2)
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact F-1")
        await limited(newsroom)
        await corrected(newsroom, LAW, signed_on(await the_law(newsroom), "2017-10-06"))
        opening = (await newsroom.slack.until(lambda: posted(newsroom, NEWSROOM)))[0]
        (card,) = await thread(newsroom, opening, 1)
        assert "F-1 rev 2" in words(card)
        assert "Oct 6, 2017" in words(card)


class TestDecisions:
    async def test_a_new_decision_tells_the_threads_of_the_law(self, newsroom: Newsroom) -> None:
        law, _ = await ask(newsroom, "F-1")
        other, _ = await ask(newsroom, "F-2")
        made = await newsroom.desk.filing.file(None, struck_down(), editor=EDITOR)
        assert made is not None
        await thread(newsroom, law, 1)
        await approved(newsroom, made)
        card, notice = await thread(newsroom, law, 2)
        assert is_struck(card)
        assert notice.text.startswith("UPDATE")
        assert "struck down" in " ".join(styled(notice, "bold"))
        assert f"{made.fact} rev 1, California v. Example, No. 26-1" in words(notice)
        await thread(newsroom, other, 1)

    async def test_one_for_the_desk_alone_is_told_to_nobody_else(self, newsroom: Newsroom) -> None:
        law, _ = await ask(newsroom, "F-1")
        made = await newsroom.desk.filing.file(
            None, struck_down(), editor=EDITOR, audience=Audience.DESK
        )
        assert made is not None
        await approved(newsroom, made)
        await thread(newsroom, law, 1)

    async def test_one_that_is_taken_back_corrects_the_law(self, newsroom: Newsroom) -> None:
        made = await newsroom.desk.filing.file(None, struck_down(), editor=EDITOR)
        assert made is not None
        await approved(newsroom, made)
        law, _ = await ask(newsroom, "F-1")
        await retracted(newsroom, made.fact)
        _, notice = await thread(newsroom, law, 2)
        assert notice.text.startswith("CORRECTION")
        assert "struck down" in " ".join(styled(notice, "strike"))


def struck_down() -> Decision:
    """A decision that never was: it shows what the desk would have to tell."""
    source = {
        "title": "No. 26-1",
        "tier": "primary",
        "publisher": "U.S. Supreme Court",
        "published": "2026-10-05",
    }
    return Decision.model_validate(
        {
            "case": "California v. Example",
            "court": "scotus",
            "docket": "26-1",
            "decided_on": "2026-10-05",
            "posture": "merits_review",
            "disposition": "reversed",
            "merits_reached": True,
            "effects": [{"law": "us-ca/2017-2018/sb-54", "outcome": "struck_down"}],
            "sources": [source],
        }
    )


class TestPeople:
    async def test_a_card_for_one_person_is_corrected_in_a_direct_message(
        self, newsroom: Newsroom
    ) -> None:
        slack, mine = newsroom.slack, direct(newsroom, REPORTER)
        await slack.command(REPORTER, "C0POLITICS", "/fact F-1")
        await slack.until(lambda: slack.ephemerals(REPORTER, "C0POLITICS"))
        await settled(newsroom)
        body = await the_law(newsroom)
        await corrected(newsroom, LAW, signed_on(body, "2017-10-06"))
        notice = await draft_in(newsroom, mine)
        assert notice.text.startswith("CORRECTION")
        await settled(newsroom)
        assert posted(newsroom, "C0POLITICS") == []
        await corrected(newsroom, LAW, signed_on(body, "2017-10-07"))
        await slack.until(lambda: len(posted(newsroom, mine)) == 2)
        await settled(newsroom)
        first, second = posted(newsroom, mine)
        assert is_struck(first)
        assert "F-1 rev 2 → rev 3" in words(second)

    async def test_a_checked_quote_is_corrected_in_its_thread(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        said = "Luna: “There’s no choice. That means somebody has gone before a judge”"
        await slack.say(REPORTER, NEWSROOM, said)
        ts = slack.messages(NEWSROOM)[-1].ts
        await slack.shortcut(REPORTER, NEWSROOM, ts, "check_quote")
        await slack.until(lambda: slack.messages(NEWSROOM, ts)[1:])
        await settled(newsroom)
        await corrected(newsroom, LUNA, in_other_words(await the_quote(newsroom)))
        await slack.until(lambda: len(slack.messages(NEWSROOM, ts)) == 3)
        assert " other" in styled(slack.messages(NEWSROOM, ts)[-1], "bold")

    async def test_a_reader_may_change_nothing(self, newsroom: Newsroom) -> None:
        body, revising = await the_law(newsroom), newsroom.desk.revising
        with pytest.raises(NotAllowed):
            await revising.may_revise(LAW, person=REPORTER)
        with pytest.raises(NotAllowed):
            await revising.revise(
                None, LAW, body, change=Change.UPDATE, based_on=1, editor=REPORTER, reason="no"
            )
        with pytest.raises(NotAllowed):
            await revising.retract(None, LAW, based_on=1, editor=REPORTER, reason="no")
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact-add F-1")
        assert newsroom.slack.top_view(REPORTER) is None
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact history F-1")
        shown = newsroom.slack.ephemerals(REPORTER)[-1]
        assert buttons(shown) == []
        assert "Posted" not in words(shown)

    async def test_with_review_off_a_correction_is_told_at_once(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        async with open_newsroom(review="off") as newsroom:
            opening, _ = await ask(newsroom, "F-1")
            body = signed_on(await the_law(newsroom), "2017-10-06")
            await corrected(newsroom, LAW, body, approve=False)
            newsroom.bot.sender.wake()
            _, notice = await thread(newsroom, opening, 2)
            assert notice.text.startswith("CORRECTION")


class TestConflicts:
    async def test_edit_conflict_shows_diff(self, newsroom: Newsroom) -> None:
        """The second editor sees what changed meanwhile, and keeps what he typed."""
        slack = newsroom.slack
        forms = {}
        for editor in (EDITOR, ADMIN):
            await slack.command(editor, NEWSROOM, "/fact-add F-12")
            await slack.click(editor, view_id=top_view(newsroom, editor).id, action_id="correct")
            forms[editor] = top_view(newsroom, editor)
        beside = {"change": "correction", "was_wrong": "a", "is_right": "b", "reason": "c"}
        await slack.submit(EDITOR, forms[EDITOR].id, beside | {"role": "Sheriff of the county"})
        mine = beside | {"occasion": "a press conference downtown"}
        answer = await slack.submit(ADMIN, forms[ADMIN].id, mine)
        assert answer.errors == {}
        again = top_view(newsroom, ADMIN)
        assert "changed while this form was open: F-12 rev 2" in str(again.blocks)
        assert "Sheriff of the county" in "".join(_texts(again.blocks[0]))
        assert typed(again, "occasion") == "a press conference downtown"
        assert typed(again, "was_wrong") == "a"
        await slack.submit(ADMIN, again.id, {})
        history = await newsroom.desk.answers.history(LUNA, Viewer(EDITOR))
        assert [one.number for one in history] == [1, 2, 3]
        assert (await the_quote(newsroom)).occasion == "a press conference downtown"

    async def test_a_law_that_decisions_name_keeps_its_key(self, newsroom: Newsroom) -> None:
        body = await the_law(newsroom)
        with pytest.raises(BadInput, match="name this law by its key"):
            await corrected(newsroom, LAW, body.model_copy(update={"bill": "sb-55"}))

    async def test_history_shows_the_words_that_differ_and_where_it_was_posted(
        self, newsroom: Newsroom
    ) -> None:
        opening, _ = await ask(newsroom, "F-12")
        await corrected(newsroom, LUNA, in_other_words(await the_quote(newsroom)))
        await thread(newsroom, opening, 2)
        await newsroom.slack.command(EDITOR, NEWSROOM, "/fact history F-12")
        shown = newsroom.slack.ephemerals(EDITOR)[-1]
        assert " other" in styled(shown, "bold")
        assert "Notice of rev 2" in words(shown)
        assert "Card of rev 1" in words(shown)
        assert buttons(shown) == ["correct", "retract"]
