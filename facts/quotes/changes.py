"""From stretches that are not equal to changes: what kind, which words on either side."""

from collections.abc import Iterator

from facts.quotes.align import Alignment, Stretch
from facts.quotes.blocks import Change, Words, set_against
from facts.quotes.edges import closing, opening
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op


def changes(quoted: Tokens, source: Tokens, alignment: Alignment) -> list[Change]:
    """Name every stretch that is not equal, in the quote's order."""
    first, last = alignment.runs[0], alignment.runs[-1]
    found: list[Change] = []
    for stretch in alignment.stretches:
        if stretch.quoted[1] <= first.quoted:
            found += opening(quoted, source, first)
        elif stretch.quoted[0] >= last.quoted + last.size:
            found += closing(quoted, source, last)
        else:
            found += _inner(quoted, source, stretch)
    return found


def _inner(quoted: Tokens, source: Tokens, stretch: Stretch) -> Iterator[Change]:
    """Yield the changes of a stretch between two equal runs, gaps and brackets taking their part.

    Words outside gaps and brackets stand for as many words on file; the rest is hidden.
    """
    (q0, q1), (s0, s1) = stretch
    gap = min((at for at in quoted.gaps if q0 <= at <= q1), default=None)
    bracket = next((at for at in range(q0, q1) if quoted.brackets[at]), None)
    opens = min((at for at in (gap, bracket) if at is not None), default=None)
    if opens is None:
        beside = _bracket_beside(quoted, q0) if q0 == q1 and s0 < s1 else None
        if beside is not None:
            # "[safety]" for "public safety": its own word is in the bracket.
            yield Change(Op.BRACKET, beside, (s0 - (q0 - beside[0]), s1 + beside[1] - q0))
        else:
            yield from set_against(quoted, source, stretch)
        return
    shuts = opens
    while shuts < q1 and quoted.brackets[shuts]:
        shuts += 1
    rest = sum(1 for at in range(shuts, q1) if not quoted.brackets[at])
    left = min(opens - q0, s1 - s0)
    right = min(rest, s1 - s0 - left)
    yield from set_against(quoted, source, Stretch((q0, opens), (s0, s0 + left)))
    hidden = (s0 + left, s1 - right)
    if shuts > opens:
        yield Change(Op.BRACKET, (opens, shuts), hidden)
    elif hidden[0] < hidden[1]:
        yield Change(Op.GAP, (opens, opens), hidden, gap=True)
    if shuts < q1:
        further = any(opens < at <= q1 for at in quoted.gaps) or any(quoted.brackets[shuts:q1])
        following = Stretch((shuts, q1), (s1 - right, s1))
        yield from (_inner if further and shuts > q0 else set_against)(quoted, source, following)


def _bracket_beside(quoted: Tokens, at: int) -> Words | None:
    """Return the words of the brackets that open or shut at this place."""
    for inside in (at, at - 1):
        if 0 <= inside < len(quoted) and (bracket := quoted.brackets[inside]):
            first = last = inside
            while first and quoted.brackets[first - 1] == bracket:
                first -= 1
            while last + 1 < len(quoted) and quoted.brackets[last + 1] == bracket:
                last += 1
            return first, last + 1
    return None
