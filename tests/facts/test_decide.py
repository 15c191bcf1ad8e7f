"""One pure decision: from the evidence on a question to an outcome and a reason for each fact."""

from dataclasses import replace
from datetime import UTC, date, datetime

import builders as b
import pytest

from facts import Body, FiledFact, Outcome
from facts.dates import EdtfDate
from facts.explanation import ReasonKind
from facts.model import Approval, ApprovalBasis, Change, FactId, Revision
from facts.question import read_question
from facts.search import (
    Evidence,
    Resolution,
    SecondLook,
    decide,
    evidence_of,
    needs_second_look,
    stem,
)
from facts.search.ranking import Features, Ranked, shipped

NOW = datetime(2026, 11, 24, tzinfo=UTC)
MODEL = shipped(with_meaning=False)
REWORDED = "why did the Los Angeles sheriff hand inmates to immigration agents"


def fact(number: int, body: Body) -> FiledFact:
    return FiledFact(
        current=Revision(
            fact=FactId(number=number),
            number=1,
            body=body,
            editor="U1",
            change=Change.FILED,
            recorded_at=NOW,
            approval=Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=NOW),
        )
    )


LUNA, VALUES_ACT = fact(1, b.quote()), fact(2, b.values_act())


def ranked(probability: float, *, beside_names: float = 1.0) -> Ranked:
    features = Features(bm25=0.5, bm25_gap=0.5, bm25_z=1.0, covered=0.5, beside_names=beside_names)
    return Ranked(LUNA.id.number, features, probability)


def evidence(text: str, *facts: FiledFact, likeliest: Ranked | None = None) -> Evidence:
    question = read_question(text, today=NOW.date())
    return evidence_of(question, facts, {}, model=MODEL, likeliest=likeliest)


def kinds(resolution: Resolution) -> dict[int, ReasonKind]:
    return {one.id.number: reason.kind for one, reason in resolution.reasons}


@pytest.mark.parametrize(
    ("look", "unmet", "reason"),
    [
        (ranked(0.97), (), ReasonKind.ANSWERS_REWORDED),
        (ranked(0.97), ("agents",), ReasonKind.UNMET),
        (ranked(0.5), (), ReasonKind.UNDER_LINE),
        (ranked(0.97, beside_names=0.1), (), ReasonKind.ONLY_NAMES),
    ],
)
def test_the_second_look_decides_where_no_fact_has_every_word(
    look: Ranked, unmet: tuple[str, ...], reason: ReasonKind
) -> None:
    first = evidence(REWORDED, VALUES_ACT, likeliest=ranked(0.97))
    assert needs_second_look(first)
    assert decide(first).outcome is Outcome.NOTHING
    decided = decide(replace(first, second_look=SecondLook(LUNA, look, unmet)))
    assert kinds(decided)[LUNA.id.number] is reason
    answers = reason is ReasonKind.ANSWERS_REWORDED
    assert (decided.facts, decided.outcome) == (
        ((LUNA,), Outcome.FOUND) if answers else ((), Outcome.NOTHING)
    )


def test_words_said_after_the_date_asked_about_are_too_late_in_any_wording() -> None:
    asked = evidence(REWORDED, likeliest=ranked(0.97))
    dated = asked.question.model_copy(update={"as_of": EdtfDate.of(date(2019, 1, 1))})
    late = replace(asked, question=dated, second_look=SecondLook(LUNA, ranked(0.97), ()))
    assert kinds(decide(late)) == {1: ReasonKind.TOO_LATE}


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [
        (REWORDED, None),
        (REWORDED, ranked(MODEL.line - 0.001)),
        ("SB 54 and the sheriff of Los Angeles", ranked(0.99)),
        ("what did the Supreme Court say of the sheriff", ranked(0.99)),
        ("sheriff inmates", ranked(0.99)),
    ],
)
def test_no_second_look_where_it_could_not_change_the_answer(
    text: str, likeliest: Ranked | None
) -> None:
    assert not needs_second_look(evidence(text, VALUES_ACT, likeliest=likeliest))


def test_each_candidate_has_a_reason_in_the_order_found() -> None:
    decided = decide(evidence("who signed SB 54 in 2017", LUNA, VALUES_ACT))
    assert decided.facts == (VALUES_ACT,)
    assert kinds(decided) == {1: ReasonKind.KEY_MISSING, 2: ReasonKind.ANSWERS}


def test_the_same_evidence_is_decided_alike() -> None:
    asked = evidence("what did Luna say about a judge", LUNA, VALUES_ACT)
    assert decide(asked) == decide(asked)
    assert decide(asked).facts == (LUNA,)


def test_three_cases_of_one_caption_are_three_choices_and_an_appeal_is_of_its_case() -> None:
    """A caption is not a case: each is shown once, by its last decision."""
    first, other, third = (
        b.decision(
            case="Doe v. California", court=court, docket=docket, decided_on=day, appeal_from=None
        )
        for court, docket, day in (
            ("caed", "2:18-cv-00001", "2018-01-01"), ("cand", "3:19-cv-00002", "2019-01-01"),
            ("cacd", "2:20-cv-00003", "2020-01-01"),
        )
    )  # fmt: skip
    appeal = b.decision(
        case="Doe v. California", court="ca9", docket="18-10000", decided_on="2021-01-01",
        appeal_from=first.key,
    )  # fmt: skip
    facts = [fact(number, body) for number, body in enumerate((first, other, third, appeal), 1)]
    found = decide(evidence("Doe v. California", *facts))
    assert found.outcome is Outcome.CHOICES
    assert [one.id.number for one in found.facts] == [4, 2, 3, 1]
    assert kinds(found)[1] is ReasonKind.CHOICE


def test_a_word_that_is_on_file_is_no_other_word_misspelled() -> None:
    asked = read_question("when was the Valuea Act of Californja signed", today=NOW.date())

    def is_refused(*on_file: str) -> bool:
        words = frozenset(map(stem, on_file))
        found = evidence_of(asked, [VALUES_ACT], {}, model=MODEL, on_file=words)
        return found.candidates[0].refusal is not None

    assert not is_refused()
    assert is_refused("californja")


@pytest.mark.parametrize(
    ("asked", "is_meant"),
    [
        ("was the Packaging Producer Responsibility Act signed", True),
        ("was the Producer Packaging Responsibility Act signed", False),
    ],
)
def test_the_words_of_a_title_stand_in_its_order(asked: str, is_meant: bool) -> None:
    decided = decide(evidence(asked, fact(1, b.plastics_act())))
    assert bool(decided.facts) is is_meant


def test_a_posture_named_is_that_of_the_decision_that_answers() -> None:
    case = {"case": "Doe v. California", "court": "caed", "docket": "2:18-cv-1"}
    order = b.decision(
        **case, decided_on="2018-01-02", posture="temporary_restraining_order",
        disposition="granted", appeal_from=None,
    )  # fmt: skip
    trial = b.decision(
        **case, decided_on="2019-01-02", posture="trial", disposition="judgment_for_law",
        merits_reached=True, appeal_from=None,
    )  # fmt: skip
    facts = [fact(1, order), fact(2, trial)]

    def answer(text: str) -> list[int]:
        return [one.id.number for one in decide(evidence(text, *facts)).facts]

    assert answer("When was the TRO in Doe v. California?") == [1]
    assert answer("the temporary restraining order in Doe v. California") == [1]
    assert answer("final judgment in Doe v. California") == [2]
    assert answer("How did Doe v. California come out after the trial?") == [2]
    assert answer("Doe v. California") == [2]
    assert answer("When was the summary judgment in Doe v. California?") == []
    assert answer("When did it sit en banc in Doe v. California?") == []


BORDER_ACT = b.law(
    jurisdiction="us-az", session="2024", bill="hcr-2060", title="Secure the Border Act",
    aliases=("Proposition 314",), author=None, chapter=None, provisions=(),
    subject="makes it a crime to enter Arizona from abroad other than by a port of entry",
    events=(b.event("adopted", "2024-11-05", by="the voters"),),
)  # fmt: skip
VOUCHERS = b.law(
    jurisdiction="us-mo-kansas-city", session="2024", bill="ordinance-231019", author=None,
    title="Kansas City source of income ordinance", aliases=(), chapter=None, provisions=(),
    subject="bars landlords from refusing tenants only because they pay with vouchers",
    events=(b.event("adopted", "2024-01-25", by="City Council"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answers", "why"),
    [
        ("when was Proposition 314 adopted", [1], "a name that is a number of another kind"),
        ("when was Proposition 315 adopted", [], "another number"),
        ("HCR 2060", [1], "its own number"),
        ("Ordinance No. 231019 of Kansas City", [2], "a number that is no bill's"),
        ("Ordinance No. 231018 of Kansas City", [], "another number"),
        ("was the source of income ordinance in Kansas City, Missouri, adopted", [2], "its state"),
        ("was the source of income ordinance in Kansas City, Kansas, adopted", [], "another state"),
        ("does the Kansas City ordinance forbid refusing tenants with vouchers", [2], "it bars"),
        ("does the Kansas City ordinance allow refusing tenants with vouchers", [], "opposite"),
    ],
)
def test_a_law_goes_by_each_of_its_numbers_and_by_its_own_place(
    text: str, answers: list[int], why: str
) -> None:
    decided = decide(evidence(text, fact(1, BORDER_ACT), fact(2, VOUCHERS)))
    assert [one.id.number for one in decided.facts] == answers, why
