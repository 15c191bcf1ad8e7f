"""An editor names a fact from a question that found nothing, or the wrong one."""

import pytest
from driver import DESK, NEWSROOM, Newsroom, ask, ask_the_desk, choose, posted, words
from hypothesis import given
from hypothesis import strategies as st

from facts import Change, Decision, FactId, Law, Viewer
from facts.desk.editing.loading import starter_bodies
from facts.errors import BadInput, NotAllowed, OutOfDate
from facts.search import alias_problem, suggested_alias
from rehearsal import EDITOR, REPORTER, SECOND_EDITOR, Message

VALUES_ACT = FactId(number=1)
QUESTION = "who signed the shield law for migrants"
LAW = next(body for _, body in starter_bodies() if isinstance(body, Law))
DECISION = next(body for _, body in starter_bodies() if isinstance(body, Decision))


async def add(newsroom: Newsroom, alias: str, *, editor: str = EDITOR) -> None:
    made = await newsroom.desk.aliases.add(
        None, VALUES_ACT, alias, question=QUESTION, editor=editor
    )
    assert made is not None
    await newsroom.desk.review.decide(
        None, made.fact, made.number, approver=SECOND_EDITOR, approved=True
    )


async def form_under(newsroom: Newsroom, message: Message, **typed: str) -> None:
    """Press Add an alias under a message in the desk's channel, as an editor, and send the form."""
    slack = newsroom.slack
    await slack.click(EDITOR, channel="C0DESK", ts=message.ts, action_id="add_alias")
    form = slack.top_view(EDITOR)
    assert form is not None
    assert form.title == "Add an alias"
    await slack.submit(EDITOR, form.id, typed)


async def answered(newsroom: Newsroom, question: str) -> list[FactId]:
    answer = await newsroom.desk.answers.look_up(newsroom.desk.answers.read(question))
    return [match.fact.id for match in answer.matches]


async def test_a_request_becomes_an_alias_that_a_second_editor_approves(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, f"/fact {QUESTION}")
    (nothing,) = slack.ephemerals(REPORTER)
    await slack.click(REPORTER, channel=NEWSROOM, ts=nothing.ts, action_id="ask_desk")
    form = slack.top_view(REPORTER)
    assert form is not None
    await slack.submit(REPORTER, form.id, {})
    (request,) = await slack.until(lambda: posted(newsroom, DESK))
    await form_under(newsroom, request, fact="F-1", alias="shield law for migrants")

    _, draft = await slack.until(lambda: found if len(found := posted(newsroom, DESK)) > 1 else [])
    for shown in ("F-1 rev 2", "shield law for migrants", QUESTION):
        assert shown in words(draft)
    assert await answered(newsroom, QUESTION) == []  # nothing is learnt before a second editor
    await slack.click(SECOND_EDITOR, channel="C0DESK", ts=draft.ts, action_id="approve")
    assert await answered(newsroom, QUESTION) == [VALUES_ACT]


async def test_an_alias_says_nothing_else_so_nobody_is_told(newsroom: Newsroom) -> None:
    await ask(newsroom, "F-1")
    await add(newsroom, "shield law for migrants")
    assert (await newsroom.desk.outbox.state()).counts == {"sent": 2}


async def test_a_dispute_of_the_wrong_fact_shows_up_as_such(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, "California Values Act")
    await choose(newsroom, REPORTER, card, "dispute F-1")
    form = slack.top_view(REPORTER)
    assert form is not None
    await slack.submit(REPORTER, form.id, {"matter": "wrong_fact"})
    (dispute,) = await slack.until(lambda: posted(newsroom, DESK))
    for shown in ("Dispute 1: wrong fact", "California Values Act", "F-1 rev 1", "reporter"):
        assert shown in words(dispute)
    await slack.click(EDITOR, channel="C0DESK", ts=dispute.ts, action_id="add_alias")
    opened = slack.top_view(EDITOR)
    assert opened is not None
    assert "California Values Act" in str(opened.blocks)


async def test_what_is_wrong_must_be_said_unless_it_is_the_fact(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, "F-1")
    await choose(newsroom, REPORTER, card, "dispute F-1")
    form = slack.top_view(REPORTER)
    assert form is not None
    answer = await slack.submit(REPORTER, form.id, {"matter": "outdated"})
    assert "Say in a few words" in str(answer)
    assert posted(newsroom, DESK) == []


async def test_only_editors_open_or_send_the_form(newsroom: Newsroom) -> None:
    await ask_the_desk(newsroom)
    await newsroom.slack.until(lambda: posted(newsroom, DESK))
    assert await newsroom.desk.aliases.question("request", 1, person=EDITOR)
    with pytest.raises(NotAllowed):
        await newsroom.desk.aliases.question("request", 1, person=REPORTER)
    with pytest.raises(NotAllowed):
        await add(newsroom, "shield law for migrants", editor=REPORTER)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"fact": "54", "alias": "shield law"}, "fact", "like F-12"),
        ({"fact": "F-999", "alias": "shield law"}, "fact", "not on file"),
        ({"fact": "F-1", "alias": "SB 54 of California"}, "alias", "bill number"),
        ({"fact": "F-1", "alias": "the law"}, "alias", "too common"),
        ({"fact": "F-1", "alias": "California Values Act"}, "alias", "already"),
        ({"fact": "F-1", "alias": "shield\u202e law"}, "alias", "direction mark"),
    ],
)
async def test_what_cannot_be_an_alias_is_said_at_its_field(
    newsroom: Newsroom, typed: dict[str, str], field: str, said: str
) -> None:
    slack = newsroom.slack
    await ask_the_desk(newsroom)
    (request,) = await slack.until(lambda: posted(newsroom, DESK))
    await slack.click(EDITOR, channel="C0DESK", ts=request.ts, action_id="add_alias")
    form = slack.top_view(EDITOR)
    assert form is not None
    answer = await slack.submit(EDITOR, form.id, typed)
    assert field in str(answer)
    assert said in str(answer)
    assert slack.top_view(EDITOR) is not None


async def test_a_second_editor_is_told_who_else_goes_by_the_name(newsroom: Newsroom) -> None:
    warned: list[str] = []
    await add(newsroom, "shield law for migrants")
    await newsroom.desk.aliases.add(
        None,
        FactId(number=2),
        "shield law for migrants",
        question=QUESTION,
        editor=EDITOR,
        drafts=lambda _, __, warnings: warned.extend(warnings) or (),
    )
    (warning,) = warned
    assert warning.startswith("F-1, ")


async def test_an_alias_waits_for_a_change_that_waits(newsroom: Newsroom) -> None:
    history = await newsroom.desk.answers.history(VALUES_ACT, Viewer(EDITOR))
    await newsroom.desk.revising.revise(
        None,
        VALUES_ACT,
        history[-1].body.model_copy(update={"subject": "Law enforcement and immigration"}),
        change=Change.CLARIFICATION,
        based_on=1,
        editor=EDITOR,
        reason="The subject was missing",
    )
    with pytest.raises(OutOfDate, match="waiting for approval"):
        await add(newsroom, "shield law for migrants")


async def test_a_retracted_fact_gets_no_name(newsroom: Newsroom) -> None:
    await newsroom.desk.revising.retract(
        None, VALUES_ACT, based_on=1, editor=EDITOR, reason="It was never passed"
    )
    with pytest.raises(BadInput, match="is not an approved fact"):
        await add(newsroom, "shield law for migrants")


@pytest.mark.parametrize(
    ("question", "alias"),
    [
        ("who signed the shield law for migrants?", "shield law for migrants"),
        ("is the sanctuary thing still law", "sanctuary"),
        ("did the court block the tech privacy act", "tech privacy"),
        ("what did the sheriff say", "sheriff"),
        ("when was it signed", ""),
    ],
)
def test_the_form_begins_with_the_words_that_name_the_subject(question: str, alias: str) -> None:
    assert suggested_alias(question) == alias


@given(st.text(max_size=60))
def test_no_alias_is_a_key_or_nothing_but_common_words(alias: str) -> None:
    """Whatever is typed, the check answers; a bare number never names a law."""
    for body in (LAW, DECISION):
        problem = alias_problem(alias, body)
        assert problem is None or problem.endswith(".")
        assert alias_problem(f"{alias} SB 54", body) is not None
