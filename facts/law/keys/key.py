"""What a key is, and the patterns that find one in any spacing and punctuation.

The other modules of this package search text that went through `normalize`, which keeps its length,
so that offsets in it are offsets in the original text.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from facts.model.value import Value


class KeyKind(StrEnum):
    """What a key identifies."""

    BILL = "bill"
    STATUTE = "statute"
    CHAPTER = "chapter"
    CITATION = "citation"
    DOCKET = "docket"


class Key(Value):
    """A canonical identifier found in a text.

    `key` is the canonical form, in which facts are indexed; it parses back to itself. `text` is
    as written, `text[start:end]` of the original text (offsets in code points).
    """

    kind: KeyKind
    key: str
    text: str
    start: int
    end: int


class KeySpan(NamedTuple):
    """A key and the span of the text that names it."""

    kind: KeyKind
    key: str
    start: int
    end: int


@cache
def _plain_characters() -> dict[int, str]:
    # One character for one character: offsets must not move.
    full_width = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    spaces = (*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 9, 10, 13)
    dashes = (*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D)
    apostrophes = (0x2018, 0x2019, 0x201B, 0x2BC, 0x2032, 0x60)
    table = full_width | dict.fromkeys(spaces, " ") | dict.fromkeys(dashes, "-")
    table |= dict.fromkeys(apostrophes, "'")
    for zero in (0x660, 0x6F0):  # Arabic-Indic and Extended Arabic-Indic digits
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


def normalize(text: str) -> str:
    """Return `text` with ASCII spaces, hyphens, apostrophes and digits; its length is the same."""
    return text.translate(_plain_characters())


def spelling_pattern(word: str) -> str:
    """Return a regular expression for a word or abbreviation as printed: `Gov. Code`, `S.B.`.

    Periods and commas are optional, `&` matches "and" too, and two parts may have up to two spaces
    between them or none.
    """
    parts = re.findall(r"[A-Za-z0-9']+|[.,&-]", word)
    pattern = ""
    for part in parts:
        if part in ".,":
            pattern += rf"\{part}?"
        elif part == "&":
            pattern += r" {0,2}(?:&|and)"
        elif part == "-":
            pattern += " ?-? ?"
        else:
            pattern += (r" {0,2}" if pattern else "") + re.escape(part)
    return pattern


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of the `words`, in any spacing, the longest first.

    The words are grouped by first letter, so that at each place of the text the engine tries only
    the few of several hundred that can begin there.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].lower(), []).append(spelling_pattern(word))
    return "|".join(
        rf"(?=[{first}{first.upper()}])(?:{'|'.join(patterns)})"
        for first, patterns in groups.items()
    )
