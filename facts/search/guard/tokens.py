"""Split text into words and numbers as written: capitals mark names, numbers become figures."""

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


_SCALES = {
    "hundred": 100,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
# Not the 19 of COVID-19 or the 150 of F-150: those numbers are part of a name.
_FIGURES = re.compile(
    r"(?<![^\W\d_]-)(?<![\w.,/])[$£€#]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?"
    r"(?:[ \t-]?(k|mn|m|bn|b|hundred|thousand|million|billion|trillion)(?![^\W\d_]))?(?!/\d)",
    re.IGNORECASE,
)
_MULTIPLIED = re.compile(r"(?<=\d)[ \t]+(1000000000000|1000000000|1000000|1000|100)(?![\d.,])")
_SHORT = {
    word: str(value)
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine"), start=2
    )
}
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers that a text names, as plain figures, trailing zeros dropped.

    `text` has been through `in_figures`, so numbers from ten on are figures already. "One" does
    not count as a number ("one of them"), nor does the number in a name (COVID-19).
    """
    joined = _MULTIPLIED.sub(lambda found: f" {_NAMED[found[1]]}", text)
    found = {_plain(*match.groups()) for match in _FIGURES.finditer(joined)}
    return frozenset(found | {_SHORT[word] for word in _words(joined) if word in _SHORT})


_NAMED = {
    "100": "hundred",
    "1000": "thousand",
    "1000000": "million",
    "1000000000": "billion",
    "1000000000000": "trillion",
}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _LETTERS_ONLY.findall(text)]


def _plain(whole: str, decimals: str | None, scale: str | None) -> str:
    digits = whole.replace(",", "")
    decimals = decimals or ""
    factor = _SCALES[scale.casefold()] if scale else 1
    value = int(digits + decimals) * factor
    if not decimals:
        return str(value)
    whole_part, rest = divmod(value, 10 ** len(decimals))
    tail = str(rest).rjust(len(decimals), "0").rstrip("0")
    return f"{whole_part}.{tail}" if tail else str(whole_part)
