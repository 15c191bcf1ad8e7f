"""Quotation marks: what stands between them, and what stands inside what.

Curly, straight, single, German („ “), French and Danish (« », » «), Swedish (” ”) and Japanese
marks. An apostrophe inside a word is no mark; a mark that opens again at the head of a paragraph
goes on with the quote; one that never closes ends with its line. Linear in the text's length.
"""

from bisect import bisect_right
from collections.abc import Sequence

from facts.quotes.doublemarks import double_quotes
from facts.quotes.pairs import Lines, Pair
from facts.quotes.singlemarks import single_quotes


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
