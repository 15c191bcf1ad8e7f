"""One matcher of names: nicknames, titles, suffixes and places are read the same everywhere."""

import pytest

from facts.law.keys import jurisdiction_id
from facts.people import (
    Same,
    forms_of,
    given_names_agree,
    names_somebody,
    people_words,
    same_speaker,
    split_title,
    surname,
)
from facts.people.places import places, states
from facts.search.cues import people_in
from facts.search.document import phrase
from facts.search.guard import check, usage

# The United States Postal Service, Publication 28, appendix B.
POSTAL = """
    AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,
    DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois,
    IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland,
    MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana,
    NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
    NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania,
    RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah,
    VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming
"""
STATES = dict(line.strip().split(" ", 1) for line in POSTAL.split(","))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "robert"),  # Bob Bonta is Robert Andres Bonta
        ("jerry", "edmund"),  # Edmund G. “Jerry” Brown
        ("ted", "edward"),
        ("gabe", "gabriel"),
        ("liz", "elizabeth"),
        ("kate", "katherine"),
        ("kate", "catherine"),
        ("r", "robert"),
        ("pam", "pamela"),
        ("sasha", "alexander"),
        ("manny", "manuel"),
    ],
)
def test_a_short_form_stands_for_its_name_either_way(one: str, other: str) -> None:
    assert given_names_agree(one, other)
    assert given_names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ian", "john"),
        ("bill", "robert"),
        ("hannah", "susan"),
        ("bob", "rob"),  # two short forms of one name
        ("gerald", "jeremy"),
        ("micah", "michael"),
    ],
)
def test_another_name_is_another_person(one: str, other: str) -> None:
    assert not given_names_agree(one, other)
    assert other not in forms_of(one)


@pytest.mark.parametrize(
    ("named", "speaker", "same"),
    [
        ("Gov. Jerry Brown", "Edmund G. Brown Jr.", Same.YES),
        ("then-Gov. Brown", "Jerry Brown", Same.YES),
        ("co-chair Pam Bondi", "Pamela Bondi", Same.YES),
        ("Robert F. Kennedy Jr.", "Robert Kennedy", Same.YES),
        ("actor Tom Hanks", "Thomas Hanks", Same.YES),
        ("the actor", "Tom Hanks", Same.UNCERTAIN),
        ("Ian Smith", "John Smith", Same.NO),
        ("Bill Luna", "Robert Luna", Same.NO),
        ("Mary Smith-King", "Mary Smith", Same.NO),
    ],
)
def test_two_names_are_compared(named: str, speaker: str, same: Same) -> None:
    assert same_speaker(named, speaker) is same


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("Los Angeles County Sheriff Robert Luna", "Robert Luna", "Los Angeles County Sheriff"),
        ("Attorney General Rob Bonta", "Rob Bonta", "Attorney General"),
        ("then-Gov. Jerry Brown", "Jerry Brown", "then-Gov."),
        ("author Margaret Atwood", "Margaret Atwood", "author"),
        ("Detective Olivia Benson", "Olivia Benson", "Detective"),
        ("Duke Ellington", "Ellington", "Duke"),
        ("Martin Luther King Jr.", "Martin Luther King Jr.", ""),
        ("Robert Luna", "Robert Luna", ""),
        ("Del. Thomas Jefferson", "Thomas Jefferson", "Del."),
        ("Benicio Del Toro", "Benicio Del Toro", ""),
        ("Asm. Rob Bonta", "Rob Bonta", "Asm."),
        ("Dist. Atty. Kamala Harris", "Kamala Harris", "Dist. Atty."),
        ("Deputy Chief Paul Miyamoto", "Paul Miyamoto", "Deputy Chief"),
        ("White House press secretary Pam Bondi", "Pam Bondi", "White House press secretary"),
        ("Brig. Gen. Robert Luna", "Robert Luna", "Brig. Gen."),
        ("Msgr. Paul Miyamoto", "Paul Miyamoto", "Msgr."),
    ],
)
def test_a_title_is_parted_from_the_name(written: str, name: str, title: str) -> None:
    assert split_title(written) == (name, title)


@pytest.mark.parametrize("written", ["the mayor", "an actor", "she", "Gov.", "the then-governor"])
def test_a_title_alone_names_nobody(written: str) -> None:
    assert not names_somebody(written)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (["robert", "f", "kennedy", "jr"], "kennedy"),
        (["martin", "luther", "king", "iii"], "king"),
        (["luna"], "luna"),
        ([], ""),
    ],
)
def test_a_suffix_is_no_surname(words: list[str], last: str) -> None:
    assert surname(words) == last


def test_a_question_names_a_person_by_the_surname_before_a_suffix() -> None:
    people = [phrase("Robert F. Kennedy Jr.")]
    assert people_in(phrase("what did Kennedy say about vaccines"), people) == ("kennedi",)
    assert people_in(phrase("what did Luna say, Jr. or not"), people) == ()


def test_an_abbreviation_is_a_title_and_a_full_stop_after_another_ends_the_sentence() -> None:
    lists = people_words()
    assert lists.abbreviations - lists.particles <= lists.titles  # Del. Roe, and Del Toro
    assert not lists.abbreviations & {"king", "city", "state", "pope"}


def test_every_state_has_its_postal_code_and_nobody_elses() -> None:
    assert {one.postal: one.title for one in states().values() if one.postal} == STATES
    assert places().postal == STATES
    assert len(states()) == len(STATES) + 5  # the inhabited territories


@pytest.mark.parametrize("code", STATES)
def test_a_postal_code_names_its_state_to_the_law_and_to_the_guard(code: str) -> None:
    assert jurisdiction_id(code) == f"us-{code.lower()}"
    name = STATES[code]
    written = f"The legislature of {name} passed the bill."
    other = "The legislature of Quebec passed the bill."
    nothing = usage([])
    if code not in ("IN", "OR", "ME", "ID", "OK"):  # words, also where they are shouted
        assert check(f"did the bill pass in {code}", other, nothing).words == (code,)
    assert check(f"did the bill pass in {code}", written, nothing).words == ()
    assert check(f"did the bill pass in {name}", f"It passed in {code}.", nothing).words == ()


def test_a_word_in_small_letters_is_no_state() -> None:
    told = check("did Indiana pass it", "It passed in time, or so they told me.", usage([]))
    assert told.words == ("Indiana",)


@pytest.mark.parametrize(
    ("named", "fact"),
    [
        ("Michiganders", "Michigan"),
        ("Fla.", "Florida"),
        ("Kazakh", "Kazakhstan"),
        ("Emirati", "United Arab Emirates"),
        ("Turkish", "Turkey"),
        ("Jordanian", "Jordan"),
        ("Washington", "District of Columbia"),
    ],
)
def test_a_places_people_stand_for_it(named: str, fact: str) -> None:
    question = f"did they speak of {named} voters"
    assert check(question, f"They spoke of the voters of {fact}.", usage([])).words == ()
    assert check(question, "They spoke of the voters of Peru.", usage([])).unmet


def test_a_name_of_a_place_is_in_one_line() -> None:
    seen: dict[str, str] = {}
    for line in places().same:
        for name in line:
            if name != "Washington":  # the state, and the city
                assert name not in seen, (name, seen.get(name))
            seen[name] = line[0]


def test_a_surname_that_is_a_title_as_well_is_a_surname_after_its_given_name() -> None:
    """Stephen King is no king, and "King" beside his words names him."""
    for named in ("Stephen King", "King", "author Stephen King"):
        assert same_speaker(named, "Stephen King", role="Author") is Same.YES
    assert same_speaker("the king", "Stephen King", role="Author") is not Same.YES
    assert same_speaker("King Charles", "Stephen King", role="Author") is Same.NO
