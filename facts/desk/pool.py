"""The facts at hand for one question: candidates, and what they are tied to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facts.law.keys import KeyKind, bill_matches
from facts.model import Decision, FiledFact, Law
from facts.question import Question


@dataclass(frozen=True, slots=True)
class Pool:
    """Facts read in one view of the store, in the order in which they were found."""

    facts: tuple[FiledFact, ...]

    @property
    def laws(self) -> dict[str, FiledFact]:
        """The laws, by key."""
        return {fact.body.key: fact for fact in self.facts if isinstance(fact.body, Law)}

    def decisions_on(self, keys: Iterable[str]) -> tuple[FiledFact, ...]:
        """Return the decisions that touch any of these laws, in order of their days."""
        wanted = set(keys)
        found = [
            fact
            for fact in self.facts
            if isinstance(fact.body, Decision)
            and any(effect.law in wanted for effect in fact.body.effects)
        ]
        return tuple(sorted(found, key=_decided_on))

    def namesakes(self, law: FiledFact) -> tuple[FiledFact, ...]:
        """Return the other laws with the same bill number, by session."""
        if not isinstance(law.body, Law) or law.body.number is None:
            return ()
        number = law.body.number
        others = [
            one
            for one in self.laws.values()
            if isinstance(one.body, Law) and one.body.number == number and one.id != law.id
        ]
        return tuple(sorted(others, key=_session))

    def case_of(self, fact: FiledFact, law: FiledFact | None) -> tuple[FiledFact, ...]:
        """Return a decision and every other on the law in question, or on those it touches."""
        if not isinstance(fact.body, Decision):
            return ()
        keys = {effect.law for effect in fact.body.effects}
        if law is not None and isinstance(law.body, Law):
            keys = {law.body.key}
        decisions = {one.id: one for one in (fact, *self.decisions_on(keys))}
        return tuple(sorted(decisions.values(), key=_decided_on))

    def law_of(self, fact: FiledFact, question: Question) -> Law | None:
        """Return the law that an answer with this fact is about, if any."""
        if isinstance(fact.body, Law):
            return fact.body
        if not isinstance(fact.body, Decision):
            return None
        law = self.law_in_question(question, fact.body)
        return law.body if law is not None and isinstance(law.body, Law) else None

    def law_in_question(self, question: Question, decision: Decision) -> FiledFact | None:
        """Return the law that the question names, else the first that the decision touches."""
        laws = self.laws
        touched = [laws[key] for key in _laws_touched(decision) if key in laws]
        bills = [key.key for key in question.keys if key.kind is KeyKind.BILL]
        text = question.subject.casefold()
        for law in touched:
            body = law.body
            if isinstance(body, Law) and (
                any(bill_matches(bill, body.key) for bill in bills)
                or any(name.casefold() in text for name in (body.title, *body.aliases))
            ):
                return law
        return touched[0] if touched else None


def decision_bodies(facts: Sequence[FiledFact]) -> list[Decision]:
    """Return the decisions among facts, as bodies."""
    return [fact.body for fact in facts if isinstance(fact.body, Decision)]


def _session(fact: FiledFact) -> str:
    return fact.body.session if isinstance(fact.body, Law) else ""


def _laws_touched(decision: Decision) -> list[str]:
    return list(dict.fromkeys(effect.law for effect in decision.effects))


def _decided_on(fact: FiledFact) -> tuple[date, int]:
    body = fact.body
    day = body.decided_on.lower if isinstance(body, Decision) else date.min
    return day, fact.id.number
