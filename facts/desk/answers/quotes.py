"""Check the quotes in a message against the words on file. Read-only."""

from dataclasses import dataclass

from facts.desk.setup import Setup
from facts.model import FactId, FiledFact, Quote, Viewer
from facts.quotes import CheckedMessage, QuoteOnFile, check_message, find_spans
from facts.search import content_words
from facts.store import search_index

_CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A checked message, with the facts its quotes were compared with."""

    message: CheckedMessage
    facts: dict[str, FiledFact]
    """By fact id."""


class Quotes:
    """Checks quotes."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def check(
        self, message: str, viewer: Viewer | None = None, *, speaker: str | None = None
    ) -> QuoteCheck:
        """Compare each quote in a message with the words on file, in one snapshot."""
        viewer = viewer or Viewer()
        found = find_spans(message)
        by_span: list[list[QuoteOnFile]] = []
        facts: dict[str, FiledFact] = {}
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            for span in found.spans:
                terms = content_words(span.words)
                hits = await search_index.with_text(tx, terms, limit=_CANDIDATES)
                shown = await self._setup.visible(tx, [hit.fact for hit in hits], viewer)
                facts |= {str(fact.id): fact for fact in shown if fact.quote}
                by_span.append([_on_file(fact.id, fact.quote) for fact in shown if fact.quote])
        return QuoteCheck(check_message(found, by_span, speaker=speaker), facts)


def _on_file(fact: FactId, quote: Quote) -> QuoteOnFile:
    return QuoteOnFile(
        id=str(fact),
        passages=quote.passages,
        speaker=quote.speaker,
        speaker_aliases=quote.speaker_aliases,
        role=quote.role,
        before=quote.before,
        after=quote.after,
    )
