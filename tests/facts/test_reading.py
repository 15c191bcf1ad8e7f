"""The form of a question: the part that asks, yes-or-no questions, the dates it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.reading import read_form


@pytest.mark.parametrize(
    ("text", "clause", "is_yes_no"),
    [
        ("When was SB 54 signed?", "When was SB 54 signed?", False),
        ("values act signed when", "values act signed when", False),
        ("Confirm: Values Act signed Oct. 5, 2017", "Values Act signed Oct. 5, 2017", True),
        ("AB 450 was enjoined, correct?", "AB 450 was enjoined, correct?", True),
        ("Has the Values Act been repealed?", "Has the Values Act been repealed?", True),
        (
            "My editor wants to know on which day exactly Governor Brown signed the Values Act.",
            "on which day exactly Governor Brown signed the Values Act.",
            False,
        ),
        (
            "I hear that the sanctuary law is gone; on what day was it repealed?",
            "on what day was it repealed?",
            False,
        ),
        (
            "Could you tell us whether the Ninth Circuit affirmed in United States v. California?",
            "whether the Ninth Circuit affirmed in United States v. California?",
            True,
        ),
        (
            "On what day did Gov. Brown sign the Values Act",
            "what day did Gov. Brown sign the Values Act",
            False,
        ),
        ("Confirm: it took effect Jan. 1, 2018", "it took effect Jan. 1, 2018", True),
        ("He is the mayor. Did he sign it?", "Did he sign it?", True),
        ("Is it known when SB 54 was signed?", "Is it known when SB 54 was signed?", True),
    ],
)
def test_the_part_that_asks_is_told_from_what_is_said_beside_it(
    text: str, clause: str, is_yes_no: bool
) -> None:
    read = read_form(text)
    assert (read.clause, read.is_yes_no) == (clause, is_yes_no)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("signed on Oct. 5, 2017", ["2017-10-05"]),
        ("signed the 5th of October 2017", ["2017-10-05"]),
        ("in Sept. 2017 or on 10/5/2017", ["2017-09", "2017-10-05"]),
        ("was it signed in 2019", ["2019"]),
        ("SB 54 of 2019, the 2019 bill", []),
        ("on February 30, 2019", []),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, dates: list[str]) -> None:
    assert [each.on.edtf for each in read_form(text).dates] == dates


@given(st.text(max_size=500))
def test_whatever_people_write_the_part_that_asks_is_in_it(text: str) -> None:
    read = read_form(text)
    assert all(word in text for word in read.clause.split())
    assert all(text[one.start : one.end] == one.text for one in read.dates)
