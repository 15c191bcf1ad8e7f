"""Why this: an editor, and the command line, can look at what was weighed for a question."""

import pytest
from driver import Newsroom, ask, choose, settled

from bot import cards
from facts import Desk, Viewer
from facts.errors import NotAllowed
from facts.explanation import ReasonKind
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
    assert "missing: Villanueva" in cards.why_text(refused)


async def test_each_fact_considered_has_its_reason(desk: Desk) -> None:
    found = await desk.answers.explain(desk.answers.read(QUESTION), Viewer())
    first, *others = found.considered
    assert (str(first.fact), first.reason.kind) == ("F-13", ReasonKind.ANSWERS)
    assert all(one.reason.kind is not ReasonKind.ANSWERS for one in others)
    assert "It answers: it has everything that the question asks for." in cards.why_text(found)


@pytest.mark.parametrize(
    ("asked", "fact", "reason", "sentence"),
    [
        ("SB 54", "F-1", ReasonKind.CHOICE, "the asker chooses"),
        (
            "who signed SB 54 in 2017",
            "F-2",
            ReasonKind.OTHER_DATE,
            "It does not have the date that the question names: 2017.",
        ),
        ("SB 54", "F-9", ReasonKind.OTHER_KIND, "asks for another kind of fact: law."),
        (
            "SB 9999",
            "F-17",
            ReasonKind.KEY_MISSING,
            "It does not have SB 9999, which the question names.",
        ),
        (
            "what did the Ninth Circuit rule on SB 54",
            "F-9",
            ReasonKind.OTHER_COURT,
            "this is not a decision of that court",
        ),
        (
            "what did the Supreme Court do with the California Values Act",
            "F-9",
            ReasonKind.ANSWERS,
            "It answers",
        ),
        (
            "what did Luna say about a judge as of 2019",
            "F-12",
            ReasonKind.TOO_LATE,
            "The words were said after the date that the question asks about.",
        ),
    ],
)
async def test_a_reason_is_a_plain_sentence(
    desk: Desk, asked: str, fact: str, reason: ReasonKind, sentence: str
) -> None:
    found = await desk.answers.explain(desk.answers.read(asked), Viewer())
    reasons = {str(one.fact): one.reason.kind for one in found.considered}
    assert reasons[fact] is reason
    assert sentence in cards.why_text(found)


async def test_a_question_with_a_key_says_that_the_key_decides(desk: Desk) -> None:
    found = await desk.answers.explain(desk.answers.read("who signed SB 54 in 2017"), Viewer())
    assert found.keys == ("SB 54",)
    assert "only facts that have it can answer" in cards.why_text(found)


async def test_an_editor_reaches_it_from_the_history_of_a_card(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, QUESTION)
    await settled(newsroom)  # which question a message answers is known once its ts is recorded
    await choose(newsroom, EDITOR, card, "history F-13")
    history = slack.top_view(EDITOR)
    assert history is not None
    await slack.click(EDITOR, view_id=history.id, action_id="why_this")
    why = slack.top_view(EDITOR)
    assert why is not None
    assert why.title == "Why this?"
    for shown in (
        QUESTION,
        "Answered by F-13",
        "share of the question",
        "has everything that the question asks for",
    ):
        assert shown in str(why.blocks)


async def test_a_reader_does_not(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, QUESTION)
    await choose(newsroom, REPORTER, card, "history F-13")
    history = slack.top_view(REPORTER)
    assert history is not None
    assert "Why this?" not in str(history.blocks)
    question = newsroom.desk.answers.read(QUESTION)
    with pytest.raises(NotAllowed):
        await newsroom.desk.answers.explain(question, Viewer(REPORTER))
