"""Quotation marks: what stands between them, and what stands inside what.

Curly, straight, single, German („ “), French and Danish (« », » «), Swedish (” ”) and Japanese
marks. An apostrophe inside a word is no mark; a mark that opens again at the head of a paragraph
goes on with the quote; one that never closes ends with its line. Linear in the text's length.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from facts.quotes.cues import cue_words
from facts.quotes.words import is_common

FARTHEST = 6_000
"""A quote no longer than so many characters is looked for: beyond, a mark was forgotten."""
_AROUND = " \t>*_~"


@dataclass(frozen=True, slots=True)
class Pair:
    """A quote; `start` and `end` are inside its marks, `opens` and `shuts` outside.

    Where a mark is missing, `opens` is `start` or `shuts` is `end`.
    """

    start: int
    end: int
    opens: int
    shuts: int
    inside: bool = False
    """It stands inside another quote."""

    def within(self) -> "Pair":
        """Return it as one inside another."""
        return replace(self, inside=True)


class Lines:
    """A text with its line ends at hand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [at for at, char in enumerate(text) if char == "\n"]

    def start(self, at: int) -> int:
        """Return where the line with this character begins."""
        index = bisect_right(self._ends, at - 1)
        return self._ends[index - 1] + 1 if index else 0

    def end(self, at: int) -> int:
        """Return where the line with this character ends."""
        index = bisect_right(self._ends, at - 1)
        return self._ends[index] if index < len(self._ends) else len(self.text)

    def opens_line(self, at: int) -> bool:
        """Whether nothing but indents, block-quote and Slack's own marks stand before."""
        while at and self.text[at - 1] in _AROUND:
            at -= 1
        return not at or self.text[at - 1] == "\n"


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
    marks = [match.start() for match in _SINGLE_MARK.finditer(lines.text)]
    for index, at in enumerate(marks):
        if at < reach or not _single_opens(lines.text, at) or _ELIDED.match(lines.text, at + 1):
            continue
        end = _single_end(lines, at, list(islice(marks, index + 1, index + 1 + _LOOKED_AT)))
        if end is not None:
            found.append(Pair(at + 1, end, at, end + 1))
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


def _single_end(lines: Lines, opened: int, rest: Sequence[int]) -> int | None:
    text = lines.text
    closers = _SINGLE_CLOSERS[text[opened]]
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
        if text[at] in _SINGLE_OPENERS and text[at] not in closers and _single_opens(text, at):
            break
        if text[at] not in closers or not _single_shuts(text, at):
            continue
        if not _may_be_apostrophe(text, at):
            return at
        maybe = at if maybe is None else maybe
    return maybe


def _single_shuts(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _may_be_apostrophe(text: str, at: int) -> bool:
    """Whether it may belong to the word before: the sheriffs’ duty, goin’ home.

    After a quote's end come words like "and" or "said"; after a possessive, what is owned.
    """
    following = _NEXT_WORD.match(text, at + 1)
    if following is None or not _MAY_BE_A_WORDS.search(text[max(0, at - 3) : at]):
        return False
    word = following[1].lower()
    return not is_common(word) and word not in cue_words().verbs


def pairs_of_marks(text: str) -> list[Pair]:
    """Return every quote of a text, in order; one inside another comes after it."""
    lines = Lines(text)
    doubles = double_quotes(lines)
    opens = [pair.opens for pair in doubles]
    singles = [
        single
        for single in single_quotes(lines)
        # A single pair that begins in a double one ends there, or it is two apostrophes.
        if _around(doubles, opens, single.opens) is _around(doubles, opens, single.shuts - 1)
    ]
    found = sorted([*doubles, *singles], key=lambda pair: (pair.opens, -pair.shuts))
    reach = -1
    nested = []
    for pair in found:
        nested.append(pair.within() if pair.shuts <= reach else pair)
        reach = max(reach, pair.shuts)
    return nested


def _around(pairs: Sequence[Pair], opens: Sequence[int], at: int) -> Pair | None:
    index = bisect_right(opens, at) - 1
    return pairs[index] if index >= 0 and at < pairs[index].shuts else None
