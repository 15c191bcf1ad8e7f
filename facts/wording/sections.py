"""What a court did to the very sections that were asked about, where it blocked others."""

from collections.abc import Sequence

from facts.law.courts import court
from facts.law.standing import Standing, StandingState
from facts.model import Decision, Effect, Law, Outcome
from facts.wording.decisions import filled, wording_of
from facts.wording.names import capital, provisions_in_words

_IN_PART = (StandingState.ENJOINED_IN_PART, StandingState.STRUCK_DOWN_IN_PART)
_BLOCKING = (Outcome.ENJOINED, Outcome.STRUCK_DOWN)


def sections_sentence(law: Law, standing: Standing, sections: Sequence[str]) -> str:
    """Say what the last decision did to the sections; "" where the law's own sentence says it.

    Only of a law that is blocked or struck down in part: there a reader may take what is said of
    other sections for an answer about his own.
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
