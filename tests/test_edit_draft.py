"""A draft that was sent back is edited: its form as it was filed, and no reason to give."""

import pytest
from driver import (
    CENSUS,
    DESK,
    NEWSROOM,
    Newsroom,
    direct,
    draft_in,
    filed,
    home,
    posted,
    press,
    top_view,
    typed,
    words,
)
from form_filling import STARTER, revision

from bot.cards import review
from facts import Change, FactId, Viewer
from facts.errors import OutOfDate
from rehearsal import EDITOR, SECOND_EDITOR
from rehearsal.blockkit import message_is_too_long, message_problems

FACT = FactId(number=19)


async def sent_back(newsroom: Newsroom, why: str = "Which day?") -> None:
    """File a quote, and send it back as the second editor."""
    await filed(newsroom, "quote", CENSUS)
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    await press(newsroom, SECOND_EDITOR, await draft_in(newsroom), "send_back")
    form = top_view(newsroom, SECOND_EDITOR)
    await newsroom.slack.submit(SECOND_EDITOR, form.id, {"why": why})


async def test_the_author_edits_it_from_the_message_and_the_reviewer_sees_what_changed(
    newsroom: Newsroom,
) -> None:
    await sent_back(newsroom)
    note = await draft_in(newsroom, direct(newsroom, EDITOR))
    await press(newsroom, EDITOR, note, "edit_draft")
    form = top_view(newsroom)
    assert form.title == "Edit draft"
    shown = {block.get("block_id") for block in form.blocks}
    assert not {"was_wrong", "is_right", "change"} & shown
    assert typed(form, "role") == "County Clerk"
    answer = await newsroom.slack.submit(EDITOR, form.id, {"said_on": "July 18, 2025"})
    assert answer.errors == {}
    assert "F-19 rev 2" in str(top_view(newsroom).blocks)
    await newsroom.slack.until(lambda: len(posted(newsroom, DESK)) == 2)
    draft = await draft_in(newsroom)
    for part in ("Changes since F-19 rev 1", "second editor sent back", "Which day?", "July"):
        assert part in words(draft)
    await press(newsroom, SECOND_EDITOR, draft, "approve")
    newest = (await newsroom.desk.answers.history(FACT, Viewer(EDITOR)))[-1]
    assert (newest.number, newest.change, newest.reason) == (2, Change.FILED, None)
    assert newest.is_approved


async def test_it_is_edited_from_the_desks_channel_home_and_history(newsroom: Newsroom) -> None:
    await sent_back(newsroom)
    await newsroom.slack.until(lambda: "Sent back" in words(posted(newsroom, DESK)[-1]))
    await press(newsroom, EDITOR, await draft_in(newsroom), "edit_draft")
    assert top_view(newsroom).title == "Edit draft"
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    tab = await home(newsroom, EDITOR)
    assert "Which day?" in str(tab.blocks)
    await newsroom.slack.click(EDITOR, view_id=tab.id, action_id="edit_draft")
    assert top_view(newsroom).title == "Edit draft"
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add F-19")
    history = top_view(newsroom)
    assert "correct" not in str(history.blocks)
    await newsroom.slack.click(EDITOR, view_id=history.id, action_id="edit_draft")
    await newsroom.slack.submit(EDITOR, top_view(newsroom).id, {"speaker": "Ana Vega"})
    # Closing what says that it is filed uncovers no history of before.
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    assert newsroom.slack.top_view(EDITOR) is None


async def test_a_correction_that_was_sent_back_keeps_what_was_typed_about_it(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    await slack.command(EDITOR, NEWSROOM, "/fact-add F-12")
    await slack.click(EDITOR, view_id=top_view(newsroom).id, action_id="correct")
    said = {"was_wrong": "The office.", "is_right": "He is the sheriff.", "reason": "County's page"}
    await slack.submit(EDITOR, top_view(newsroom).id, said | {"role": "Sheriff of the county"})
    await press(newsroom, SECOND_EDITOR, await draft_in(newsroom), "send_back")
    form = top_view(newsroom, SECOND_EDITOR)
    await slack.submit(SECOND_EDITOR, form.id, {"why": "Which county?"})
    note = await draft_in(newsroom, direct(newsroom, EDITOR))
    await press(newsroom, EDITOR, note, "edit_draft")
    again = top_view(newsroom)
    assert again.title == "Correct a quote"
    assert {name: typed(again, name) for name in said} == said
    assert typed(again, "role") == "Sheriff of the county"
    await slack.submit(EDITOR, again.id, {"role": "Sheriff of Los Angeles County"})
    await slack.until(lambda: len(posted(newsroom, DESK)) == 2)
    draft = words(await draft_in(newsroom))
    assert "Correction of F-12 rev 1" in draft
    assert "Changes since F-12 rev 2, which second editor sent back" in draft


async def test_what_was_approved_meanwhile_is_no_draft(newsroom: Newsroom) -> None:
    await filed(newsroom, "quote", CENSUS)
    (draft,) = await newsroom.desk.revising.may_revise(FACT, person=EDITOR)
    await newsroom.desk.review.decide("a", FACT, 1, approver=SECOND_EDITOR, approved=True)
    with pytest.raises(OutOfDate, match="no longer a draft"):
        await newsroom.desk.revising.revise(
            None, FACT, draft.body, change=Change.FILED, based_on=1, editor=EDITOR, reason=None
        )


def test_all_that_differs_is_shown_before_the_draft_is_cut() -> None:
    body = STARTER["01-l1-california-values-act"]
    old = revision(body)
    notes = tuple(f"Note {number}: {'x' * 80}" for number in range(30))
    new = revision(body.model_copy(update={"notes": notes})).model_copy(update={"number": 2})
    message = review.draft_card(new, earlier=[old]).payload()
    assert message_problems(message["blocks"]) == []
    assert not message_is_too_long(message["blocks"])
    (differences, *_) = [block for block in message["blocks"] if "Changes since" in str(block)]
    assert all(note in str(differences) for note in notes)
    assert "Whole draft" in str(message["blocks"])


async def test_a_draft_edited_while_it_waits_is_approved_as_edited_only(newsroom: Newsroom) -> None:
    await filed(newsroom, "quote", CENSUS)
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    old = await draft_in(newsroom)
    tab = await home(newsroom, EDITOR)
    await newsroom.slack.click(EDITOR, view_id=tab.id, action_id="edit_draft")
    await newsroom.slack.submit(EDITOR, top_view(newsroom).id, {"said_on": "July 18, 2025"})
    await newsroom.slack.until(lambda: len(posted(newsroom, DESK)) == 2)
    await press(newsroom, SECOND_EDITOR, old, "approve")
    refusal = newsroom.slack.ephemerals(SECOND_EDITOR, DESK)[-1]
    assert "F-19 rev 1 was edited since: decide on F-19 rev 2." in words(refusal)
    tab = await home(newsroom, SECOND_EDITOR)
    assert "F-19 rev 2" in str(tab.blocks)
    assert "F-19 rev 1" not in str(tab.blocks)
