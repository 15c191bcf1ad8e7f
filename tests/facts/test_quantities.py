"""A number is a number of something, and a date's parts are no numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.dates import EdtfDate
from facts.quantities import DateMention, Outcome, Quantity, Reading, compare, read


def mentioned(text: str) -> list[tuple[object, ...]]:
    """Return each number as (kind, value, unit or thing) and each date as (year, month, day)."""
    return [_parts(one) for one in read(text).mentions]


def _parts(one: Quantity | DateMention) -> tuple[object, ...]:
    if isinstance(one, DateMention):
        return one.year, one.month, one.day
    ends = float(one.low) if one.low == one.high else (float(one.low), float(one.high))
    return one.kind.value, ends, one.unit or one.counted


def outcomes(asked: str, held: str) -> list[Outcome]:
    return [one.outcome for one in compare(read(asked), read(held))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 inmates", [("count", 17, "inmate")]),
        ("17 of the inmates", [("count", 17, "inmate")]),
        ("two million people", [("count", 2_000_000, "person")]),
        ("2 million people", [("count", 2_000_000, "person")]),
        ("2M people", [("count", 2_000_000, "person")]),
        ("half a million ballots", [("count", 500_000, "ballot")]),
        ("two and a half million ballots", [("count", 2_500_000, "ballot")]),
        ("a dozen eggs", [("count", 12, "egg")]),
        ("54 percent", [("percent", 54, "")]),
        ("fifty-four per cent", [("percent", 54, "")]),
        ("10 percentage points", [("percent", 10, "point")]),
        ("$3.7 million", [("money", 3_700_000, "$")]),
        ("3.7 million dollars", [("money", 3_700_000, "$")]),
        ("€5bn", [("money", 5_000_000_000, "€")]),
        ("$5 to 10 million", [("money", (5_000_000, 10_000_000), "$")]),
        ("a sixty-one-year-old woman", [("age", 61, "")]),
        ("aged 61", [("age", 61, "")]),
        ("three days", [("measure", 3, "day")]),
        ("a ten-day trip", [("measure", 10, "day")]),
        ("10 to 15 people", [("count", (10, 15), "person")]),
        ("a 5-4 vote", [("score", (5, 4), "")]),
        ("passed 27–12", [("score", (27, 12), "")]),
        ("two-thirds of voters", [("fraction", 2 / 3, "")]),
        ("one in five", [("fraction", 0.2, "")]),
        ("the Ninth Circuit", [("ordinal", 9, "circuit")]),
        ("the 9th Circuit", [("ordinal", 9, "circuit")]),
        ("SB 54", [("label", 54, "sb")]),
        ("Section 230", [("label", 230, "section")]),
        ("Title 42 expulsions", [("label", 42, "title")]),
        ("ICE 17 inmates", [("count", 17, "inmate")]),
        ("5:30 p.m.", [("time", 17 * 60 + 30, "")]),
        ("July 17, 2025", [(2025, 7, 17)]),
        ("17 July 2025", [(2025, 7, 17)]),
        ("the 4th of July", [(None, 7, 4)]),
        ("Oct. 5", [(None, 10, 5)]),
        ("10/5/2017", [(2017, 10, 5)]),
        ("2017-10-05", [(2017, 10, 5)]),
        ("October 2017", [(2017, 10, None)]),
        ("in May", [(None, 5, None)]),
        ("the 2017–18 session", [(2017, None, None), (2018, None, None)]),
        ("the 1990s", [(1990, None, None)]),
        ("they may march", []),
        ("one of them", []),
        ("COVID-19 and an F-150", []),
        ("9/11, 24/7", []),
        ("No. 2:18-cv-00490", []),
    ],
)
def test_a_number_is_read_with_what_it_counts(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    assert mentioned(text) == [
        pytest.approx(one) if one[0] == "fraction" else one for one in expected
    ]


MOVED = "On July 17, 2025, deputies moved 54 inmates and nearly $2 million; 2 percent objected."


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("54 inmates", Outcome.MET),
        ("fifty-four inmates", Outcome.MET),
        ("54 detainees", Outcome.MET),  # another word for them
        ("54 deputies", Outcome.ABSENT),  # the fact names deputies, and counts others
        ("17 inmates", Outcome.OTHER),
        ("17 deputies", Outcome.ABSENT),
        ("54 percent", Outcome.OTHER),
        ("2 percent", Outcome.MET),
        ("2 inmates", Outcome.OTHER),
        ("54 days", Outcome.ABSENT),
        ("SB 54", Outcome.ABSENT),
        ("$2 million", Outcome.MET),
        ("more than $2 million", Outcome.OTHER),
        ("€2 million", Outcome.ABSENT),
        ("about 50 inmates", Outcome.MET),
        ("more than 50 inmates", Outcome.MET),
        ("more than 60 inmates", Outcome.OTHER),
        ("fewer than 50 inmates", Outcome.OTHER),
        ("50 to 60 inmates", Outcome.MET),
        ("on July 17", Outcome.MET),
        ("in July", Outcome.MET),
        ("in 2025", Outcome.MET),
        ("on July 18", Outcome.OTHER),
        ("in June 2025", Outcome.OTHER),
        ("on June 17, 2025", Outcome.OTHER),
        ("in the 2020s", Outcome.MET),
        ("at 5 p.m.", Outcome.ABSENT),
    ],
)
def test_it_is_held_by_the_same_number_of_the_same_thing(asked: str, outcome: Outcome) -> None:
    assert outcomes(asked, MOVED) == [outcome]


@pytest.mark.parametrize(
    ("asked", "held", "outcome"),
    [
        ("half of voters", "50 percent of voters", Outcome.MET),
        ("a third of voters", "33 percent of voters", Outcome.MET),
        ("a third of voters", "30 percent of voters", Outcome.ABSENT),
        ("passed 27-12", "27 ayes and 12 noes", Outcome.MET),
        ("a 6-3 vote", "a 5-4 vote", Outcome.OTHER),
        ("his third term", "his second term", Outcome.OTHER),
        ("a second look", "a look", Outcome.ABSENT),
        ("on July 17, 2025", "in 2025, it was on July 17", Outcome.MET),
        ("on July 17, 2025", "in July 2025", Outcome.ABSENT),
        ("2016 elections", "the elections of 2016", Outcome.MET),
        ("2000 people", "2,000 people", Outcome.MET),
        ("thousands of ballots", "4,500 ballots", Outcome.MET),
        ("millions of ballots", "4,500 ballots", Outcome.OTHER),
        ("a 61-year-old", "Smith, 61, was there", Outcome.MET),
        ("a 61-year-old", "61 people were there", Outcome.ABSENT),
    ],
)
def test_another_way_to_say_it_is_the_same(asked: str, held: str, outcome: Outcome) -> None:
    assert outcomes(asked, held)[0] is outcome


def test_a_date_of_a_law_is_compared_with_those_on_file() -> None:
    signed = Reading.of_dates([EdtfDate.parse("2017-10-05")])
    (compared,) = compare(read("Was SB fifty-four signed October 4, 2017?"), signed)[-1:]
    assert compared.outcome is Outcome.OTHER
    assert compared.is_false
    assert compared.held is not None
    assert compared.held.shown == "October 5, 2017"
    (met,) = compare(read("signed in 2017"), signed)
    assert met.outcome is Outcome.MET


@given(st.integers(min_value=10, max_value=10**12))
def test_figures_with_and_without_commas_are_one_number(number: int) -> None:
    assert mentioned(f"{number:,}") == [("count", number, "")]
    assert outcomes(f"{number:,} parts", f"{number} parts") == [Outcome.MET]


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader_and_each_holds_its_own_numbers(text: str) -> None:
    found = read(text)
    assert all(one.outcome is Outcome.MET for one in compare(found, found))
