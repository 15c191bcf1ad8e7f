"""Facts by their meaning: making the vectors that are missing, and loading the model ahead."""

from collections.abc import AsyncIterator

from facts.desk.setup import Setup
from facts.model import FactState
from facts.search.meaning import meaning_text
from facts.store import meaning, revisions

_BATCH = 32
"""So many vectors take a quarter of a second, for which other writers wait."""


class Meaning:
    """What needs the model beside asking and filing; without one nothing happens."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def fill(self) -> AsyncIterator[tuple[int, int]]:
        """Make the vectors of the facts that lack one; yields (facts seen, vectors made) so far.

        A batch is a transaction of its own: what was made stays where a later one fails.
        """
        after, seen, made = 0, 0, 0
        while True:
            async with self._setup.store.writing(self._setup.workspace_id) as tx:
                numbers = await meaning.next_facts(tx, after=after, limit=_BATCH)
                missing = await meaning.without_vector(tx, numbers)
                texts = {
                    number: meaning_text(fact.current.body)
                    for number, fact in (await revisions.filed(tx, missing)).items()
                    if fact.state is FactState.APPROVED
                }
                if tx.meanings is not None:
                    await meaning.write(tx, dict(texts))
                    made += len(texts)
            if not numbers:
                return
            after, seen = numbers[-1], seen + len(numbers)
            yield seen, made

    def warm_up(self) -> None:
        """Load the model, which takes half a second; run it in a thread."""
        encoder = self._setup.store.encoder
        if encoder is not None:
            encoder.vectors(["When was it signed?"])
