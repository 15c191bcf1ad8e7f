"""A law's standing follows from its events, day by day, and from how precisely they are dated."""

from datetime import date
from typing import NamedTuple

import builders as b
import pytest

from facts.dates import EdtfDate
from facts.law.standing import StandingState as State
from facts.law.standing import later, standing
from facts.model import EventKind, Law

TODAY = date(2026, 11, 24)
DECISIONS = b.starter_decisions()


def on(text: str) -> date:
    return date.fromisoformat(text)


class Day(NamedTuple):
    on: str
    state: State
    since: str | None
    decisions_to: str | None
    why: str


VALUES_ACT_DAYS = [
    Day("2016-12-04", State.UNKNOWN, None, None, "the day before it was introduced"),
    Day("2016-12-05", State.PROPOSED, "2016-12-05", None, "introduced"),
    Day("2017-01-15", State.PROPOSED, "2016-12-05", None, "a bill"),
    Day("2017-10-04", State.PROPOSED, "2016-12-05", None, "passed, not yet signed"),
    Day("2017-10-05", State.ENACTED_NOT_YET_IN_EFFECT, "2017-10-05", None, "signed that day"),
    Day("2017-12-31", State.ENACTED_NOT_YET_IN_EFFECT, "2017-10-05", None, "the last day before"),
    Day("2018-01-01", State.IN_FORCE, "2018-01-01", None, "its first day"),
    Day("2018-07-04", State.IN_FORCE, "2018-01-01", None, "the order was signed, not yet filed"),
    Day("2018-07-05", State.IN_FORCE, "2018-01-01", "2018-07-05", "not blocked"),
    Day("2019-04-18", State.IN_FORCE, "2018-01-01", "2019-04-18", "not blocked on appeal"),
    Day("2020-06-15", State.IN_FORCE, "2018-01-01", "2020-06-15", "certiorari denied"),
    Day("2026-11-24", State.IN_FORCE, "2018-01-01", "2020-06-15", "today"),
]
AB_450_DAYS = [
    Day("2017-01-15", State.UNKNOWN, None, None, "no event on file"),
    Day("2017-10-05", State.UNKNOWN, None, None, "another law's signing is not its own"),
    Day("2018-01-01", State.UNKNOWN, None, None, "nor is another law's effective date"),
    Day("2018-07-04", State.UNKNOWN, None, None, "the day before the decision"),
    Day("2018-07-05", State.ENJOINED_IN_PART, "2018-07-05", "2018-07-05", "parts blocked"),
    Day(
        "2019-04-18", State.ENJOINED_IN_PART, "2018-07-05", "2019-04-18", "nothing on file lifts it"
    ),
    Day("2020-06-15", State.ENJOINED_IN_PART, "2018-07-05", "2020-06-15", "nor does the denial"),
    Day("2026-11-24", State.ENJOINED_IN_PART, "2018-07-05", "2020-06-15", "today"),
]
PLASTICS_ACT_DAYS = [
    Day("2017-10-05", State.UNKNOWN, None, None, "the signing of 2017 is another bill's"),
    Day("2018-01-01", State.UNKNOWN, None, None, "so is the effective date"),
    Day("2020-06-15", State.UNKNOWN, None, None, "and so are the decisions"),
    Day("2022-06-29", State.UNKNOWN, None, None, "the day before it was signed"),
    Day("2022-06-30", State.ENACTED_DATE_NOT_ON_FILE, "2022-06-30", None, "signed"),
    Day(
        "2026-11-24", State.ENACTED_DATE_NOT_ON_FILE, "2022-06-30", None, "today, still not on file"
    ),
]
PACKAGING_BILL_DAYS = [
    Day("2020-08-31", State.UNKNOWN, None, None, "when it was introduced is not on file"),
    Day("2020-09-01", State.FAILED, "2020-09-01", None, "died"),
    Day("2026-11-24", State.FAILED, "2020-09-01", None, "today"),
]
AB_103_DAYS = [
    Day("2018-07-04", State.UNKNOWN, None, None, "nothing on file"),
    Day("2018-07-05", State.ENACTED_DATE_NOT_ON_FILE, None, "2018-07-05", "a court had it as law"),
    Day("2019-04-18", State.ENACTED_DATE_NOT_ON_FILE, None, "2019-04-18", "sent back, not blocked"),
]
STARTER = [
    *((b.values_act(), day) for day in VALUES_ACT_DAYS),
    *((b.ab_450(), day) for day in AB_450_DAYS),
    *((b.plastics_act(), day) for day in PLASTICS_ACT_DAYS),
    *((b.packaging_bill(), day) for day in PACKAGING_BILL_DAYS),
    *((b.ab_103(), day) for day in AB_103_DAYS),
    (b.ice_policy(), Day("2026-11-24", State.UNKNOWN, None, None, "no date of it is on file")),
]


@pytest.mark.parametrize(
    ("law", "day"), STARTER, ids=[f"{one.key} {day.on}" for one, day in STARTER]
)
def test_the_starter_laws_stand_as_they_stood_on_each_day(law: Law, day: Day) -> None:
    found = standing(law, DECISIONS, on(day.on))
    assert found.state is day.state, day.why
    assert str(found.since) == str(day.since), day.why
    assert str(found.decisions_to) == str(day.decisions_to), day.why
    assert found.on == on(day.on)


def test_the_blocked_parts_are_named_with_who_is_affected_and_the_decision() -> None:
    (part,) = standing(b.ab_450(), DECISIONS, TODAY).parts
    assert part.provisions == b.BLOCKED
    assert part.state is State.ENJOINED
    assert part.limited_to == "private employers"
    assert part.decision == b.d1().key


def test_a_standing_comes_with_its_grounds_and_their_sources() -> None:
    grounds = standing(b.values_act(), DECISIONS, TODAY).grounds
    assert [str(ground.on) for ground in grounds] == [
        "2017-10-05", "2018-01-01", "2018-07-05", "2019-04-18", "2020-01-10", "2020-06-15",
    ]  # fmt: skip
    assert grounds[0].event is not None
    assert grounds[0].event.event is EventKind.SIGNED
    assert grounds[2].decision == b.d1()
    assert grounds[2].source == b.d1().sources[0]
    past = standing(b.values_act(), DECISIONS, on("2017-10-04")).grounds
    assert [str(ground.on) for ground in past] == ["2016-12-05", "2017-09-16"]


def test_unknown_gives_the_first_date_on_file() -> None:
    found = standing(b.plastics_act(), DECISIONS, on("2018-01-01"))
    assert str(found.known_from) == "2022-06-30"
    assert standing(b.ice_policy(), DECISIONS, TODAY).known_from is None


# ---- Dates known to the month or year, and days asked about as such ----


def test_an_imprecise_date_leaves_its_days_between_two_states() -> None:
    law = b.law(events=(b.event("introduced", "2017-01-09"), b.event("signed", "2017-10")))
    inside = standing(law, (), on("2017-10-15"))
    assert inside.state is State.UNKNOWN
    assert (inside.before, str(inside.until), inside.then) == (
        State.PROPOSED, "2017-10", State.ENACTED_DATE_NOT_ON_FILE,
    )  # fmt: skip
    assert standing(law, (), on("2017-09-30")).state is State.PROPOSED
    assert standing(law, (), on("2017-10-31")).state is State.ENACTED_DATE_NOT_ON_FILE


def test_an_imprecise_date_that_changes_nothing_leaves_the_standing_known() -> None:
    law = b.law(events=(b.event("introduced", "2017-01-09"), b.event("passed", "2017")))
    assert standing(law, (), on("2017-06-01")).state is State.PROPOSED


@pytest.mark.parametrize(
    ("span", "state", "turns"),
    [
        ("2018", State.IN_FORCE, []),
        ("2018-03", State.IN_FORCE, []),
        ("2017", State.UNKNOWN, [("2017-10-05", State.ENACTED_NOT_YET_IN_EFFECT)]),
        ("2017-10", State.UNKNOWN, [("2017-10-05", State.ENACTED_NOT_YET_IN_EFFECT)]),
        (
            "2017/2018",
            State.UNKNOWN,
            [("2017-10-05", State.ENACTED_NOT_YET_IN_EFFECT), ("2018-01-01", State.IN_FORCE)],
        ),
    ],
)
def test_a_month_or_year_has_one_standing_or_says_when_it_turned(
    span: str, state: State, turns: list[tuple[str, State]]
) -> None:
    found = standing(b.values_act(), DECISIONS, EdtfDate.parse(span))
    assert found.state is state
    assert [(str(turn.on), turn.state) for turn in found.turns] == turns
    assert found.over == EdtfDate.parse(span)
    assert found.before is (State.PROPOSED if turns else None)


def test_an_imprecise_event_within_the_year_asked_about_keeps_its_own_date() -> None:
    law = b.law(events=(b.event("introduced", "2017-01-09"), b.event("signed", "2017-10")))
    found = standing(law, (), EdtfDate.parse("2017-08/2017-12"))
    assert [(str(turn.on), turn.state) for turn in found.turns] == [
        ("2017-10", State.ENACTED_DATE_NOT_ON_FILE)
    ]


# ---- What a law's own events make of it ----


@pytest.mark.parametrize(
    ("events", "day", "state", "why"),
    [
        ((("vetoed", "2018-09-30"),), "2018-09-30", State.FAILED, "vetoed"),
        ((("withdrawn", "2018-09-30"),), "2018-10-01", State.FAILED, "withdrawn"),
        (
            (("vetoed", "2018-09-30"), ("veto_overridden", "2018-11-01")),
            "2018-11-01",
            State.ENACTED_DATE_NOT_ON_FILE,
            "a veto overridden makes a law",
        ),
        ((("law_unsigned", "2018-09-30"),), "2018-09-30", State.ENACTED_DATE_NOT_ON_FILE,
         "became law without a signature"),
        ((("adopted", "2020"),), "2021-01-01", State.ENACTED_DATE_NOT_ON_FILE, "a county's policy"),
        ((("effective", "2018-01-01"),), "2018-01-01", State.IN_FORCE, "only that is on file"),
        ((("effective", "2018-01-01"),), "2017-12-31", State.UNKNOWN, "before anything on file"),
        (
            (("signed", "2018-03-01"), ("effective", "2018-01-01")),
            "2018-02-01",
            State.UNKNOWN,
            "a law that reaches back is no law before it is signed",
        ),
        (
            (("signed", "2018-03-01"), ("effective", "2018-01-01")),
            "2018-03-01",
            State.IN_FORCE,
            "and in force once it is",
        ),
        (
            (("effective", "2018-01-01"), ("operative", "2019-01-01")),
            "2018-06-01",
            State.ENACTED_NOT_YET_IN_EFFECT,
            "effective and not yet operative",
        ),
        (
            (("effective", "2018-01-01"), ("repealed", "2020-01-01")),
            "2019-12-31",
            State.IN_FORCE,
            "the day before its repeal",
        ),
        (
            (("effective", "2018-01-01"), ("repealed", "2020-01-01")),
            "2020-01-01",
            State.REPEALED,
            "repealed",
        ),
        ((("effective", "2018-01-01"), ("expired", "2020-01-01")), "2020-01-01", State.EXPIRED,
         "sunset"),
        ((("effective", "2018-01-01"), ("amended", "2019-01-01")), "2019-06-01", State.IN_FORCE,
         "amended"),
    ],
)  # fmt: skip
def test_a_laws_own_events_decide(
    events: tuple[tuple[str, str], ...], day: str, state: State, why: str
) -> None:
    law = b.law(events=tuple(b.event(kind, when) for kind, when in events))
    assert standing(law, (), on(day)).state is state, why


def test_a_law_revived_after_its_repeal_is_in_force_again_until_it_ends_again() -> None:
    law = b.law(
        events=tuple(
            b.event(kind, when)
            for kind, when in (
                ("signed", "2017-10-05"), ("effective", "2018-01-01"), ("repealed", "2020-01-01"),
                ("revived", "2021-01-01"), ("expired", "2022-01-01"),
            )
        )
    )  # fmt: skip
    found = [standing(law, (), on(f"{year}-06-01")) for year in (2019, 2020, 2021, 2022)]
    assert [(one.state, str(one.since)) for one in found] == [
        (State.IN_FORCE, "2018-01-01"), (State.REPEALED, "2020-01-01"),
        (State.IN_FORCE, "2021-01-01"), (State.EXPIRED, "2022-01-01"),
    ]  # fmt: skip


def test_a_bill_taken_up_again_is_a_bill_again() -> None:
    law = b.law(events=(b.event("introduced", "2017-01-09"), b.event("died", "2017-09-01"),
                        b.event("revived", "2018-01-09")))  # fmt: skip
    assert standing(law, (), on("2017-10-01")).state is State.FAILED
    assert standing(law, (), on("2018-02-01")).state is State.PROPOSED


def test_a_section_ends_and_is_revived_with_everything_in_it() -> None:
    section = "Cal. Gov. Code § 7284.6"
    law = b.law(
        events=(
            *b.values_act().events,
            b.event("repealed", "2020-01-01", provisions=(section,)),
            b.event("revived", "2021-01-01", provisions=(f"{section}(a)",)),
        )
    )
    (ended,) = standing(law, (), on("2020-06-01")).parts
    assert (ended.provisions, ended.excepted) == ((section,), ())
    (left,) = standing(law, (), on("2021-06-01")).parts
    assert (left.provisions, left.excepted) == ((section,), (f"{section}(a)",))
    assert standing(law, (), on("2021-06-01")).state is State.IN_FORCE_IN_PART


def test_a_section_effective_and_not_yet_operative_is_not_yet_in_effect() -> None:
    section = ("Cal. Gov. Code § 7284.6",)
    law = b.law(
        events=(
            *b.values_act().events,
            b.event("effective", "2018-01-01", provisions=section),
            b.event("operative", "2019-01-01", provisions=section),
        )
    )
    assert standing(law, (), on("2018-06-01")).state is State.IN_FORCE_IN_PART
    assert standing(law, (), on("2019-06-01")).state is State.IN_FORCE


def test_provisions_may_start_and_end_by_themselves() -> None:
    later_part, ended = "Cal. Gov. Code § 7284.8", "Cal. Gov. Code § 7284.10"
    law = b.law(
        events=(
            b.event("signed", "2017-10-05"),
            b.event("effective", "2018-01-01"),
            b.event("operative", "2019-01-01", provisions=(later_part,)),
            b.event("repealed", "2020-01-01", provisions=(ended,)),
        )
    )
    first = standing(law, (), on("2018-06-01"))
    assert first.state is State.IN_FORCE_IN_PART
    assert [(part.provisions, part.state) for part in first.parts] == [
        ((later_part,), State.ENACTED_NOT_YET_IN_EFFECT)
    ]
    assert standing(law, (), on("2019-01-01")).state is State.IN_FORCE
    last = standing(law, (), on("2020-01-01"))
    assert last.state is State.IN_FORCE_IN_PART
    assert [(part.provisions, part.state) for part in last.parts] == [((ended,), State.REPEALED)]


def test_a_law_with_dates_for_some_provisions_only_is_in_force_in_part() -> None:
    law = b.law(
        events=(
            b.event("signed", "2017-10-05"),
            b.event("effective", "2018-01-01", provisions=("Cal. Gov. Code § 7284.6",)),
        )
    )
    assert standing(law, (), on("2017-11-01")).state is State.ENACTED_NOT_YET_IN_EFFECT
    assert standing(law, (), on("2018-01-01")).state is State.IN_FORCE_IN_PART


def test_later_events_and_decisions_are_listed_separately() -> None:
    after = later(b.values_act(), DECISIONS, on("2019-04-18"))
    assert [str(ground.on) for ground in after] == ["2020-01-10", "2020-06-15"]
    assert [str(ground.on) for ground in later(b.values_act(), (), on("2017-10-04"))] == [
        "2017-10-05", "2018-01-01",
    ]  # fmt: skip
