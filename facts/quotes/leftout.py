"""What is quoted and yet nobody's words: scare quotes, titles, headlines."""

import re

from facts.quotes.attribution import last_sentence
from facts.quotes.pairs import Pair
from facts.quotes.people import people_words
from facts.quotes.phrases import words_of
from facts.quotes.telling import Told
from facts.quotes.tokens import tokens

_SCARE = 4
"""Quotations of fewer words need a speaker in their sentence to be anybody's words."""
_BEFORE = 200
_HEADLINE = 250
_TITLE_SHARE = 0.7
_HEAVY = 3
"""A word of more letters has a capital in a title."""


def is_speech(text: str, pair: Pair, told: Told) -> bool:
    """Whether what is quoted is somebody's words; short phrases need a speaker named."""
    words = text[pair.start : pair.end]
    count = len(tokens(words))
    if not count or _in_headline(text, pair) or _is_title(words):
        return False
    if count >= _SCARE:
        return True
    before = words_of(last_sentence(text[max(0, pair.opens - _BEFORE) : pair.opens]))
    while before and before[-1].is_mark:
        before.pop()
    scare = bool(before) and before[-1].folded in people_words().scare
    if told.attribution is None or scare:
        return False
    if count > 1 and _is_all_capitals(words) and not told.follows:
        return False
    # One word is somebody's own only where the cue stands right beside it.
    return count > 1 or (bool(before) and before[-1].folded in people_words().verbs)


def _is_all_capitals(words: str) -> bool:
    """Whether every word has a capital: a short name, “The Tempest”."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_][\w’'-]*", words))


def _is_title(words: str) -> bool:
    """Whether a quotation is written as a title is: Every Word of Weight With a Capital."""
    found = re.findall(r"[^\W\d_][\w’'-]*", words)
    heavy = [word for word in found if len(word) > _HEAVY]
    capitals = sum(word[0].isupper() for word in found)
    if len(heavy) < 2 or not all(word[0].isupper() for word in heavy):  # noqa: PLR2004
        return False
    # The comma or full stop of an American closing mark may be the sentence's.
    return not words.rstrip().endswith((".", ",")) or capitals > _HEAVY


def _in_headline(text: str, pair: Pair) -> bool:
    """Whether a quotation stands in a headline: most words with a capital and no full stop."""
    start = text.rfind("\n", max(0, pair.opens - _HEADLINE), pair.opens) + 1
    end = text.find("\n", pair.shuts, pair.shuts + _HEADLINE)
    around = text[start : end if end >= 0 else len(text)]
    opened = text.rfind("(", max(start, pair.opens - _HEADLINE), pair.opens)
    if opened >= 0 and ")" not in text[opened : pair.opens]:
        shut = text.find(")", pair.shuts, pair.shuts + _HEADLINE)
        around = text[opened + 1 : shut if shut >= 0 else len(text)]
    if len(around) > 2 * _HEADLINE:
        return False
    if around.rstrip(" ”\"’'*_").endswith((".", "!", ",", ":")):
        return False
    heavy = [word for word in re.findall(r"[^\W\d_][\w’'-]*", around) if len(word) > _HEAVY]
    capital = sum(word[0].isupper() for word in heavy)
    return len(heavy) > _HEAVY and capital >= _TITLE_SHARE * len(heavy)
