"""Revise facts on file: correct, update, clarify, retract, restore."""

from collections.abc import Callable, Sequence
from datetime import datetime

from facts.desk.editing.submission import ReviewDrafts, checked, record_approval, submit
from facts.desk.setup import Setup
from facts.errors import BadInput, OutOfDate
from facts.model import (
    Approval,
    ApprovalBasis,
    Audience,
    Body,
    Change,
    FactId,
    Revision,
    Role,
)
from facts.store import outbox
from facts.store.facts import revisions
from facts.store.outbox import Draft

CHANGES = frozenset({Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION})


class Revising:
    """Files revisions: each replaces the previous one once a second editor approves it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def may_revise(self, fact: FactId, *, person: str) -> tuple[Revision, ...]:
        """Return a fact's revisions, oldest first; NotAllowed if a person may not change it."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.EDITOR, "correct facts")
            return await revisions.history(tx, fact)

    async def revise(
        self,
        inbound_key: str | None,
        fact: FactId,
        body: Body,
        *,
        change: Change,
        based_on: int,
        editor: str,
        editor_name: str | None = None,
        reason: str | None,
        was_wrong: str | None = None,
        is_right: str | None = None,
        audience: Audience | None = None,
        embargo_until: datetime | None = None,
        drafts: ReviewDrafts | None = None,
    ) -> Revision | None:
        """File a fact's next revision, made from revision `based_on`. None for a repeat.

        Without an `audience`, it and `embargo_until` stay as they were. A draft never approved is
        edited: its `change` is `filed`, and needs no reason. A retracted fact can only be restored,
        and only a retracted fact can be. NotAllowed for people who are not editors;
        OutOfDate if somebody changed the fact in the meantime; InvalidFact says what must be
        fixed; BadInput if the body is of another kind.
        """
        now = self._setup.clock()
        approving = None if self._setup.review else body
        async with self._setup.once(inbound_key, approving=approving) as tx:
            if tx is None:
                return None
            await self._setup.require(tx, editor, Role.EDITOR, "correct facts")
            before = await revisions.history(tx, fact)
            current = _current(before)
            if body.kind != before[0].body.kind:
                raise BadInput(f"{fact} is a {before[0].body.kind}: its kind cannot be changed.")
            warnings = await checked(tx, body, today=self._setup.today())
            made = Revision(
                fact=fact,
                number=before[-1].number + 1,
                body=body,
                editor=editor,
                editor_name=editor_name,
                reason=reason,
                change=_fitting(change, current),
                was_wrong=was_wrong,
                is_right=is_right,
                recorded_at=now,
                audience=audience or before[-1].audience,
                embargo_until=embargo_until if audience else before[-1].embargo_until,
            )
            await revisions.add_revision(tx, made, based_on=based_on)
            return await submit(self._setup, tx, made, warnings, drafts, now=now)

    async def retract(
        self,
        inbound_key: str | None,
        fact: FactId,
        *,
        based_on: int,
        editor: str,
        editor_name: str | None = None,
        reason: str,
        drafts: Callable[[Revision], Sequence[Draft]] | None = None,
    ) -> Revision | None:
        """Retract a fact, at once: one editor is enough. None for a repeat.

        NotAllowed for people who are not editors; OutOfDate if it was retracted, or another
        revision was approved, in the meantime; BadInput for a fact that was never approved.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            await self._setup.require(tx, editor, Role.EDITOR, "retract facts")
            before = await revisions.history(tx, fact)
            current = _current(before)
            if current is None:
                raise BadInput(f"{fact} is a draft: send it back instead.")
            if current.change is Change.RETRACTION:
                raise OutOfDate(f"{fact} is already retracted.")
            if current.number > based_on:
                raise OutOfDate(f"{fact} has changed: {current.label} is the current revision.")
            made = Revision(
                fact=fact,
                number=before[-1].number + 1,
                body=current.body,
                editor=editor,
                editor_name=editor_name,
                reason=reason,
                change=Change.RETRACTION,
                recorded_at=now,
                audience=current.audience,
                embargo_until=current.embargo_until,
            )
            await revisions.add_revision(tx, made, based_on=before[-1].number)
            approval = Approval(approved=True, basis=ApprovalBasis.RETRACTION, at=now)
            made = await record_approval(self._setup, tx, made, approval)
            if drafts is not None:
                await outbox.add(tx, drafts(made), question=None, now=now)
            return made


def _current(history: Sequence[Revision]) -> Revision | None:
    """Return the newest approved revision, including a retraction; None for a draft."""
    approved = [revision for revision in history if revision.is_approved]
    return approved[-1] if approved else None


def _fitting(change: Change, current: Revision | None) -> Change:
    """Return the kind of change; OutOfDate if the fact's state does not allow it."""
    if current is None:
        return Change.FILED
    if change is Change.FILED:
        raise OutOfDate(f"{current.fact} was approved in the meantime: it is no longer a draft.")
    is_retracted = current.change is Change.RETRACTION
    if is_retracted and change is not Change.RESTORATION:
        raise OutOfDate(f"{current.fact} is retracted: restore it, corrected where it was wrong.")
    if not is_retracted and change not in CHANGES:
        raise OutOfDate(f"{current.fact} is not retracted: there is nothing to restore.")
    return change
