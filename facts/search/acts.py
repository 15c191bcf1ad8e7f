"""Which of a case's decisions did what a question says that a court did."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from facts.model import Decision, Disposition, Effect, Outcome, Posture
from facts.model.value import Value
from facts.search.terms import stem


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
    stems: frozenset[str]
    when: tuple[_Doing, ...]


@cache
def _acts() -> tuple[_Act, ...]:
    table = tomllib.loads(files("facts.search").joinpath("acts.toml").read_text("utf-8"))
    return tuple(
        _Act(stems=frozenset(map(stem, row["words"])), when=row["when"]) for row in table.values()
    )


def does_as_asked(decision: Decision, stems: Collection[str]) -> bool:
    """Whether a decision did one of the acts that a question, given by its stems, names."""
    return any(
        doing.is_by(decision, effect)
        for act in _acts()
        if not act.stems.isdisjoint(stems)
        for doing in act.when
        for effect in (*decision.effects, None)
    )


def effects_as_asked(decision: Decision, stems: Collection[str]) -> tuple[Effect, ...]:
    """Return the effects by which it did so, if they are only some of its effects."""
    found = tuple(
        effect
        for effect in decision.effects
        if any(
            doing.is_by(decision, effect)
            for act in _acts()
            if not act.stems.isdisjoint(stems)
            for doing in act.when
        )
    )
    return found if len(found) < len(decision.effects) else ()
