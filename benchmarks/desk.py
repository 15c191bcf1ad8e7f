"""Load many facts into a desk, and read from it what only a benchmark needs.

Reads and writes through the store, as the desk's own verbs do.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from facts import ApprovalBasis, Body, Desk, Question
from facts.desk.answers.retrieval import find, look_again
from facts.model import Approval
from facts.search import content_words, may_answer_reworded
from facts.search.document import embedding_text
from facts.search.ranking import Features, Model
from facts.store import search_index
from facts.store.facts import revisions


async def load(
    desk: Desk,
    facts: Iterable[tuple[str, Body]],
    *,
    editor: str,
    reason: str,
    batch: int = 5_000,
) -> AsyncIterator[int]:
    """File facts given as (import reference, body), and approve them; yield the count so far.

    No second editor reviews them. Each batch is all or nothing; batches before a failed one stay.
    """
    setup = desk.setup
    rest = iter(facts)
    loaded = 0
    while some := list(islice(rest, batch)):
        now = setup.clock()
        approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=now)
        texts = (embedding_text(body) for _, body in some)
        async with setup.store.writing(setup.workspace_id, texts=texts) as tx:
            await revisions.add_approved_facts(
                tx, some, editor=editor, reason=reason, approval=approval, now=now
            )
        loaded += len(some)
        yield loaded


async def indexed_words(desk: Desk, question: Question) -> tuple[str, ...]:
    """Return the words that a look-up of this question asks the full-text index for."""
    words = content_words(question.sought)
    async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
        return (await search_index.frequencies(tx, words)).selective


async def bare_query(desk: Desk, words: Sequence[str], *, limit: int) -> tuple[int, ...]:
    """Return the numbers of facts that SQLite's own ranked full-text query alone finds."""
    async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
        return tuple(await search_index.bare(tx, words, limit=limit))


@dataclass(frozen=True, slots=True)
class FactOrder:
    """The facts found for one question, in order, and how the likeliest was judged."""

    order: tuple[int, ...]
    """Numbers of facts, likeliest first."""
    weighed: tuple[Features, ...] = ()
    """The features of each, in the same order, before the guard; empty if a key in the question
    decides."""
    features: Features | None = None
    """The likeliest fact's features; None if nothing resembles the question or a key decides."""
    probability: float = 0.0
    """Probability that the likeliest fact answers, after the guard."""
    is_over_line: bool = False
    """Whether the likeliest would be the answer if the guard had found nothing missing."""
    unmet: tuple[str, ...] = ()
    """What the question names and the likeliest fact lacks."""
    is_refused: bool = False
    """Whether the likeliest fact is refused, however probable: something is unmet, it shares
    little but names with the question, or it was said after the day asked about."""


async def order_facts(
    desk: Desk, question: Question, *, without: frozenset[int], model: Model | None = None
) -> FactOrder:
    """Order the facts for a question as if those in `without`, by number, were not on file.

    Uses the shipped weights unless others are given.
    """
    async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
        retrieved = await find(tx, question, without=without)
        model = model or retrieved.model
        likely = retrieved.ranked(model)
        if not likely:
            return FactOrder(retrieved.numbers)
        first = likely[0]
        fact = (await revisions.filed(tx, [first.fact]))[first.fact]
        look = await look_again(tx, question, retrieved, first, fact, without=without, model=model)
    features = look.ranked.features
    return FactOrder(
        order=tuple(one.fact for one in likely),
        weighed=tuple(one.features for one in likely),
        features=features,
        probability=look.ranked.probability,
        is_over_line=model.probability(features) >= model.line and model.says_enough(features),
        unmet=look.unmet,
        is_refused=bool(look.unmet)
        or not model.says_enough(features)
        or not may_answer_reworded(question, fact),
    )
