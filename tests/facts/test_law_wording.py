"""A law's standing and its dates are told for the day asked about, and names as people say them."""

from datetime import date

import builders as b
import pytest
from builders import DECISIONS, TODAY, printable, stand

from facts.dates import EdtfDate
from facts.law.standing import later, standing
from facts.model import EventKind, Law
from facts.wording import (
    Asked,
    decision_sentence,
    event_line,
    event_sentence,
    ground_line,
    jurisdiction_name,
    law_label,
    law_name,
    law_sentence,
    provisions_in_words,
    quote_line,
    quote_sentence,
    session_shown,
    standing_line,
)

SENTENCES = [
    (
        b.values_act(), "2017-01-15",
        "On January 15, 2017: a bill, not yet law; introduced on December 5, 2016.",
        "Proposed; introduced Dec 5, 2016.",
    ),
    (
        b.values_act(), "2017-10-04",
        ("On October 4, 2017: a bill, not yet law; introduced on December 5, 2016; passed by the "
        "legislature on September 16, 2017."),
        "Proposed; passed by the legislature Sep 16, 2017.",
    ),
    (
        b.values_act(), "2017-10-05",
        ("On October 5, 2017: signed by Gov. Jerry Brown on October 5, 2017; in effect from "
        "January 1, 2018."),
        "Signed Oct 5, 2017; in effect from Jan 1, 2018.",
    ),
    (
        b.values_act(), "2018-01-01",
        "On January 1, 2018: in force since January 1, 2018.",
        "In force since Jan 1, 2018.",
    ),
    (
        b.values_act(), "2019-04-18",
        ("On April 18, 2019: in force since January 1, 2018; the Ninth Circuit affirmed on April "
        "18, 2019, the refusal to block it while the case went on."),
        "In force since Jan 1, 2018.",
    ),
    (
        b.values_act(), "2026-11-24",
        ("In force since January 1, 2018; the Supreme Court declined on June 15, 2020, to hear the "
        "federal challenge."),
        "In force since Jan 1, 2018.",
    ),
    (
        b.plastics_act(), "2026-11-24",
        "Signed on June 30, 2022; effective date not on file.",
        "Signed Jun 30, 2022; effective date not on file.",
    ),
    (
        b.plastics_act(), "2018-01-01",
        "Its standing on January 1, 2018, is not on file; the first date on file is June 30, 2022.",
        "Nothing on file before Jun 30, 2022.",
    ),
    (
        b.packaging_bill(), "2026-11-24",
        "Died on September 1, 2020, and never became law.",
        "Failed Sep 1, 2020; never law.",
    ),
    (
        b.ab_450(), "2026-11-24",
        ("Enjoined in part since July 5, 2018; the federal district court in eastern California "
        "blocked Government Code sections 7285.1 and 7285.2 and Labor Code section 1019.2(a) and "
        "(b) as applied to private employers while the case went on. Effective date not on file."),
        "Enjoined in part since Jul 5, 2018.",
    ),
    (
        b.ab_103(), "2026-11-24",
        ("Enacted; effective date not on file; the Ninth Circuit reversed on April 18, 2019, the "
        "order below as to part of it (which part is not on file) and sent that part of the case "
        "back."),
        "Enacted; effective date not on file.",
    ),
    (
        b.ice_policy(), "2026-11-24",
        ("No date of Los Angeles County’s 2020 policy on cooperation with federal immigration "
        "officials is on file."),
        "No date on file.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("law", "day", "sentence", "line"), SENTENCES)
def test_a_law_is_told_for_the_day_asked_about(
    law: Law, day: str, sentence: str, line: str
) -> None:
    now = stand(law, day)
    assert law_sentence(law, now, today=TODAY) == sentence
    assert standing_line(now) == line


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        ("2018-03", "Throughout March 2018: in force since January 1, 2018."),
        (
            "2017-12",
            (
                "In December 2017: signed by Gov. Jerry Brown on October 5, 2017; in effect from "
                "January 1, 2018."
            ),
        ),
        ("2016", "In 2016: nothing on file before December 5, 2016; then proposed."),
        ("2017", "In 2017: proposed until October 5, 2017; then enacted, not yet in effect."),
    ],
)
def test_a_month_or_year_is_told_as_such(span: str, sentence: str) -> None:
    now = standing(b.values_act(), DECISIONS, EdtfDate.parse(span))
    assert law_sentence(b.values_act(), now, today=TODAY) == sentence


def test_a_day_that_a_vague_date_leaves_open_says_which_date() -> None:
    law = b.law(events=(b.event("introduced", "2017-01-09"), b.event("signed", "2017-10")))
    now = standing(law, (), date(2017, 10, 15))
    assert law_sentence(law, now, today=TODAY) == (
        "The standing on October 15, 2017, depends on a date known only as October 2017: proposed "
        "until then, then enacted, effective date not on file."
    )
    assert standing_line(now) == (
        "Not known to the day: proposed, then enacted, effective date not on file."
    )


def test_a_sentence_about_a_past_day_speaks_of_that_day_only() -> None:
    past = stand(b.values_act(), "2019-12-31")
    assert "2020" not in law_sentence(b.values_act(), past, today=TODAY)
    told = decision_sentence(b.d2(), asked=Asked(law=b.values_act()), standing=past, today=TODAY)
    assert told.endswith(
        "On December 31, 2019, SB 54 was in force, as it had been since January 1, 2018."
    )
    early = decision_sentence(b.d3(), asked=Asked(law=b.values_act()), standing=past, today=TODAY)
    assert early.startswith("This was not yet decided on December 31, 2019.")


def test_what_came_later_is_told_in_lines() -> None:
    law = b.values_act()
    after = later(law, DECISIONS, date(2017, 12, 31))
    assert [ground_line(ground, law) for ground in after[:3]] == [
        "In effect",
        "E.D. Cal. refused to block SB 54 while the case went on",
        "9th Cir. affirmed the refusal to block SB 54 while the case went on",
    ]


def test_parts_that_stand_otherwise_are_named() -> None:
    law = b.law(
        events=(
            b.event("signed", "2017-10-05"),
            b.event("effective", "2018-01-01"),
            b.event("operative", "2019-01-01", provisions=("Cal. Gov. Code § 7284.8",)),
        )
    )
    assert law_sentence(law, standing(law, (), date(2018, 6, 1))) == (
        "In force since January 1, 2018, but not all of it: Government Code section 7284.8 in "
        "effect from January 1, 2019."
    )


@pytest.mark.parametrize(
    ("law", "kind", "sentence"),
    [
        (
            b.values_act(), EventKind.SIGNED,
            ("Gov. Jerry Brown signed the California Values Act (SB 54 of 2017–2018) on October 5, "
            "2017."),
        ),
        (
            b.values_act(), EventKind.EFFECTIVE,
            "The California Values Act (SB 54 of 2017–2018) took effect on January 1, 2018.",
        ),
        (
            b.values_act(), EventKind.PASSED,
            ("The legislature passed the California Values Act (SB 54 of 2017–2018) on September "
            "16, 2017."),
        ),
        (
            b.values_act(), EventKind.REPEALED,
            "No repeal of the California Values Act (SB 54 of 2017–2018) is on file.",
        ),
        (
            b.plastics_act(), EventKind.EFFECTIVE,
            ("The day when the Plastic Pollution Prevention and Packaging Producer Responsibility "
            "Act (SB 54 of 2021–2022) took effect is not on file. It was signed on June 30, 2022."),
        ),
        (
            b.packaging_bill(), EventKind.SIGNED,
            ("The packaging bill (SB 54 of 2019–2020) died on September 1, 2020, and never became "
            "law."),
        ),
        (
            b.ab_450(), EventKind.SIGNED,
            "No signing of the Immigrant Worker Protection Act (AB 450 of 2017–2018) is on file.",
        ),
    ],
)  # fmt: skip
def test_a_date_asked_for_is_told_or_said_not_to_be_on_file(
    law: Law, kind: EventKind, sentence: str
) -> None:
    assert event_sentence(law, kind) == sentence


def test_a_date_is_told_as_of_a_day() -> None:
    assert event_sentence(b.values_act(), EventKind.SIGNED, on=date(2017, 10, 4)) == (
        "The California Values Act (SB 54 of 2017–2018) had not been signed by October 4, 2017."
    )


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_event_has_its_words(kind: EventKind) -> None:
    for event in (b.event(kind, "2017-10-05"), b.event(kind, "2017-10", by="Senate")):
        law = b.law(events=(event,))
        assert printable(event_sentence(law, kind))
        assert printable(event_sentence(law, kind, on=date(2017, 1, 1)))
        assert printable(event_sentence(b.ab_450(), kind))
        assert event_line(event)[0].isupper()


def test_names_stand_as_they_stand_in_a_sentence() -> None:
    assert law_name(b.values_act()) == "the California Values Act (SB 54 of 2017–2018)"
    assert law_label("us-ca/2017-2018/ab-103") == "AB 103"
    assert law_label(b.ice_policy()) == (
        "Los Angeles County’s 2020 policy on cooperation with federal immigration officials"
    )
    assert session_shown(b.law(session="115", jurisdiction="us", bill="hr-1")) == "115th Congress"
    assert session_shown(b.law(session="92", jurisdiction="us-tx")) == "92nd Legislature"
    assert jurisdiction_name("us-ca-los-angeles") == "Los Angeles, California"
    assert jurisdiction_name("us-dc") == "the District of Columbia"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["Cal. Gov. Code § 7284.6"], "Government Code section 7284.6"),
        (b.CHALLENGED, "Government Code section 7284.6(a)(1)(C), (a)(1)(D) and (a)(4)"),
        (["Cal. Gov. Code §§ 7284–7284.12"], "Government Code sections 7284 to 7284.12"),
        (["8 U.S.C. § 1373"], "8 U.S.C. section 1373"),
        (["Part 2", "Cal. Penal Code § 187"], "Penal Code section 187 and Part 2"),
        ([], ""),
    ],
)
def test_provisions_are_told_in_words(keys: list[str], words: str) -> None:
    assert provisions_in_words(keys) == words


def test_a_quote_is_told_with_its_speaker_occasion_and_day() -> None:
    assert quote_sentence(b.quote()).startswith(
        "Robert Luna, Los Angeles County Sheriff, press conference, July 17, 2025: “It’s a federal"
    )
    assert quote_line(b.quote()) == (
        "“It’s a federal judicial warrant signed by a judge. There’s no choice. That means "
        "somebody ...”"
    )
    short = b.quote(passages=("We’re in the business of public safety, not deportation.",))
    assert quote_line(short) == "“We’re in the business of public safety, not deportation.”"
