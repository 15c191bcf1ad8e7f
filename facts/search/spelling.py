"""Correct misspelled words of a question: of a court's name, and words that ask."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from facts.search import guard
from facts.search.terms import intents, stem, stop_words

_COURT_WORDS = ("circuit", "court", "supreme", "district", "appeals", "appeal", "superior")


@lru_cache(maxsize=2048)
def corrected(text: str) -> str:
    """Correct words of a court's name, and words that ask, that are misspelled by one letter.

    "Happend", "circut" and "effectve" mean what they nearly are. A word with a capital may be a
    name, and an everyday word may mean itself.
    """
    text = _ORDINAL.sub(_ordinal, text)
    return re.sub(r"(?<![\w'\u2019.-])[^\W\d_]{3,}(?![\w'\u2019-])", _meant, text)


_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth",
)  # fmt: skip
_ORDINAL = re.compile(r"\b([^\W\d_]{5,10})(?= (?:c[ir]{2}[a-z]{2,4}t?|district)\b)", re.IGNORECASE)


def _ordinal(found: re.Match[str]) -> str:
    word = found.group().casefold()
    near = [one for one in _ORDINALS if OSA.distance(word, one, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 and word not in _ORDINALS else found.group()


def _meant(found: re.Match[str]) -> str:
    written = found.group()
    word, known = written.casefold(), intents()
    if word in known.short:
        return known.short[word]
    if word in stop_words() or word in known.asking or word in _COURT_WORDS:
        return written
    if len(word) < _CORRECTED:
        return _unswapped(word) if written.islower() else written
    for right in _COURT_WORDS:
        if word[-1:] != "s" and OSA.distance(word, right, score_cutoff=1) == 1:
            return right
    if written[0].isupper() or word in known.asking or guard.is_everyday(word):
        return written
    near = [right for right in known.by_letter.get(word[0], ()) if _is_near(word, right)]
    return near[0] if near and len({stem(one) for one in near}) == 1 else written


def _unswapped(word: str) -> str:
    """Return the stop word that a word is with two letters swapped ("teh"), else the word."""
    if guard.is_everyday(word):
        return word
    near = [
        one
        for one in stop_words()
        if one[0] == word[0] and sorted(one) == sorted(word) and OSA.distance(one, word) == 1
    ]
    return near[0] if len(near) == 1 else word


def _is_near(word: str, right: str) -> bool:
    """Whether a letter was left out or two were swapped: "charter" is no "chapter"."""
    is_short = len(right) == len(word) + 1
    is_swapped = sorted(word) == sorted(right)
    return (is_short or is_swapped) and OSA.distance(word, right, score_cutoff=1) == 1


_CORRECTED = 5
"""Shorter words are as they are: too many others are one letter away."""
