"""What courts do to a law's standing, case by case, and what holds of any law and decisions."""

from datetime import date, timedelta
from itertools import pairwise

import builders as b
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.law.standing import Part, days_of_change, history, standing
from facts.law.standing import StandingState as State
from facts.model import Decision, Disposition, EventKind, Law, Outcome, Posture

TODAY = date(2026, 11, 24)
DECISIONS = b.starter_decisions()


def ruling(day: str, *effects: object, docket: str = "2:18-cv-00490", **more: object) -> Decision:
    given = {
        "court": "caed",
        "posture": Posture.PRELIMINARY_INJUNCTION,
        "disposition": Disposition.GRANTED,
        "appeal_from": None,
    }
    return b.decision(decided_on=day, docket=docket, effects=effects, **(given | more))


def state_after(*decisions: Decision) -> tuple[State, str]:
    found = standing(b.values_act(), decisions, TODAY)
    return found.state, str(found.since)


def parts_after(*decisions: Decision) -> tuple[Part, ...]:
    return standing(b.values_act(), decisions, TODAY).parts


ENJOINED = b.effect(b.VALUES_ACT, Outcome.ENJOINED)
LIFTED = b.effect(b.VALUES_ACT, Outcome.INJUNCTION_LIFTED)
STRUCK = b.effect(b.VALUES_ACT, Outcome.STRUCK_DOWN)
SECTION = "Cal. Gov. Code § 7284.6"


def test_an_injunction_stands_until_it_is_lifted_in_the_same_case() -> None:
    blocked = ruling("2018-07-05", ENJOINED)
    assert state_after(blocked) == (State.ENJOINED, "2018-07-05")
    assert state_after(blocked, ruling("2019-01-01", LIFTED)) == (State.IN_FORCE, "2019-01-01")
    other_case = ruling("2019-01-01", LIFTED, docket="2:19-cv-00001", case="Doe v. California")
    assert state_after(blocked, other_case) == (State.ENJOINED, "2018-07-05")


def test_an_injunction_lifted_before_the_law_took_effect_leaves_its_own_date() -> None:
    blocked, lifted = ruling("2017-11-01", ENJOINED), ruling("2017-12-01", LIFTED)
    found = standing(b.values_act(), (blocked, lifted), date(2017, 11, 15))
    assert (found.state, found.by_events) == (State.ENJOINED, State.ENACTED_NOT_YET_IN_EFFECT)
    assert state_after(blocked, lifted) == (State.IN_FORCE, "2018-01-01")


def test_an_appeal_lifts_what_the_court_below_blocked() -> None:
    blocked = ruling("2018-07-05", ENJOINED)
    reversed_on_appeal = ruling(
        "2019-04-18",
        b.effect(b.VALUES_ACT, Outcome.NOT_ENJOINED),
        court="ca9",
        docket="18-16496",
        case="California v. United States",
        posture=Posture.APPEAL_OF_PRELIMINARY_INJUNCTION,
        disposition=Disposition.REVERSED,
        appeal_from=blocked.key,
    )
    assert state_after(blocked, reversed_on_appeal)[0] is State.IN_FORCE


def test_a_denial_of_certiorari_leaves_the_ruling_below_as_it_is() -> None:
    blocked = ruling("2018-07-05", ENJOINED)
    denied = b.decision(appeal_from=blocked.key)
    assert state_after(blocked, denied) == (State.ENJOINED, "2018-07-05")


def test_a_law_struck_down_stays_so_until_it_is_reinstated() -> None:
    struck = ruling("2018-07-05", STRUCK, posture="trial", disposition="judgment_against_law",
                    merits_reached=True)  # fmt: skip
    upheld = ruling(
        "2019-04-18", b.effect(b.VALUES_ACT, Outcome.UPHELD), court="ca9", docket="18-16496",
        appeal_from=struck.key, posture="appeal", disposition="reversed", merits_reached=True,
    )  # fmt: skip
    assert state_after(struck) == (State.STRUCK_DOWN, "2018-07-05")
    assert state_after(struck, upheld) == (State.IN_FORCE, "2019-04-18")
    elsewhere = upheld.model_copy(update={"appeal_from": None, "case": "Doe v. California"})
    assert state_after(struck, elsewhere)[0] is State.STRUCK_DOWN


def test_blocked_and_then_struck_down_is_struck_down() -> None:
    assert state_after(ruling("2018-07-05", ENJOINED), ruling("2019-01-01", STRUCK)) == (
        State.STRUCK_DOWN, "2019-01-01",
    )  # fmt: skip


def test_an_injunction_affirmed_on_appeal_stands_since_it_was_made() -> None:
    blocked = ruling("2018-07-05", b.effect(b.VALUES_ACT, Outcome.ENJOINED, SECTION))
    affirmed = ruling(
        "2019-04-18",
        b.effect(b.VALUES_ACT, Outcome.ENJOINED, f"{SECTION}(a)"),
        court="ca9",
        docket="18-16496",
        posture=Posture.APPEAL_OF_PRELIMINARY_INJUNCTION,
        disposition=Disposition.AFFIRMED,
        appeal_from=blocked.key,
    )
    assert state_after(blocked, affirmed) == (State.ENJOINED_IN_PART, "2018-07-05")
    wider = affirmed.model_copy(update={"effects": (ENJOINED,)})
    assert state_after(blocked, wider) == (State.ENJOINED, "2019-04-18")


@pytest.mark.parametrize(
    "effect",
    [
        b.effect(b.VALUES_ACT, Outcome.ENJOINED, SECTION),
        b.effect(b.VALUES_ACT, Outcome.ENJOINED, limited_to="charter cities"),
        b.effect(b.VALUES_ACT, Outcome.ENJOINED, in_part=True),
    ],
    ids=["some provisions", "some persons", "a part that is not on file"],
)
def test_a_law_blocked_for_some_is_enjoined_in_part(effect: object) -> None:
    assert state_after(ruling("2018-07-05", effect))[0] is State.ENJOINED_IN_PART


def test_what_is_lifted_in_part_stays_blocked_for_the_rest() -> None:
    whole = standing(
        b.values_act(),
        (
            ruling("2018-07-05", ENJOINED),
            ruling("2019-01-01", b.effect(b.VALUES_ACT, Outcome.INJUNCTION_LIFTED, SECTION)),
        ),
        TODAY,
    )
    assert whole.state is State.ENJOINED_IN_PART
    assert whole.parts[0].excepted == (SECTION,)
    two = b.effect(b.VALUES_ACT, Outcome.ENJOINED, f"{SECTION}(a)", "Cal. Gov. Code § 7284.8")
    part = standing(
        b.values_act(),
        (
            ruling("2018-07-05", two),
            ruling("2019-01-01", b.effect(b.VALUES_ACT, Outcome.INJUNCTION_LIFTED, SECTION)),
        ),
        TODAY,
    )
    assert part.parts[0].provisions == ("Cal. Gov. Code § 7284.8",)


def test_a_lifting_whose_reach_is_not_on_file_leaves_a_part_blocked_that_is_not_on_file() -> None:
    vague = b.effect(b.VALUES_ACT, Outcome.INJUNCTION_LIFTED, in_part=True)
    (part,) = parts_after(ruling("2018-07-05", ENJOINED), ruling("2019-01-01", vague))
    assert (part.in_part, part.since) == (True, ruling("2018-07-05").decided_on)


def test_what_is_lifted_for_some_persons_stays_blocked_for_everybody_else() -> None:
    for_some = b.effect(b.VALUES_ACT, Outcome.INJUNCTION_LIFTED, limited_to="charter cities")
    (part,) = parts_after(ruling("2018-07-05", ENJOINED), ruling("2019-01-01", for_some))
    assert part.exempt == ("charter cities",)
    assert state_after(ruling("2018-07-05", ENJOINED), ruling("2019-01-01", for_some)) == (
        State.ENJOINED_IN_PART, "2019-01-01",
    )  # fmt: skip
    section = for_some.model_copy(update={"provisions": (SECTION,)})
    rest, apart = parts_after(ruling("2018-07-05", ENJOINED), ruling("2019-01-01", section))
    assert (rest.excepted, rest.exempt) == ((SECTION,), ())
    assert (apart.provisions, apart.exempt) == ((SECTION,), ("charter cities",))


def test_what_has_ended_has_ended_whatever_courts_said() -> None:
    law = b.law(events=(*b.values_act().events, b.event("repealed", "2020-01-01")))
    found = standing(law, (ruling("2018-07-05", ENJOINED),), TODAY)
    assert (found.state, found.parts) == (State.REPEALED, ())


def test_a_case_goes_from_trial_court_to_certiorari_and_others_stand_apart() -> None:
    cases = history(reversed(DECISIONS))
    assert [[one.court for one in case.decisions] for case in cases] == [
        ["caed", "ca9", "scotus"], ["calctapp4d"],
    ]  # fmt: skip
    assert cases[0].name == "United States v. California"
    assert cases[0].laws == (b.VALUES_ACT, b.AB_103, b.AB_450)


def test_a_caption_is_not_a_case() -> None:
    """Two cases of one caption over one law stay two: only the docket or an appeal joins them."""
    first = ruling("2018-07-05", ENJOINED)
    same_law = ruling("2019-01-01", LIFTED, docket="2:18-cv-00999")
    other_law = ruling("2019-01-01", b.effect(b.AB_103, Outcome.ENJOINED), docket="2:18-cv-00999")
    same_docket = ruling("2019-01-01", docket="2:18-cv-00490-JAM-KJN")
    assert len(history((first, same_law))) == 2
    assert state_after(first, same_law)[0] is State.ENJOINED
    assert len(history((first, other_law))) == 2
    assert len(history((first, same_docket))) == 1


def test_a_circle_of_appeals_does_no_harm() -> None:
    one = ruling("2018-07-05", ENJOINED, appeal_from="ca9/18-1/2019-01-01")
    two = ruling("2019-01-01", LIFTED, court="ca9", docket="18-1", appeal_from=one.key)
    assert [len(case.decisions) for case in history((one, two))] == [2]
    assert state_after(one, two)[0] is State.IN_FORCE


_DATES = st.one_of(
    st.dates(date(2016, 1, 1), date(2021, 12, 31)).map(date.isoformat),
    st.sampled_from(["2017", "2018-03", "2019~", "2017-06/2018-02"]),
)
_PROVISIONS = st.sampled_from([(), (SECTION,), ("Cal. Gov. Code § 7284.8",)])
_LAWS = st.lists(
    st.builds(
        lambda kind, when, provisions: b.event(kind, when, provisions=provisions),
        st.sampled_from(EventKind),
        _DATES,
        _PROVISIONS,
    ),
    max_size=6,
).map(lambda events: b.law(events=tuple(events)))
_EFFECTS = st.builds(
    lambda law, outcome, provisions: b.effect(law, outcome, *provisions),
    st.sampled_from([b.VALUES_ACT, b.AB_103]),
    st.sampled_from(Outcome),
    _PROVISIONS,
)
_DECISIONS = st.lists(
    st.builds(
        lambda when, docket, case, effects: ruling(when, *effects, docket=docket, case=case),
        _DATES,
        st.sampled_from(["1-1", "1-2", "1-3"]),
        st.sampled_from(["Doe v. California", "United States v. California"]),
        st.lists(_EFFECTS, max_size=2),
    ),
    max_size=4,
)


@settings(max_examples=60)
@given(_LAWS, _DECISIONS)
def test_standing_never_changes_between_two_consecutive_changes(
    law: Law, decisions: list[Decision]
) -> None:
    days = days_of_change(law, decisions)
    edges = [date(2015, 1, 1), *days, date(2023, 1, 1)]
    for first, following in pairwise(edges):
        last = following - timedelta(days=1)
        if last <= first:
            continue
        one, other = (standing(law, decisions, day) for day in (first, last))
        assert one.model_copy(update={"on": last}) == other


@settings(max_examples=60)
@given(_LAWS, _DECISIONS, st.dates(date(2016, 1, 1), date(2022, 12, 31)))
def test_an_unrelated_decision_changes_nothing(
    law: Law, decisions: list[Decision], day: date
) -> None:
    unrelated = ruling(
        "2018-01-01",
        b.effect(b.PLASTICS_ACT, Outcome.STRUCK_DOWN),
        docket="9-9",
        case="Roe v. Oregon",
    )
    assert standing(law, [*decisions, unrelated], day) == standing(law, decisions, day)


@settings(max_examples=60)
@given(_LAWS, _DECISIONS, st.dates(date(2016, 1, 1), date(2022, 12, 31)))
def test_a_standing_rests_only_on_what_had_come(
    law: Law, decisions: list[Decision], day: date
) -> None:
    found = standing(law, decisions, day)
    if found.state is State.UNKNOWN:
        assert found.turns or found.before is None
        return
    assert all(ground.decision is None or not ground.on.is_after(day) for ground in found.grounds)
    if found.decisions_to is not None:
        assert not found.decisions_to.is_after(day)


def test_a_long_history_is_followed_to_its_end() -> None:
    events = tuple(
        b.event("amended", (date(2018, 1, 1) + timedelta(days=place)).isoformat())
        for place in range(194)
    )
    law = b.law(events=(*b.values_act().events, *events))
    decisions = [
        ruling(
            (date(2019, 1, 1) + timedelta(days=place)).isoformat(),
            ENJOINED if place % 2 == 0 else LIFTED,
        )
        for place in range(100)
    ]
    assert len(law.events) == 200
    assert standing(law, decisions, TODAY).state is State.IN_FORCE
    assert standing(law, decisions[:-1], TODAY).state is State.ENJOINED
