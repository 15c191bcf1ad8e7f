"""The answer to a question: one fact with all that its card rests on, a choice, or nothing."""

from datetime import date
from enum import StrEnum

from facts.dates import EdtfDate
from facts.law.standing import Ground, Standing
from facts.model import Decision, FiledFact, Law, Revision
from facts.model.value import Value
from facts.question import Question


class Outcome(StrEnum):
    """How a question was answered."""

    FOUND = "found"
    CHOICES = "choices"
    NOTHING = "nothing"


class Match(Value):
    """A fact that answers, with the sentence that may be printed and everything behind it.

    For a law, `decisions` are the decisions about it; for a decision, all those about `law`, the
    law that the question is about. Anything after `on` is only in `later`.
    """

    fact: FiledFact
    probability: float
    asked_for: EdtfDate
    """The date that the answer is for, as precise as in the question."""
    today: date
    sentence: str
    line: str = ""
    """One line for a choice: what sets this fact apart."""
    law: FiledFact | None = None
    decisions: tuple[FiledFact, ...] = ()
    standing: Standing | None = None
    later: tuple[Ground, ...] = ()
    """Events after a past date: never part of the sentence."""
    later_decisions: tuple[FiledFact, ...] = ()
    """The facts of the decisions in `later`."""
    is_restricted: bool = False
    """Whether it must not be shown to the whole channel: a draft, desk only, or under embargo."""
    also: tuple[FiledFact, ...] = ()
    """Quotes on file that say the same: the card of `fact` has their sources too."""
    namesakes: tuple[FiledFact, ...] = ()
    """Other laws on file with the same bill number."""

    @property
    def on(self) -> date:
        """The last day that the answer is for."""
        return self.asked_for.upper

    @property
    def is_past(self) -> bool:
        """Whether it is for a day before today."""
        return self.on < self.today

    @property
    def facts(self) -> tuple[FiledFact, ...]:
        """Every fact that the card mentions, its own first."""
        law = (self.law,) if self.law is not None else ()
        return (self.fact, *law, *self.decisions, *self.later_decisions, *self.also)

    @property
    def rests_on(self) -> tuple[Revision, ...]:
        """The revisions of those facts, each once."""
        return tuple({fact.id: fact.current for fact in self.facts}.values())

    @property
    def law_body(self) -> Law | None:
        """The law in question, as a body."""
        return (self.law or self.fact).law

    @property
    def decision_bodies(self) -> tuple[Decision, ...]:
        """The decisions, as bodies."""
        return tuple(fact.decision for fact in self.decisions if fact.decision)


class Answer(Value):
    """The outcome of one question."""

    question: Question
    outcome: Outcome
    matches: tuple[Match, ...] = ()
    """One for `found`; up to five at a time, best first, for `choices`; none for `nothing`."""
    left: int = 0
    """How many more choices there are after these: `look_up` gives them with `after`."""
    related: tuple[FiledFact, ...] = ()
    """Facts on the same subject that do not answer; only with `nothing`."""

    @property
    def match(self) -> Match:
        """The one match of a found answer."""
        return self.matches[0]
