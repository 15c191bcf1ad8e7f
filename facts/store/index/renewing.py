"""Keeping the look-up tables in step with what the desk stands behind."""

from collections import Counter

from facts.model import Change, Revision
from facts.search.document import Document, document
from facts.store import sqlite
from facts.store.engine import Transaction
from facts.store.index.keys import renew_keys
from facts.store.index.spelling import parts_of


async def renew(tx: Transaction, revision: Revision) -> None:
    """Index an approved revision in place of the one before; a retraction takes the fact out."""
    retracted = revision.change is Change.RETRACTION
    doc = None if retracted else document(revision.body)
    await renew_keys(tx, revision.fact.number, doc.keys if doc else ())
    await _renew_text(tx, revision.fact.number, doc)


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
