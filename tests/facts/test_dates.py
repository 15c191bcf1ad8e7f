"""A date is shown with no more precision than it has, and compared by its bounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.dates import EdtfDate, read_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("edtf", "full", "short", "when"),
    [
        ("2017-10-05", "October 5, 2017", "Oct 5, 2017", "on October 5, 2017"),
        ("2017-10", "October 2017", "Oct 2017", "in October 2017"),
        ("2017", "2017", "2017", "in 2017"),
        ("2017-10-XX", "October 2017", "Oct 2017", "in October 2017"),
        ("2017-XX", "2017", "2017", "in 2017"),
        ("2017-XX-XX", "2017", "2017", "in 2017"),
        ("201X", "the 2010s", "the 2010s", "in the 2010s"),
        ("2017~", "about 2017", "about 2017", "in about 2017"),
        ("2017-10~", "about October 2017", "about Oct 2017", "in about October 2017"),
        ("2017?", "possibly 2017", "possibly 2017", "possibly in 2017"),
        ("2017-10-05?", "possibly October 5, 2017", "possibly Oct 5, 2017",
         "possibly on October 5, 2017"),
        ("2017-06/2017-09", "between June 2017 and September 2017",
         "between Jun 2017 and Sep 2017", "between June 2017 and September 2017"),
        ("2017~/2018", "between about 2017 and 2018", "between about 2017 and 2018",
         "between about 2017 and 2018"),
    ],
)  # fmt: skip
def test_a_date_is_shown_as_precisely_as_it_is_known(
    edtf: str, full: str, short: str, when: str
) -> None:
    parsed = EdtfDate.parse(edtf)
    assert (parsed.full(), parsed.short(), parsed.when()) == (full, short, when)
    assert str(parsed) == edtf


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("2017-10-05", date(2017, 10, 5), date(2017, 10, 5)),
        ("2017-10", date(2017, 10, 1), date(2017, 10, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017~", date(2017, 1, 1), date(2017, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2017-06/2017-09", date(2017, 6, 1), date(2017, 9, 30)),
    ],
)
def test_a_date_has_its_first_and_last_possible_day(edtf: str, lower: date, upper: date) -> None:
    parsed = EdtfDate.parse(edtf)
    assert parsed.order == (lower, upper)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2017/..", "no end"),
        ("../2017", "no beginning"),
        ("2017-02-30", "no such day"),
        ("2017-13", "no such month"),
        ("2017-21", "a season, which has no days of its own"),
        ("XXXX", "any year"),
        ("1X17", "years that do not lie together"),
        ("2018/2017", "ends before it begins"),
        ("0000", "no such year"),
        ("last week", "not a date"),
        ("", "nothing"),
    ],
)
def test_a_date_without_bounds_is_refused_with_what_is_expected(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"write|calendar|ends before"):
        EdtfDate.parse(text)
    assert why


def test_dates_are_compared_by_their_bounds() -> None:
    month, day = EdtfDate.parse("2017-10"), EdtfDate.parse("2017-10-05")
    assert not month.is_before(day)
    assert not month.is_after(day)
    assert EdtfDate.parse("2017-09").is_before(day)
    assert day.is_after(date(2017, 10, 4))
    assert [month.has_come(date(2017, 9, 30)), month.has_come(date(2017, 10, 15)),
            month.has_come(date(2017, 10, 31))] == [False, None, True]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2018-03-15", "2018-03-15"),
        ("March 2018", "2018-03"),
        ("in March 2018", "2018-03"),
        ("mar 2018", "2018-03"),
        ("15 March 2018", "2018-03-15"),
        ("March 15, 2018", "2018-03-15"),
        ("March 15th, 2018", "2018-03-15"),
        ("the 15th of March 2018", "2018-03-15"),
        ("Oct. 5, 2017", "2017-10-05"),
        ("Sept. 2017", "2017-09"),
        ("3/15/2018", "2018-03-15"),
        ("2018", "2018"),
        ("2018?", "2018"),
        ("in 2018", "2018"),
        ("today", "2026-11-24"),
        ("yesterday", "2026-11-23"),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, edtf: str) -> None:
    assert str(read_date(typed, today=TODAY)) == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "March 15",
        "15 March",
        "2018 SB 54",
        "spring 2018",
        "54",
        "Feb 30, 2018",
        "13/13/2018",
        "soon",
    ],
)
def test_a_date_without_a_year_or_with_other_words_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="full date, like July 18, 2025"):
        read_date(typed, today=TODAY)


@settings(max_examples=200)
@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_any_day_month_or_year_keeps_its_string_and_contains_its_days(
    day: date, shape: str
) -> None:
    text = day.strftime(shape)
    parsed = EdtfDate.parse(text)
    assert str(parsed) == text
    assert parsed.lower <= day <= parsed.upper
    assert parsed.has_come(parsed.upper) is True
    if parsed.lower > date.min:
        assert parsed.has_come(parsed.lower - timedelta(days=1)) is False


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_with_a_message(text: str) -> None:
    try:
        parsed = read_date(text, today=TODAY)
    except ValueError:
        return
    assert parsed.lower <= parsed.upper
