"""Words that stand elsewhere on file, told from words that are not on file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from facts.quotes.alignment import Alignment, Run, Stretch, alike, pairs, weight
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op, Touch
from facts.quotes.words import is_common, is_one_word, spelt_out, touch_of

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


_RUN = 3
"""So many words together are found anywhere in the speech."""
_NEAR = 10
_HEAVY = 3.0
_BESIDE = 3
"""So few words outside the window a word is still looked for."""


def with_moves(
    quoted: Tokens, source: Tokens, alignment: Alignment, found: Sequence[Change]
) -> list[Change]:
    """Turn words added here and missing there into words moved."""
    added = [change for change in found if change.op in (Op.ADDED, Op.BEYOND)]
    if not added:
        return list(found)
    elsewhere = _Elsewhere(source, alignment, found)
    rest = [change for change in found if change.op not in (Op.ADDED, Op.BEYOND)]
    moved: list[Change] = []
    for change in added:
        parts = elsewhere.parts(quoted, change)
        at = change.quoted[0]
        for part in parts:
            if at < part.quoted[0]:
                rest.append(Change(Op.ADDED, (at, part.quoted[0]), change.source))
            at = part.quoted[1]
        if at < change.quoted[1]:
            op = Op.ADDED if parts else change.op
            rest.append(Change(op, (at, change.quoted[1]), change.source))
        moved += parts
    for move in moved:
        rest = [part for change in rest for part in _less(change, move.source)]
    moved = [_weightier(quoted, source, move) for move in moved]
    return sorted([*rest, *moved], key=lambda change: (change.quoted, change.source))


class _Elsewhere:
    """The words on file that a quote does not hold at their place."""

    def __init__(self, source: Tokens, alignment: Alignment, found: Sequence[Change]) -> None:
        self._words = source.words
        self._missing = [change for change in found if change.op is Op.MISSING]
        self._taken = [(run.source, run.source + run.size) for run in alignment.runs]
        self._window = (self._taken[0][0], self._taken[-1][1])

    @cached_property
    def _places(self) -> dict[tuple[str, ...], list[int]]:
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(self._words) - _RUN + 1):
            places[self._words[at : at + _RUN]].append(at)
        return places

    def parts(self, quoted: Tokens, change: Change) -> list[Change]:
        """Return the parts of added words that are on file, in the quote's order."""
        at, end = change.quoted
        near = self._near(change, quoted.words[at:end])
        if near is not None:
            self._taken.append(near)
            return [Change(Op.MOVED, change.quoted, near)]
        found = []
        while at <= end - _RUN:
            place = self._longest(quoted.words[at:end])
            if place is None:
                at += 1
                continue
            self._taken.append(place)
            size = place[1] - place[0]
            found.append(Change(Op.MOVED, (at, at + size), place))
            at += size
        return found

    def _near(self, change: Change, words: Sequence[str]) -> Words | None:
        """Find few words that moved a little way: "only will" for "will only"."""
        inside = sorted(words)
        for other in self._missing:
            if sorted(self._words[slice(*other.source)]) == inside:
                far = max(other.quoted[0] - change.quoted[1], change.quoted[0] - other.quoted[1])
                if far <= _NEAR or weight(words) >= _HEAVY:
                    return other.source
        if len(words) == 1 and is_common(words[0]):
            return None
        # Beside the words quoted: the sentence was turned round.
        (start, end), size = self._window, len(words)
        for off in range(_BESIDE + 1):
            for beside in ((end + off, end + off + size), (start - off - size, start - off)):
                if beside[0] >= 0 and sorted(self._words[slice(*beside)]) == inside:
                    return beside
        return None

    def _longest(self, words: Sequence[str]) -> Words | None:
        """Find the longest run of words, from the first on, that stands free on file."""
        best: Words | None = None
        for spot in self._places.get(tuple(words[:_RUN]), ()):
            size = _RUN
            while (
                size < len(words)
                and spot + size < len(self._words)
                and words[size] == self._words[spot + size]
            ):
                size += 1
            free = all(spot >= end or spot + size <= start for start, end in self._taken)
            if free and (best is None or size > best[1] - best[0]):
                best = (spot, spot + size)
        return best


def _weightier(quoted: Tokens, source: Tokens, move: Change) -> Change:
    """Of two words that changed places, name the one that carries more: "only", not "will"."""
    (at, end), (spot, _) = move.quoted, move.source
    if end - at != 1:
        return move
    for step in (-1, 1):
        other, place = at + step, spot - step
        if (
            0 <= other < len(quoted)
            and 0 <= place < len(source)
            and quoted.words[other] == source.words[place]
            and _heft(quoted.words[other]) < _heft(quoted.words[at])
        ):
            return Change(Op.MOVED, (other, other + 1), (place, place + 1))
    return move


def _heft(word: str) -> int:
    touch = touch_of(word)
    return list(Touch).index(touch) if touch else len(Touch)


def _less(change: Change, words: Words) -> list[Change]:
    """Take moved words out of what is missing."""
    start, end = change.source
    if change.op is not Op.MISSING or words[0] >= end or words[1] <= start:
        return [change]
    return [
        Change(Op.MISSING, change.quoted, part)
        for part in ((start, words[0]), (words[1], end))
        if part[0] < part[1]
    ]
