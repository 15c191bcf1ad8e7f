"""Every sentence about a law or a decision can be printed, and says no more than is on file."""

import re
from datetime import date

import builders as b
import pytest
from builders import DECISIONS, TODAY, printable, stand

from facts.law.checks import merits_words
from facts.law.courts import Level, court
from facts.law.standing import standing
from facts.model import Decision, Law, Outcome
from facts.wording import (
    Asked,
    court_history,
    decision_line,
    decision_sentence,
    law_sentence,
    standing_line,
)
from facts.wording.court_acts import decision_clause
from facts.wording.table import Combination, Wording, reachable, table, wordings

COURTS = {Level.TRIAL: "caed", Level.APPEAL: "ca9", Level.SUPREME: "scotus"}


def texts_of(row: Wording) -> list[str]:
    single = (row.did, row.line, row.lead, row.close, row.close_clause, row.note)
    return [text for text in (*single, *row.law.values(), *row.again.values()) if text]


def test_every_reachable_combination_has_one_wording() -> None:
    rows = [key for key, _ in wordings()]
    wanted = list(reachable())
    assert len(wanted) == len(set(wanted)) == 199
    missing = [key for key in wanted if key not in table()]
    assert missing == []
    doubled = [key for key in wanted if rows.count(key) > 1]
    assert doubled == []


@pytest.mark.parametrize("key", list(reachable()), ids=str)
def test_words_of_the_merits_stand_only_where_the_merits_were_reached(key: Combination) -> None:
    row = table()[key]
    if not key.merits_reached:
        assert [text for text in texts_of(row) if merits_words(text)] == []
        assert Outcome.UPHELD not in row.law
        assert Outcome.STRUCK_DOWN not in row.law
    for outcome, text in row.law.items():
        assert "upheld" not in text or outcome is Outcome.UPHELD, text
        assert "struck down" not in text or outcome is Outcome.STRUCK_DOWN, text
        assert (
            "{what}" in text
            or text.startswith(("declined", "affirmed", "set aside"))
            or (outcome in (Outcome.LEFT_IN_PLACE, Outcome.NOT_ENJOINED))
        ), text


TWO_MEANINGS = re.compile(
    r"""
    (?:below|challenge\}|what\}|petition|case|appeal)\ (?:on\ the\ merits|without\ ruling)
    | what\ was\ challenged\ (?:while|for|by)\b    # the challenge, or the order?
    | ,\ which\ (?:lifted|let|left\ \{what\})        # the act, or what was acted on?
    | as\ it\ was\b                                 # before or after the ruling below?
    | nothing\ had\ been\ decided                   # other courts had decided
    | blocked\ \{what\}\ in\ place | on\ \{what\}\ on\ hold
    | (?:took\ up|began|heard)\b
    """,
    re.VERBOSE,
)


@pytest.mark.parametrize("key", list(reachable()), ids=str)
def test_no_wording_can_be_read_two_ways(key: Combination) -> None:
    row = table()[key]
    assert [text for text in texts_of(row) if TWO_MEANINGS.search(text)] == []
    undecided = key.disposition in ("pending", "held_in_abeyance")
    acts = re.compile(r"\b(?:affirmed|reversed|dismissed|denied|granted|upheld)\b")
    assert not (undecided and any(acts.search(text) for text in texts_of(row)))
    # Dismissing an appeal lets the order below stand: an order is lifted by an act of its own.
    lifted = row.law.get(Outcome.INJUNCTION_LIFTED, "")
    assert "lifted" not in lifted or "and lifted" in lifted or lifted.startswith("lifted")
    # A law, or several sections of one, has no "its" or "it" after it.
    assert not [one for one in row.law.values() if re.search(r"(?:block|barr)ed its? ", one)]


@pytest.mark.parametrize("key", list(reachable()), ids=str)
def test_every_wording_makes_sentences_that_can_be_printed(key: Combination) -> None:
    for outcome in (None, *table()[key].law):
        decision = b.decision(
            court=COURTS[key.level],
            posture=key.posture,
            under_review=key.under_review,
            disposition=key.disposition,
            merits_reached=key.merits_reached,
            effects=(
                ()
                if outcome is None
                else (b.effect(b.VALUES_ACT, outcome, *b.CHALLENGED, limited_to="charter cities"),)
            ),
        )
        law = b.values_act()
        now = standing(law, (decision,), TODAY)
        said = [
            decision_sentence(decision),
            decision_sentence(
                decision, asked=Asked(law=law), below=b.d2(), standing=now, today=TODAY
            ),
            law_sentence(law, now, today=TODAY),
            standing_line(now),
        ]
        assert [sentence for sentence in said if not printable(sentence)] == []
        assert "June 15, 2020" in said[0]
        (line,) = court_history((decision,), law)
        assert line.text.startswith(court(decision.court).short)
        assert not re.search(r"[{}!]|  |,$", line.text)


@pytest.mark.parametrize(
    ("decision", "law", "below", "sentence"),
    [
        (
            b.d1(),
            b.values_act(),
            None,
            (
                "On July 5, 2018, the federal district court in eastern California refused to "
                "block SB 54 while the case went on. In the same decision it blocked Government "
                "Code sections 7285.1 and 7285.2 and Labor Code section 1019.2(a) and (b), parts "
                "of AB 450, as applied to private employers, while the case went on. It refused to "
                "block Government Code section 12532, part of AB 103, while the case went on. It "
                "refused to block Labor Code section 90.2, part of AB 450, while the case went on. "
                "It made no final ruling on the merits. SB 54 has been in force since January 1, "
                "2018."
            ),
        ),
        (
            b.d1(),
            b.ab_450(),
            None,
            (
                "On July 5, 2018, the federal district court in eastern California blocked "
                "Government Code sections 7285.1 and 7285.2 and Labor Code section 1019.2(a) and "
                "(b), parts of AB 450, as applied to private employers, while the case went on. It "
                "refused to block Labor Code section 90.2, part of AB 450, while the case went on. "
                "In the same decision it refused to block SB 54 and Government Code section 12532, "
                "part of AB 103, while the case went on. "
                "It made no final ruling on the merits. When AB 450 took effect is not on file."
            ),
        ),
        (
            b.d2(),
            b.values_act(),
            b.d1(),
            (
                "On April 18, 2019, the Ninth Circuit affirmed the refusal to block SB 54 while "
                "the case went on. Its reason: any obstruction is consistent with California’s "
                "prerogatives under the Tenth Amendment and the anticommandeering rule. In the "
                "same decision it reversed the order below as to part of AB 103 (which part is not "
                "on file) and sent that part of the case back. It made no final ruling on the "
                "merits. SB 54 has been in force since January 1, 2018."
            ),
        ),
        (
            b.d2(),
            b.ab_103(),
            b.d1(),
            (
                "On April 18, 2019, the Ninth Circuit reversed the order below as to part of AB "
                "103 (which part is not on file) and sent that part of the case back. In the same "
                "decision it affirmed the refusal to block SB 54 while the case went on. Its "
                "reason: any obstruction is consistent with California’s prerogatives under the "
                "Tenth Amendment and the anticommandeering rule. It made no final ruling on the "
                "merits. When AB 103 took effect is not on file."
            ),
        ),
        (
            b.d2(),
            b.ab_450(),
            b.d1(),
            (
                "On April 18, 2019, the Ninth Circuit affirmed the order below in part, and "
                "reversed it or set it aside in part. What that meant for AB 450 is not on file. "
                "It reversed the order below as to part of AB 103 (which part is not on file) and "
                "sent that part of the case back. It affirmed the refusal to block SB 54 while the "
                "case went on. Its reason: any obstruction is consistent with California’s "
                "prerogatives under the Tenth Amendment and the anticommandeering rule. It made no "
                "final ruling on the merits. AB 450 has been enjoined in part since July 5, 2018."
            ),
        ),
        (
            b.d3(),
            b.values_act(),
            b.d2(),
            (
                "The U.S. Supreme Court did not rule on the California Values Act (SB 54 of "
                "2017–2018). On June 15, 2020, it declined to hear the federal challenge, which "
                "left the Ninth Circuit’s 2019 decision in place. The law has been in force since "
                "January 1, 2018."
            ),
        ),
        (
            b.d4(),
            b.values_act(),
            None,
            (
                "On January 10, 2020, California’s Fourth District Court of Appeal reversed the "
                "court below and upheld Government Code section 7284.6, part of SB 54, as applied "
                "to charter cities. The law has been in force since January 1, 2018."
            ),
        ),
    ],
)
def test_a_decision_is_told_for_one_law_first_and_then_for_the_others(
    decision: Decision, law: Law, below: Decision | None, sentence: str
) -> None:
    told = decision_sentence(
        decision, asked=Asked(law=law), below=below, standing=stand(law), today=TODAY
    )
    assert told == sentence


def test_a_decision_asked_for_by_itself_is_told_for_every_law() -> None:
    told = decision_sentence(b.d1())
    assert "refused to block SB 54 and Government Code section 12532, part of AB 103, " in told
    assert "refused to block Labor Code section 90.2, part of AB 450, " in told
    assert "as applied to private employers" in told


def test_no_wording_of_the_federal_case_speaks_of_the_merits() -> None:
    federal = DECISIONS[:3]
    days = ("2017-10-05", "2018-07-05", "2019-04-18", "2020-06-15", "2026-11-24")
    said = [decision_line(decision) for decision in federal]
    for law in (*b.starter_laws(), None):
        said += [line.text + (line.note or "") for line in court_history(federal, law)]
        for decision in federal:
            said.append(decision_sentence(decision, asked=Asked(law=law)))
        if law is None:
            continue
        for day in days:
            now = standing(law, federal, date.fromisoformat(day))
            said += [law_sentence(law, now, today=TODAY), standing_line(now)]
            said += [
                decision_sentence(one, asked=Asked(law=law), standing=now, today=TODAY)
                for one in federal
            ]
    assert [text for text in said if merits_words(text) or "constitutional" in text] == []


def test_the_case_history_reads_as_the_card_shows_it() -> None:
    lines = court_history(DECISIONS, b.values_act())
    assert [(line.on.short(), line.text, line.note) for line in lines] == [
        ("Jul 5, 2018", "E.D. Cal. refused to block SB 54 while the case went on", None),
        ("Apr 18, 2019", "9th Cir. affirmed that refusal", None),
        ("Jun 15, 2020", "Supreme Court declined to hear the case", "no ruling on the merits"),
        (
            "Jan 10, 2020",
            (
                "Cal. Ct. App. 4th Dist. reversed the court below and upheld Government Code "
                "section 7284.6 as applied to charter cities"
            ),
            None,
        ),
    ]
    assert lines[0].decision == b.d1()


def test_a_line_of_the_history_speaks_of_the_law_in_question() -> None:
    first, *_ = court_history(DECISIONS, b.ab_450())
    assert first.text.startswith("E.D. Cal. blocked Government Code sections 7285.1 and 7285.2")
    assert "SB 54" not in first.text
    assert "refused to block Labor Code section 90.2" in first.text


def test_a_decision_is_told_apart_in_a_line() -> None:
    assert decision_line(b.d3()) == (
        "Supreme Court, Jun 15, 2020: declined to hear the federal challenge."
    )


def test_a_denial_by_a_states_high_court_names_it() -> None:
    denied = b.decision(
        case="City of Huntington Beach v. Becerra", court="cal", docket="S260900", appeal_from=None
    )
    assert decision_sentence(denied) == (
        "The California Supreme Court did not rule on SB 54. On June 15, 2020, it declined to "
        "hear the challenge, which left the ruling below in place."
    )


def test_a_combination_without_words_says_only_that_there_was_a_decision() -> None:
    odd = b.decision(posture="trial", disposition="affirmed")
    assert decision_sentence(odd) == "On June 15, 2020, the U.S. Supreme Court decided the case."


BLOCK = "the order that blocked SB 54"


@pytest.mark.parametrize(
    ("court_", "posture", "under_review", "disposition", "outcome", "said"),
    [
        ("caed", "preliminary_injunction", "request_to_lift", "denied", "enjoined",
         "refused to lift its own order that blocked SB 54"),
        ("caed", "preliminary_injunction", None, "denied", "not_enjoined",
         "refused to block SB 54"),
        ("ca9", "stay", "request_to_lift_stay", "denied", "left_in_place",
         "refused to end the hold on the order over SB 54; the order stayed on hold"),
        ("ca9", "stay", None, "denied", "enjoined", f"refused to put on hold {BLOCK}"),
        ("scotus", "stay", "stay", "granted", "enjoined",
         f"put on hold another court’s stay of {BLOCK}; the order took effect again"),
        ("scotus", "stay", "stay", "denied", "left_in_place",
         "refused to put on hold another court’s stay of the order over SB 54; the stay went on"),
        ("ca9", "appeal_of_preliminary_injunction", "refusal", "vacated", "remanded",
         "set aside the refusal to block SB 54 and sent the case back, without itself ordering a"),
        ("ca9", "appeal_of_preliminary_injunction", None, "vacated", "not_enjoined",
         "set aside the order below, so that SB 54 could be enforced"),
        ("ca9", "en_banc", None, "granted", "left_in_place",
         "agreed to rehear the case over SB 54 en banc, with more of its judges, and had yet to"),
        ("ca9", "appeal", None, "held_in_abeyance", "left_in_place",
         "put off deciding the matter before it in the case over SB 54."),
    ],
)  # fmt: skip
def test_what_was_asked_and_what_was_done_are_two_things(
    court_: str, posture: str, under_review: str | None, disposition: str, outcome: str, said: str
) -> None:
    decision = b.decision(
        court=court_,
        posture=posture,
        under_review=under_review,
        disposition=disposition,
        merits_reached=False,
        effects=(b.effect(b.VALUES_ACT, outcome),),
    )
    assert f" {said}" in decision_sentence(decision)


def test_a_pronoun_stands_directly_after_its_verb() -> None:
    upheld = b.decision(
        posture="merits_review",
        disposition="judgment_for_law",
        merits_reached=True,
        effects=(b.effect(b.VALUES_ACT, "upheld"),),
    )
    assert decision_clause(upheld, b.values_act()) == (
        "the Supreme Court upheld it on June 15, 2020"
    )


def test_a_pronoun_never_stands_for_the_case_and_the_law() -> None:
    dismissed = b.decision(
        posture="appeal",
        disposition="dismissed",
        merits_reached=False,
        effects=(b.effect(b.VALUES_ACT, "enjoined"),),
    )
    assert decision_clause(dismissed, b.values_act()) == (
        "the Supreme Court dismissed on June 15, 2020 the appeal, without ruling on the merits; "
        "the law stayed blocked"
    )


@pytest.mark.parametrize("outcome", ["not_enjoined", "enjoined"])
def test_a_decision_about_one_section_names_it(outcome: str) -> None:
    disposition = {"not_enjoined": "denied", "enjoined": "granted"}[outcome]
    one = b.decision(
        court="caed",
        posture="preliminary_injunction",
        disposition=disposition,
        merits_reached=False,
        effects=(b.effect(b.VALUES_ACT, outcome, b.CHALLENGED[2]),),
    )
    assert "Government Code section 7284.6(a)(4), part of SB 54," in decision_sentence(one)


def test_a_court_s_own_order_is_no_pronoun() -> None:
    lifted = b.decision(
        court="caed",
        posture="preliminary_injunction",
        under_review="request_to_lift",
        disposition="granted",
        merits_reached=False,
        effects=(b.effect(b.VALUES_ACT, "injunction_lifted"),),
    )
    assert decision_clause(lifted, b.values_act()) == (
        "the federal district court in eastern California lifted on June 15, 2020 its own order "
        "that had blocked it"
    )
