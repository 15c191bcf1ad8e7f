"""What differs before the first word that is on file, and after the last.

Words on file beyond a quote's own are no difference: it is an excerpt. Quoted words beyond those
on file stand for the words of the same sentence there, or go beyond it.
"""

from collections.abc import Iterator

from facts.quotes.align import Stretch, alike
from facts.quotes.anchors import Run
from facts.quotes.blocks import Change, set_against
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op
from facts.quotes.words import spelt_out

_SPELT_LONGER = 2
"""By so many words one spelling may be longer than another: "we’re", "we are"."""


def opening(quoted: Tokens, source: Tokens, first: Run) -> Iterator[Change]:
    """Yield what differs before the first equal run."""
    end, to = first.quoted, first.source
    bracketed = end
    while bracketed and quoted.brackets[bracketed - 1]:
        bracketed -= 1
    if bracketed:
        apart = bracketed < end or any(0 < gap <= end for gap in quoted.gaps)
        count = 0 if apart else _before(quoted, source, bracketed, to)
        if count:
            inner = list(set_against(quoted, source, Stretch((0, bracketed), (to - count, to))))
            yield from inner[1:] if inner[:1] and inner[0].op is Op.MISSING else inner
        else:
            at_start = not to or source.passages[to] != source.passages[to - 1]
            yield Change(Op.BEYOND if at_start else Op.ADDED, (0, bracketed), (to, to))
    if bracketed < end:
        replaced = _clause_before(source, to, most=end - bracketed + 1)
        if not replaced and to and alike(quoted.words[end - 1], source.words[to - 1]):
            replaced = 1
        yield Change(Op.BRACKET, (bracketed, end), (to - replaced, to))


def closing(quoted: Tokens, source: Tokens, last: Run) -> Iterator[Change]:
    """Yield what differs after the last equal run."""
    start, to = last.quoted + last.size, last.source + last.size
    bracketed = start
    while bracketed < len(quoted) and quoted.brackets[bracketed]:
        bracketed += 1
    if bracketed > start:
        replaced = _clause_after(source, to, most=bracketed - start + 1)
        if not replaced and to < len(source) and alike(quoted.words[start], source.words[to]):
            replaced = 1
        yield Change(Op.BRACKET, (start, bracketed), (to, to + replaced))
    if bracketed == len(quoted):
        return
    apart = bracketed > start or any(start <= gap < len(quoted) for gap in quoted.gaps)
    count = 0 if apart else _after(quoted, source, start, to)
    if count:
        stretch = Stretch((start, len(quoted)), (to, to + count))
        inner = list(set_against(quoted, source, stretch))
        yield from inner[:-1] if inner[-1:] and inner[-1].op is Op.MISSING else inner
    else:
        at_end = to == len(source) or source.passages[to] != source.passages[to - 1]
        op = Op.BEYOND if at_end else Op.ADDED
        yield Change(op, (bracketed, len(quoted)), (to, to))


def _before(quoted: Tokens, source: Tokens, end: int, at: int) -> int:
    """Count the words on file, up to `at`, for which the quote's first `end` words stand."""
    room = 0
    while room < end + _SPELT_LONGER and at > room and not source.starts_sentence(at - room):
        room += 1
    spelt = spelt_out(quoted.words[:end])
    for count in range(1, room + 1):
        if spelt_out(source.words[at - count : at]) == spelt:
            return count
    return min(room, end)


def _after(quoted: Tokens, source: Tokens, start: int, at: int) -> int:
    """Count the words on file, from `at` on, for which the quote's words from `start` stand."""
    most = len(quoted) - start
    room = 0
    while (
        room < most + _SPELT_LONGER
        and at + room < len(source)
        and not source.starts_sentence(at + room)
    ):
        room += 1
    spelt = spelt_out(quoted.words[start:])
    for count in range(1, room + 1):
        if spelt_out(source.words[at : at + count]) == spelt:
            return count
    return min(room, most)


def _clause_before(source: Tokens, at: int, *, most: int) -> int:
    """Count the words back to the clause's head; 0 where it is farther than `most`."""
    count = 0
    while at > count and at < len(source) and not source.ends_clause(at - count):
        count += 1
        if count > most:
            return 0
    return count


def _clause_after(source: Tokens, at: int, *, most: int) -> int:
    """Count the words to the clause's end; 0 where it is farther than `most`."""
    count = 0
    while at + count < len(source) and not source.ends_clause(at + count):
        count += 1
        if count > most:
            return 0
    return count
