"""An impossible fact is refused at its field; an unusual one is accepted with a warning."""

from datetime import date

import builders as b
import pytest
from pydantic import ValidationError

from facts.dates import EdtfDate
from facts.law.checks import merits_words, problems, problems_among, warnings, warnings_among
from facts.model import Decision, Event, Law, Outcome, Posture, Quote, Source, Tier

TODAY = date(2026, 11, 24)
LAWS = b.starter_laws()
DECISIONS = b.starter_decisions()
KEYS = [law.key for law in LAWS]


def fields(body: Law | Decision | Quote) -> list[str]:
    return [problem.field for problem in problems(body, today=TODAY)]


@pytest.mark.parametrize(
    "body", [*LAWS, *DECISIONS, b.quote()], ids=lambda body: body.key or body.heading
)
def test_the_true_facts_pass(body: Law | Decision) -> None:
    assert problems(body, today=TODAY) == ()
    assert warnings(body) == ()
    assert problems_among(body, laws=KEYS, decisions=DECISIONS) == ()
    assert warnings_among(body, laws=LAWS, decisions=DECISIONS) == ()


def test_our_own_interview_needs_who_and_when_and_no_publisher_or_address() -> None:
    own = Source(title="Interview with Robert Luna", tier=Tier.OWN)
    assert fields(b.quote(sources=(own,))) == ["sources.0.reporter", "sources.0.published"]
    made = {"reporter": "the county reporter", "published": EdtfDate.parse("2025-07-17")}
    assert fields(b.quote(sources=(own.model_copy(update=made),))) == []
    late = made | {"published": EdtfDate.parse("2027-01-01")}
    assert fields(b.quote(sources=(own.model_copy(update=late),))) == ["sources.0.published"]


# ---- Laws ----


def dated(*events: tuple[str, str]) -> Law:
    return b.law(events=tuple(b.event(kind, on) for kind, on in events))


@pytest.mark.parametrize(
    ("law", "at", "says"),
    [
        (
            dated(("signed", "2017-10-05"), ("signed", "2017-10-15")),
            "events.1.event",
            "a law is signed once, and this one was already (October 5, 2017)",
        ),
        (
            dated(("signed", "2017-10-05"), ("law_unsigned", "2017-10-05")),
            "events.1.event",
            "it cannot also be law without a signature",
        ),
        (
            dated(("signed", "2017-10-05"), ("vetoed", "2017-10-06")),
            "events.1.event",
            "it cannot also be vetoed",
        ),
        (
            dated(("signed", "2017-10-05"), ("died", "2018-09-01")),
            "events.1.event",
            "it became law (October 5, 2017)",
        ),
        (
            dated(("signed", "2017-10-05"), ("effective", "2017-01-01")),
            "events.1.on",
            "or name the provisions that are retroactive",
        ),
        (
            dated(("introduced", "2017-12-05"), ("signed", "2017-10-05")),
            "events.1.on",
            "before it was introduced (December 5, 2017): check both dates",
        ),
        (
            dated(("signed", "2017-10-05"), ("passed", "2017-11-01")),
            "events.0.on",
            "before it was passed (November 1, 2017)",
        ),
        (
            dated(("effective", "2018-01-01"), ("operative", "2017-07-01")),
            "events.1.on",
            "operative (July 1, 2017) before it was effective",
        ),
        (
            dated(("signed", "2017-10-05"), ("repealed", "2016-01-01")),
            "events.1.on",
            "before it became law (October 5, 2017)",
        ),
        (dated(("signed", "2027-01-05")), "events.0.on", "is in the future (January 5, 2027)"),
        (b.law(session="2018-2017"), "session", "write 2017-2018"),
    ],
)
def test_an_impossible_law_is_refused_at_its_field(law: Law, at: str, says: str) -> None:
    (problem,) = problems(law, today=TODAY)
    assert problem.field == at
    assert says in problem.message


@pytest.mark.parametrize(
    ("law", "why"),
    [
        (dated(("signed", "2017-10"), ("effective", "2017-10-01")), "the month holds both"),
        (dated(("signed", "2017-10-05"), ("effective", "2017")), "the year holds both"),
        (dated(("signed", "2026-10-05"), ("effective", "2027-01-01")), "a planned date"),
        (dated(("effective", "2018-01-01"), ("expired", "2030-01-01")), "a planned end"),
        (
            dated(("vetoed", "2017-10-05"), ("veto_overridden", "2017-11-01")),
            "a veto may be overridden",
        ),
        (
            dated(
                ("signed", "2017-10-05"), ("repealed", "2017-12-01"), ("effective", "2018-01-01")
            ),
            "repealed before it took effect",
        ),
        (
            b.law(
                events=(
                    b.event("effective", "2018-01-01"),
                    b.event("effective", "2019-01-01", provisions=("Cal. Gov. Code § 7284.8",)),
                )
            ),
            "a provision has a date of its own",
        ),
    ],
)
def test_a_law_that_may_be_true_is_accepted(law: Law, why: str) -> None:
    assert problems(law, today=TODAY) == (), why


@pytest.mark.parametrize(
    ("jurisdiction", "session", "says"),
    [
        ("us", "2018-2019", "is no session of that Congress: 2017-2018 is, or 115 for short"),
        ("us", "2017-2020", "is no session of that Congress: 2017-2018 is, or 115 for short"),
        ("us-il", "2016-2017", "is no session of that General Assembly: 2015-2016 is, or 99"),
        ("us", "300", "begins in 2387: that Congress has not been elected yet"),
        ("us", "115", None),
        ("us", "2017-2018", None),
        ("us", "2017", None),
        ("us-tx", "2023", None),
        ("us-ca", "2017-2018", None),
        ("us-nj", "2018-2019", None),
        ("us-ca-los-angeles", "2020", None),
    ],
)
def test_a_session_is_one_that_its_legislature_has_where_its_sessions_are_known(
    jurisdiction: str, session: str, says: str | None
) -> None:
    found = problems(b.law(jurisdiction=jurisdiction, session=session), today=TODAY)
    assert [problem.field for problem in found] == ["session"] * bool(says)
    assert all(says in problem.message for problem in found if says)


def test_provisions_that_reach_back_are_accepted_with_a_warning() -> None:
    law = b.law(
        events=(
            b.event("signed", "2017-10-05"),
            b.event("effective", "2017-01-01", provisions=("Cal. Gov. Code § 7284.8",)),
        )
    )
    assert problems(law, today=TODAY) == ()
    assert warnings(law) == (
        (
            "Cal. Gov. Code § 7284.8 is retroactive to January 1, 2017, before the law was enacted "
            "(October 5, 2017)."
        ),
    )


@pytest.mark.parametrize("edtf", ["2017/..", "2017-02-30", "XXXX", "soon"])
def test_a_date_without_bounds_is_refused_by_the_form_of_a_fact(edtf: str) -> None:
    with pytest.raises(ValidationError, match=r"write 2017-10-05|not in the calendar"):
        Event.model_validate({"event": "signed", "on": edtf})


def test_without_a_today_nothing_is_in_the_future() -> None:
    assert problems(dated(("signed", "2027-01-05"))) == ()
    assert [one.field for one in problems(b.quote(said_on="2027-01-01"), today=TODAY)] == [
        "said_on"
    ]


# ---- Decisions ----


@pytest.mark.parametrize(
    ("overrides", "at", "says"),
    [
        ({"court": "ca99", "jurisdiction": "us"}, "court", "not on the list of courts"),
        ({"case_filed_on": "2021-01-01"}, "decided_on", "before the case was filed"),
        ({"argued_on": "2021-01-01"}, "decided_on", "before the case was argued"),
        ({"decided_on": "2027-01-01"}, "decided_on", "is in the future (January 1, 2027)"),
        ({"court": "caed"}, "posture", "“certiorari” is not something that"),
        ({"disposition": "affirmed"}, "disposition", "with “certiorari”, use one of: granted"),
        ({"merits_reached": True}, "merits_reached", "the merits are not reached"),
        (
            {"holding": "The Supreme Court upheld SB 54."},
            "holding",
            "says “upheld”, but the merits were not reached",
        ),
        (
            {"effects": (b.effect(b.VALUES_ACT, Outcome.UPHELD),)},
            "effects.0.outcome",
            "use one of: left in place, not enjoined, enjoined",
        ),
        (
            {"effects": (b.effect("sb-54", Outcome.LEFT_IN_PLACE),)},
            "effects.0.law",
            "not a law’s key",
        ),
        (
            {"effects": (b.effect("SB 54!", Outcome.LEFT_IN_PLACE),)},
            "effects.0.law",
            "not a law’s key",
        ),
        (
            {
                "effects": (
                    b.effect(b.VALUES_ACT, Outcome.LEFT_IN_PLACE),
                    b.effect(b.VALUES_ACT, Outcome.ENJOINED),
                )
            },
            "effects.1.outcome",
            "name the provisions for each",
        ),
        ({"appeal_from": "scotus/19-532/2020-06-15"}, "appeal_from", "is this decision itself"),
    ],
)
def test_an_impossible_decision_is_refused_at_its_field(
    overrides: dict[str, object], at: str, says: str
) -> None:
    (problem,) = problems(b.decision(**overrides), today=TODAY)
    assert problem.field == at
    assert says in problem.message


def test_all_problems_are_reported_together() -> None:
    body = b.decision(
        case_filed_on="2021-01-01",
        holding="struck it down",
        effects=(b.effect("sb-54", Outcome.STRUCK_DOWN),),
    )
    assert fields(body) == ["decided_on", "holding", "effects.0.law", "effects.0.outcome"]


def test_a_law_not_on_file_is_refused_at_the_effect_that_names_it() -> None:
    (problem,) = problems_among(b.d1(), laws=[b.VALUES_ACT, b.AB_450], decisions=DECISIONS)
    assert problem.field == "effects.1.law"
    assert "file that law first" in problem.message


def test_circular_appeals_are_refused() -> None:
    one = b.d1().model_copy(update={"appeal_from": b.d3().key})
    (problem,) = problems_among(one, laws=KEYS, decisions=DECISIONS)
    assert problem.field == "appeal_from"
    assert problem.message.endswith(f"{one.key} ← {b.d3().key} ← {b.d2().key} ← {one.key}")


def test_a_circle_among_other_decisions_does_not_hang_the_check() -> None:
    d2 = b.d2().model_copy(update={"appeal_from": b.d1().key})
    d1 = b.d1().model_copy(update={"appeal_from": d2.key})
    (problem,) = problems_among(b.d3(), laws=KEYS, decisions=(d1, d2))
    assert problem.field == "appeal_from"


def test_a_review_before_what_it_reviews_is_refused() -> None:
    early = b.d3().model_copy(update={"decided_on": b.d1().decided_on})
    (problem,) = problems_among(early, laws=KEYS, decisions=DECISIONS)
    assert problem.field == "decided_on"
    assert "April 18, 2019" in problem.message


def test_what_is_unusual_given_the_other_facts_is_warned_of() -> None:
    assert warnings_among(b.d3(), laws=LAWS, decisions=()) == (
        "The decision that it reviews, ca9/18-16496/2019-04-18, is not on file.",
    )
    early = b.decision(decided_on="2015-01-01", appeal_from=None, posture=Posture.CERTIORARI)
    assert warnings_among(early, laws=LAWS, decisions=()) == (
        "It was decided before the first date on file of SB 54 (December 5, 2016).",
    )
    assert warnings(b.decision(jurisdiction="us-ca", effects=())) == (
        "U.S. Supreme Court is a court of us, not of us-ca.",
        "This decision isn’t linked to any law.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Supreme Court upheld SB 54", "upheld"),
        ("did not uphold", "uphold"),
        ("struck it down", "struck it down"),
        ("Strikes parts of the law down", "Strikes parts of the law down"),
        ("ruled that it is unconstitutional", "ruled that it is unconstitutional"),
        ("held the law constitutional", "held the law constitutional"),
        ("declined to hear the federal challenge", None),
        ("found that it is likely unconstitutional", None),
        ("affirmed the refusal to block it", None),
    ],
)
def test_words_that_report_a_decision_on_the_merits_are_found(text: str, words: str | None) -> None:
    assert merits_words(text) == words
