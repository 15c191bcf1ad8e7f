"""Keeping the look-up tables in step with what the desk stands behind."""

from collections import Counter
from collections.abc import Collection, Sequence

from facts.model import Change, Revision
from facts.search.document import Document, document, make_document
from facts.search.meaning import meaning_text
from facts.store import meaning
from facts.store.engine import Transaction
from facts.store.index import fts5
from facts.store.index.keys import add_keys, renew_keys
from facts.store.index.spelling import parts_of


async def renew(tx: Transaction, revision: Revision) -> None:
    """Index an approved revision in place of the one before; a retraction takes the fact out."""
    retracted = revision.change is Change.RETRACTION
    doc = None if retracted else document(revision.body)
    await renew_keys(tx, revision.fact.number, doc.keys if doc else ())
    await _renew_text(tx, revision.fact.number, doc)
    text = None if retracted else meaning_text(revision.body)
    await meaning.write(tx, {revision.fact.number: text})


async def add(tx: Transaction, new: Sequence[Revision]) -> None:
    """Index the approved revisions of facts that were not indexed before, in few statements."""
    docs = {one.fact.number: make_document(one.body) for one in new}
    if tx.meanings is not None:
        await meaning.write(tx, {one.fact.number: meaning_text(one.body) for one in new})
    await add_keys(tx, {fact: doc.keys for fact, doc in docs.items()})
    counts: Counter[str] = Counter()
    length = 0
    for doc in docs.values():
        stems = " ".join(doc.fields.values()).split()
        counts.update(set(stems))
        length += len(stems)
    await fts5.add(tx, {fact: doc.fields for fact, doc in docs.items()})
    await fts5.count(tx, counts, facts=len(docs), words=length)
    await _add_spellings(tx, {word for doc in docs.values() for word in doc.vocabulary})


async def _renew_text(tx: Transaction, fact: int, doc: Document | None) -> None:
    before = (await fts5.read(tx, [fact])).get(fact, ())
    old = " ".join(before).split()
    new = " ".join(doc.fields.values()).split() if doc else []
    counts = Counter(dict.fromkeys(new, 1))
    counts.subtract(dict.fromkeys(old, 1))
    await fts5.write(tx, {fact: doc.fields if doc else None})
    await fts5.count(tx, counts, facts=bool(new) - bool(old), words=len(new) - len(old))
    if doc is not None:
        await _add_spellings(tx, doc.vocabulary)


async def _add_spellings(tx: Transaction, words: Collection[str]) -> None:
    await fts5.add_spellings(tx, sorted(part for word in words for part in parts_of(word)))
