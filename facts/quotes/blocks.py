"""Words against words: the kinds of change, before any is put into characters."""

from collections.abc import Iterator
from typing import NamedTuple

from facts.quotes.align import Stretch, pairs
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op
from facts.quotes.words import is_one_word, spelt_out

Words = tuple[int, int]
"""Words `[first, last)` of a text."""


class Change(NamedTuple):
    """One difference, still in words rather than characters."""

    op: Op
    quoted: Words
    source: Words
    gap: bool = False


def set_against(quoted: Tokens, source: Tokens, stretch: Stretch) -> Iterator[Change]:
    """Words against words: misspelt pairs one by one, the rest as blocks."""
    (q0, q1), (s0, s1) = stretch
    if q0 < q1 and s0 < s1:
        here, there = quoted.words[q0:q1], source.words[s0:s1]
        same = spelt_out(here) == spelt_out(there)
        if "".join(here) == "".join(there) and (
            same or is_one_word("".join(here)) or _only_hyphens(quoted, source, stretch)
        ):
            return
        if same:
            yield Change(Op.CHANGED, *stretch)
            return
    for at, spot in pairs(quoted.words, source.words, stretch):
        yield from _block((q0, at), (s0, spot))
        yield Change(Op.CHANGED, (at, at + 1), (spot, spot + 1))
        q0, s0 = at + 1, spot + 1
    yield from _block((q0, q1), (s0, s1))


def _block(quoted: Words, source: Words) -> Iterator[Change]:
    if quoted[0] < quoted[1] and source[0] < source[1]:
        yield Change(Op.CHANGED, quoted, source)
    elif quoted[0] < quoted[1]:
        yield Change(Op.ADDED, quoted, source)
    elif source[0] < source[1]:
        yield Change(Op.MISSING, quoted, source)


def _only_hyphens(quoted: Tokens, source: Tokens, stretch: Stretch) -> bool:
    """Whether only a hyphen tells the two sides apart: `non-citizen`, `noncitizen`."""
    return all(
        text.between(at).strip("\n ") in ("-", "‐", "‑", "\u00ad")
        for text, (first, last) in ((quoted, stretch.quoted), (source, stretch.source))
        for at in range(first + 1, last)
    )
