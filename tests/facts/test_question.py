"""Reading a question: what it dates itself to, what it names; any text whatever can be asked."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.errors import BadInput
from facts.question import read_question

TODAY = date(2026, 11, 24)

DATED = [
    ("SB 54 as of 2018-03-15", "SB 54", "2018-03-15", "an ISO date"),
    ("SB 54 as of March 2018", "SB 54", "2018-03", "a month is a month, not its first day"),
    ("SB 54 as of March 15, 2018?", "SB 54", "2018-03-15", "written out, with a question mark"),
    ("as of 2018 was SB 54 in force", "was SB 54 in force", "2018", "in front"),
    ("was the Values Act in force in March 2018", "was the Values Act in force", "2018-03", "in"),
    ("was AB 450 enjoined on July 6, 2018", "was AB 450 enjoined", "2018-07-06", "on"),
    ("who signed SB 54 in 2017", "who signed SB 54 in 2017", None, "the year says which SB 54"),
    ("SB 54 as of yesterday", "SB 54", "2026-11-23", "a word that can mean only one day"),
    ("SB 54 as of next week", "SB 54 as of next week", None, "no date with a year stays text"),
    ("may 54 people enter", "may 54 people enter", None, "“may 54” is not a date"),
]


@pytest.mark.parametrize(("text", "subject", "as_of", "why"), DATED)
def test_a_date_in_the_text_dates_the_answer(
    text: str, subject: str, as_of: str | None, why: str
) -> None:
    question = read_question(text, today=TODAY)
    assert (question.subject.rstrip("?"), str(question.as_of) if question.as_of else None) == (
        subject,
        as_of,
    ), why


def test_both_clocks_can_be_set_in_one_question() -> None:
    question = read_question("SB 54 as of 2018-03-15 known on 2020-01-01", today=TODAY)
    assert (str(question.as_of), str(question.known_on)) == ("2018-03-15", "2020-01-01")
    assert question.subject == "SB 54"


def test_a_date_given_beside_the_text_that_is_none_names_its_option() -> None:
    with pytest.raises(BadInput) as caught:
        read_question("SB 54", today=TODAY, as_of="soon")
    assert caught.value.field == "as-of"


REFUSED = [
    ("SB 54 as of 2018-13", "no thirteenth month is guessed at"),
    ("SB 54 as of 4.3.2018", "April or March"),
    ("SB 54 as of 2018/..", "no end"),
    ("SB 54 as of 2018/2019", "not a day, month or year"),
    ("SB 54 as of 2018~", "about 2018 is not a date to answer for"),
    ("SB 54 as of 2030", "nothing on file says how a law will stand"),
    ("SB 54 known on 9999-12-31", "nor what will be known"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_a_date_that_no_answer_can_speak_for_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_question(text, today=TODAY)
    assert caught.value.field in ("as-of", "known-on"), why


def test_a_year_that_is_not_over_is_spoken_for_as_far_as_it_has_come() -> None:
    assert str(read_question("SB 54 as of 2026", today=TODAY).as_of) == "2026-11-24"


IDS = [("F-12", 12), ("f12", 12), ("F-12?", 12), ("F-12 please", None), ("12", None)]


@pytest.mark.parametrize(("text", "number"), IDS)
def test_an_id_alone_is_a_question_for_that_fact(text: str, number: int | None) -> None:
    fact = read_question(text, today=TODAY).fact
    assert (fact.number if fact else None) == number


CLEANED = [
    ("a\x00b", "ab", "NUL cannot be stored"),
    ("\u202egnp.exe", "gnp.exe", "a direction override makes text lie"),
    ("SB\u200b54", "SB54", "a zero-width space is no space"),
    ("who\nsaid\tit", "who said it", "one line"),
    ("my token is xoxb-123456-abcdef", "my token is [removed]", "a token is not kept"),
]


@pytest.mark.parametrize(("raw", "text", "why"), CLEANED)
def test_what_cannot_be_part_of_a_question_is_taken_out(raw: str, text: str, why: str) -> None:
    assert read_question(raw, today=TODAY).text == text, why


def test_a_long_question_is_cut_and_says_so() -> None:
    question = read_question("x" * 40_000, today=TODAY)
    assert len(question.text) == 500
    assert question.was_cut


@given(st.text(max_size=300))
@settings(max_examples=150)
@example("as of as of as of 2018")
@example("\ud800")
@example("fifty-four million and \x00")
@example("as of 2018/..")
@example("known on 9999-12-31")
def test_any_text_can_be_asked(text: str) -> None:
    try:
        question = read_question(text, today=TODAY)
    except BadInput:
        return  # a date that no answer can speak for
    assert len(question.text) <= 500
    assert "\x00" not in question.text
