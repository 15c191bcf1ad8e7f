"""A key: what a piece of text names, in the one spelling that facts are indexed under."""

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

    `key` is the canonical form and parses back to itself; `text` is what was written, at
    `start`..`end` of the text that was given (code points).
    """

    kind: KeyKind
    key: str
    text: str
    start: int
    end: int


class Found(NamedTuple):
    """A key before its text is cut from what was given."""

    kind: KeyKind
    key: str
    start: int
    end: int


@cache
def _plain_characters() -> dict[int, str]:
    # Built once, on first use. One character for one: offsets must not move.
    full_width = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    spaces = (*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 9, 10, 13)
    dashes = (*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D)
    apostrophes = (0x2018, 0x2019, 0x201B, 0x2BC, 0x2032, 0x60)
    table = full_width | dict.fromkeys(spaces, " ") | dict.fromkeys(dashes, "-")
    table |= dict.fromkeys(apostrophes, "'")
    for zero in (0x660, 0x6F0):  # Arabic-Indic digits, and the eastern ones
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


def plain(text: str) -> str:
    """Return `text` with spaces, dashes, apostrophes and digits made plain; same length."""
    return text.translate(_plain_characters())


def spelling(word: str) -> str:
    """Return a pattern for a printed word or abbreviation in any spacing: `Gov. Code`, `S.B.`.

    A period is optional, `&` is also "and", and between two parts any space or none may stand.
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


def one_of(words: Iterable[str]) -> str:
    """Return one pattern for any of the `words`, the longest first.

    Grouped by first letter: of hundreds of words only those are tried that can begin here.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].lower(), []).append(spelling(word))
    return "|".join(
        rf"(?=[{first}{first.upper()}])(?:{'|'.join(patterns)})"
        for first, patterns in groups.items()
    )
