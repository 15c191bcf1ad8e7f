"""Courts are named as people name them, and each has the words a card needs."""

import pytest
from courts_db import courts as known_courts
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.errors import BadInput
from facts.law.courts import Level, court, courts, courts_named
from facts.law.courts.table import ids_of_our_own
from facts.people.places import states

TERRITORIES = ("us-as", "us-gu", "us-mp", "us-pr", "us-vi")
CALIFORNIA_APPEALS = ("calctapp", *(f"calctapp{district}d" for district in range(1, 7)))


@pytest.mark.parametrize(
    ("text", "ids", "written"),
    [
        ("did the Supreme Court uphold SB 54", ("scotus",), "Supreme Court"),
        ("did SCOTUS uphold it", ("scotus",), "SCOTUS"),
        ("the US Supreme Court", ("scotus",), "US Supreme Court"),
        ("the U.S. Supreme Court’s order", ("scotus",), "U.S. Supreme Court"),
        ("Supreme Court of the United States", ("scotus",), "Supreme Court of the United States"),
        ("the high court", ("scotus",), "high court"),
        ("the California Supreme Court", ("cal",), "California Supreme Court"),
        ("California’s Supreme Court", ("cal",), "California’s Supreme Court"),
        ("the Supreme Court of California", ("cal",), "Supreme Court of California"),
        ("California's high court", ("cal",), "California's high court"),
        ("the supreme court of Maine", ("me",), "supreme court of Maine"),
        ("Maine's top court", ("me",), "Maine's top court"),
        ("the high court of Ohio", ("ohio",), "high court of Ohio"),
        ("New York's highest court", ("ny",), "New York's highest court"),
        ("what did the 9th Circuit say about SB 54", ("ca9",), "9th Circuit"),
        ("9th Cir.", ("ca9",), "9th Cir."),
        ("the ninth circuit", ("ca9",), "ninth circuit"),
        ("Ninth Circuit Court of Appeals", ("ca9",), "Ninth Circuit Court of Appeals"),
        (
            "U.S. Court of Appeals for the Ninth Circuit",
            ("ca9",),
            "U.S. Court of Appeals for the Ninth Circuit",
        ),
        ("the D.C. Circuit", ("cadc",), "D.C. Circuit"),
        ("2nd Circuit", ("ca2",), "2nd Circuit"),
        ("E.D. Cal.", ("caed",), "E.D. Cal."),
        ("ED Cal", ("caed",), "ED Cal"),
        ("the Eastern District of California", ("caed",), "Eastern District of California"),
        (
            "U.S. District Court for the Eastern District of California",
            ("caed",),
            "U.S. District Court for the Eastern District of California",
        ),
        ("the California Court of Appeal", CALIFORNIA_APPEALS, "California Court of Appeal"),
        ("Cal. Ct. App. 4th Dist.", ("calctapp4d", "calctapp"), "Cal. Ct. App. 4th Dist."),
    ],
)
def test_a_court_is_known_by_every_name(text: str, ids: tuple[str, ...], written: str) -> None:
    (named,) = courts_named(text)
    assert set(named.ids) == set(ids)
    assert text[named.start : named.end] == written


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("the appeals court", "ca9", "caed"),
        ("a federal appeals court", "ca9", "calctapp"),
        ("a state appeals court", "calctapp", "ca9"),
        ("a federal court", "caed", "calctapp"),
        ("the state courts", "cal", "ca9"),
        ("a federal judge blocked it", "caed", "calsuperct"),
        ("the trial court", "calsuperct", "ca9"),
        ("the state supreme court", "cal", "scotus"),
        ("the Eastern District", "caed", "cand"),
    ],
)
def test_a_kind_of_court_can_mean_several(text: str, within: str, without: str) -> None:
    (named,) = courts_named(text)
    assert within in named.ids
    assert without not in named.ids


@pytest.mark.parametrize("text", ["tell me or her", "the court", "a tennis courtside seat", ""])
def test_what_names_no_court_gives_none(text: str) -> None:
    assert courts_named(text) == ()


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for named in courts_named(text):
        assert named.ids
        assert named.start < named.end <= len(text)


def test_the_ids_are_those_of_courts_db_but_for_the_courts_that_it_lacks() -> None:
    known = {one["id"] for one in known_courts}
    assert set(courts()) - known == ids_of_our_own()
    assert not ids_of_our_own() & known
    assert all(court(id_).level is Level.TRIAL for id_ in ids_of_our_own())


def test_every_state_has_its_high_court_its_trial_courts_and_its_federal_courts() -> None:
    for state in states().values():
        own = [one for one in courts().values() if one.jurisdiction == state.id]
        levels = {one.level for one in own}
        assert Level.SUPREME in levels, state.name
        assert (Level.TRIAL in levels) == (state.id not in ("us-as", "us-pr")), state.name
        assert all(state.title in one.name for one in own)
        federal = [one for one in courts().values() if one.place == state.id]
        assert len(federal) == _FEDERAL_DISTRICTS.get(state.id[3:], 1), state.name


# 28 U.S.C. §§ 81-131: the states with more than one district.
_FEDERAL_DISTRICTS = {
    **dict.fromkeys(["ca", "ny", "tx"], 4),
    **dict.fromkeys(["al", "fl", "ga", "il", "la", "nc", "ok", "pa", "tn"], 3),
    **dict.fromkeys(["ar", "in", "ia", "ky", "mi", "ms", "mo", "oh", "va", "wa", "wv", "wi"], 2),
    "as": 0,
}

# The states without a court between the trial courts and the high court.
_NO_APPEALS_COURT = {"de", "me", "mt", "nh", "ri", "sd", "vt", "wy", "dc"}


@pytest.mark.parametrize("state", [id_ for id_ in states() if id_ not in TERRITORIES])
def test_a_state_has_a_court_of_appeals_unless_it_is_one_of_nine(state: str) -> None:
    listed = [
        one for one in courts().values() if one.jurisdiction == state and one.level is Level.APPEAL
    ]
    assert bool(listed) == (state[3:] not in _NO_APPEALS_COURT)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("the Alabama Court of Criminal Appeals", "alacrimapp"),
        ("an Ohio court of common pleas", "ohioctcompl"),
        ("the Delaware Court of Chancery", "delch"),
        ("a Washington superior court judge", "washsuperct"),
        ("the D.C. Superior Court", "supctdc"),
        ("the DC Circuit", "cadc"),
        ("the Supreme Court of the U.S. Virgin Islands", "virginislands"),
        ("West Virginia’s high court", "wva"),
        ("a Texas district court", "texdistct"),
        ("a Texas district court", "txsd"),
    ],
)
def test_a_states_court_is_known_by_name(text: str, id_: str) -> None:
    (named,) = courts_named(text)
    assert id_ in named.ids


@pytest.mark.parametrize(
    ("id_", "name", "short", "sentence"),
    [
        (
            "dcd",
            "U.S. District Court for the District of Columbia",
            "D.D.C.",
            "the federal district court in Washington, D.C.",
        ),
        ("okladistct", "Oklahoma District Court", "Okla. Dist. Ct.", "an Oklahoma district court"),
        (
            "risuperct",
            "Rhode Island Superior Court",
            "R.I. Super. Ct.",
            "the Rhode Island Superior Court",
        ),
        (
            "ny",
            "New York Court of Appeals",
            "New York Court of Appeals",
            "the New York Court of Appeals",
        ),
    ],
)
def test_a_court_is_worded_by_its_kind(id_: str, name: str, short: str, sentence: str) -> None:
    one = court(id_)
    assert (one.name, one.short, one.sentence) == (name, short, sentence)


def test_every_court_has_its_words_and_is_found_by_them() -> None:
    for one in courts().values():
        assert one.name
        assert one.sentence.startswith(("the ", "a ", "an ", "California’s "))
        for word in (one.name, *one.words):
            assert any(one.id in named.ids for named in courts_named(word)), (one.id, word)


def test_the_federal_courts_are_all_there() -> None:
    table = courts().values()
    circuits = [one for one in table if one.level is Level.APPEAL and one.jurisdiction == "us"]
    districts = [one for one in table if "U.S. District Court" in one.name]
    assert len(circuits) == 13  # 28 U.S.C. § 41
    assert len(districts) == 94  # 28 U.S.C. §§ 81–131, and the territories
    supreme = [one for one in table if one.level is Level.SUPREME]
    assert {one.jurisdiction for one in supreme} == {"us", *states()}


def test_a_court_that_is_not_on_the_list_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="not on the list of courts"):
        court("ca99")


def test_a_court_is_short_on_a_card_and_whole_in_a_sentence() -> None:
    assert [court(id_).short for id_ in ("scotus", "ca9", "caed")] == [
        "Supreme Court", "9th Cir.", "E.D. Cal.",
    ]  # fmt: skip
    assert court("caed").sentence == "the federal district court in eastern California"
