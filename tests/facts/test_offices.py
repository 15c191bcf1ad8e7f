"""The office that a text gives a speaker, beside the office on file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.people import Same, office_asked, offices_conflict, same_speaker
from facts.quotes import (
    QuoteOnFile,
    Verdict,
    check_message,
    describe_differences,
    find_spans,
)

SHERIFF = ("Los Angeles County Sheriff", "Sheriff Luna", "Sheriff Robert Luna")
SAN_FRANCISCO = ("San Francisco County Sheriff",)
GOVERNOR = ("Governor of California", "Gov. Brown")
STATE_AG = ("California Attorney General",)
US_AG = ("U.S. Attorney General",)
SENATOR = ("U.S. Senator",)
VICE = ("Vice President of the United States",)
CHIEF_JUSTICE = ("Chief Justice of the United States",)
HEALTH = ("Secretary of Health and Human Services",)
DISTRICT_ATTORNEY = ("San Francisco District Attorney",)
JUDGE = ("Judge, U.S. District Court for the Eastern District of California",)

ONE_OFFICE = [
    ("the Los Angeles County sheriff", SHERIFF),
    ("L.A. County Sheriff", SHERIFF),
    ("the sheriff of Los Angeles County", SHERIFF),
    ("the sheriff", SHERIFF),
    ("the county’s sheriff", SHERIFF),
    ("California sheriff", SHERIFF),
    ("former Sheriff", SHERIFF),
    ("Mr.", SHERIFF),
    ("the official", SHERIFF),
    ("San Francisco’s sheriff", SAN_FRANCISCO),
    ("then-Gov.", GOVERNOR),
    ("California Gov.", GOVERNOR),
    ("Calif. Attorney General", STATE_AG),
    ("state Attorney General", STATE_AG),
    ("AG", US_AG),
    ("General", US_AG),
    ("U.S. Sen.", ("Senator from California",)),
    ("California Sen.", SENATOR),
    ("Democratic Sen.", SENATOR),
    ("Justice", CHIEF_JUSTICE),
    ("HHS Secretary", HEALTH),
    ("DA", DISTRICT_ATTORNEY),
    ("Gen.", ("Lieutenant General, U.S. Army",)),
    ("U.S. District Judge", JUDGE),
    ("the French president", ("President of France",)),
    ("Sheriff", ("Sheriff and Coroner of Orange County",)),
]
OTHER_OFFICES = [
    ("the Orange County sheriff", SHERIFF),
    ("the sheriff of Orange County", SHERIFF),
    ("Texas Sheriff", SHERIFF),
    ("Mayor", SHERIFF),
    ("the mayor", SHERIFF),
    ("Undersheriff", SHERIFF),
    ("Deputy Chief", SHERIFF),
    ("Lt. Gov.", GOVERNOR),
    ("Texas Gov.", GOVERNOR),
    ("U.S. Attorney General", STATE_AG),
    ("Secretary", STATE_AG),
    ("Florida Attorney General", US_AG),
    ("state Sen.", SENATOR),
    ("Congressman", SENATOR),
    ("President", VICE),
    ("Vice President", ("President of the United States",)),
    ("City Attorney", DISTRICT_ATTORNEY),
    ("Oakland Police Chief", ("San Francisco Police Chief",)),
    ("Mayor", ("actor",)),
]  # fmt: skip


@pytest.mark.parametrize(("written", "filed"), ONE_OFFICE)
def test_an_office_in_other_words_is_the_same(written: str, filed: tuple[str, ...]) -> None:
    assert not offices_conflict(written, filed[0], filed[1:])


@pytest.mark.parametrize(("written", "filed"), OTHER_OFFICES)
def test_another_title_or_another_place_is_another_office(
    written: str, filed: tuple[str, ...]
) -> None:
    assert offices_conflict(written, filed[0], filed[1:])


@pytest.mark.parametrize("written", ["Mayor", "the Orange County sheriff", "Gov."])
def test_a_file_without_a_role_contradicts_no_office(written: str) -> None:
    assert not offices_conflict(written, None)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_can_be_compared(written: str, role: str) -> None:
    offices_conflict(written, role)
    office_asked(written, role, "Sheriff", ["Sheriff Luna"])


@pytest.mark.parametrize(
    ("named", "same"),
    [
        ("Mayor Luna", Same.NO),
        ("Orange County Sheriff Robert Luna", Same.NO),
        ("the Orange County sheriff", Same.NO),
        ("the sheriff of Orange County", Same.NO),
        ("the sheriff of Los Angeles County", Same.UNCERTAIN),
        ("Luna of Los Angeles County", Same.YES),
        ("Miyamoto of Los Angeles County", Same.NO),
        ("the mayor", Same.NO),
        ("Deputy Chief Miyamoto", Same.NO),
        ("spokeswoman Pam Bondi", Same.NO),
        ("a spokeswoman for Sheriff Luna", Same.UNCERTAIN),
        ("the sheriff’s deputy", Same.UNCERTAIN),
        ("the sheriff", Same.UNCERTAIN),
        ("Los Angeles County Sheriff Robert Luna", Same.YES),
        ("former Sheriff Luna", Same.YES),
    ],
)
def test_a_name_with_another_office_is_another_person(named: str, same: Same) -> None:
    assert same_speaker(named, "Robert Luna", SHERIFF[1:], role=SHERIFF[0]) is same


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What did the Orange County sheriff say about ICE custody?", "Orange County sheriff"),
        ("what did the orange county sheriff say", "orange county sheriff"),
        ("What did Mayor Luna say about warrants?", "Mayor Luna"),
        ("what did mayor luna say", "mayor luna"),
        ("the sheriff of Orange County on ICE custody", "sheriff of Orange County"),
        ("Did Luna, the Orange County sheriff, say it?", "Orange County sheriff"),
        ("What did L.A. County Sheriff Luna say?", None),
        ("What did the sheriff say about warrants?", None),
        ("Did Luna speak about the mayor?", None),
        ("What did Luna say about Mayor Bass?", None),
        ("did Sheriff Luna say that the governor is wrong", None),
    ],
)
def test_a_question_gives_the_speaker_an_office(question: str, other: str | None) -> None:
    assert office_asked(question, "Robert Luna", SHERIFF[0], SHERIFF[1:]) == other


WORDS = "We will only transfer an individual into ICE custody"


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        (f"“{WORDS},” Mayor Luna said.", Verdict.MISATTRIBUTED),
        (f"“{WORDS},” the Orange County sheriff said.", Verdict.MISATTRIBUTED),
        (f"“{WORDS},” said Luna, the Orange County sheriff.", Verdict.MISATTRIBUTED),
        (f"“{WORDS},” Luna, the sheriff of Orange County, told reporters.", Verdict.MISATTRIBUTED),
        (f"“{WORDS},” said Luna, the Los Angeles County sheriff.", Verdict.VERBATIM),
        (f"“{WORDS},” Sheriff Luna said.", Verdict.VERBATIM),
        (f"“{WORDS},” the sheriff said.", Verdict.VERBATIM),
    ],
)
def test_clean_words_of_another_office_are_misattributed(message: str, verdict: Verdict) -> None:
    quote = QuoteOnFile(
        id="F-11",
        passages=(WORDS,),
        speaker="Robert Luna",
        speaker_aliases=SHERIFF[1:],
        role=SHERIFF[0],
    )
    found = find_spans(message)
    (one,) = check_message(found, [[quote]] * len(found.spans)).quotes
    assert one.verdict is verdict


def test_the_sentence_names_the_role_that_is_anothers() -> None:
    quote = QuoteOnFile(id="F-11", passages=(WORDS,), speaker="Robert Luna", role=SHERIFF[0])
    found = find_spans(f"“{WORDS},” said Luna, the Orange County sheriff.")
    (one,) = check_message(found, [[quote]]).quotes
    assert "not by Luna, the Orange County sheriff." in describe_differences(one)
