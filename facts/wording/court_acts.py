"""What a court did, in clauses whose subject is the court, and in the lines of a court history."""

import re
from collections.abc import Iterable, Sequence

from facts.dates import EdtfDate
from facts.law.courts import Court, Level, court
from facts.law.standing import history
from facts.model import Decision, Effect, Law, Outcome
from facts.model.value import Value
from facts.wording.names import law_label, listed, provisions_in_words
from facts.wording.table import Combination, Wording, table

# The gravest first: what a reader must not miss comes before what stayed as it was.
_GRAVITY = (
    Outcome.STRUCK_DOWN, Outcome.ENJOINED, Outcome.REMANDED, Outcome.INJUNCTION_LIFTED,
    Outcome.REINSTATED, Outcome.UPHELD, Outcome.NOT_ENJOINED, Outcome.LEFT_IN_PLACE,
)  # fmt: skip
_IT = re.compile(r"it\b")
_UNCHANGED = frozenset((Outcome.NOT_ENJOINED, Outcome.LEFT_IN_PLACE))
_NO_WORDS = Wording(did="decided{when} the case")
"""For what the table does not know: nothing is said but that there was a decision."""


class CourtHistoryLine(Value):
    """One line of a case history: the day, what the court did, a note beside it."""

    on: EdtfDate
    text: str
    note: str | None = None
    decision: Decision


def wording_of(decision: Decision) -> Wording:
    """Return the table's row for a decision."""
    key = Combination(
        level=court(decision.court).level,
        posture=decision.posture,
        under_review=decision.under_review,
        disposition=decision.disposition,
        merits_reached=decision.merits_reached,
    )
    return table().get(key, _NO_WORDS)


def is_worded(decision: Decision) -> bool:
    """Whether the table has words for a decision's level, posture, disposition and merits."""
    return wording_of(decision) is not _NO_WORDS


class Clause(Value):
    """What a decision did to some laws, in a clause whose subject is the court."""

    text: str
    basis: str | None = None
    """The court's reason."""


def clauses(
    decision: Decision,
    law: Law | None,
    *,
    when: str = "",
    it: str | None = None,
    of_law: bool = True,
) -> list[str]:
    """Say what a decision did to one law (to all of them, with None), the gravest first.

    Each clause has the court as its subject. `it` is what to call the law instead of its number;
    without `of_law` provisions stand alone, where the law is named around them.
    Empty where the decision has no effect on the law.
    """
    effects = [one for one in decision.effects if law is None or one.law == law.key]
    laws = (law,) if law is not None else ()
    said = effect_clauses(decision, effects, laws=laws, when=when, it=it, of_law=of_law)
    return list(dict.fromkeys(one.text for one in said))


def effect_clauses(
    decision: Decision,
    effects: Sequence[Effect],
    *,
    laws: Iterable[Law] = (),
    when: str = "",
    it: str | None = None,
    of_law: bool = True,
    with_provisions: bool = False,
) -> list[Clause]:
    """Say what a decision did by some of its effects, the gravest first.

    Effects of one outcome, reach and reason share a clause. A law without a number is called by
    its title, if it is among `laws`; `it` stands for any of them. `with_provisions` names the
    sections also where the law as a whole stayed as it was.
    """
    texts = wording_of(decision)
    labels = {law.key: it or law_label(law) for law in laws}
    said: list[Clause] = []
    for shared in _together([one for one in effects if one.outcome in texts.law]):
        named = [
            _what(
                effect,
                decision.effects,
                labels.get(effect.law) or law_label(effect.law),
                of_law=of_law,
                whole=not with_provisions,
            )
            for effect in shared
        ]
        # Laws as a whole first, and of those named by section one a clause: otherwise a reader
        # could take what follows "part of AB 450" for other parts of it.
        plain = [one for one in named if "," not in one]
        apart = [one for one in named if "," in one]
        for what in (plain + apart[:1], *([one] for one in apart[1:])):
            text = filled(texts.law[shared[0].outcome], decision, when=when, what=listed(what))
            said.append(Clause(text=text, basis=shared[0].basis))
    return said


def _together(effects: Sequence[Effect]) -> list[list[Effect]]:
    """Group effects of one outcome, reach and reason, the gravest first."""
    groups: dict[tuple[object, ...], list[Effect]] = {}
    for one in sorted(effects, key=lambda one: _GRAVITY.index(one.outcome)):
        key = (one.outcome, one.basis, one.limited_to, one.in_part)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _what(
    effect: Effect, effects: Sequence[Effect], label: str, *, of_law: bool, whole: bool
) -> str:
    """Name what an effect reaches: the law, or its provisions where that makes a difference."""
    differs = any(one.law == effect.law and one.outcome is not effect.outcome for one in effects)
    if (
        whole
        and effect.outcome in _UNCHANGED
        # Several sections stand for the law as challenged; a single section is named.
        and len(effect.provisions) != 1
        and not (differs or effect.limited_to or effect.in_part)
    ):
        return label
    limit = f" as applied to {effect.limited_to}" if effect.limited_to else ""
    if effect.in_part:
        return f"part of {label} (which part is not on file){limit}"
    if not effect.provisions:
        return label + limit
    words = provisions_in_words(effect.provisions)
    if not of_law:
        return words + limit
    part = "parts" if len(effect.provisions) > 1 else "part"
    return f"{words}, {part} of {label},{limit}{',' if limit else ''}"


def filled(template: str, decision: Decision, *, when: str, what: str = "") -> str:
    """Fill a clause of the table in; a comma before a stop is dropped."""
    by_government = decision.case.casefold().startswith("united states v")
    text = template.format(
        when=f" {when}" if when else "",
        what=what,
        challenge="the federal challenge" if by_government else "the challenge",
    )
    # A pronoun stands directly after its verb, before a date and a particle: "struck it down".
    if when and _IT.match(what):
        text = re.sub(rf" {re.escape(when)} it\b", f" it {when}", text)
    # At the head of a clause of its own a pronoun could mean the case.
    text = re.sub(r"(; |whether )it\b(?= (?:as applied|stayed|could)\b)", r"\1the law", text)
    text = re.sub(r"\bstruck down it\b", "struck it down", text)
    text = re.sub(r"\bstruck down((?: [^,.;]*?)?) it\b", r"struck it down\1", text)
    return re.sub(r",(?=[,.;]|$)", "", text)


def formal(one: Court) -> str:
    """Name a court at its first mention: `the U.S. Supreme Court`, `the Ninth Circuit`."""
    if one.level is Level.SUPREME and one.jurisdiction == "us":
        return f"the {one.name}"
    return one.sentence


def decision_clause(decision: Decision, law: Law) -> str:
    """Say it after a semicolon: `the Supreme Court declined on June 15, 2020 to hear ...`."""
    when = decision.decided_on.when()
    said = clauses(decision, law, when=when, it="it", of_law=False)
    if not said:
        said = [filled(wording_of(decision).did, decision, when=when)]
    return f"{court(decision.court).sentence} {said[0]}"


def court_history(
    decisions: Iterable[Decision], law: Law | None = None
) -> tuple[CourtHistoryLine, ...]:
    """Return the case history, case by case, as it concerns `law` (with None, all laws)."""
    return tuple(
        _line(decision, law, by_key)
        for case in history(decisions)
        for by_key in [{one.key: one for one in case.decisions}]
        for decision in case.decisions
    )


def _line(decision: Decision, law: Law | None, by_key: dict[str, Decision]) -> CourtHistoryLine:
    texts = wording_of(decision)
    below = by_key.get(decision.appeal_from or "")
    said = _again(decision, below, texts, law) or clauses(decision, law, of_law=law is None)
    if texts.line:
        said = [texts.line]
    text = "; ".join(said or [filled(texts.did, decision, when="")])
    short = court(decision.court).short
    return CourtHistoryLine(
        on=decision.decided_on, text=f"{short} {text}", note=texts.note, decision=decision
    )


def _again(
    decision: Decision, below: Decision | None, texts: Wording, law: Law | None
) -> list[str]:
    """`affirmed that refusal`, where the line above has the one refusal that it means."""
    if below is None or law is None:
        return []
    outcomes = {one.outcome for one in decision.effects if one.law == law.key}
    before = {one.outcome for one in below.effects if one.law == law.key}
    if len(outcomes) == 1 and outcomes == before and (outcome := outcomes.pop()) in texts.again:
        return [texts.again[outcome]]
    return []
