"""Words that stand elsewhere on file, told from words that are not on file."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from facts.quotes.align import Alignment
from facts.quotes.anchors import weight
from facts.quotes.blocks import Change, Words
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op, Touch
from facts.quotes.words import is_common, touch_of

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
