"""Which court's act ends which court's order: within a case, over a case, and for a time."""

from datetime import date

import builders as b
import pytest

from facts.dates import EdtfDate
from facts.law.standing import Standing, history, standing
from facts.law.standing import StandingState as State
from facts.model import Decision, Effect, Outcome

LAW = b.VALUES_ACT
SECTION, OTHER = "Cal. Gov. Code § 7284.6", "Cal. Gov. Code § 7284.8"
TODAY = date(2026, 11, 24)


def act(
    day: str, court: str, docket: str, act: str, *outcomes: Outcome | Effect, of: object = None
) -> Decision:
    """Return a decision: `act` is its posture and disposition, `of` the one it reviews."""
    posture, _, disposition = act.partition(" ")
    effects = tuple(one if isinstance(one, Effect) else b.effect(LAW, one) for one in outcomes)
    return b.decision(
        decided_on=day, court=court, docket=docket, effects=effects, case="Doe v. California",
        posture=posture, disposition=disposition,
        merits_reached=posture in ("trial", "appeal", "merits_review"),
        appeal_from=of.key if isinstance(of, Decision) else of,
    )  # fmt: skip


def now(*decisions: Decision, on: str = "2026-11-24") -> Standing:
    return standing(b.values_act(), decisions, date.fromisoformat(on))


NORTH = act("2018-03-01", "cand", "3:18-cv-1", "preliminary_injunction granted", Outcome.ENJOINED)
EAST = act("2018-04-01", "caed", "2:18-cv-1", "preliminary_injunction granted", Outcome.ENJOINED)
STRUCK = act("2019-04-01", "caed", "2:18-cv-1", "trial judgment_against_law", Outcome.STRUCK_DOWN)


def test_one_districts_judgment_leaves_anothers_injunction_standing() -> None:
    """No district court sits over another, even where caption and law are the same."""
    upheld = act("2019-01-01", "caed", "2:18-cv-1", "trial judgment_for_law", Outcome.UPHELD)
    found = now(NORTH, EAST, upheld)
    assert (found.state, [part.decision for part in found.parts]) == (State.ENJOINED, [NORTH.key])
    assert str(found.since) == "2018-03-01"


def test_an_appeal_reaches_the_order_it_reviews_and_no_other() -> None:
    lifted = act("2019-01-01", "ca9", "18-1", "appeal_of_preliminary_injunction reversed",
                 Outcome.INJUNCTION_LIFTED, of=EAST)  # fmt: skip
    assert now(EAST, lifted).state is State.IN_FORCE
    assert [part.decision for part in now(NORTH, EAST, lifted).parts] == [NORTH.key]


def test_an_appeal_is_of_a_case_though_the_very_order_that_it_reviews_is_not_on_file() -> None:
    lifted = act("2019-01-01", "ca9", "18-1", "appeal_of_preliminary_injunction reversed",
                 Outcome.INJUNCTION_LIFTED, of="caed/2:18-cv-00001-JAM/2018-12-01")  # fmt: skip
    assert now(EAST, lifted).state is State.IN_FORCE


def test_one_appeal_in_two_cases_does_not_make_them_one() -> None:
    one = act("2019-01-01", "ca9", "18-1", "appeal_of_preliminary_injunction affirmed",
              Outcome.ENJOINED, of=EAST)  # fmt: skip
    two = act("2019-01-01", "ca9", "18-1", "appeal_of_preliminary_injunction affirmed",
              Outcome.ENJOINED, of=NORTH).model_copy(update={"docket": "18-1, 18-2"})  # fmt: skip
    dissolved = act("2020-01-01", "caed", "2:18-cv-1", "preliminary_injunction vacated",
                    Outcome.INJUNCTION_LIFTED)  # fmt: skip
    assert len(history((NORTH, EAST, one, two, dissolved))) == 1
    found = now(NORTH, EAST, one, two, dissolved)
    assert [part.decision for part in found.parts] == [NORTH.key]


def test_the_supreme_court_on_the_merits_binds_every_federal_court() -> None:
    appeal = act("2019-06-01", "ca9", "19-1", "appeal affirmed", Outcome.STRUCK_DOWN, of=STRUCK)
    upheld = act("2020-06-01", "scotus", "19-9", "merits_review reversed", Outcome.UPHELD,
                 of=appeal)  # fmt: skip
    assert now(NORTH, STRUCK, appeal, upheld).state is State.IN_FORCE
    declined = act("2020-06-01", "scotus", "19-9", "certiorari denied", Outcome.LEFT_IN_PLACE,
                   of=appeal)  # fmt: skip
    assert now(NORTH, STRUCK, appeal, declined).state is State.STRUCK_DOWN


def test_upholding_on_its_face_leaves_orders_as_applied_in_other_cases() -> None:
    applied = act("2018-05-01", "nysd", "1:18-cv-1", "trial judgment_against_law",
                  b.effect(LAW, Outcome.ENJOINED, limited_to="the plaintiffs"))  # fmt: skip
    upheld = act("2020-06-01", "scotus", "19-9", "merits_review reversed", Outcome.UPHELD,
                 of=STRUCK)  # fmt: skip
    found = now(applied, STRUCK, upheld)
    assert (found.state, found.parts[0].limited_to) == (State.ENJOINED_IN_PART, "the plaintiffs")


def test_a_states_high_court_binds_its_own_courts_and_no_federal_court() -> None:
    local = act("2018-05-01", "calsuperct", "30-2018-01", "preliminary_injunction granted",
                Outcome.ENJOINED)  # fmt: skip
    upheld = act("2020-06-01", "cal", "S100000", "merits_review reversed", Outcome.UPHELD)
    assert now(local, upheld).state is State.IN_FORCE
    assert [part.decision for part in now(local, NORTH, upheld).parts] == [NORTH.key]


TRO = act("2018-03-01", "caed", "2:18-cv-1", "temporary_restraining_order granted",
          Outcome.ENJOINED)  # fmt: skip


@pytest.mark.parametrize(
    ("following", "state"),
    [
        (("preliminary_injunction denied", Outcome.NOT_ENJOINED), State.IN_FORCE),
        (("preliminary_injunction granted", Outcome.ENJOINED), State.ENJOINED),
        (
            ("preliminary_injunction granted_in_part", b.effect(LAW, Outcome.ENJOINED, SECTION)),
            State.ENJOINED_IN_PART,
        ),
        (("temporary_restraining_order denied", Outcome.NOT_ENJOINED), State.IN_FORCE),
        (("motion_to_dismiss denied", Outcome.LEFT_IN_PLACE), State.ENJOINED),
        (("stay denied", Outcome.LEFT_IN_PLACE), State.ENJOINED),
    ],
)
def test_a_temporary_order_ends_when_its_court_decides_the_next_motion(
    following: tuple[str, Outcome | Effect], state: State
) -> None:
    assert now(TRO, act("2018-03-15", "caed", "2:18-cv-1", *following)).state is state
    elsewhere = act("2018-03-15", "caed", "2:18-cv-2", "preliminary_injunction denied",
                    Outcome.NOT_ENJOINED)  # fmt: skip
    assert now(TRO, elsewhere).state is State.ENJOINED


def test_a_refusal_to_block_does_not_lift_an_earlier_injunction() -> None:
    denied = act("2019-01-01", "caed", "2:18-cv-1", "preliminary_injunction denied",
                 Outcome.NOT_ENJOINED)  # fmt: skip
    assert now(EAST, denied).state is State.ENJOINED


STAY = act("2018-05-01", "ca9", "18-1", "stay granted", Outcome.INJUNCTION_LIFTED, of=EAST)


@pytest.mark.parametrize(
    "ending",
    [
        ("2018-06-01", "scotus", "18A1", "stay vacated", Outcome.ENJOINED),
        ("2018-06-01", "ca9", "18-1", "stay denied", Outcome.LEFT_IN_PLACE),
        ("2018-06-01", "ca9", "18-1", "appeal_of_preliminary_injunction affirmed",
         Outcome.ENJOINED),
        ("2018-06-01", "ca9", "18-1", "appeal_of_preliminary_injunction dismissed",
         Outcome.LEFT_IN_PLACE),
        ("2018-06-01", "scotus", "18-9", "certiorari denied", Outcome.LEFT_IN_PLACE),
    ],
    ids=lambda one: one[3],
)  # fmt: skip
def test_a_stay_suspends_an_injunction_and_its_end_revives_it(
    ending: tuple[str, str, str, str, Outcome],
) -> None:
    stayed = now(EAST, STAY)
    assert (stayed.state, str(stayed.since)) == (State.IN_FORCE, "2018-05-01")
    found = now(EAST, STAY, act(*ending, of=STAY))
    assert (found.state, str(found.since)) == (State.ENJOINED, "2018-06-01")
    assert found.parts[0].decision == EAST.key
    assert str(found.parts[0].resumed) == "2018-06-01"


def test_a_stay_goes_on_where_a_higher_court_only_leaves_it() -> None:
    refused = act("2018-06-01", "scotus", "18A1", "stay denied", Outcome.LEFT_IN_PLACE, of=STAY)
    assert now(EAST, STAY, refused).state is State.IN_FORCE


def test_a_stayed_injunction_reversed_is_gone() -> None:
    reversed_ = act("2018-06-01", "ca9", "18-1", "appeal_of_preliminary_injunction reversed",
                    Outcome.INJUNCTION_LIFTED, of=EAST)  # fmt: skip
    vacated = act("2018-07-01", "scotus", "18A1", "stay vacated", Outcome.LEFT_IN_PLACE, of=STAY)
    assert now(EAST, STAY, reversed_, vacated).state is State.IN_FORCE


def test_a_stay_of_one_section_leaves_the_rest_blocked() -> None:
    part = act("2018-05-01", "ca9", "18-1", "stay granted_in_part",
               b.effect(LAW, Outcome.INJUNCTION_LIFTED, SECTION), of=EAST)  # fmt: skip
    assert now(EAST, part).parts[0].excepted == (SECTION,)
    affirmed = act("2018-06-01", "ca9", "18-1", "appeal_of_preliminary_injunction affirmed",
                   Outcome.ENJOINED, of=EAST)  # fmt: skip
    found = now(EAST, part, affirmed)
    assert (found.state, found.parts[0].excepted) == (State.ENJOINED, ())


def test_a_reversal_revives_the_law_unless_another_judgment_stands() -> None:
    other = act("2019-05-01", "nysd", "1:18-cv-1", "trial judgment_against_law",
                Outcome.STRUCK_DOWN)  # fmt: skip
    reversed_ = act("2020-01-01", "ca9", "19-1", "appeal reversed", Outcome.REINSTATED, of=STRUCK)
    assert now(STRUCK, reversed_).state is State.IN_FORCE
    found = now(STRUCK, other, reversed_)
    assert (found.state, [part.decision for part in found.parts]) == (
        State.STRUCK_DOWN, [other.key],
    )  # fmt: skip


def test_a_lower_court_does_not_undo_what_a_higher_one_struck_down() -> None:
    trial = act("2019-01-01", "caed", "2:18-cv-1", "trial judgment_for_law", Outcome.UPHELD)
    struck = act("2020-01-01", "ca9", "19-1", "appeal reversed", Outcome.STRUCK_DOWN, of=trial)
    again = act("2021-01-01", "caed", "2:18-cv-1", "trial judgment_for_law", Outcome.UPHELD)
    assert now(trial, struck, again).state is State.STRUCK_DOWN
    set_aside = act("2020-06-01", "scotus", "20-1", "certiorari vacated", Outcome.REMANDED,
                    of=struck)  # fmt: skip
    assert now(trial, struck, set_aside).state is State.IN_FORCE


def test_an_order_on_a_section_since_repealed_blocks_nothing() -> None:
    law = b.law(
        events=(*b.values_act().events, b.event("repealed", "2020-01-01", provisions=(SECTION,)))
    )
    blocked = act("2018-03-01", "caed", "2:18-cv-1", "preliminary_injunction granted",
                  b.effect(LAW, Outcome.ENJOINED, f"{SECTION}(a)"))  # fmt: skip
    both = act("2018-03-01", "caed", "2:18-cv-1", "preliminary_injunction granted",
               b.effect(LAW, Outcome.ENJOINED, f"{SECTION}(a)", OTHER))  # fmt: skip
    assert standing(law, (blocked,), date(2019, 1, 1)).state is State.ENJOINED_IN_PART
    assert standing(law, (blocked,), TODAY).state is State.IN_FORCE_IN_PART
    assert standing(law, (both,), TODAY).parts[0].provisions == (OTHER,)


def test_dates_too_vague_to_order_leave_the_standing_unknown() -> None:
    """Both may have come, or only the first: the law may be blocked, so it is not in force."""
    blocked = EAST.model_copy(update={"decided_on": EdtfDate.parse("2018-03/2018-06")})
    lifted = act("2018-04/2018-06", "caed", "2:18-cv-1", "preliminary_injunction vacated",
                 Outcome.INJUNCTION_LIFTED)  # fmt: skip
    found = now(blocked, lifted, on="2018-04-10")
    assert found.state is State.UNKNOWN
