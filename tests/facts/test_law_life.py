"""A law's life, whole: each event asked for has its sentence, and what it leaves out is said.

True laws: the War Powers Resolution (Pub. L. 93-148; 87 Stat. 555), the Voting Rights Act of 1965
(Pub. L. 89-110; 79 Stat. 437), the Wilson–Gorman Tariff Act (28 Stat. 509), the Violent Crime
Control and Law Enforcement Act of 1994 (Pub. L. 103-322), North Carolina's HB 2 of 2016 (S.L.
2016-3, repealed by S.L. 2017-4), California's SB 1 of 2019 (vetoed) and AB 450 of 2017 (Stats.
2017, ch. 492).
"""

import re

import builders as b
import pytest
from builders import TODAY, printable, stand
from hypothesis import given
from hypothesis import strategies as st

from facts.law.standing import StandingState, standing
from facts.model import Event, EventKind, Law
from facts.wording import (
    Asked,
    answer_event,
    decision_sentence,
    event_sentence,
    law_sentence,
    named_once,
)

NIXON = "President Richard Nixon"
WAR_POWERS = b.law(
    jurisdiction="us",
    session="93",
    bill="hjres-542",
    title="War Powers Resolution",
    chapter="Pub. L. 93-148",
    events=(
        b.event("vetoed", "1973-10-24", by=NIXON),
        b.event("veto_overridden", "1973-11-07", by="Congress"),
    ),
)
VOTING_RIGHTS = b.law(
    jurisdiction="us",
    session="89",
    bill="s-1564",
    title="Voting Rights Act of 1965",
    events=(
        b.event("passed_house", "1965-05-26", by="Senate"),
        b.event("passed_house", "1965-07-09", by="House"),
        b.event("signed", "1965-08-06", by="President Lyndon B. Johnson"),
        b.event("effective", "1965-08-06"),
    ),
)
TARIFF = b.law(
    jurisdiction="us",
    session="53",
    bill="hr-4864",
    title="Wilson–Gorman Tariff Act",
    events=(b.event("law_unsigned", "1894-08-27", by="President Grover Cleveland"),),
)
CRIME = b.law(
    jurisdiction="us",
    session="103",
    bill="hr-3355",
    title="Violent Crime Control and Law Enforcement Act of 1994",
    events=(
        b.event("signed", "1994-09-13", by="President Bill Clinton"),
        b.event("effective", "1994-09-13"),
        b.event("expired", "2004-09-13", provisions=("18 U.S.C. § 922(v)",)),
    ),
)
HB_2 = b.law(
    jurisdiction="us-nc",
    session="2016",
    bill="hb-2",
    title="Public Facilities Privacy & Security Act",
    events=(
        b.event("signed", "2016-03-23", by="Gov. Pat McCrory"),
        b.event("effective", "2016-03-23"),
        b.event("repealed", "2017-03-30"),
    ),
)
SB_1 = b.law(
    session="2019-2020",
    bill="sb-1",
    title="Environmental protection bill",
    events=(b.event("vetoed", "2019-09-27", by="Gov. Gavin Newsom"),),
)
AB_450 = b.law(
    bill="ab-450",
    title="Immigrant Worker Protection Act",
    author="David Chiu",
    events=(
        b.event("introduced", "2017-02-13"),
        b.event("signed", "2017-10-05", by="Gov. Jerry Brown"),
        b.event("operative", "2018-01-01"),
    ),
)
RESOLUTION = "the War Powers Resolution (H.J. Res. 542 of the 93rd Congress)"
VETO = (
    f"{NIXON} vetoed {RESOLUTION} on October 24, 1973, and Congress overrode the veto on "
    "November 7, 1973."
)
PLANNED = b.law(
    events=(
        b.event("signed", "2026-09-30", by="Gov. Gavin Newsom"),
        b.event("effective", "2027-01-01"),
        b.event("operative", "2027-07-01"),
        b.event("repealed", "2035-01-01"),
    )
)
VALUES = "The California Values Act (SB 54 of 2017–2018)"


@pytest.mark.parametrize(
    ("law", "kind", "said"),
    [
        (WAR_POWERS, EventKind.VETOED, VETO),
        (WAR_POWERS, EventKind.VETO_OVERRIDDEN, VETO),
        (WAR_POWERS, EventKind.SIGNED, VETO),
        (
            VOTING_RIGHTS, EventKind.PASSED,
            ("The Senate passed the Voting Rights Act of 1965 (S. 1564 of the 89th Congress) on "
            "May 26, 1965. The House passed it on July 9, 1965."),
        ),
        (
            TARIFF, EventKind.SIGNED,
            ("The Wilson–Gorman Tariff Act (H.R. 4864 of the 53rd Congress) became law without the "
            "signature of President Grover Cleveland on August 27, 1894."),
        ),
        (
            CRIME, EventKind.EXPIRED,
            ("18 U.S.C. section 922(v) of the Violent Crime Control and Law Enforcement Act "
             "of 1994 "
            "(H.R. 3355 of the 103rd Congress) expired on September 13, 2004, by its own terms. "
            "Nothing on file says that the rest of it expired."),
        ),
        (
            HB_2, EventKind.REPEALED,
            ("The Public Facilities Privacy & Security Act (HB 2 of 2016) was repealed on "
             "March 30, "
            "2017."),
        ),
        (
            SB_1, EventKind.EFFECTIVE,
            ("Gov. Gavin Newsom vetoed the environmental protection bill (SB 1 of 2019–2020) on "
            "September 27, 2019, and it never took effect."),
        ),
        (
            SB_1, EventKind.VETO_OVERRIDDEN,
            ("No vote to override a veto of the environmental protection bill (SB 1 of 2019–2020) "
            "is on file. It was vetoed by Gov. Gavin Newsom on September 27, 2019."),
        ),
        (
            b.packaging_bill(), EventKind.EFFECTIVE,
            ("The packaging bill (SB 54 of 2019–2020) died on September 1, 2020, and never took "
            "effect."),
        ),
        (
            AB_450, EventKind.EFFECTIVE,
            ("The day when the Immigrant Worker Protection Act (AB 450 of 2017–2018) took "
             "effect is "
            "not on file. It became operative on January 1, 2018."),
        ),
        (
            b.values_act(), EventKind.OPERATIVE,
            ("The day when the California Values Act (SB 54 of 2017–2018) became operative is not "
            "on file. It took effect on January 1, 2018."),
        ),
        (
            PLANNED, EventKind.EFFECTIVE,
            f"{VALUES} takes effect on January 1, 2027, and becomes operative on July 1, 2027.",
        ),
        (PLANNED, EventKind.REPEALED, f"{VALUES} is to be repealed on January 1, 2035."),
    ],
)  # fmt: skip
def test_an_event_is_answered_with_what_a_reader_must_know(
    law: Law, kind: EventKind, said: str
) -> None:
    assert event_sentence(law, kind, today=TODAY) == said


@pytest.mark.parametrize(
    ("law", "said"),
    [
        (
            WAR_POWERS,
            "Veto overridden by Congress on November 7, 1973; effective date not on file.",
        ),
        (SB_1, "Vetoed by Gov. Gavin Newsom on September 27, 2019, and never became law."),
        (
            CRIME,
            (
                "In force since September 13, 1994, but not all of it: 18 U.S.C. section 922(v) "
                "expired "
                "on September 13, 2004."
            ),
        ),
        (HB_2, "Repealed on March 30, 2017."),
        (
            b.law(
                bill="sb-901",
                events=(
                    b.event("signed", "2023-09-30"),
                    b.event("effective", "2024-01-01"),
                    b.event("operative", "2024-07-01"),
                ),
            ),
            "In force: took effect on January 1, 2024, and became operative on July 1, 2024.",
        ),
        (
            b.law(
                bill="sb-901",
                events=(
                    b.event("signed", "2023-09-30"),
                    b.event("repealed", "2023-12-01"),
                    b.event("effective", "2024-01-01"),
                ),
            ),
            "Repealed on December 1, 2023, and never took effect.",
        ),
        (
            b.law(
                jurisdiction="us",
                session="117",
                bill="hr-842",
                events=(b.event("passed_house", "2021-03-09", by="House"),),
            ),
            (
                "Not law by anything on file, and its session is over; passed by the House on "
                "March 9, "
                "2021."
            ),
        ),
    ],
)
def test_a_state_says_how_it_came_about(law: Law, said: str) -> None:
    assert law_sentence(law, stand(law, str(TODAY)), today=TODAY) == said


def test_a_time_for_which_a_court_had_blocked_a_law_is_told_as_one() -> None:
    law = b.law(
        bill="sb-99",
        events=(b.event("signed", "2017-10-05"), b.event("effective", "2018-01-01")),
    )
    order = b.decision(
        court="caed",
        docket="2:18-cv-00001",
        decided_on="2018-07-05",
        posture="preliminary_injunction",
        disposition="granted",
        separate_views=None,
        appeal_from=None,
        effects=(b.effect(law.key, "enjoined"),),
    )
    reversal = b.decision(
        court="ca9",
        docket="18-11111",
        decided_on="2019-04-18",
        posture="appeal_of_preliminary_injunction",
        disposition="reversed",
        separate_views=None,
        appeal_from=order.key,
        effects=(b.effect(law.key, "injunction_lifted"),),
    )
    now = standing(law, (order, reversal), TODAY)
    assert law_sentence(law, now, today=TODAY).startswith(
        "In force since January 1, 2018, but blocked from July 5, 2018, to April 18, 2019; "
    )
    answer = decision_sentence(reversal, asked=Asked(law=law), laws=(law,), standing=now)
    assert answer.endswith(
        "The law has been in force since January 1, 2018, but blocked from July 5, 2018, to "
        "April 18, 2019."
    )


def test_a_section_s_own_operative_day_is_told_with_the_day_of_the_law() -> None:
    section = "Cal. Gov. Code § 7284.6"
    law = b.law(
        events=(
            b.event("signed", "2017-10-05"),
            b.event("effective", "2018-01-01"),
            b.event("operative", "2018-07-01", provisions=(section,)),
        )
    )
    answer = answer_event(law, EventKind.EFFECTIVE, today=TODAY)
    assert answer.sentence == (
        "The California Values Act (SB 54 of 2017–2018) took effect on January 1, 2018, and "
        "Government Code section 7284.6 became operative on July 1, 2018."
    )
    state = stand(law, str(TODAY))
    said = law_sentence(law, state, today=TODAY, answered=[answer])
    assert said.startswith("In force since January 1, 2018;")


def test_one_chamber_s_vote_is_no_answer_for_the_other() -> None:
    def asked(chamber: str) -> str:
        law = b.law(
            jurisdiction="us",
            session="117",
            bill="hr-842",
            title="Protecting the Right to Organize Act",
            events=(b.event("passed_house", "2021-03-09", by="House"),),
        )
        kind = EventKind.PASSED_HOUSE
        return answer_event(law, kind, today=TODAY, chamber=chamber).sentence

    name = "the Protecting the Right to Organize Act (H.R. 842 of the 117th Congress)"
    assert asked("house") == f"The House passed {name} on March 9, 2021."
    assert asked("senate") == (
        f"The day when the Senate passed {name} is not on file. The House passed it on March 9, "
        "2021."
    )


def test_a_sunset_asked_for_is_answered_with_the_repeal_that_is_planned() -> None:
    assert event_sentence(PLANNED, EventKind.EXPIRED, today=TODAY) == (
        "Nothing on file says that the California Values Act (SB 54 of 2017–2018) expired. It is "
        "to be repealed on January 1, 2035."
    )


def test_between_a_veto_and_its_override_nothing_is_said_of_never() -> None:
    between = stand(WAR_POWERS, "1973-10-30")
    assert law_sentence(WAR_POWERS, between, today=TODAY) == (
        "On October 30, 1973: vetoed by President Richard Nixon on October 24, 1973."
    )
    for kind in (EventKind.SIGNED, EventKind.EFFECTIVE):
        assert "never" not in event_sentence(WAR_POWERS, kind, on=between.on, today=TODAY)


def test_a_date_that_a_bill_sets_is_no_promise() -> None:
    planned = b.event("effective", "2027-01-01")
    bill = b.law(session="2025-2026", events=(b.event("introduced", "2025-01-10"), planned))
    assert event_sentence(bill, EventKind.EFFECTIVE, today=TODAY) == (
        "The date on file for the California Values Act (SB 54 of 2025–2026) to take effect is "
        "January 1, 2027."
    )
    dead = b.law(session="2025-2026", events=(b.event("died", "2026-01-31"), planned))
    assert event_sentence(dead, EventKind.EFFECTIVE, today=TODAY) == (
        "The California Values Act (SB 54 of 2025–2026) died on January 31, 2026, and never took "
        "effect."
    )


INDEPENDENT_COUNSEL = b.law(
    jurisdiction="us",
    session="95",
    bill="s-555",
    title="Independent counsel law",
    events=(
        b.event("signed", "1978-10-26", by="President Jimmy Carter"),
        b.event("expired", "1992-12-15"),
        b.event("revived", "1994-06-30"),
        b.event("expired", "1999-06-30"),
    ),
)


def test_an_end_is_told_with_the_revival_after_it() -> None:
    assert event_sentence(INDEPENDENT_COUNSEL, EventKind.EXPIRED, today=TODAY) == (
        "The independent counsel law (S. 555 of the 95th Congress) expired on December 15, "
        "1992, by its own terms; it was revived on June 30, 1994. It expired on June 30, 1999, "
        "by its own terms."
    )
    then = stand(INDEPENDENT_COUNSEL, "1995-01-01")
    assert law_sentence(INDEPENDENT_COUNSEL, then, today=TODAY).endswith(
        "in force again since June 30, 1994, when it was revived."
    )


DAYS = ("2019-01-15", "2019-09-10", "2020-01-01", "2022-03-04", "2025-01-01", "2030-01-01")
events_in_any_order = st.lists(
    st.builds(
        lambda kind, on, by, part: b.event(
            kind, on, by=by, provisions=("Cal. Gov. Code § 7284.8",) if part else ()
        ),
        st.sampled_from(EventKind),
        st.sampled_from(DAYS),
        st.sampled_from((None, "Senate", "the governor")),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
    unique_by=str,
)


@given(events=events_in_any_order, asked=st.sampled_from(EventKind))
def test_whatever_is_on_file_an_answer_contradicts_neither_it_nor_itself(
    events: list[Event], asked: EventKind
) -> None:
    law = b.law(bill="sb-99", title="Open Water Act", author=None, events=tuple(events))
    now = standing(law, (), TODAY)
    event = answer_event(law, asked, today=TODAY)
    said = law_sentence(law, now, today=TODAY, answered=[event])
    answer = named_once(law, filter(None, (event.sentence, said)))
    assert all(printable(one) for one in (event.sentence, said) if one)
    if "never" in answer:
        assert now.state in (StandingState.FAILED, StandingState.REPEALED), answer
    assert set(re.findall(r"[A-Z][a-z]+ \d{1,2}, \d{4}", answer)) <= {
        *(one.on.full() for one in events),
        "November 24, 2026",
    }
    assert (
        not any(
            f"{past} on {one.on.full()}" in event.sentence
            for one in events
            for past in ("took effect", "became operative", "repealed", "expired")
            if one.event in PLANNED_KINDS and one.on.is_after(TODAY)
        )
        or "is to be repealed" in answer
    )
    sentences = answer.split(". ")
    assert len(set(sentences)) == len(sentences), answer


PLANNED_KINDS = (
    EventKind.EFFECTIVE,
    EventKind.OPERATIVE,
    EventKind.REPEALED,
    EventKind.EXPIRED,
)


def test_a_law_named_again_is_it_with_a_capital_only_where_a_sentence_begins() -> None:
    """A title that is owned by somebody has its capital in mid-sentence as well."""
    policy = b.law(bill="ice-policy", title="Los Angeles County’s 2020 policy")
    name = "Los Angeles County’s 2020 policy"
    first, second = f"{name} was adopted.", f"No date of {name} is on file. {name} stands."
    assert named_once(policy, [first, second]) == (
        "Los Angeles County’s 2020 policy was adopted. No date of it is on file. It stands."
    )
