"""A key is found in every common spelling, says no more than the text, and parses back."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from written_keys import EVERY, Written

from facts.law.keys import (
    KeyKind,
    bill_matches,
    bill_parts,
    chapter_key,
    citation_key,
    docket_key,
    docket_matches,
    find_keys,
    jurisdictions_named,
    statute_covers,
    statute_key,
)
from facts.wording import provisions_in_words


@pytest.mark.parametrize(("kind", "row"), EVERY, ids=[row.text for _, row in EVERY])
def test_every_spelling_gives_the_one_key(kind: KeyKind, row: Written) -> None:
    found = [(key.kind, key.key) for key in find_keys(row.text)]
    assert found == [(kind, row.key)], row.why


@pytest.mark.parametrize(("kind", "row"), EVERY, ids=[row.key for _, row in EVERY])
def test_every_key_printed_parses_back_to_itself(kind: KeyKind, row: Written) -> None:
    (key,) = find_keys(row.key)
    assert (key.kind, key.key, key.text) == (kind, row.key, row.key)
    assert (key.start, key.end) == (0, len(row.key))


@pytest.mark.parametrize(("kind", "row"), EVERY, ids=[row.text for _, row in EVERY])
def test_offsets_are_those_of_the_text_given(kind: KeyKind, row: Written) -> None:
    text = f"\u201cWhat of the case\u201d?\u00a0{row.text}, they asked"
    inside = [key for key in find_keys(text) if key.kind is kind]
    for key in inside:
        assert text[key.start : key.end] == key.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("may 54", "a month, or a modal"),
        ("us 54", "a pronoun, or a road"),
        ("no 54", "an answer"),
        ("or 54", "a conjunction, or Oregon"),
        ("AR-15", "a rifle"),
        ("an S-400 battery and an H-1B visa", "a missile and a visa"),
        ("SF 49ers and SF 54", "San Francisco"),
        ("SB 54.5", "no bill has half a number"),
        ("$54 million", "money"),
        ("on 5 Oct. 2017 and 6 Nov. 2018", "dates with an abbreviated month"),
        ("5 p.m. 2018", "an hour and a year"),
        ("2025-07-17", "a date"),
        ("as of 2017-2018", "years"),
        ("people aged 18-24", "ages"),
        ("call 555-1234", "a telephone number"),
        ("COVID-19", "an illness"),
        ("F-12", "a fact's id"),
        ("section 230", "of nothing named: mostly the internet"),
        ("Section 8 housing", "of nothing named: mostly housing"),
        ("921 F.3d at 875", "a page, not a case"),
        ("131 Harv. L. Rev. 1", "an article, not a case"),
        ("the No. 1 song", "a rank"),
        ("", "nothing at all"),
    ],
)
def test_text_that_only_looks_like_a_key_has_none(text: str, why: str) -> None:
    assert find_keys(text) == (), why


def test_a_year_that_dates_the_question_is_not_part_of_the_bill() -> None:
    for text in (
        "in 2018 SB 54 stood",
        "as of March 2018 SB 54",
        "since 2018 SB 54",
        "2018-03 SB 54",
    ):
        assert [key.key for key in find_keys(text)] == ["sb-54"], text


def test_tell_us_does_not_name_the_united_states() -> None:
    assert [key.key for key in find_keys("tell us SB 54 or sb 54")] == ["sb-54", "sb-54"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Senate Bills 54 and 103", ["sb-54", "sb-103"]),
        ("SBs 54, 103 and 450", ["sb-54", "sb-103", "sb-450"]),
        ("SB 54 and 3 others", ["sb-54"]),
        ("TX SB 140 89th", ["us-tx/89/sb-140"]),
        ("SB 4 in the 10th Circuit", ["sb-4"]),
        ("SB 4 10th Circuit", ["sb-4"]),
        ("which law is sec 7284.6", ["§ 7284.6"]),
        ("that part (16-548), passed 2017 (2017-18)", ["§ 16-548"]),
        ("Session Law No. 2023-45", ["S.L. 2023-45"]),
        (
            "Gov. Code § 7284.6(a)(1)(C), (a)(1)(D), (a)(4)",
            [
                "Cal. Gov. Code § 7284.6(a)(1)(C)",
                "Cal. Gov. Code § 7284.6(a)(1)(D)",
                "Cal. Gov. Code § 7284.6(a)(4)",
            ],
        ),
        (
            "Gov. Code §§ 7285.1, 7285.2 and Lab. Code § 1019.2(a), (b)",
            [
                "Cal. Gov. Code § 7285.1",
                "Cal. Gov. Code § 7285.2",
                "Cal. Lab. Code § 1019.2(a)",
                "Cal. Lab. Code § 1019.2(b)",
            ],
        ),
        ("8 U.S.C. §§ 1373, 1644 and 18 U.S.C. § 4",
         ["8 U.S.C. § 1373", "8 U.S.C. § 1644", "18 U.S.C. § 4"]),
        ("Nos. 19-532 and 19-533", ["19-532", "19-533"]),
        (
            "US v. California, 921 F.3d 865 (9th Cir. 2019), cert. denied, 141 S. Ct. 124",
            ["921 F.3d 865", "141 S. Ct. 124"],
        ),
        (
            "Cal. SB 54 (2017), Gov. Code, § 7284.6, No. 19-532, 921 F.3d 865, Stats. 2017, ch. 1",
            ["us-ca/2017/sb-54", "Cal. Gov. Code § 7284.6", "19-532", "921 F.3d 865",
             "Stats. 2017, ch. 1"],
        ),
    ],
)  # fmt: skip
def test_lists_give_each_key_in_order(text: str, keys: list[str]) -> None:
    assert [key.key for key in find_keys(text)] == keys


def test_a_slash_joins_bills_and_not_parts_of_a_path() -> None:
    assert [key.key for key in find_keys("SB 54/AB 32/AB 5 (2017)")] == [
        "sb-54",
        "ab-32",
        "2017/ab-5",
    ]
    assert find_keys("https://example.org/bills/115/HR 1") == ()


def test_a_month_after_a_bill_is_no_session() -> None:
    for text in ("SB 54 2018-03", "SB 54, 2018-03-15", "SB 54 (2018-03)"):
        (key,) = find_keys(text)
        assert (key.key, key.text) == ("sb-54", "SB 54")


def test_a_bill_number_is_not_a_docket() -> None:
    assert [key.kind for key in find_keys("Senate Bill No. 54")] == [KeyKind.BILL]


@pytest.mark.parametrize(
    ("asked", "on_file", "fits", "why"),
    [
        ("sb-54", "us-ca/2017-2018/sb-54", True, "a bare number fits every session"),
        ("us-ca/sb-54", "us-ca/2017-2018/sb-54", True, "the state fits"),
        ("us-tx/sb-54", "us-ca/2017-2018/sb-54", False, "SB 54 of Texas is not California's"),
        ("sb-45", "us-ca/2017-2018/sb-54", False, "SB 45 is not SB 54"),
        ("sb-5", "us-ca/2017-2018/sb-54", False, "nor is SB 5"),
        ("ab-54", "us-ca/2017-2018/sb-54", False, "nor is AB 54"),
        ("2017/sb-54", "us-ca/2017-2018/sb-54", True, "the session's first year"),
        ("2018/sb-54", "us-ca/2017-2018/sb-54", True, "the session's second year"),
        ("2019/sb-54", "us-ca/2017-2018/sb-54", False, "the next session"),
        ("2017-2018/sb-54", "us-ca/2017-2018/sb-54", True, "the session itself"),
        ("2019-2020/sb-54", "us-ca/2017-2018/sb-54", False, "another session"),
        ("us-ca/2022/sb-54", "us-ca/2021-2022/sb-54", True, "state and year"),
        ("us/115/hr-1", "us/115/hr-1", True, "a Congress"),
        ("2017/hr-1", "us/115/hr-1", True, "the 115th Congress sat in 2017"),
        ("2019/hr-1", "us/115/hr-1", False, "and not in 2019"),
        ("2017-2018/hr-1", "us/115/hr-1", True, "its two years"),
        ("sb-54", "us/115/s-54", True, "people say Senate Bill of S. 54"),
        ("2017/sb-4", "us-tx/85/sb-4", True, "Texas counts its legislatures by two years"),
        ("85/sb-4", "us-tx/2017/sb-4", True, "and files them under the first as well"),
        ("88/sb-4", "us-tx/2017/sb-4", False, "the 88th sat in 2023"),
        ("2017/sb-4", "us-ca/85/sb-4", False, "California does not count its own"),
        ("2023/sb-4", "us-tx/88/sb-4", True, "“(2023)” of the 88th"),
        ("102/hb-2", "us-il/2021-2022/hb-2", True, "a General Assembly"),
        ("us-ca-los-angeles/2020/ice-cooperation-policy",
         "us-ca-los-angeles/2020/ice-cooperation-policy", True, "a slug"),
    ],
)  # fmt: skip
def test_a_bill_in_a_question_matches_the_laws_it_can_mean(
    asked: str,
    on_file: str,
    fits: bool,
    why: str,
) -> None:
    assert bill_matches(asked, on_file) is fits, why


def test_a_bills_key_is_split_into_its_parts() -> None:
    parts = bill_parts("us-ca/2017-2018/sb-54")
    assert (parts.jurisdiction, parts.session, parts.bill) == ("us-ca", "2017-2018", "sb-54")
    assert str(bill_parts("2017/sb-54")) == "2017/sb-54"
    with pytest.raises(ValueError, match="not a bill’s key"):
        bill_parts("not a key")


@pytest.mark.parametrize(
    ("whole", "part", "covered"),
    [
        ("Cal. Gov. Code § 7284.6", "Cal. Gov. Code § 7284.6(a)(1)", True),
        ("Cal. Gov. Code § 7284.6(a)(1)", "Cal. Gov. Code § 7284.6", False),
        ("Cal. Gov. Code § 7284.6(a)", "Cal. Gov. Code § 7284.6(b)", False),
        ("Cal. Gov. Code §§ 7284–7284.12", "Cal. Gov. Code § 7284.6(a)", True),
        ("Gov. Code, §§ 7284-7284.12", "Cal. Gov. Code § 7284.10", True),
        ("Cal. Gov. Code §§ 7284–7284.12", "Cal. Gov. Code § 7285.1", False),
        ("Cal. Gov. Code §§ 7284–7284.12", "Cal. Gov. Code §§ 7284.2–7284.8", True),
        ("Cal. Gov. Code § 7284", "Cal. Gov. Code § 7284.6", False),
        ("§ 7284.6", "Cal. Gov. Code § 7284.6", True),
        ("Cal. Lab. Code § 7284.6", "Cal. Gov. Code § 7284.6", False),
        ("Part 2", "Cal. Gov. Code § 7284.6", False),
    ],
)
def test_a_section_covers_its_subdivisions_and_a_range_its_sections(
    whole: str,
    part: str,
    covered: bool,
) -> None:
    assert statute_covers(whole, part) is covered


def test_editors_and_readers_spellings_give_the_same_key() -> None:
    assert docket_key("No. 2:18-cv-00490-JAM-KJN") == "2:18-cv-00490"
    assert (
        docket_key("2:18-cv-00490(-JAM-KJN)".replace("(", "").replace(")", "")) == "2:18-cv-00490"
    )
    assert docket_key("g057013") == "G057013"
    assert docket_key("Adv. 7") == "Adv.7"
    assert docket_matches("18-cv-490", "2:18-cv-00490-JAM-KJN")
    assert not docket_matches("1:18-cv-490", "2:18-cv-00490")
    assert citation_key("44 Cal.App.5th 243") == "44 Cal. App. 5th 243"
    assert citation_key("slip op.  at 4") == "slip op. at 4"
    assert statute_key("Gov. Code, § 12532") == "Cal. Gov. Code § 12532"
    assert statute_key("Part  2") == "Part 2"
    assert chapter_key("Chapter 495, Statutes of 2017") == "Stats. 2017, ch. 495"
    assert chapter_key("not a  chapter") == "not a chapter"


def test_jurisdictions_are_found_by_name_and_abbreviation() -> None:
    named = jurisdictions_named("Texas sued, Calif. answered and Washington watched us")
    assert [id_ for id_, *_ in named] == ["us-tx", "us-ca"]


_PIECES = st.sampled_from(
    [row.text for _, row in EVERY]
    + [
        "SB",
        "No.",
        "§",
        "§§",
        "54",
        "2017",
        "Cal.",
        "U.S.",
        "of",
        "and",
        ",",
        "(",
        ")",
        "-",
        "–",
        "(a)",
    ]
)
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=6).map(" ".join),
    st.lists(_PIECES, max_size=6).map("".join),
    st.text(max_size=60),
)


@settings(max_examples=250)
@given(_TEXTS)
@example("SB 54SB 54")
@example("§ 1§ 1")
@example("No. No. 19-532")
def test_the_keys_of_any_text_are_in_order_do_not_overlap_and_parse_back(text: str) -> None:
    end = 0
    for key in find_keys(text):
        assert key.start >= end
        assert text[key.start : key.end] == key.text
        end = key.end
        assert [(one.kind, one.key) for one in find_keys(key.key)] == [(key.kind, key.key)]


_BILLS = st.builds(
    lambda place, session, kind, number: "/".join(
        part for part in (place, session, f"{kind}-{number}") if part
    ),
    st.sampled_from(["", "us-ca", "us-tx", "us-ny"]),
    st.sampled_from(["", "2017", "2017-2018"]),
    st.sampled_from(["sb", "ab", "hb", "hr", "sjr", "prop"]),
    st.integers(1, 99_999),
)


@settings(max_examples=100)
@given(_BILLS)
def test_every_bills_key_parses_back(key: str) -> None:
    assert [one.key for one in find_keys(key)] == [key]
    assert str(bill_parts(key)) == key


STATES_OWN = [
    ("A.R.S. § 16-121.03(B)", "Ariz. Rev. Stat. § 16-121.03(B)"),
    ("ARS 11-1051", "Ariz. Rev. Stat. § 11-1051"),
    ("O.C.G.A. § 21-2-229", "Ga. Code Ann. § 21-2-229"),
    ("RCW 10.98.320", "Wash. Rev. Code § 10.98.320"),
    ("section 21-2-229", "§ 21-2-229"),
    ("section 16-1005.02", "§ 16-1005.02"),
    ("sections 7284-7284.12", "§§ 7284–7284.12"),
]


@pytest.mark.parametrize(("text", "key"), STATES_OWN)
def test_a_state_s_own_short_form_names_its_code_and_a_title_is_no_start_of_a_range(
    text: str, key: str
) -> None:
    assert [one.key for one in find_keys(f"Is {text} in force?")] == [key]


def test_a_section_of_a_code_that_the_list_lacks_is_named_as_it_was_filed() -> None:
    """A section of what a court struck down is never cut short in print."""
    assert provisions_in_words(["Foo. Ann. § 12-3(a)"]) == "Foo. Ann. section 12-3(a)"
    assert provisions_in_words(["N.C. Gen. Stat. § 160D-1211"]) == "N.C. Gen. Stat. § 160D-1211"
