"""Many facts: loading them at once, and what a look-up among them is measured against."""

from collections.abc import AsyncIterator, Iterable, Sequence
from itertools import islice

from facts.desk.setup import Setup
from facts.model import Approval, ApprovalBasis, Body
from facts.question import Question
from facts.search import content_words
from facts.search.meaning import meaning_text
from facts.store import bulk, index


class Scale:
    """Load many facts; count them; ask the bare index."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def on_file(self) -> int:
        """Return how many facts the desk stands behind now."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return (await index.frequencies(tx, ())).facts

    async def load(
        self, facts: Iterable[tuple[str, Body]], *, editor: str, reason: str, batch: int = 5_000
    ) -> AsyncIterator[int]:
        """File facts, (import reference, body), each approved at once; yields how many so far.

        No second editor sees them. A batch is all or nothing; what was loaded before one that fails
        stays.
        """
        rest = iter(facts)
        loaded = 0
        while some := list(islice(rest, batch)):
            now = self._setup.clock()
            approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=now)
            texts = (meaning_text(body) for _, body in some)
            async with self._setup.store.writing(self._setup.workspace_id, texts=texts) as tx:
                await bulk.add_approved(
                    tx, some, editor=editor, reason=reason, approval=approval, now=now
                )
            loaded += len(some)
            yield loaded

    async def terms(self, question: Question) -> tuple[str, ...]:
        """Return the words that a look-up of this question asks the index for."""
        words = content_words(question.sought)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return (await index.frequencies(tx, words)).telling

    async def bare_query(self, terms: Sequence[str], *, limit: int) -> tuple[int, ...]:
        """Return the numbers of facts that SQLite's own ranked query alone finds: the floor."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return tuple(await index.bare(tx, terms, limit=limit))
