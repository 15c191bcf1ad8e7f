"""Find quotations by their quotation marks, nested ones included.

Curly, straight, single, German („ “), French and Danish (« », » «), Swedish (” ”) and Japanese
marks. An apostrophe inside a word is not a mark. A mark that opens again at the start of a
paragraph continues the quotation (AP Stylebook, "quotation marks", running quotations); a quotation
that never closes ends with its line. Time is linear in the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from facts.people.reporting import reporting_words
from facts.quotes.words import is_common, word_lists

_LONGEST = 6_000
"""In characters; in a longer quotation somebody forgot the closing mark."""
_BEFORE_LINE = " \t>*_~"
"""Indents, block-quote marks and Slack's styles, which may precede the first mark of a line."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Offsets of a quotation: `start:end` without its marks, `opens:closes` with them.

    Where a mark is missing, `opens` is `start` or `closes` is `end`.
    """

    start: int
    end: int
    opens: int
    closes: int
    nested: bool = False
    """Whether it is inside another quotation."""


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text without markup, in order; nested ones follow their outer."""
    lines = _Lines(text)
    doubles = _DoubleMarks(lines).find()
    opens = [quotation.opens for quotation in doubles]
    singles = [
        single
        for single in _single_quotations(lines)
        # Single marks that open inside double ones and close outside are two apostrophes.
        if _around(doubles, opens, single.opens) is _around(doubles, opens, single.closes - 1)
    ]
    reach = -1
    found = []
    for quotation in sorted([*doubles, *singles], key=lambda one: (one.opens, -one.closes)):
        found.append(replace(quotation, nested=True) if quotation.closes <= reach else quotation)
        reach = max(reach, quotation.closes)
    return found


def _around(quotations: Sequence[Quotation], opens: Sequence[int], at: int) -> Quotation | None:
    """Return the quotation around an offset, among quotations that do not overlap."""
    index = bisect_right(opens, at) - 1
    return quotations[index] if index >= 0 and at < quotations[index].closes else None


class _Lines:
    """A text with an index of its line ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [at for at, char in enumerate(text) if char == "\n"]

    def start(self, at: int) -> int:
        """Return the offset at which the line of this character starts."""
        index = bisect_right(self._ends, at - 1)
        return self._ends[index - 1] + 1 if index else 0

    def end(self, at: int) -> int:
        """Return the offset at which the line of this character ends."""
        index = bisect_right(self._ends, at - 1)
        return self._ends[index] if index < len(self._ends) else len(self.text)

    def is_line_start(self, at: int) -> bool:
        """Whether only indents, block-quote marks and Slack's styles precede on the line."""
        while at and self.text[at - 1] in _BEFORE_LINE:
            at -= 1
        return not at or self.text[at - 1] == "\n"


# Double marks and guillemets

_DOUBLE_MARK = re.compile('[“”„‟"«»＂「」『』]')
_DOUBLE_CLOSERS = {
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    '"': '"”“',
    "”": "”",
    "«": "»",
    "»": "«",
    "＂": "＂",
    "「": "」",
    "『": "』",
}
_DOUBLE_OPENERS = "“„«‟「『"
_ONLY_CLOSING = '”"»」'
_UNOPENED_WORDS = 4
"""An unopened closing mark ends a quotation if this many words precede it on its line."""
_NESTED_MARKS = 8
"""A second opening mark must close within this many marks to be a nested quotation."""


class _DoubleMarks:
    """One pass over the double marks of a text, with at most one quotation open at a time."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._text = lines.text
        self._marks = [found.start() for found in _DOUBLE_MARK.finditer(lines.text)]
        self._found: list[Quotation] = []
        self._opened = -1
        self._inner = 0  # nested quotations open inside the open one
        self._reach = 0  # where the last quotation closed: an unopened one starts after it

    def find(self) -> list[Quotation]:
        """Return the outer quotations in order; they do not overlap."""
        for index, at in enumerate(self._marks):
            if self._opened < 0 or not self._continue(index, at):
                self._open(at)
        if self._opened >= 0:
            self._close(self._lines.end(self._opened))
        return self._found

    def _continue(self, index: int, at: int) -> bool:
        """Treat a mark as part of the open quotation; False if that was never closed before it."""
        char = self._text[at]
        closers = _DOUBLE_CLOSERS[self._text[self._opened]]
        opening = (char == '"' or char == "“" != self._text[self._opened]) and self._can_only_open(
            at
        )
        near = at - self._opened <= _LONGEST
        if near and char in closers and not (opening and self._text[self._opened] != "„"):
            if self._inner:
                self._inner -= 1
            else:
                self._close(at, closes=at + 1)
            return True
        if near and self._lines.is_line_start(at):
            return True  # a new paragraph of the same quotation
        if near and char in _DOUBLE_OPENERS and self._is_nested(index):
            self._inner += 1
            return True
        self._close(min(self._lines.end(self._opened), at))
        return False

    def _open(self, at: int) -> None:
        char = self._text[at]
        if self._can_only_open(at) or (char in _DOUBLE_OPENERS and self._can_open(at)):
            self._opened, self._inner = at, 0
        elif char in _ONLY_CLOSING and not (char == '"' and self._text[at - 1 : at].isdigit()):
            start = max(self._reach, self._lines.start(at))
            if len(self._text[start:at].split(maxsplit=_UNOPENED_WORDS)) >= _UNOPENED_WORDS:
                self._found.append(Quotation(start, at, start, at + 1))
            self._reach = at + 1

    def _close(self, end: int, *, closes: int | None = None) -> None:
        self._found.append(Quotation(self._opened + 1, end, self._opened, closes or end))
        self._reach = closes or end
        self._opened, self._inner = -1, 0

    def _can_open(self, at: int) -> bool:
        after = self._text[at + 1 : at + 2]
        # French marks are separated from their words by a space; with curly ones that is a mistake.
        may_be_spaced = self._text[at] in "«»“„"
        before = self._text[at - 1] if at else " "
        return not before.isalnum() and bool(after) and (may_be_spaced or not after.isspace())

    def _can_only_open(self, at: int) -> bool:
        """Whether a mark of either kind, such as a straight one, opens: a space precedes it."""
        before = self._text[at - 1] if at else " "
        return self._can_open(at) and (before.isspace() or before in "([{—–-/*_~‘'>`")

    def _is_nested(self, index: int) -> bool:
        """Whether a second opening mark closes as well: a quotation inside a quotation."""
        if self._text[self._opened] == '"':
            return False
        depth = 1
        line_end = self._lines.end(self._opened)
        for at in self._marks[index : index + _NESTED_MARKS]:
            if at > line_end:
                return False
            depth += 1 if self._text[at] in _DOUBLE_OPENERS else -1
            if not depth:
                return True
        return False


# Single marks, as distinct from apostrophes

_SINGLE_MARK = re.compile("[‘’‚‛'‹›`]")
_SINGLE_CLOSERS = {
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "'": "'’",
    "’": "’",
    "`": "'’",
    "‹": "›",
    "›": "‹",
}
_SINGLE_OPENERS = "‘‚‹"
_APOSTROPHE_WORD = re.compile(r"(\d0s|[a-z]+)\b(?!['’]\s*[,.])", re.IGNORECASE)
_POSSESSIVE_OR_CLIPPED = re.compile(r"(?:s|[aeiou]n|in)$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+([a-z][\w’']*)")
_MARKS_SEARCHED = 60
"""How many marks are searched for the end of a single quotation."""


def _single_quotations(lines: _Lines) -> list[Quotation]:
    """Return the quotations in single marks in order; they do not overlap."""
    found = []
    reach = 0
    marks = [match.start() for match in _SINGLE_MARK.finditer(lines.text)]
    for index, at in enumerate(marks):
        if at < reach or not _single_opens(lines.text, at) or _is_elision(lines.text, at):
            continue
        end = _single_end(lines, at, list(islice(marks, index + 1, index + 1 + _MARKS_SEARCHED)))
        if end is not None:
            found.append(Quotation(at + 1, end, at, end + 1))
            reach = end + 1
    return found


def _single_opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    return (
        not before.isalnum()
        and before not in ".,!?;:”’'"
        and (after.isalnum() or after in ("“", '"', "„", "[", "(", "…", "‘", "$", "£", "€"))
    )


def _is_elision(text: str, at: int) -> bool:
    """Whether a mark is the apostrophe of a word that drops its first letters: ’tis, ’90s."""
    word = _APOSTROPHE_WORD.match(text, at + 1)
    return word is not None and (word[1][0].isdigit() or word[1].lower() in word_lists().elisions)


def _single_end(lines: _Lines, opened: int, marks: Sequence[int]) -> int | None:
    """Return the offset of the mark that closes a single quotation; None if it is an apostrophe."""
    text = lines.text
    closers = _SINGLE_CLOSERS[text[opened]]
    line_end = lines.end(opened)
    possible: int | None = None
    for at in marks:
        if at - opened > _LONGEST:
            break
        if at > line_end:
            if possible is not None or not lines.is_line_start(at) or text[at] != text[opened]:
                break
            line_end = lines.end(at)  # a new paragraph of the same quotation
            continue
        if text[at] in _SINGLE_OPENERS and text[at] not in closers and _single_opens(text, at):
            break
        if text[at] not in closers or not _single_closes(text, at):
            continue
        if not _may_be_apostrophe(text, at):
            return at
        possible = at if possible is None else possible
    return possible


def _single_closes(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _may_be_apostrophe(text: str, at: int) -> bool:
    """Whether a mark may belong to the word before it: the sheriffs’ duty, goin’ home.

    A quotation is followed by a word such as "and" or "said", a possessive by what is owned.
    """
    following = _NEXT_WORD.match(text, at + 1)
    if following is None or not _POSSESSIVE_OR_CLIPPED.search(text[max(0, at - 3) : at]):
        return False
    word = following[1].lower()
    return not is_common(word) and word not in reporting_words().verbs
