"""Which laws, and which of a decision's effects on them, a question asks about."""

from collections.abc import Collection, Iterable, Sequence

from facts.law.keys import KeyKind, statutes_meet
from facts.model import Decision, Effect, Law
from facts.question import Question
from facts.search.acts import effects_as_asked
from facts.search.candidates import names_law
from facts.search.cues import names_in
from facts.search.document import document, phrase
from facts.search.terms import words
from facts.wording.decisions import Asked


def effects_asked(question: Question, decision: Decision, laws: Iterable[Law]) -> Asked:
    """Return what a question asks of a decision; `laws` are those on file that it touches.

    A section asks for the effects on it, on its parts and on what it is part of; an effect without
    provisions reaches every section of its law.
    """
    touched = tuple(laws)
    named = tuple(law for law in touched if _is_named(law, question))
    among = {law.key for law in named} or {effect.law for effect in decision.effects}
    effects = tuple(one for one in decision.effects if one.law in among)
    sections = [key.key for key in question.keys if key.kind is KeyKind.STATUTE]
    if not sections and not named:
        return Asked(
            law=_only(touched), effects=effects_as_asked(decision, words(question.subject))
        )
    if not sections:
        return Asked(law=_only(named), effects=effects)
    having = {law.key for law in touched if any(_has(law, one) for one in sections)}
    reached = {one: [e for e in effects if _reaches(e, one, having)] for one in sections}
    effects = tuple(e for e in effects if any(e in found for found in reached.values()))
    keys = {effect.law for effect in effects} or having & among
    return Asked(
        law=_only([law for law in named or touched if law.key in keys] or named),
        effects=effects,
        by_section=True,
        missing=tuple(one for one, found in reached.items() if not found),
    )


def _only(laws: Sequence[Law]) -> Law | None:
    return laws[0] if len(laws) == 1 else None


def _is_named(law: Law, question: Question) -> bool:
    bills = [key.key for key in question.keys if key.kind is KeyKind.BILL]
    return any(names_law(bill, law) for bill in bills) or bool(
        names_in(phrase(question.subject), document(law).names)
    )


def _has(law: Law, section: str) -> bool:
    return statutes_meet([one.key for one in law.provisions], [section])


def _reaches(effect: Effect, section: str, having: Collection[str]) -> bool:
    """Whether an effect is on a section; `having` are the laws that have one asked about."""
    if effect.provisions:
        return statutes_meet(effect.provisions, [section])
    return effect.law in having
