"""Backfill missing embeddings of facts, and load the model ahead of the first question."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from facts.desk.setup import Setup
from facts.model import FactState, FiledFact
from facts.search.document import embedding_text
from facts.store import search_index
from facts.store.facts import revisions
from facts.store.search_index import embeddings

_LOOKED_THROUGH = 1_000
"""How many facts are checked at a time for a missing embedding."""
_BATCH = 16
"""How many facts are encoded at a time: a tenth of a second, in a thread."""


@dataclass(frozen=True, slots=True)
class _Step:
    lacking: Mapping[int, FiledFact]
    """By number."""
    upto: int
    have: int
    """How many facts have an embedding."""


class Embeddings:
    """Embeddings of facts already on file; does nothing without a model."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @property
    def has_model(self) -> bool:
        """Whether a model is installed."""
        return self._setup.store.encoder is not None

    async def on_file(self) -> int:
        """Return how many approved facts are on file, with or without an embedding."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return (await search_index.frequencies(tx, ())).facts

    async def fill(self) -> AsyncIterator[tuple[int, int]]:
        """Encode the facts without an embedding; yield (facts with one, new ones) per step.

        A fact lacks one if a process without the model filed or changed it, or if the index was
        rebuilt. Steps are small, so that questions are served between them: nothing is encoded
        inside a transaction, and a fact that changed since it was read waits for the next run.
        """
        after, made = 0, 0
        while (step := await self._next_lacking(after)) is not None:
            new = await self._encode(step.lacking)
            after, made = step.upto, made + new
            yield step.have + new, made

    async def _next_lacking(self, after: int) -> _Step | None:
        """Find the next facts without an embedding; None if there are none, or no model."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if tx.embeddings is None:
                return None
            is_more = await tx.embeddings.read_on(tx)
            have = tx.embeddings.count(tx)
            if is_more:
                return _Step({}, after, have)
            facts = (await search_index.frequencies(tx, ())).facts
            numbers = await embeddings.next_facts(tx, after=after, limit=_LOOKED_THROUGH)
            if have >= facts or not numbers:
                return None
            lacking = [number for number in numbers if not tx.embeddings.has(tx, number)]
            some = lacking[:_BATCH]
            upto = some[-1] if len(some) < len(lacking) else numbers[-1]
            return _Step(await revisions.filed(tx, some), upto, have)

    async def _encode(self, found: Mapping[int, FiledFact]) -> int:
        texts = {
            number: embedding_text(fact.current.body)
            for number, fact in found.items()
            if fact.state is FactState.APPROVED
        }
        if not texts:
            return 0
        async with self._setup.store.writing(self._setup.workspace_id, texts=texts.values()) as tx:
            now = await revisions.filed(tx, texts)
            same = {
                number: text
                for number, text in texts.items()
                if now[number].state is FactState.APPROVED
                and now[number].current.number == found[number].current.number
            }
            await embeddings.write(tx, dict(same))
        return len(same)

    def warm_up(self) -> None:
        """Load the model. Takes half a second: run it in a thread."""
        encoder = self._setup.store.encoder
        if encoder is not None:
            encoder.vectors(["When was it signed?"])
