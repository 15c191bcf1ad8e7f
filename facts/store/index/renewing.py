"""Keeping the look-up tables in step with what the desk stands behind."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from facts.model import Body, Change, Revision
from facts.search.document import Indexed, embedding_text, indexed
from facts.store import meaning
from facts.store.engine import Transaction
from facts.store.index import fts5
from facts.store.index.keys import add_keys, renew_keys
from facts.store.index.spelling import head_of, parts_of


async def renew(tx: Transaction, revision: Revision) -> None:
    """Index an approved revision in place of the one before; a retraction takes the fact out."""
    retracted = revision.change is Change.RETRACTION
    made = None if retracted else indexed(revision.body)
    await renew_keys(tx, revision.fact.number, made.keys if made else ())
    await _renew_text(tx, revision.fact.number, made)
    text = None if retracted else embedding_text(revision.body)
    await meaning.write(tx, {revision.fact.number: text})


async def add(tx: Transaction, new: Mapping[int, Body]) -> None:
    """Index facts that were not indexed before, by number, in few statements."""
    if tx.meanings is not None:
        await meaning.write(tx, {fact: embedding_text(body) for fact, body in new.items()})
    keys: list[tuple[int, frozenset[tuple[str, str]]]] = []
    counts: Counter[str] = Counter()
    vocabulary: set[str] = set()
    length = 0

    def texts() -> Iterator[tuple[int, Sequence[str]]]:
        nonlocal length
        # One at a time: what is indexed of thousands of facts takes more memory than they do.
        for fact, body in new.items():
            made = indexed(body)
            keys.append((fact, made.keys))
            stems = _stems(made)
            counts.update(set(stems))
            length += len(stems)
            vocabulary.update(made.vocabulary)
            yield fact, made.fields

    await fts5.add(tx, texts())
    await add_keys(tx, keys)
    await fts5.count(tx, counts, facts=len(new), words=length)
    await _add_spellings(tx, vocabulary)


async def _renew_text(tx: Transaction, fact: int, made: Indexed | None) -> None:
    before = (await fts5.read(tx, [fact])).get(fact, ())
    old = " ".join(before).split()
    new = _stems(made) if made else []
    counts = Counter(dict.fromkeys(new, 1))
    counts.subtract(dict.fromkeys(old, 1))
    await fts5.write(tx, fact, made.fields if made else None)
    await fts5.count(tx, counts, facts=bool(new) - bool(old), words=len(new) - len(old))
    if made is not None:
        await _add_spellings(tx, made.vocabulary)


def _stems(made: Indexed) -> list[str]:
    return " ".join(made.fields).split()


async def _add_spellings(tx: Transaction, words: Collection[str]) -> None:
    """Add the words that are not there yet: most of what is filed is written in words that are."""
    new = await fts5.unspelt(tx, sorted(place for word in words if (place := head_of(word))))
    await fts5.add_spellings(tx, sorted(part for word in new for part in parts_of(word)))
