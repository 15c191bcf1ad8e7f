"""Review: approve a draft or send it back; verify that an approved fact is still true."""

from collections.abc import Callable, Sequence

from facts.desk.editing.submission import record_approval
from facts.desk.setup import Setup
from facts.errors import NotAllowed, OutOfDate
from facts.model import (
    Approval,
    ApprovalBasis,
    Body,
    Change,
    FactId,
    FactState,
    FiledFact,
    Revision,
    Role,
)
from facts.store import Transaction, outbox
from facts.store.facts import revisions
from facts.store.outbox import Draft


class Review:
    """Decisions of a second editor on drafts, and verifications of approved facts.

    Nobody may decide on a draft that they filed themselves. A verification is not a revision: the
    fact is unchanged, and no notice is sent.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def decide(
        self,
        inbound_key: str,
        fact: FactId,
        number: int,
        *,
        approver: str,
        approver_name: str | None = None,
        approved: bool,
        why: str | None = None,
        drafts: Callable[[Revision], Sequence[Draft]] | None = None,
    ) -> Revision | None:
        """Approve a draft or send it back. None for a repeated press.

        Notices of an approved change are scheduled in the same transaction.
        NotAllowed for the draft's own author and for people who are not editors; OutOfDate if
        somebody else decided first, or the draft was edited since.
        """
        now = self._setup.clock()
        approving = await self._body(fact, number) if approved else None
        async with self._setup.once(inbound_key, approving=approving) as tx:
            if tx is None:
                return None
            revision = await self._open_to(tx, fact, number, approver)
            newest = (await revisions.history(tx, fact))[-1]
            if newest.number > number and newest.change is Change.FILED:
                raise OutOfDate(f"{revision.label} was edited since: decide on {newest.label}.")
            approval = Approval(
                approved=approved,
                basis=ApprovalBasis.SECOND_EDITOR,
                approver=approver,
                approver_name=approver_name,
                at=now,
                why=why,
            )
            decided = await record_approval(self._setup, tx, revision, approval)
            if drafts is not None:
                await outbox.add(tx, drafts(decided), question=None, now=now)
            return decided

    async def may_decide(self, fact: FactId, number: int, *, person: str) -> Revision:
        """Return a draft that a person may decide on; errors as for `decide`. Read-only."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            revision = await self._open_to(tx, fact, number, person)
            if not revision.is_pending:
                raise OutOfDate(f"{revision.label} was already approved or sent back.")
            return revision

    async def _body(self, fact: FactId, number: int) -> Body | None:
        """Return the body to be approved if a model will embed it; otherwise None."""
        if self._setup.store.encoder is None:
            return None
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            found = await revisions.every(tx, [fact.number])
        revision = found.get((fact.number, number))
        return revision.body if revision is not None else None

    async def _open_to(self, tx: Transaction, fact: FactId, number: int, person: str) -> Revision:
        await self._setup.require(tx, person, Role.EDITOR, "approve facts")
        revision = await revisions.one(tx, fact, number)
        if revision.editor == person:
            raise NotAllowed(
                f"You filed {revision.label} yourself: a second editor must approve it."
            )
        return revision

    async def may_verify(self, fact: FactId, *, person: str) -> FiledFact:
        """Return a fact that a person may verify; errors as for `still_true`. Read-only."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await self._approved(tx, fact, person)

    async def still_true(
        self, inbound_key: str, fact: FactId, *, based_on: int, person: str, why: str
    ) -> bool:
        """Record that a fact was checked again and is still true; False for a repeat.

        NotAllowed for people who are not editors; OutOfDate if revision `based_on` is not the
        approved one, or no longer.
        """
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            filed = await self._approved(tx, fact, person)
            if filed.current.number != based_on:
                raise OutOfDate(f"{fact} has changed: look at {filed.current.label} first.")
            now = self._setup.clock()
            await revisions.verify(tx, filed.current, person=person, why=why, now=now)
            return True

    async def _approved(self, tx: Transaction, fact: FactId, person: str) -> FiledFact:
        await self._setup.require(tx, person, Role.EDITOR, "verify facts")
        await revisions.history(tx, fact)
        found = (await revisions.filed(tx, [fact.number]))[fact.number]
        if found.state is not FactState.APPROVED:
            raise OutOfDate(f"{fact} is {found.state}: there is nothing to verify.")
        return found
