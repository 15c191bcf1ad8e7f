"""The words of facts by their spelling, to find what a misspelled word may have meant.

A word is filed under its first two letters, its middle two and its last two. One typo (a letter
wrong, missing or extra, or two swapped) leaves its beginning or its end unchanged; two typos in
eight letters or more leave one of the three unchanged.
"""

from collections.abc import Iterable, Iterator, Sequence

from facts.search.terms import stem
from facts.store.database import SpellingPart
from facts.store.transaction import Transaction

SHORTEST = 4
MISSPELLED_LENGTH = 5
"""Two words may differ by one typo if one of them is this long."""
TWICE_MISSPELLED_LENGTH = 8
"""Two words this long may differ by two typos."""
_MOST_MEANT = 5


def parts_of(word: str) -> list[SpellingPart]:
    """Return the parts that a word is filed under; none for one that is short or has digits."""
    head = head_of(word)
    if head is None:
        return []
    size = len(word)
    middle = (size - 1) // 2
    return [head, (f"-{word[middle : middle + 2]}-", size, word), (_tail(word), size, word)]


def head_of(word: str) -> SpellingPart | None:
    """Return the first of a word's parts, or None if it has none."""
    return (_head(word), len(word), word) if len(word) >= SHORTEST and word.isalpha() else None


def _head(word: str) -> str:
    return f"{word[:2]}-"


def _tail(word: str) -> str:
    return f"-{word[-2:]}"


def _where(word: str) -> Iterator[tuple[str, int]]:
    """Yield the (part, length) pairs under which the intended word may be filed."""
    size = len(word)
    for length in (size, size - 1, size + 1):
        yield _head(word), length
        yield _tail(word), length
    if size < TWICE_MISSPELLED_LENGTH:
        return
    for length in range(max(size - 2, TWICE_MISSPELLED_LENGTH), size + 3):
        yield _head(word), length
        yield _tail(word), length
        for shift in (-1, 0, 1):
            middle = (length - 1) // 2 + shift
            yield f"-{word[middle : middle + 2]}-", length


async def spelt_like(tx: Transaction, words: Sequence[str]) -> dict[str, list[str]]:
    """Return what misspelled words may have meant: for each, words of facts, nearest first.

    Takes folded words (no diacritics, lower case). A word that no fact has may differ by one typo
    from a known one, the longer of five letters or more, and by two if both have eight or more
    (optimal string alignment: a letter wrong, missing or extra, or two neighbors swapped). Words
    that a fact has, words with under four letters or a digit, and words without a match are left
    out. At most five each: by distance, then by how many facts have the word, then alphabetically.
    """
    long = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
    held = await _held(tx, long)
    found = {}
    for word in dict.fromkeys(long):
        if stem(word) in held:
            continue
        if like := await _like(tx, word):
            found[word] = like
    return found


async def _like(tx: Transaction, word: str) -> list[str]:
    from rapidfuzz import process  # noqa: PLC0415 (a compiled library: only when needed)
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (as above)

    known = await tx.connection.spellings.words(tx.workspace_id, set(_where(word)))
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=2, limit=None)
    typos = {
        known: int(typos)
        for known, typos, _ in near
        if (typos == 1 and max(len(word), len(known)) >= MISSPELLED_LENGTH)
        or min(len(word), len(known)) >= TWICE_MISSPELLED_LENGTH
    }
    facts = await _held(tx, typos)
    meant = [known for known in typos if stem(known) in facts]
    meant.sort(key=lambda known: (typos[known], -facts[stem(known)], known))
    return meant[:_MOST_MEANT]


async def _held(tx: Transaction, words: Iterable[str]) -> dict[str, int]:
    return await tx.connection.full_text.holding(tx.workspace_id, set(map(stem, words)))
