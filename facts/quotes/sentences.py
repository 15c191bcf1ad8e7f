"""Cut text into sentences, and a sentence from what labels it: a dateline, the time of an entry."""

import re

from facts.people import people_words
from facts.quotes.words import word_lists

_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z\d])|\n+")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?P<word>[A-Za-z-]+))\.$")
_TIME = re.compile(r"^\W*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\W*", re.IGNORECASE)
"""The time before an entry of a live report: `3:41 p.m. `."""
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,}(?:,[\w .]{2,20})?\s*(?:\([A-Z]\w+\)\s*)?[—–-]+\s")
"""The place before a dispatch: `SACRAMENTO, Calif. (AP) — `."""


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, even an unfinished one."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        abbreviation = _ABBREVIATION.search(text[: found.start() + 1])
        if found.group().strip() == "." and abbreviation:
            word, following = abbreviation["word"], text[found.end() : found.end() + 1]
            if _is_abbreviated(word, before_digit=following.isdigit()):
                continue
        if text[found.end() :].strip():
            start = found.end()
    return text[start:]


def is_one_sentence(text: str) -> bool:
    """Whether a text has no end of a sentence inside it."""
    return last_sentence(text).strip() == text.strip().lstrip(",").strip()


def _is_abbreviated(word: str | None, *, before_digit: bool) -> bool:
    """Whether a word before a period is abbreviated: an initial (None), "Gov.", "Jan. 12"."""
    if word is None:
        return True
    people, lists = people_words(), word_lists()
    folded = word.lower()
    known = people.abbreviations | lists.abbreviations
    return folded in known or (before_digit and folded in lists.abbreviations_before_digits)


def without_label(sentence: str) -> str:
    """Drop the dateline or the time that a sentence begins with."""
    return _DATELINE.sub("", _TIME.sub("", sentence))
