"""Checking a fact by itself and beside what is on file, before it is filed."""

from datetime import date

from facts.errors import InvalidFact
from facts.law import checks
from facts.model import Body, Decision, Law
from facts.store import Transaction
from facts.store.facts import revisions

_LONGEST_CASE = 50
"""How far the decisions that a decision reviews are followed down."""


async def checked(tx: Transaction, body: Body, *, today: date) -> tuple[str, ...]:
    """Return what is unusual about a fact, in sentences for its second editor.

    InvalidFact names everything that must be mended first, drafts on file counted as on file.
    """
    laws = await _laws(tx, body)
    decisions = await _below(tx, body)
    problems = (
        *checks.problems(body, today=today),
        *checks.problems_among(body, laws=[law.key for law in laws], decisions=decisions),
    )
    if problems:
        raise InvalidFact(problems)
    return (
        *checks.warnings(body),
        *checks.warnings_among(body, laws=laws, decisions=decisions),
    )


async def _laws(tx: Transaction, body: Body) -> list[Law]:
    keys = {effect.law for effect in body.effects} if isinstance(body, Decision) else set()
    found = [await _by_key(tx, key) for key in sorted(keys)]
    return [law for law in found if isinstance(law, Law)]


async def _below(tx: Transaction, body: Body) -> list[Decision]:
    """Return the decisions that a decision reviews, down to the trial court's."""
    found: list[Decision] = []
    current: Body | None = body
    while isinstance(current, Decision) and current.appeal_from and len(found) < _LONGEST_CASE:
        current = await _by_key(tx, current.appeal_from)
        if isinstance(current, Decision):
            found.append(current)
    return found


async def _by_key(tx: Transaction, key: str) -> Body | None:
    numbers = [fact.number for fact in await revisions.by_key(tx, key)]
    found = await revisions.filed(tx, numbers)
    return next((fact.body for fact in found.values()), None)
