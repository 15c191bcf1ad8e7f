"""Quotes in double marks and in guillemets."""

import re

from facts.quotes.pairs import FARTHEST, Lines, Pair

_MARK = re.compile('[“”„‟"«»＂「」『』]')
_CLOSERS = {
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
_OPENERS = "“„«‟「『"
_CLOSING = '”"»」'
_UNOPENED_WORDS = 4
_NESTED = 8
"""So many marks on, the end of a quote inside a quote is looked for."""


def double_quotes(lines: Lines) -> list[Pair]:
    """Return the outer quotes in order; none overlaps another."""
    return _Scan(lines).run()


class _Scan:
    """One pass over the marks: at each, a quote is open or none is."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._text = lines.text
        self._marks = [found.start() for found in _MARK.finditer(lines.text)]
        self._found: list[Pair] = []
        self._opened = -1
        self._inner = 0  # quotes open inside the open one
        self._reach = 0  # where the last quote ended: an unopened one begins after it

    def run(self) -> list[Pair]:
        for index, at in enumerate(self._marks):
            if self._opened < 0 or not self._goes_on(index, at):
                self._begin(at)
        if self._opened >= 0:
            self._end(self._lines.end(self._opened))
        return self._found

    def _goes_on(self, index: int, at: int) -> bool:
        """Take a mark into the open quote; False where it was forgotten to close before it."""
        char = self._text[at]
        closers = _CLOSERS[self._text[self._opened]]
        opening = (char == '"' or char == "“" != self._text[self._opened]) and self._opens(at)
        near = at - self._opened <= FARTHEST
        if near and char in closers and not (opening and self._text[self._opened] != "„"):
            if self._inner:
                self._inner -= 1
            else:
                self._end(at, shuts=at + 1)
            return True
        if near and self._lines.opens_line(at):
            return True  # a new paragraph of the same quote
        if near and char in _OPENERS and self._is_nested(index):
            self._inner += 1
            return True
        self._end(min(self._lines.end(self._opened), at))
        return False

    def _begin(self, at: int) -> None:
        char = self._text[at]
        if self._opens(at) or (char in _OPENERS and self._may_open(at)):
            self._opened, self._inner = at, 0
        elif char in _CLOSING and not (char == '"' and self._text[at - 1 : at].isdigit()):
            start = max(self._reach, self._lines.start(at))
            if len(self._text[start:at].split(maxsplit=_UNOPENED_WORDS)) >= _UNOPENED_WORDS:
                self._found.append(Pair(start, at, start, at + 1))
            self._reach = at + 1

    def _end(self, end: int, *, shuts: int | None = None) -> None:
        self._found.append(Pair(self._opened + 1, end, self._opened, shuts or end))
        self._reach = shuts or end
        self._opened, self._inner = -1, 0

    def _may_open(self, at: int) -> bool:
        after = self._text[at + 1 : at + 2]
        # French marks stand off from their words; a curly one may do so by mistake.
        spaced = self._text[at] in "«»“„"
        before = self._text[at - 1] if at else " "
        return not before.isalnum() and bool(after) and (spaced or not after.isspace())

    def _opens(self, at: int) -> bool:
        """Whether a mark that may do either stands as an opening one: a space before it."""
        before = self._text[at - 1] if at else " "
        return self._may_open(at) and (before.isspace() or before in "([{—–-/*_~‘'>`")

    def _is_nested(self, index: int) -> bool:
        """Whether a second opening mark is closed as well: a quote inside a quote."""
        opened = self._text[self._opened]
        if opened == '"':
            return False
        depth = 1
        line_end = self._lines.end(self._opened)
        for at in self._marks[index : index + _NESTED]:
            if at > line_end:
                return False
            depth += 1 if self._text[at] in _OPENERS else -1
            if not depth:
                return True
        return False
