"""Which of a case's decisions did what a question says that a court did."""

from collections.abc import Iterable, Sequence
from functools import cache

from facts.model import Decision, Disposition, Effect, Outcome, Posture
from facts.model.value import Value
from facts.question import Question
from facts.search.terms import Pattern, act_patterns, acts_table, is_asked, words


class _Doing(Value):
    """A way of doing an act: any posture, disposition or outcome, where none is listed."""

    postures: tuple[Posture, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def is_by(self, decision: Decision, effect: Effect | None) -> bool:
        return (
            (not self.postures or decision.posture in self.postures)
            and (not self.dispositions or decision.disposition in self.dispositions)
            and (not self.outcomes or (effect is not None and effect.outcome in self.outcomes))
        )


class _Act(Value):
    patterns: tuple[Pattern, ...]
    side: str = ""
    when: tuple[_Doing, ...]


@cache
def _acts() -> tuple[_Act, ...]:
    return tuple(
        _Act(patterns=act_patterns(row), side=row.get("side", ""), when=row["when"])
        for row in acts_table().values()
        if "when" in row
    )


def does_as_asked(decision: Decision, asked: Sequence[str]) -> bool:
    """Whether a decision did one of the acts that a question, given by its folded words, names."""
    return _did(decision, _asked(asked))


def does_alike(decision: Decision, asked: Sequence[str]) -> bool:
    """Whether a decision did an act on the side of the one named: vacated what was "reversed"."""
    return any(_did(decision, act.when) for act in _alike(asked))


def none_did_as_asked(decisions: Iterable[Decision], question: Question) -> bool:
    """Whether a question names an act, and no decision did one on that side."""
    asked = words(question.subject)
    return bool(_alike(asked)) and not any(does_alike(one, asked) for one in decisions)


def _alike(asked: Sequence[str]) -> list[_Act]:
    sides = {act.side for act in _named(asked) if act.side}
    return [act for act in _acts() if sides == {act.side}]


def _did(decision: Decision, doings: Iterable[_Doing]) -> bool:
    effects = (*decision.effects, None)
    return any(doing.is_by(decision, effect) for doing in doings for effect in effects)


def effects_as_asked(decision: Decision, asked: Sequence[str]) -> tuple[Effect, ...]:
    """Return the effects by which it did so, if they are only some of its effects."""
    doings = _asked(asked)
    found = tuple(
        effect
        for effect in decision.effects
        if any(doing.is_by(decision, effect) for doing in doings)
    )
    return found if len(found) < len(decision.effects) else ()


def _asked(asked: Sequence[str]) -> list[_Doing]:
    """Return the ways of doing what a question names."""
    return [doing for act in _named(asked) for doing in act.when]


def _named(asked: Sequence[str]) -> list[_Act]:
    return [act for act in _acts() if is_asked(act.patterns, asked)]
