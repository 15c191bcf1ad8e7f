"""The search index: facts by key, by words, by spelling, and by embedding.

It has the current approved revisions, retracted facts aside, and is written in the approval's
own transaction (`renew`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from facts.model import Body, Change, Revision
from facts.search.document import Indexed, embedding_text, indexed
from facts.store.database import Key
from facts.store.search_index import embeddings
from facts.store.search_index.spelling import head_of, parts_of, spelt_like
from facts.store.search_index.words import (
    FIELD_WEIGHTS,
    Frequencies,
    TextHit,
    bare,
    frequencies,
    with_each,
    with_text,
)
from facts.store.transaction import Transaction

__all__ = [
    "FIELD_WEIGHTS",
    "MOST_TIED",
    "Frequencies",
    "TextHit",
    "add",
    "bare",
    "frequencies",
    "renew",
    "spelt_like",
    "tied_to",
    "with_bill",
    "with_each",
    "with_key_prefix",
    "with_keys",
    "with_text",
]


MOST_TIED = 400
"""Of a law with more decisions than this, only the oldest are read."""


async def renew(tx: Transaction, revision: Revision) -> None:
    """Replace a fact's index data with an approved revision's; a retraction removes it."""
    retracted = revision.change is Change.RETRACTION
    made = None if retracted else indexed(revision.body)
    await tx.connection.keys.put(tx.workspace_id, revision.fact.number, made.keys if made else ())
    await _renew_text(tx, revision.fact.number, made)
    text = None if retracted else embedding_text(revision.body)
    await embeddings.write(tx, {revision.fact.number: text})


async def add(tx: Transaction, new: Mapping[int, Body]) -> None:
    """Index facts that were not indexed before, by number, in few statements."""
    if tx.embeddings is not None:
        await embeddings.write(tx, {fact: embedding_text(body) for fact, body in new.items()})
    keys: list[tuple[int, frozenset[tuple[str, str]]]] = []
    counts: Counter[str] = Counter()
    vocabulary: set[str] = set()
    length = 0

    def texts() -> Iterator[tuple[int, Sequence[str]]]:
        nonlocal length
        # One at a time: the index of thousands of facts takes more memory than the facts.
        for fact, body in new.items():
            made = indexed(body)
            keys.append((fact, made.keys))
            stems = _stems(made)
            counts.update(set(stems))
            length += len(stems)
            vocabulary.update(made.vocabulary)
            yield fact, made.fields

    await tx.connection.full_text.add(tx.workspace_id, texts())
    await tx.connection.keys.add(tx.workspace_id, keys)
    await tx.connection.full_text.count(tx.workspace_id, counts, facts=len(new), words=length)
    await _add_spellings(tx, vocabulary)


async def _renew_text(tx: Transaction, fact: int, made: Indexed | None) -> None:
    index = tx.connection.full_text
    before = (await index.texts(tx.workspace_id, [fact])).get(fact, ())
    old = " ".join(before).split()
    new = _stems(made) if made else []
    counts = Counter(dict.fromkeys(new, 1))
    counts.subtract(dict.fromkeys(old, 1))
    await index.put(tx.workspace_id, fact, made.fields if made else None)
    await index.count(
        tx.workspace_id, counts, facts=bool(new) - bool(old), words=len(new) - len(old)
    )
    if made is not None:
        await _add_spellings(tx, made.vocabulary)


def _stems(made: Indexed) -> list[str]:
    return " ".join(made.fields).split()


async def _add_spellings(tx: Transaction, words: Collection[str]) -> None:
    """Add the words that are not there yet; most facts have few new ones."""
    index = tx.connection.spellings
    heads = sorted(head for word in words if (head := head_of(word)))
    new = await index.missing(tx.workspace_id, heads)
    await index.add(tx.workspace_id, sorted(part for word in new for part in parts_of(word)))


async def with_keys(tx: Transaction, keys: Iterable[Key]) -> list[int]:
    """Return the facts that have any of these (kind, key) pairs, by number."""
    wanted = list(dict.fromkeys(keys))
    return await tx.connection.keys.with_any(tx.workspace_id, wanted, limit=MOST_TIED)


async def with_key_prefix(tx: Transaction, kind: str, prefix: str) -> list[int]:
    """Return the facts that have a key of a kind with a prefix (a section of a code)."""
    return await tx.connection.keys.with_prefix(tx.workspace_id, (kind, prefix), limit=MOST_TIED)


async def tied_to(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return facts and those tied to them: their laws, and every decision on those laws."""
    return await tx.connection.keys.tied_to(tx.workspace_id, numbers, limit=MOST_TIED)


async def with_bill(tx: Transaction, bill: str) -> dict[int, str]:
    """Return the laws with a bare bill number, in every state and session: own key by number."""
    return await tx.connection.keys.laws_with_bill(tx.workspace_id, bill)
