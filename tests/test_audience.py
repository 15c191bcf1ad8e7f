"""What is not for everybody is not shown to everybody, whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
from driver import NEWSROOM, Newsroom, OpenNewsroom, opened, posted, words
from stopped_clock import StoppedClock

from facts import Audience, Body, FactId, Outcome, Viewer, read_body, starter_bodies
from facts.model import Approval, ApprovalBasis, Change, FactState, Revision, Role
from rehearsal import EDITOR, REPORTER, SECOND_EDITOR

SECRET = "The county jail will shut its second floor in the spring and nobody will be told of it."
QUOTE = {
    "kind": "quote",
    "passages": [SECRET],
    "speaker": "County jail administration",
    "said_on": "2026-11-20",
    "sources": [{"title": "Notes", "tier": "primary", "url": "https://example.org/notes"}],
}


def struck_down() -> Body:
    """A decision that would change what a card of the Values Act says."""
    body = dict(starter_bodies())["09-d3-supreme-court-2020"].model_dump(mode="json")
    return read_body(
        body
        | {
            "court": "caed", "docket": "2:26-cv-00001", "decided_on": "2026-05-01", "citations": [],
            "posture": "summary_judgment", "disposition": "judgment_against_law",
            "merits_reached": True,
            "appeal_from": None, "separate_views": None, "holding": None,
            "effects": [{"law": "us-ca/2017-2018/sb-54", "outcome": "struck_down"}],
        }
    )  # fmt: skip


async def filed(newsroom: Newsroom, body: Body, audience: Audience, *, approve: bool) -> FactId:
    made = await newsroom.desk.filing.file(None, body, editor=EDITOR, audience=audience)
    assert made is not None
    if approve:
        await newsroom.desk.review.decide(
            f"test:{made.fact}", made.fact, 1, approver=SECOND_EDITOR, approved=True
        )
    return made.fact


@pytest.fixture
async def secret(newsroom: Newsroom) -> FactId:
    return await filed(newsroom, read_body(QUOTE), Audience.DESK, approve=True)


async def test_a_draft_that_an_editor_asks_for_is_for_him_alone(newsroom: Newsroom) -> None:
    fact = await filed(newsroom, read_body(QUOTE), Audience.NEWSROOM, approve=False)
    slack = newsroom.slack
    await slack.command(EDITOR, NEWSROOM, f"/fact {fact}")
    (card,) = await slack.until(lambda: slack.ephemerals(EDITOR))
    assert "do not print" in words(card)
    assert posted(newsroom) == []


async def test_a_fact_of_the_desks_is_for_the_editor_alone_and_not_there_for_a_reporter(
    newsroom: Newsroom, secret: FactId
) -> None:
    slack = newsroom.slack
    await slack.command(EDITOR, NEWSROOM, f"/fact {secret}")
    (card,) = await slack.until(lambda: slack.ephemerals(EDITOR))
    assert SECRET in words(card)
    await slack.command(REPORTER, NEWSROOM, f"/fact {secret}")
    assert "Nothing on file" in words(slack.ephemerals(REPORTER)[-1])
    assert posted(newsroom) == []


async def test_in_the_desks_channel_it_is_answered_for_all_there(
    newsroom: Newsroom, secret: FactId
) -> None:
    slack = newsroom.slack
    await slack.command(EDITOR, "C0DESK", f"/fact {secret}")
    await slack.until(lambda: posted(newsroom, "C0DESK"))
    assert slack.ephemerals(EDITOR) == []


async def test_checking_a_quote_in_public_never_shows_the_desks_words(
    newsroom: Newsroom, secret: FactId
) -> None:
    slack = newsroom.slack
    said = await slack.say(REPORTER, NEWSROOM, f"“{SECRET}”")
    assert said.ts is not None
    ts = said.ts
    await slack.shortcut(EDITOR, NEWSROOM, ts, "check_quote")
    (reply,) = await slack.until(lambda: slack.messages(NEWSROOM, ts)[1:])
    assert "No match on file" in words(reply)
    assert str(secret) not in words(reply)


async def test_a_public_card_leaves_out_a_decision_that_is_the_desks(newsroom: Newsroom) -> None:
    await filed(newsroom, struck_down(), Audience.DESK, approve=True)
    question = newsroom.desk.answers.read("California Values Act")
    for viewer in (Viewer(REPORTER), Viewer(EDITOR)):
        answer = await newsroom.desk.answers.look_up(question, viewer)
        assert answer.match.sentence.startswith("In force"), viewer
    desks = await newsroom.desk.answers.look_up(question, Viewer(EDITOR, in_desk=True))
    assert desks.match.sentence.startswith("Struck down")


async def test_what_is_filed_not_before_a_moment_is_the_desks_alone_until_then(
    open_newsroom: OpenNewsroom,
) -> None:
    """Chosen in the form that files it, and kept in the form that corrects it."""
    time = StoppedClock()
    until = int(time().timestamp()) + 3_600
    typed = {"passages.0": SECRET, "speaker": "County jail", "said_on": "2026-11-20"}
    typed |= {"sources.0.title": "Notes", "sources.0.tier": "primary"}
    typed |= {"sources.0.url": "https://example.org/notes"}
    async with open_newsroom(time=time) as room:
        slack = room.slack
        form = await opened(room, "quote")
        await slack.submit(EDITOR, form.id, typed | {"embargo_until": until})
        fact = FactId(number=19)
        await room.desk.review.decide("test", fact, 1, approver=SECOND_EDITOR, approved=True)
        reader = Viewer(REPORTER)
        question = room.desk.answers.read("What did the county jail say of its second floor?")
        before = await room.desk.answers.look_up(question, reader)
        assert before.outcome is Outcome.NOTHING
        await slack.command(EDITOR, NEWSROOM, f"/fact-add {fact}")
        history = slack.top_view(EDITOR)
        assert history is not None
        await slack.click(EDITOR, view_id=history.id, action_id="correct")
        correcting = slack.top_view(EDITOR)
        assert correcting is not None
        assert correcting.values["embargo_until"]["chosen"]["selected_date_time"] == until
        time.advance(3_601)
        after = await room.desk.answers.look_up(question, reader)
        assert after.outcome is Outcome.FOUND


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANYWHERE, DIRECT, IN_DESK = Viewer("U1"), Viewer("U1", direct=True), Viewer("U1", in_desk=True)


def revision(
    state: FactState = FactState.APPROVED,
    audience: Audience = Audience.NEWSROOM,
    *,
    embargo_until: datetime | None = None,
) -> Revision:
    approved = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=NOW)
    return Revision(
        fact=FactId(number=12),
        number=1,
        body=read_body(QUOTE),
        editor="U2",
        change=Change.RETRACTION if state is FactState.RETRACTED else Change.FILED,
        recorded_at=NOW,
        embargo_until=embargo_until,
        audience=audience,
        approval=None if state is FactState.DRAFT else approved,
    )


OPEN, DESK_ONLY = revision(), revision(audience=Audience.DESK)
EMBARGOED = revision(embargo_until=NOW + timedelta(seconds=1))
ENDED = revision(embargo_until=NOW)
DRAFT, RETRACTED = revision(FactState.DRAFT), revision(FactState.RETRACTED)
DESK_DRAFT = revision(FactState.DRAFT, Audience.DESK)


@pytest.mark.parametrize(
    ("shown", "viewer", "role", "by_id", "expected"),
    [
        (OPEN, Viewer(), Role.READER, False, True),
        (ENDED, ANYWHERE, Role.READER, False, True),
        # What is the desk's, or under embargo: editors where they are alone, the desk's channel.
        *(
            (fact, *who)
            for fact in (DESK_ONLY, EMBARGOED)
            for who in (
                (Viewer(), Role.ADMIN, True, False),
                (DIRECT, Role.CONTRIBUTOR, True, False),
                (ANYWHERE, Role.EDITOR, False, False),
                (ANYWHERE, Role.EDITOR, True, True),
                (DIRECT, Role.EDITOR, False, True),
                (IN_DESK, Role.READER, False, True),
            )
        ),
        # A draft and a retracted fact answer no question.
        (DRAFT, DIRECT, Role.ADMIN, False, False),
        (DRAFT, ANYWHERE, Role.EDITOR, True, True),
        (DRAFT, IN_DESK, Role.READER, True, False),
        (DESK_DRAFT, ANYWHERE, Role.EDITOR, True, True),
        (RETRACTED, ANYWHERE, Role.ADMIN, False, False),
        (RETRACTED, Viewer(), Role.READER, True, True),
    ],
)
def test_who_may_see_what_is_one_rule(
    shown: Revision, viewer: Viewer, role: Role, *, by_id: bool, expected: bool
) -> None:
    assert shown.is_visible_to(viewer, role, at=NOW, by_id=by_id) is expected
