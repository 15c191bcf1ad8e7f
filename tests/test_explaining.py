"""Why this: an editor, and the command line, can look at what was weighed for a question."""

import pytest
from conftest import Newsroom
from test_fact_command import NEWSROOM, ask

from bot import cards
from facts import Desk, NotAllowed, Viewer
from rehearsal import EDITOR, REPORTER

QUESTION = "what did Miyamoto say about fear in immigrant communities"


async def test_an_explanation_names_the_fact_its_figures_and_what_is_missing(desk: Desk) -> None:
    found = await desk.answers.explain(desk.answers.read(QUESTION), Viewer())
    assert [str(one) for one in found.answered] == ["F-13"]
    first = found.weighed[0]
    assert str(first.fact) == "F-13"
    assert first.unmet == ()
    assert 0 < first.probability <= 1
    assert first.figures["covered"] > 0.5
    swapped = QUESTION.replace("Miyamoto", "Villanueva")
    refused = await desk.answers.explain(desk.answers.read(swapped), Viewer())
    assert refused.answered == ()
    assert any("Villanueva" in one.unmet for one in refused.weighed)
    assert "not in it: Villanueva" in cards.why_text(refused)


async def test_a_question_with_a_key_says_that_the_key_decides(desk: Desk) -> None:
    found = await desk.answers.explain(desk.answers.read("who signed SB 54 in 2017"), Viewer())
    assert found.keys == ("SB 54",)
    assert "only facts that have it may answer" in cards.why_text(found)


async def test_an_editor_reaches_it_from_the_history_of_a_card(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, QUESTION)
    await slack.click(EDITOR, channel=NEWSROOM, ts=card.ts, action_id="history")
    history = slack.top_view(EDITOR)
    assert history is not None
    await slack.click(EDITOR, view_id=history.id, action_id="why_this")
    why = slack.top_view(EDITOR)
    assert why is not None
    assert why.title == "Why this?"
    for shown in (QUESTION, "Answered by F-13", "share of the question"):
        assert shown in str(why.blocks)


async def test_a_reader_does_not(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, QUESTION)
    await slack.click(REPORTER, channel=NEWSROOM, ts=card.ts, action_id="history")
    history = slack.top_view(REPORTER)
    assert history is not None
    assert "Why this?" not in str(history.blocks)
    question = newsroom.desk.answers.read(QUESTION)
    with pytest.raises(NotAllowed):
        await newsroom.desk.answers.explain(question, Viewer(REPORTER))
