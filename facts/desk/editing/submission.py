"""Shared by filing and revising: check a body, then ask for review or approve it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from facts.desk.corrections.schedule import schedule_notices
from facts.desk.setup import Setup
from facts.errors import InvalidFact
from facts.law import checks
from facts.model import Approval, ApprovalBasis, Body, Decision, Law, Revision, Role
from facts.store import Transaction, outbox
from facts.store.facts import revisions
from facts.store.outbox import Draft

ReviewDrafts = Callable[[Revision, Sequence[str], Sequence[str]], Sequence[Draft]]
"""Makes the messages that ask for review.

Called with the revision, the people who may approve it, and sentences on what is unusual about it.
"""

_LONGEST_CASE = 50
"""How many levels of reviewed decisions are followed."""


async def checked(tx: Transaction, body: Body, *, today: date) -> tuple[str, ...]:
    """Return what is unusual about a fact, in sentences for its second editor.

    InvalidFact lists everything that must be fixed first. Drafts count as on file.
    """
    laws = await _laws(tx, body)
    decisions = await _lower_decisions(tx, body)
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


async def submit(
    setup: Setup,
    tx: Transaction,
    revision: Revision,
    warnings: Sequence[str],
    drafts: ReviewDrafts | None,
    *,
    now: datetime,
) -> Revision:
    """Submit a new revision for review, or approve it at once if review is off.

    Returns the revision with its approval, if it has one. An approved revision schedules its
    notices in the same transaction. Its own editor is not among the reviewers.
    """
    if not setup.review:
        approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=now)
        revision = await record_approval(setup, tx, revision, approval)
    if drafts is not None:
        editors = await setup.people_with(tx, Role.EDITOR, Role.ADMIN)
        reviewers = [person for person in editors if person != revision.editor]
        messages = drafts(revision, reviewers, warnings)
        await outbox.add(tx, messages, question=None, now=now)
    return revision


async def record_approval(
    setup: Setup, tx: Transaction, revision: Revision, approval: Approval
) -> Revision:
    """Store an approval (approved or sent back); an approved revision schedules its notices."""
    decided = await revisions.decide(tx, revision, approval)
    if decided.is_approved:
        await schedule_notices(setup, tx, decided)
    return decided


async def _laws(tx: Transaction, body: Body) -> list[Law]:
    keys = {effect.law for effect in body.effects} if isinstance(body, Decision) else set()
    found = [await _by_key(tx, key) for key in sorted(keys)]
    return [law for law in found if isinstance(law, Law)]


async def _lower_decisions(tx: Transaction, body: Body) -> list[Decision]:
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
