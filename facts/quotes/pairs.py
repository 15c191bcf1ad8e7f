"""A quote between two marks, and the lines of the text it stands in."""

from bisect import bisect_right
from dataclasses import dataclass, replace

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
