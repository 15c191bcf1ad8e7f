"""Words that facts hold, by how they are spelt: what a misspelt word may have meant.

A word lies under its first two letters, its two in the middle and its last two. One slip (a letter
wrong, missing, too much, or two exchanged) leaves its beginning or its end as it was; two slips in
eight letters or more leave one of the three.
"""

from collections.abc import Iterable, Iterator, Sequence

from facts.search.terms import stem
from facts.store.database import SpellingPart
from facts.store.transaction import Transaction

SHORTEST = 4
MISSPELT_LENGTH = 5
"""Two words may differ by one slip where one of them is this long."""
TWICE_MISSPELT_LENGTH = 8
"""Two words this long may differ by two slips."""
_MOST_MEANT = 5


def parts_of(word: str) -> list[SpellingPart]:
    """Return where a word lies; nowhere for one that is short or has figures in it."""
    head = head_of(word)
    if head is None:
        return []
    size = len(word)
    middle = (size - 1) // 2
    return [head, (f"-{word[middle : middle + 2]}-", size, word), (_tail(word), size, word)]


def head_of(word: str) -> SpellingPart | None:
    """Return the first of the places where a word lies, None where it lies nowhere."""
    return (_head(word), len(word), word) if len(word) >= SHORTEST and word.isalpha() else None


def _head(word: str) -> str:
    return f"{word[:2]}-"


def _tail(word: str) -> str:
    return f"-{word[-2:]}"


def _where(word: str) -> Iterator[tuple[str, int]]:
    """Return the parts, each with a word's length, under which what was meant can lie."""
    size = len(word)
    for length in (size, size - 1, size + 1):
        yield _head(word), length
        yield _tail(word), length
    if size < TWICE_MISSPELT_LENGTH:
        return
    for length in range(max(size - 2, TWICE_MISSPELT_LENGTH), size + 3):
        yield _head(word), length
        yield _tail(word), length
        for shift in (-1, 0, 1):
            middle = (length - 1) // 2 + shift
            yield f"-{word[middle : middle + 2]}-", length


async def spelt_like(tx: Transaction, words: Sequence[str]) -> dict[str, list[str]]:
    """Return what misspelt words may have meant: for each, words that facts hold, nearest first.

    Takes folded words (no diacritics, lower case). A word that no fact holds may differ by one slip
    from a known one, the longer of five letters or more, and by two where both have eight or more
    (optimal string alignment: a letter wrong, missing or too much, or two neighbours exchanged).
    Words that are held, have under four letters or a figure, or that nothing is like, are not in
    the answer. At most five each: by distance, then held by most facts, then by the alphabet.
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
    from rapidfuzz import process  # noqa: PLC0415 (a compiled library: only where it is asked)
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (as above)

    known = await tx.connection.spellings.words(tx.workspace_id, set(_where(word)))
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=2, limit=None)
    slips = {
        known: int(slips)
        for known, slips, _ in near
        if (slips == 1 and max(len(word), len(known)) >= MISSPELT_LENGTH)
        or min(len(word), len(known)) >= TWICE_MISSPELT_LENGTH
    }
    facts = await _held(tx, slips)
    meant = [known for known in slips if stem(known) in facts]
    meant.sort(key=lambda known: (slips[known], -facts[stem(known)], known))
    return meant[:_MOST_MEANT]


async def _held(tx: Transaction, words: Iterable[str]) -> dict[str, int]:
    return await tx.connection.full_text.holding(tx.workspace_id, set(map(stem, words)))
