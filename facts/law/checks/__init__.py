"""What is wrong with a fact that its form alone does not show.

`problems` are refused, each at its field with what is expected; `warnings` are accepted and shown
on the card. `problems_among` and `warnings_among` look at the other facts on file. All pure: the
caller says which day is today and what is on file.
"""

from collections.abc import Iterable
from datetime import date

from facts.errors import Problem
from facts.law.checks.dates import not_future
from facts.law.checks.decisions import (
    decision_problems,
    decision_problems_among,
    decision_warnings,
    decision_warnings_among,
    merits_words,
)
from facts.law.checks.laws import law_problems, law_warnings
from facts.model import Decision, Law, Quote

__all__ = ["merits_words", "problems", "problems_among", "warnings", "warnings_among"]


def problems(body: Law | Decision | Quote, *, today: date | None = None) -> tuple[Problem, ...]:
    """Return what must be mended before a fact can be filed.

    With `today` dates in the future are refused, but for those that a law sets itself.
    """
    match body:
        case Law():
            return tuple(law_problems(body, today))
        case Decision():
            return tuple(decision_problems(body, today))
        case Quote():
            return tuple(not_future("said_on", body.said_on, today))


def warnings(body: Law | Decision | Quote) -> tuple[str, ...]:
    """Return what is unusual and may yet be true, in sentences for the card."""
    match body:
        case Law():
            return tuple(law_warnings(body))
        case Decision():
            return tuple(decision_warnings(body))
        case Quote():
            return ()


def problems_among(
    body: Law | Decision | Quote, *, laws: Iterable[str], decisions: Iterable[Decision]
) -> tuple[Problem, ...]:
    """Return what is wrong with a fact beside the keys of laws, and the decisions, on file."""
    if not isinstance(body, Decision):
        return ()
    return tuple(decision_problems_among(body, laws, decisions))


def warnings_among(
    body: Law | Decision | Quote, *, laws: Iterable[Law], decisions: Iterable[Decision]
) -> tuple[str, ...]:
    """Return what is unusual about a fact beside the laws and decisions on file."""
    if not isinstance(body, Decision):
        return ()
    return tuple(decision_warnings_among(body, laws, decisions))
