"""An answer about a decision names all that it did, to every law, what was asked first."""

import builders as b
import pytest

from facts.question import read_question
from facts.search import effects_asked
from facts.search.acts import does_as_asked
from facts.search.terms import words
from facts.wording import decision_sentence

BLOCKED = "blocked Government Code sections 7285.1 and 7285.2 and Labor Code section 1019.2(a)"
SB_54 = "refused to block SB 54"
AB_103 = "AB 103"
KEPT = "Labor Code section 90.2"
LAWS = (b.values_act(), b.ab_103(), b.ab_450())


def answer_to(question: str, *, on_appeal: bool = False) -> str:
    decision = b.d2() if on_appeal else b.d1()
    read = read_question(question, today=b.TODAY)
    asked = effects_asked(read, decision, LAWS)
    return decision_sentence(decision, asked=asked, laws=LAWS)


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("2:18-cv-00490", (BLOCKED, SB_54, AB_103, KEPT)),
        ("Eastern District of California ruling on private employers", (BLOCKED, SB_54)),
        ("Judge Mendez on section 7285.1", (BLOCKED, "In the same decision", SB_54, AB_103)),
        ("the district court on Gov. Code, § 7285.2", (BLOCKED, "In the same decision", SB_54)),
        ("the district court on the Immigrant Worker Protection Act", (BLOCKED, KEPT, SB_54)),
        ("the district court on SB 54", (SB_54, "In the same decision", BLOCKED, AB_103)),
        ("the district court on the Values Act", (SB_54, "In the same decision", BLOCKED)),
        ("Labor Code section 90.2", (f"refused to block {KEPT}", "In the same decision", BLOCKED)),
    ],
)
def test_what_is_asked_comes_first_and_nothing_is_left_out(
    question: str, order: tuple[str, ...]
) -> None:
    told = answer_to(question)
    places = [told.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert all(part in told for part in (BLOCKED, "SB 54", AB_103, KEPT))


def test_an_appeal_of_several_laws_tells_of_the_part_that_was_reversed() -> None:
    told = answer_to("Did it reverse anything in United States v. California?", on_appeal=True)
    assert "reversed the order below as to part of AB 103" in told
    assert "affirmed the refusal to block SB 54" in told


def test_a_section_asked_about_is_named_also_where_its_law_stayed_as_it_was() -> None:
    told = answer_to("Gov. Code § 7284.6(a)(4)")
    assert told.startswith(
        "On July 5, 2018, the federal district court in eastern California refused to block "
        "Government Code section 7284.6(a)(1)(C), (a)(1)(D) and (a)(4), parts of SB 54,"
    )


def test_a_section_that_no_effect_reaches_is_said_to_be_not_on_file() -> None:
    told = answer_to("the district court on Gov. Code § 7285.3")
    assert "What that meant for Government Code section 7285.3 is not on file." in told
    assert BLOCKED in told


def test_a_limit_or_a_reason_belongs_to_its_own_clause_alone() -> None:
    two = b.decision(
        court="caed",
        posture="preliminary_injunction",
        disposition="granted",
        decided_on="2018-07-05",
        effects=(
            b.effect(b.AB_103, "enjoined"),
            b.effect(b.AB_450, "enjoined", limited_to="private employers", basis="a reason"),
        ),
    )
    assert decision_sentence(two) == (
        "On July 5, 2018, the federal district court in eastern California blocked AB 103 while "
        "the case went on. It blocked AB 450 as applied to private employers while the case went "
        "on. Its reason: a reason. It made no final ruling on the merits."
    )


@pytest.mark.parametrize(
    ("text", "did"),
    [
        ("who affirmed the injunction", ["ca9"]),
        ("the injunction was reversed", ["ca9"]),
        ("who granted the injunction", ["caed"]),
        ("who refused the injunction", ["caed"]),
        ("the injunction was lifted", []),
        ("the injunction was stayed", []),
        ("the injunction", []),
    ],
)
def test_the_order_meant_is_the_one_that_did_what_is_asked(text: str, did: list[str]) -> None:
    on_injunction = (b.d1(), b.d2())
    assert [one.court for one in on_injunction if does_as_asked(one, words(text))] == did
