"""A decision in sentences: what the court did, and how the law stands after it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from facts.dates import EdtfDate
from facts.law.courts import court
from facts.law.standing import Standing, StandingState
from facts.model import Decision, Effect, Law, Outcome
from facts.model.value import Value
from facts.wording.court_acts import (
    Clause,
    clauses,
    effect_clauses,
    filled,
    formal,
    wording_of,
)
from facts.wording.laws import closing
from facts.wording.names import (
    capital,
    law_label,
    law_name,
    listed,
    provisions_in_words,
    with_commas,
)
from facts.wording.table import Wording

_IN_PART = (StandingState.ENJOINED_IN_PART, StandingState.STRUCK_DOWN_IN_PART)
_BLOCKING = (Outcome.ENJOINED, Outcome.STRUCK_DOWN)


class Asked(Value):
    """What a question asks of a decision; by default nothing in particular."""

    law: Law | None = None
    """The one law in question."""
    effects: tuple[Effect, ...] = ()
    """Those to begin with."""
    by_section: bool = False
    """Whether it names sections, so that an answer does too."""
    missing: tuple[str, ...] = ()
    """The sections that it names and no effect reaches."""


def decision_sentence(
    decision: Decision,
    *,
    asked: Asked | None = None,
    laws: Sequence[Law] = (),
    below: Decision | None = None,
    standing: Standing | None = None,
    today: date | None = None,
) -> str:
    """Answer what a court did to every law, what is asked first, and how the law asked stands.

    `laws` are those on file that the decision touches, and `below` is the decision under review.
    `today` tells whether the day that the standing speaks for is past; without it the standing is
    taken for today's.
    """
    about = asked or Asked()
    if standing is not None and decision.decided_on.is_after(standing.on):
        answer = f"This was not yet decided on {EdtfDate.of(standing.on).full()}."
    else:
        answer = " ".join(filter(None, _sentences(decision, about, laws, below)))
    end = closing(standing, decision, about.law, today=today) if standing is not None else ""
    if about.law is not None and any(one.law != about.law.key for one in decision.effects):
        # Several laws are named, so "the law" would not say which.
        end = capital(re.sub(r"\b[Tt]he law\b", law_label(about.law), end))
    return with_commas(f"{answer} {end}".rstrip())


def _sentences(
    decision: Decision, asked: Asked, laws: Sequence[Law], below: Decision | None
) -> Iterator[str]:
    texts, bench = wording_of(decision), court(decision.court)
    known = (*laws, asked.law) if asked.law is not None else tuple(laws)
    first, rest = _first_and_rest(decision, asked)
    said = effect_clauses(decision, first, laws=known, with_provisions=asked.by_section)
    more = effect_clauses(decision, rest, laws=known)
    begun = said or [Clause(text=filled(texts.did, decision, when=""))]
    subject = "it" if texts.lead else formal(bench)
    yield capital(
        (texts.lead or "")
        .replace("{Court}", formal(bench))
        .replace("{law}", _laws_in_words(decision, asked, known))
    )
    when = decision.decided_on.when()
    yield capital(f"{when} {subject} {begun[0].text}{_close(texts, below)}.")
    yield _reason(begun[0])
    for clause in begun[1:]:
        yield f"It {clause.text}."
        yield _reason(clause)
    if asked.missing:
        yield f"What that meant for {provisions_in_words(asked.missing)} is not on file."
    elif asked.law is not None and not said:
        yield f"What that meant for {law_label(asked.law)} is not on file."
    lead_in = "In the same decision it" if said else "It"
    for clause in more:
        if clause.text not in {one.text for one in begun}:
            yield f"{lead_in} {clause.text}."
            yield _reason(clause)
            lead_in = "It"
    yield texts.close or ""


def _first_and_rest(decision: Decision, asked: Asked) -> tuple[Sequence[Effect], Sequence[Effect]]:
    """Divide a decision's effects into those asked about, or all if none is, and the others."""
    law = asked.law
    if asked.effects:
        first = asked.effects
    elif law is not None or asked.missing:
        first = tuple(one for one in decision.effects if law and one.law == law.key)
    else:
        first = decision.effects
    if asked.missing and not asked.effects:
        first = ()
    rest = [one for one in decision.effects if one not in first]
    if law is not None:
        rest.sort(key=lambda one: one.law != law.key)
    return first, rest


def _laws_in_words(decision: Decision, asked: Asked, laws: Sequence[Law]) -> str:
    if asked.law is not None:
        return law_name(asked.law)
    keys = list(dict.fromkeys(one.law for one in decision.effects))
    names = {law.key: law_name(law) if len(keys) == 1 else law_label(law) for law in laws}
    return listed([names.get(key) or law_label(key) for key in keys]) or "the case"


def _reason(clause: Clause) -> str:
    return f"Its reason: {clause.basis.rstrip('.')}." if clause.basis else ""


def _close(texts: Wording, below: Decision | None) -> str:
    if below is None:
        named = "the ruling below"
    else:
        named = f"{court(below.court).sentence}’s {below.decided_on.lower.year} decision"
    return texts.close_clause.replace("{below}", named)


def decision_line(decision: Decision) -> str:
    """Say what sets a decision apart: `9th Cir., Apr 18, 2019: affirmed the refusal to ...`."""
    said = clauses(decision, None) or [filled(wording_of(decision).did, decision, when="")]
    where = f"{court(decision.court).short}, {decision.decided_on.short()}"
    return f"{where}: {'; '.join(said)}."


def case_filed_sentence(decision: Decision) -> str:
    """Say when a case was filed, or that it is not on file."""
    if decision.case_filed_on is None:
        return f"The day when {decision.case} was filed is not on file."
    return f"{decision.case} was filed {decision.case_filed_on.when()}."


def argued_sentence(decision: Decision) -> str:
    """Say when a case was heard by the court that decided, or that it is not on file."""
    if decision.argued_on is None:
        return f"No argument of {decision.case} in this court is on file."
    return capital(f"{decision.case} was argued {decision.argued_on.when()}.")


def sections_sentence(law: Law, standing: Standing, sections: Sequence[str]) -> str:
    """Say what the last decision did to the sections; "" where the law's own sentence says it.

    Only for a law that is blocked or struck down in part: otherwise a reader could take what is
    said of other sections as the answer about theirs.
    """
    if standing.state not in _IN_PART:
        return ""
    last = [_last(law, standing, one) for one in sections]
    said = []
    for each in last:
        if each is None or each[1].outcome in _BLOCKING:
            return ""
        decision, effect = each
        template = wording_of(decision).law.get(effect.outcome)
        if template is None:
            return ""
        what = provisions_in_words(effect.provisions)
        clause = filled(template, decision, when=decision.decided_on.when(), what=what)
        said.append(f"{capital(court(decision.court).sentence)} {clause}.")
    return " ".join(dict.fromkeys(said))


def _last(law: Law, standing: Standing, section: str) -> tuple[Decision, Effect] | None:
    decisions = [ground.decision for ground in standing.grounds if ground.decision]
    for decision in reversed(decisions):
        touching = [
            effect
            for effect in decision.effects
            if effect.law == law.key and any(_meet(section, one) for one in effect.provisions)
        ]
        if touching:
            blocking = [effect for effect in touching if effect.outcome in _BLOCKING]
            return decision, (blocking or touching)[0]
    return None


def _meet(asked: str, on_file: str) -> bool:
    """Whether two keys are the same section, or one is a part of the other."""
    return asked == on_file or asked.startswith(f"{on_file}(") or on_file.startswith(f"{asked}(")
