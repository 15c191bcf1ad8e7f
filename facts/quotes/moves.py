"""Words that stand elsewhere on file, told from words that are not on file."""

from collections.abc import Sequence

from facts.quotes.align import Alignment
from facts.quotes.anchors import chain, weight
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
    taken = [(run.source, run.source + run.size) for run in alignment.runs]
    moved: list[Change] = []
    rest: list[Change] = []
    for change in found:
        if change.op not in (Op.ADDED, Op.BEYOND):
            rest.append(change)
            continue
        parts = _parts(quoted, source, change, taken, found)
        at = change.quoted[0]
        for part in parts:
            if at < part.quoted[0]:
                rest.append(Change(Op.ADDED, (at, part.quoted[0]), change.source))
            at = part.quoted[1]
            taken.append(part.source)
        if at < change.quoted[1]:
            op = Op.ADDED if parts else change.op
            rest.append(Change(op, (at, change.quoted[1]), change.source))
        moved += parts
    for move in moved:
        rest = [part for change in rest for part in _less(change, move.source)]
    moved = [_weightier(quoted, source, move) for move in moved]
    return sorted([*rest, *moved], key=lambda change: (change.quoted, change.source))


def _parts(
    quoted: Tokens,
    source: Tokens,
    change: Change,
    taken: Sequence[Words],
    found: Sequence[Change],
) -> list[Change]:
    first, last = change.quoted
    words = quoted.words[first:last]
    if near := _nearby(source, change, words, taken, found):
        return [Change(Op.MOVED, change.quoted, near)]
    if len(words) < _RUN:
        return []
    return [
        Change(
            Op.MOVED,
            (first + run.quoted, first + run.quoted + run.size),
            (run.source, run.source + run.size),
        )
        for run in chain(words, source.words, ())
        if run.size >= _RUN and _is_free((run.source, run.source + run.size), taken)
    ]


def _nearby(
    source: Tokens,
    change: Change,
    words: Sequence[str],
    taken: Sequence[Words],
    found: Sequence[Change],
) -> Words | None:
    """Find few words that moved a little way: "only will" for "will only"."""
    inside = sorted(words)
    for other in found:
        if other.op is Op.MISSING and sorted(source.words[slice(*other.source)]) == inside:
            far = max(other.quoted[0] - change.quoted[1], change.quoted[0] - other.quoted[1])
            if far <= _NEAR or weight(words) >= _HEAVY:
                return other.source
    # Beside the words quoted: the sentence was turned round.
    start, end = taken[0][0], taken[-1][1]
    size = len(words)
    for off in range(_BESIDE + 1):
        for beside in ((end + off, end + off + size), (start - off - size, start - off)):
            if beside[0] >= 0 and sorted(source.words[slice(*beside)]) == inside:
                return beside if not is_common(words[0]) or size > 1 else None
    return None


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


def _is_free(words: Words, taken: Sequence[Words]) -> bool:
    return all(words[0] >= end or words[1] <= start for start, end in taken)


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
