"""A decision in sentences: what the court did, and how the law stands after it."""

from collections.abc import Sequence
from datetime import date

from facts.dates import EdtfDate
from facts.law.courts import court
from facts.law.standing import Standing, StandingState
from facts.model import Decision, Effect, Law, Outcome
from facts.wording.court_acts import clauses, filled, formal, wording_of
from facts.wording.laws import closing
from facts.wording.names import capital, law_label, law_name, provisions_in_words
from facts.wording.table import Wording

_IN_PART = (StandingState.ENJOINED_IN_PART, StandingState.STRUCK_DOWN_IN_PART)
_BLOCKING = (Outcome.ENJOINED, Outcome.STRUCK_DOWN)


def decision_sentence(
    decision: Decision,
    *,
    law: Law | None = None,
    below: Decision | None = None,
    standing: Standing | None = None,
    today: date | None = None,
) -> str:
    """Answer what a court did, to `law` where one is in question, and how the law stands.

    `below` is the decision under review. `today` tells whether the day that the standing speaks
    for is past; without it the standing is taken for today's.
    """
    if standing is not None and decision.decided_on.is_after(standing.on):
        answer = f"This was not yet decided on {EdtfDate.of(standing.on).full()}."
    else:
        answer = _answer(decision, law, below)
    end = closing(standing, decision, today=today) if standing is not None else ""
    return f"{answer} {end}".rstrip()


def _answer(decision: Decision, law: Law | None, below: Decision | None) -> str:
    texts, bench = wording_of(decision), court(decision.court)
    said = clauses(decision, law)
    missing = law is not None and not said
    first, *others = said or [filled(texts.did, decision, when="")]
    subject = "it" if texts.lead else formal(bench)
    sentences = [
        capital(
            (texts.lead or "")
            .replace("{Court}", formal(bench))
            .replace("{law}", law_name(law) if law is not None else "the case")
        ),
        capital(f"{decision.decided_on.when()} {subject} {first}{_close(texts, below)}."),
        *(f"It {clause}." for clause in others),
    ]
    if missing and law is not None:
        sentences.append(f"What that meant for {law_label(law)} is not on file.")
    own = [one for one in decision.effects if law is None or one.law == law.key]
    reasons = dict.fromkeys(one.basis.rstrip(".") for one in own if one.basis)
    sentences += [f"Its reason: {reason}." for reason in reasons]
    sentences.append(texts.close or "")
    return " ".join(filter(None, sentences))


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
