"""Loading: many facts at once, by a desk that answers for them without a second editor."""

from collections.abc import AsyncIterator, Iterable
from itertools import islice

from facts.desk.setup import Setup
from facts.model import Approval, ApprovalBasis, Body
from facts.store import bulk, index


class Loading:
    """Load many facts; say how many are there."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def on_file(self) -> int:
        """Return how many facts the desk stands behind now."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return (await index.frequencies(tx, ())).facts

    async def load(
        self, facts: Iterable[tuple[str, Body]], *, editor: str, reason: str, batch: int = 2_000
    ) -> AsyncIterator[int]:
        """File facts, (import reference, body), each approved at once; yields how many so far.

        A batch is all or nothing; what was loaded before one fails stays.
        """
        rest = iter(facts)
        loaded = 0
        while some := list(islice(rest, batch)):
            now = self._setup.clock()
            approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=now)
            async with self._setup.store.writing(self._setup.workspace_id) as tx:
                await bulk.add_approved(
                    tx, some, editor=editor, reason=reason, approval=approval, now=now
                )
            loaded += len(some)
            yield loaded
