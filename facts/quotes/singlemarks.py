"""Quotes in single marks, told from apostrophes."""

import re
from collections.abc import Sequence
from itertools import islice

from facts.quotes.pairs import FARTHEST, Lines, Pair
from facts.quotes.people import people_words
from facts.quotes.words import is_common

_MARK = re.compile("[‘’‚‛'‹›`]")
_CLOSERS = {
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "'": "'’",
    "’": "’",
    "`": "'’",
    "‹": "›",
    "›": "‹",
}
_OPENERS = "‘‚‹"
# Words that begin with an apostrophe.
_ELIDED = re.compile(
    r"(?:\d0s|tis|twas|em|cause|til|till|round|bout|n|kay)\b(?!['’]\s*[,.])", re.IGNORECASE
)
_MAY_BE_A_WORDS = re.compile(r"(?:s|[aeiou]n|in)$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+([a-z][\w’']*)")
_LOOKED_AT = 60
"""So many marks on, the end of a single quote is looked for."""


def single_quotes(lines: Lines) -> list[Pair]:
    """Return the quotes in order; none overlaps another."""
    found = []
    reach = 0
    marks = [match.start() for match in _MARK.finditer(lines.text)]
    for index, at in enumerate(marks):
        if at < reach or not _opens(lines.text, at) or _ELIDED.match(lines.text, at + 1):
            continue
        end = _end(lines, at, list(islice(marks, index + 1, index + 1 + _LOOKED_AT)))
        if end is not None:
            found.append(Pair(at + 1, end, at, end + 1))
            reach = end + 1
    return found


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    return (
        not before.isalnum()
        and before not in ".,!?;:”’'"
        and (after.isalnum() or after in ("“", '"', "„", "[", "(", "…", "‘", "$", "£", "€"))
    )


def _end(lines: Lines, opened: int, rest: Sequence[int]) -> int | None:
    text = lines.text
    closers = _CLOSERS[text[opened]]
    line_end = lines.end(opened)
    maybe: int | None = None
    for at in rest:
        if at - opened > FARTHEST:
            break
        if at > line_end:
            if maybe is not None or not lines.opens_line(at) or text[at] != text[opened]:
                break
            line_end = lines.end(at)  # a new paragraph of the same quote
            continue
        if text[at] in _OPENERS and text[at] not in closers and _opens(text, at):
            break
        if text[at] not in closers or not _shuts(text, at):
            continue
        if not _may_be_apostrophe(text, at):
            return at
        maybe = at if maybe is None else maybe
    return maybe


def _shuts(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _may_be_apostrophe(text: str, at: int) -> bool:
    """Whether it may belong to the word before: the sheriffs’ duty, goin’ home.

    After a quote's end come words like "and" or "said"; after a possessive, what is owned.
    """
    following = _NEXT_WORD.match(text, at + 1)
    if following is None or not _MAY_BE_A_WORDS.search(text[max(0, at - 3) : at]):
        return False
    word = following[1].lower()
    return not is_common(word) and word not in people_words().verbs
