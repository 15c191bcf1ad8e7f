"""Filing what is on file already: said on the form before filing, and to the second editor."""

from datetime import UTC, datetime
from typing import Any

import pytest
from driver import (
    CENSUS,
    DESK,
    WORDS,
    Newsroom,
    ask,
    draft_in,
    filed,
    newest,
    posted,
    press,
    top_view,
    typed,
    words,
)
from form_filling import DECISION, LAW, QUOTE, SOURCE, sent

from facts import Audience, Desk, FactId, Outcome, Role, Viewer, starter_bodies
from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR, View

TRANSFERS = (
    "It’s a federal judicial warrant signed by a judge. There’s no choice. That means somebody has "
    "gone before a judge to get an arrest warrant for them."
)
WHY = "said again at the July 20 briefing"
REPEATED = [
    pytest.param("quote", {"passages.0": TRANSFERS}, "These words are already on file", id="same"),
    pytest.param("quote", {}, "These words are already on file, as part of F-12", id="contained"),
    pytest.param(
        "quote",
        {"passages.0": TRANSFERS.replace("no choice", "not any choice")},
        "Nearly the same words are on file: F-12",
        id="altered",
    ),
    pytest.param(
        "law", {"session": "2017"}, "SB 54 (2017–2018) is already on file: F-1.", id="law"
    ),
    pytest.param(
        "decision",
        {
            "court": "caed",
            "docket": "2:18-cv-00490",
            "decided_on": "July 5, 2018",
            "posture": "preliminary_injunction",
            "disposition": "granted_in_part",
        },
        "July 5, 2018) is already on file: F-7.",
        id="decision",
    ),
]
GOOD = {"quote": QUOTE, "law": LAW, "decision": DECISION}


def buttons(view: View) -> list[str]:
    return [
        str(element["text"]["text"])
        for block in view.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


async def refused(newsroom: Newsroom, kind: str, given: dict[str, str]) -> View:
    """File what is on file; return the form as it comes back."""
    await filed(newsroom, kind, GOOD[kind] | given)
    view = top_view(newsroom)
    assert view.title == f"File a {kind}"
    assert posted(newsroom, DESK) == []
    return view


class TestTheForm:
    @pytest.mark.parametrize(("kind", "given", "sentence"), REPEATED)
    async def test_it_says_what_is_on_file_and_keeps_what_was_typed(
        self, newsroom: Newsroom, kind: str, given: dict[str, str], sentence: str
    ) -> None:
        view = await refused(newsroom, kind, given)
        assert sentence in str(view.blocks)
        assert buttons(view)[1] == "File as a correction"
        assert typed(view, "sources.0.url") == SOURCE["sources.0.url"]

    @pytest.mark.parametrize(("kind", "given", "sentence"), REPEATED)
    async def test_filed_anyway_it_needs_a_reason_which_the_reviewer_reads(
        self, newsroom: Newsroom, kind: str, given: dict[str, str], sentence: str
    ) -> None:
        view = await refused(newsroom, kind, given)
        answer = await newsroom.slack.submit(EDITOR, view.id, {})
        assert set(answer.errors) == {"anyway"}
        answer = await newsroom.slack.submit(EDITOR, view.id, {"anyway": WHY})
        assert answer.errors == {}
        draft = await draft_in(newsroom)
        assert sentence in words(draft)
        assert f"Filed anyway: {WHY}" in words(draft)
        assert (await newest(newsroom, FactId(number=19))).reason == f"Filed anyway: {WHY}"
        await newsroom.slack.click(
            SECOND_EDITOR, channel=DESK, ts=draft.ts, action_id=open_button(words(draft))
        )
        assert top_view(newsroom, SECOND_EDITOR).title.startswith("F-")

    async def test_a_law_with_the_key_of_another_cannot_be_filed_beside_it(
        self, newsroom: Newsroom
    ) -> None:
        view = await refused(newsroom, "law", {})
        assert "SB 54 (2017–2018) is already on file: F-1." in str(view.blocks)
        assert "anyway" not in view.values
        answer = await newsroom.slack.submit(EDITOR, view.id, {})
        assert answer.errors == {"bill": "SB 54 (2017–2018) is already on file: F-1."}

    async def test_open_shows_the_fact_on_top_of_the_form(self, newsroom: Newsroom) -> None:
        view = await refused(newsroom, "quote", {})
        await newsroom.slack.click(EDITOR, view_id=view.id, action_id="open_fact.F-12")
        assert top_view(newsroom).title == "F-12"
        assert "Robert Luna" in str(top_view(newsroom).blocks)

    async def test_as_a_correction_nothing_typed_and_nothing_on_file_is_lost(
        self, newsroom: Newsroom
    ) -> None:
        before = (await newest(newsroom, FactId(number=12))).body
        view = await refused(
            newsroom, "quote", {"passages.0": TRANSFERS.replace("no choice", "not any choice")}
        )
        await newsroom.slack.click(EDITOR, view_id=view.id, action_id="file_correction.F-12")
        form = top_view(newsroom)
        assert (form.id, form.title) == (view.id, "Correct a quote")
        assert "not any choice" in str(typed(form, "passages.0"))
        assert typed(form, "topic") == before.model_dump()["topic"]
        assert typed(form, "sources.0.url") == before.sources[0].url
        assert typed(form, "sources.1.url") == SOURCE["sources.0.url"]
        said = {"was_wrong": "A word.", "is_right": "Another word.", "reason": "Heard again"}
        answer = await newsroom.slack.submit(EDITOR, form.id, said)
        assert answer.errors == {}
        assert "F-12 rev 2" in words(await draft_in(newsroom))

    async def test_words_that_are_not_on_file_are_filed_as_ever(self, newsroom: Newsroom) -> None:
        await filed(newsroom, "quote", CENSUS)
        assert "F-19" in words(await draft_in(newsroom))

    async def test_words_that_wait_for_review_are_on_file_too_unless_they_were_sent_back(
        self, newsroom: Newsroom
    ) -> None:
        await filed(newsroom, "quote", CENSUS)
        draft = await draft_in(newsroom)
        await filed(newsroom, "quote", CENSUS)
        view = top_view(newsroom)
        assert "already on file: F-19, waiting for review" in str(view.blocks)
        assert buttons(view)[:1] == ["Open F-19"]
        assert "File as a correction" not in buttons(view)
        await press(newsroom, SECOND_EDITOR, draft, "send_back")
        form = top_view(newsroom, SECOND_EDITOR)
        await newsroom.slack.submit(SECOND_EDITOR, form.id, {"why": "Which day?"})
        answer = await newsroom.slack.submit(EDITOR, view.id, {})
        assert answer.errors == {}
        (second,) = await newsroom.slack.until(lambda: posted(newsroom, DESK)[1:])
        assert "F-20" in words(second)


def open_button(shown: str) -> str:
    (label,) = [line for line in shown.splitlines() if line.startswith("Open F-")]
    return f"open_fact.{label.removeprefix('Open ')}"


@pytest.mark.both_databases
class TestWhoIsTold:
    async def test_every_starter_fact_is_on_file_and_nothing_else_of_the_same_state_or_court(
        self, desk: Desk
    ) -> None:
        for number, body in enumerate(dict(starter_bodies()).values(), start=1):
            told = await desk.duplicates.of(body, person=ADMIN)
            assert [one.fact for one in told] == [f"F-{number}"]

    @pytest.mark.parametrize(
        "hidden",
        [
            {"audience": Audience.DESK},
            {"embargo_until": datetime(2199, 1, 1, tzinfo=UTC)},
        ],
    )
    async def test_words_that_a_contributor_may_not_see_are_not_told_by_filing_them(
        self, desk: Desk, hidden: dict[str, Any]
    ) -> None:
        await desk.roles.give(EDITOR, Role.EDITOR, given_by="test")
        await desk.roles.give(REPORTER, Role.CONTRIBUTOR, given_by="test")
        new = sent("quote", CENSUS).body()
        made = await desk.filing.file(None, new, editor=EDITOR, **hidden)
        assert made is not None
        await desk.review.decide("1", made.fact, 1, approver=ADMIN, approved=True)
        assert await desk.duplicates.of(new, person=REPORTER) == ()
        (told,) = await desk.duplicates.of(new, person=EDITOR)
        assert told.fact == "F-19"

    async def test_a_retracted_fact_is_named_as_such(self, desk: Desk) -> None:
        fact = FactId(number=12)
        body = (await desk.answers.history(fact, Viewer(ADMIN)))[-1].body
        await desk.revising.retract(None, fact, based_on=1, editor=ADMIN, reason="Not his words")
        (told,) = await desk.duplicates.of(body, person=ADMIN)
        assert "F-12, retracted" in told.sentence
        assert not told.can_correct


class TestTwoThatSayTheSame:
    async def test_they_are_one_answer_with_the_sources_of_both(self, newsroom: Newsroom) -> None:
        for place, address in enumerate(("https://a.example.org/1", "https://b.example.org/2")):
            body = sent("quote", CENSUS | {"sources.0.url": address}).body()
            made = await newsroom.desk.filing.file(None, body, editor=EDITOR)
            assert made is not None
            await newsroom.desk.review.decide(
                f"{place}", made.fact, 1, approver=SECOND_EDITOR, approved=True
            )
        question = newsroom.desk.answers.read("what did Maria Vega say about publishing transfers")
        answer = await newsroom.desk.answers.look_up(question)
        assert answer.outcome is Outcome.FOUND
        assert [str(one.fact) for one in answer.match.rests_on] == ["F-19", "F-20"]
        urls = [source.url for source in answer.match.fact.body.sources]
        assert urls == ["https://a.example.org/1", "https://b.example.org/2"]
        _, card = await ask(newsroom, question.text)
        assert WORDS in words(card)
        named = await newsroom.desk.answers.look_up(newsroom.desk.answers.read("F-20"))
        assert len(named.match.fact.body.sources) == 2
        await newsroom.desk.revising.retract(
            None, FactId(number=20), based_on=1, editor=EDITOR, reason="The page is gone"
        )
        answer = await newsroom.desk.answers.look_up(question)
        assert [source.url for source in answer.match.fact.body.sources] == urls[:1]

    async def test_said_on_another_day_they_are_two(self, newsroom: Newsroom) -> None:
        for place, day in enumerate(("2025-07-17", "2025-07-20")):
            body = sent("quote", CENSUS | {"said_on": day}).body()
            made = await newsroom.desk.filing.file(None, body, editor=EDITOR)
            assert made is not None
            await newsroom.desk.review.decide(
                f"{place}", made.fact, 1, approver=SECOND_EDITOR, approved=True
            )
        question = newsroom.desk.answers.read("what did Maria Vega say about publishing transfers")
        answer = await newsroom.desk.answers.look_up(question)
        assert answer.outcome is Outcome.CHOICES
