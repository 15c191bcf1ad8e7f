"""Split text into words as written, since capitals mark names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.search.terms import stem, words

# A sentence does not end with "v.", a title or an initial. The first look-ahead only rules out
# places where a sentence cannot end, so that most are skipped quickly.
_SENTENCE = re.compile(
    r"(?=[\"'”’)\s])"
    r"(?:(?<=[.!?:;])(?:(?<=[^\W\d_]{4}[.])[\"'”’)]*\s+|(?<=\d[.])\s+|(?<=[!?:;])[\"'”’)]*\s+)"
    r"|\n+|\s\[\.\.\.\]\s)"
)
_TOKEN = re.compile(r"[^\W_]+(?:[.&'’\-/][^\W_]+)*\.?")
_LETTERS = re.compile(r"[A-Z]{1,3}&[A-Z]{1,3}")
_TITLE_CASED = 0.7
_ENOUGH = 3
_LONG_ENOUGH = 3
_SMALL = frozenset(
    {"the", "and", "but", "for", "nor", "with", "from", "into", "over", "than", "via"}
)
"""Longer words that headlines do not capitalize."""


Piece = tuple[str, str, str]
"""A word of a text: as written, folded, stemmed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, folded, stemmed."""

    written: str
    word: str
    stem: str
    is_first: bool
    """First in its sentence, where a capital does not mark a name."""
    in_title: bool
    """In a headline, where every word is capitalized."""
    is_ending: bool = False
    """A lower-case ending after a hyphen and a capitalized word: "Toasty-ness"."""

    @property
    def is_capital(self) -> bool:
        """Whether its first letter is a capital."""
        return self.written[:1].isupper()

    @property
    def is_initials(self) -> bool:
        """Whether it is all capitals: FBI, U.S."""
        letters = [char for char in self.written if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into tokens, sentence by sentence."""
    return tuple(token for part in _SENTENCE.split(text) for token in _of_sentence(part))


def _of_sentence(part: str) -> Iterable[Token]:
    written = _written(part)
    title = _is_title(written)
    for place, (piece, word, stemmed) in enumerate(written):
        is_ending = place > 0 and _is_ending(part, piece, written[place - 1][0])
        yield Token(piece, word, stemmed, place == 0, title, is_ending)


def _is_ending(part: str, piece: str, before: str) -> bool:
    return piece.islower() and before[:1].isupper() and f"{before}-{piece}" in part


def _written(part: str) -> list[Piece]:
    return [piece for token in _TOKEN.findall(part) for piece in _pieces(token)]


@lru_cache(maxsize=16_384)
def _pieces(token: str) -> tuple[Piece, ...]:
    """Return the words of a token, each as written: "Chick-fil-A" is three, "AT&T" one."""
    folded = words(token)
    if len(folded) == 1 or _LETTERS.fullmatch(token):
        word = "".join(folded)
        return ((token, word, stem(word)),)
    parts = re.findall(r"[^\W_]+", token)
    return tuple((part, word, stem(word)) for part, word in zip(parts, folded, strict=False))


def _is_title(written: Sequence[Piece]) -> bool:
    """Whether a sentence is a headline: nearly all longer words after the first have capitals."""
    judged = [
        piece
        for piece, word, _ in written[1:]
        if len(word) >= _LONG_ENOUGH and piece[:1].isalpha() and word not in _SMALL
    ]
    capitals = sum(piece[:1].isupper() for piece in judged)
    return len(judged) >= _ENOUGH and capitals >= _TITLE_CASED * len(judged)


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a set of facts writes each word, by stem, with and without a capital."""

    capital: Counter[str]
    small: Counter[str]
    seen: set[str]
    """All words that occur, including in headlines and at the start of sentences."""
    given: Counter[tuple[str, str]]
    """How often one word comes directly before another, both capitalized."""

    def is_unknown(self, stem_: str) -> bool:
        """Whether no fact has it."""
        return not self.capital[stem_] and not self.small[stem_] and stem_ not in self.seen

    def is_name(self, stem_: str) -> bool:
        """Whether it is always capitalized, even inside sentences."""
        return self.capital[stem_] > 0 and self.small[stem_] == 0


def usage(texts: Iterable[str], *, of: frozenset[str] | None = None) -> Usage:
    """Count how texts write their words, except in headlines and at the start of sentences.

    With `of`, only these stems are counted.
    """
    made = Usage(Counter(), Counter(), set(), Counter())
    initials = {stemmed[:1] for stemmed in of or ()}
    for text in texts:
        for part in _SENTENCE.split(text):
            found = _TOKEN.findall(part)
            likely = [token for token in found if of is None or _may_begin(token, initials)]
            stems = {stemmed for token in likely for _, _, stemmed in _pieces(token)}
            here = stems if of is None else stems & of
            if here:
                made.seen.update(here)
                _count(made, [piece for token in found for piece in _pieces(token)], here)
    return made


def _may_begin(token: str, initials: set[str]) -> bool:
    """Whether a token may have a stem with one of the initials: a plain word has its own."""
    return token[0].lower() in initials or not (token.isascii() and token.isalnum())


def _count(made: Usage, sentence: Sequence[Piece], stems: set[str]) -> None:
    if _is_title(sentence):
        return
    before: Piece | None = None
    for piece in sentence:
        written, _, stemmed = piece
        if stemmed in stems and written[:1].isalpha():
            if not written[:1].isupper():
                made.small[stemmed] += 1
            elif before is not None:
                made.capital[stemmed] += 1
                if before[0][:1].isupper():
                    made.given[before[1], stemmed] += 1
        before = piece
