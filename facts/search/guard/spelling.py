"""How words are written: the capitals that tell a name from a word."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from facts.search.terms import stem, words

# No sentence ends with "v.", a title or an initial.
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{4}[.])[\"'”’)]*\s+|(?<=\d[.])\s+|(?<=[!?:;])[\"'”’)]*\s+|\n+|\s\[\.\.\.\]\s"
)
_TOKEN = re.compile(r"[^\W_]+(?:[.&'’\-/][^\W_]+)*\.?")
_TITLE_CASED = 0.7
_ENOUGH = 3
_LONG_ENOUGH = 3
_SMALL = frozenset(
    {"the", "and", "but", "for", "nor", "with", "from", "into", "over", "than", "via"}
)
"""Words that headlines leave small."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, folded, stemmed."""

    written: str
    word: str
    stem: str
    is_first: bool
    """Of its sentence: a capital there tells nothing."""
    in_title: bool
    """In a headline whose words all have capitals: they tell nothing either."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.written[:1].isupper()

    @property
    def is_initials(self) -> bool:
        """Whether it is capitals alone: FBI, U.S."""
        letters = [char for char in self.written if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens, sentence by sentence."""
    return tuple(token for part in _SENTENCE.split(text) for token in _of_sentence(part))


def _of_sentence(part: str) -> Iterable[Token]:
    written = [
        (piece, word) for found in _TOKEN.finditer(part) for piece, word in _pieces(found.group())
    ]
    title = _is_title(written)
    for place, (piece, word) in enumerate(written):
        yield Token(piece, word, stem(word), is_first=place == 0, in_title=title)


def _pieces(token: str) -> list[tuple[str, str]]:
    """Return a token's words with what was written of each: "Chick-fil-A" is three."""
    folded = words(token)
    if len(folded) == 1:
        return [(token, folded[0])]
    parts = re.findall(r"[^\W_]+", token)
    return list(zip(parts, folded, strict=False))


def _is_title(written: list[tuple[str, str]]) -> bool:
    """Whether a sentence is a headline: all its words but the first and the small have capitals."""
    judged = [
        piece
        for piece, word in written[1:]
        if len(word) >= _LONG_ENOUGH and piece[:1].isalpha() and word not in _SMALL
    ]
    capitals = sum(piece[:1].isupper() for piece in judged)
    return len(judged) >= _ENOUGH and capitals >= _TITLE_CASED * len(judged)


@dataclass(frozen=True, slots=True)
class Usage:
    """How the facts at hand write their words, by stem: with a capital, and without."""

    capital: Counter[str]
    small: Counter[str]
    seen: set[str]
    """All words written, in headlines and first in their sentence too."""
    given: Counter[tuple[str, str]]
    """How often a word stands directly before another, both with capitals."""

    def is_unknown(self, stem_: str) -> bool:
        """Whether no fact at hand writes it."""
        return not self.capital[stem_] and not self.small[stem_] and stem_ not in self.seen

    def is_name(self, stem_: str) -> bool:
        """Whether it is always written with a capital, inside sentences too."""
        return self.capital[stem_] > 0 and self.small[stem_] == 0


def usage(texts: Iterable[str]) -> Usage:
    """Count how the texts write their words; headlines and first words tell nothing."""
    made = Usage(Counter(), Counter(), set(), Counter())
    for text in texts:
        previous: Token | None = None
        for token in tokens(text):
            made.seen.add(token.stem)
            if not token.in_title and token.written[:1].isalpha():
                if not token.is_capital:
                    made.small[token.stem] += 1
                elif not token.is_first:
                    made.capital[token.stem] += 1
                if previous and not token.is_first and previous.is_capital and token.is_capital:
                    made.given[previous.word, token.stem] += 1
            previous = token
    return made
