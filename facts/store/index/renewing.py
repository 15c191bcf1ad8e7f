"""Keeping the look-up tables in step with what the desk stands behind."""

from collections import Counter
from collections.abc import Sequence

from facts.model import Change, Revision
from facts.search.document import Document, document, make_document
from facts.store import sqlite
from facts.store.engine import Transaction
from facts.store.index.keys import add_keys, renew_keys
from facts.store.index.spelling import parts_of


async def renew(tx: Transaction, revision: Revision) -> None:
    """Index an approved revision in place of the one before; a retraction takes the fact out."""
    retracted = revision.change is Change.RETRACTION
    doc = None if retracted else document(revision.body)
    await renew_keys(tx, revision.fact.number, doc.keys if doc else ())
    await _renew_text(tx, revision.fact.number, doc)


async def add(tx: Transaction, new: Sequence[Revision]) -> None:
    """Index the approved revisions of facts that were not indexed before, in few statements."""
    docs = {one.fact.number: make_document(one.body) for one in new}
    await add_keys(tx, {fact: doc.keys for fact, doc in docs.items()})
    counts: Counter[str] = Counter()
    length = 0
    for doc in docs.values():
        stems = " ".join(doc.fields.values()).split()
        counts.update(set(stems))
        length += len(stems)
    texts = {fact: doc.fields for fact, doc in docs.items()}
    await sqlite.add_texts(tx.connection, tx.workspace_id, texts)
    await sqlite.count_stems(tx.connection, tx.workspace_id, counts)
    await sqlite.count_facts(tx.connection, tx.workspace_id, facts=len(docs), words=length)
    words = {word for doc in docs.values() for word in doc.vocabulary}
    parts = sorted(part for word in words for part in parts_of(word))
    await sqlite.add_spellings(tx.connection, tx.workspace_id, parts)


async def _renew_text(tx: Transaction, fact: int, doc: Document | None) -> None:
    before = await sqlite.indexed_text(tx.connection, tx.workspace_id, [fact])
    old = " ".join(before[fact].values()).split() if before else []
    new = " ".join(doc.fields.values()).split() if doc else []
    counts = Counter(dict.fromkeys(new, 1))
    counts.subtract(dict.fromkeys(old, 1))
    await sqlite.index_text(tx.connection, tx.workspace_id, fact, doc.fields if doc else None)
    await sqlite.count_stems(tx.connection, tx.workspace_id, counts)
    await sqlite.count_facts(
        tx.connection,
        tx.workspace_id,
        facts=bool(new) - bool(old),
        words=len(new) - len(old),
    )
    if doc is not None:
        parts = [part for word in doc.vocabulary for part in parts_of(word)]
        await sqlite.add_spellings(tx.connection, tx.workspace_id, parts)
