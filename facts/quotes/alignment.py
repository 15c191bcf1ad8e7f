"""Quoted words set against the words on file: what is equal, and the stretches that are not."""

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from facts.quotes.words import is_common

_SEEDS_KEPT = 200
_RAREST_SHARED = ((1, 12), (2, 24), (3, 40))
"""A run is grown from n words together that stand in the speech at most so many times."""
_SMALL = 80
"""In a speech so short every word may seed."""
_LEAP = 0.6
_LEAP_GROWTH = 0.45
_DECLARED_GROWTH = 0.12
_COMMON_WEIGHT = 0.35


class Run(NamedTuple):
    """`size` equal words, at `quoted` in the quote and at `source` in the speech."""

    quoted: int
    source: int
    size: int


def weight(words: Sequence[str]) -> float:
    """Say how much it tells that two texts share these words."""
    return sum(_COMMON_WEIGHT if is_common(word) else 1.0 for word in words)


def chain(quoted: Sequence[str], source: Sequence[str], gaps: Collection[int]) -> list[Run]:
    """Return the runs of the best window, in order on both sides; none where nothing is shared."""
    if not quoted or not source:
        return []
    if at := _exactly(quoted, source):
        return [Run(0, at - 1, len(quoted))]
    seeds = sorted(
        _seeds(quoted, source, set(gaps)),
        key=lambda run: -weight(quoted[run.quoted : run.quoted + run.size]),
    )[:_SEEDS_KEPT]
    seeds.sort(key=lambda run: (run.source, run.quoted))
    return _heaviest(seeds, quoted, sorted(gaps))


def _exactly(quoted: Sequence[str], source: Sequence[str]) -> int:
    """Return 1 + where the whole quote stands, 0 if nowhere."""
    # A space cannot be in a word, so that a hit in the joined text is a hit in the words.
    found = f" {' '.join(source)} ".find(f" {' '.join(quoted)} ")
    return f" {' '.join(source)} ".count(" ", 0, found + 1) if found >= 0 else 0


def _seeds(quoted: Sequence[str], source: Sequence[str], gaps: Collection[int]) -> list[Run]:
    small = len(source) <= _SMALL
    covered: dict[int, int] = {}
    runs = []
    for size, most in _RAREST_SHARED[:1] if small else _RAREST_SHARED:
        places = _places(quoted, source, size)
        for at in range(len(quoted) - size + 1):
            found = places.get(tuple(quoted[at : at + size]), ())
            if len(found) > most and not small:
                continue
            for spot in found:
                if covered.get(spot - at, -1) < at:
                    run = _grown(quoted, source, gaps, at, spot)
                    covered[spot - at] = run.quoted + run.size - 1
                    runs.append(run)
    return list(dict.fromkeys(runs))


def _places(
    quoted: Sequence[str], source: Sequence[str], size: int
) -> dict[tuple[str, ...], list[int]]:
    wanted = {tuple(quoted[at : at + size]) for at in range(len(quoted) - size + 1)}
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(source) - size + 1):
        if (words := tuple(source[at : at + size])) in wanted:
            places[words].append(at)
    return places


def _grown(
    quoted: Sequence[str], source: Sequence[str], gaps: Collection[int], at: int, spot: int
) -> Run:
    """Grow a run both ways as far as the words are equal; an ellipsis ends it."""
    start, from_ = at, spot
    while start and from_ and start not in gaps and quoted[start - 1] == source[from_ - 1]:
        start, from_ = start - 1, from_ - 1
    end, to = at + 1, spot + 1
    while end < len(quoted) and to < len(source) and end not in gaps and quoted[end] == source[to]:
        end, to = end + 1, to + 1
    return Run(start, from_, end - start)


def _heaviest(seeds: Sequence[Run], quoted: Sequence[str], gaps: Sequence[int]) -> list[Run]:
    sums = [0.0]
    for word in quoted:
        sums.append(sums[-1] + (_COMMON_WEIGHT if is_common(word) else 1.0))
    best: list[float] = []
    before: list[int] = []
    overlaps: list[int] = []
    for index, run in enumerate(seeds):
        end = run.quoted + run.size
        top, came_from, cut = sums[end] - sums[run.quoted], -1, 0
        for earlier in range(index):
            other = seeds[earlier]
            # Where two runs share words of either side, the later gives its first ones up.
            overlap = max(
                other.quoted + other.size - run.quoted, other.source + other.size - run.source, 0
            )
            if overlap >= run.size or other.quoted >= run.quoted or other.source >= run.source:
                continue
            start = run.quoted + overlap
            skipped = run.source + overlap - other.source - other.size
            unmatched = start - other.quoted - other.size
            declared = any(other.quoted + other.size <= gap <= start for gap in gaps)
            leap = math.log2(1 + abs(skipped - unmatched))
            price = (
                _DECLARED_GROWTH * leap
                if declared
                else _LEAP * min(skipped + unmatched, 1) + _LEAP_GROWTH * leap
            )
            score = best[earlier] + sums[end] - sums[start] - price
            if score > top:
                top, came_from, cut = score, earlier, overlap
        best.append(top)
        before.append(came_from)
        overlaps.append(cut)
    found: list[Run] = []
    at = max(range(len(seeds)), key=best.__getitem__, default=-1)
    while at >= 0:
        run, cut = seeds[at], overlaps[at]
        found.append(Run(run.quoted + cut, run.source + cut, run.size - cut))
        at = before[at]
    return found[::-1]


_SIMILAR = 60
"""From this ratio of rapidfuzz on (of 100) two words are taken for one, misspelt or inflected."""
_REACH = 3
_PAIRED_AT_MOST = 40


class Stretch(NamedTuple):
    """Words that are not equal, `[start, end)` on both sides; one side may be empty."""

    quoted: tuple[int, int]
    source: tuple[int, int]


class Alignment(NamedTuple):
    """The equal runs in order, and the stretches before, between and after them."""

    runs: tuple[Run, ...]
    stretches: tuple[Stretch, ...]


def align(
    quoted: Sequence[str],
    source: Sequence[str],
    gaps: Collection[int] = (),
    brackets: Sequence[object] = (),
) -> Alignment | None:
    """Set a quote against the best window of a speech; None where they share nothing.

    `gaps` are the words before which an ellipsis stands; `brackets` tells for each word in which
    brackets it stands (None: in none).
    """
    anchors = chain(quoted, source, gaps)
    if not anchors:
        return None
    runs = _joined(_filled(anchors, quoted, source, gaps))
    runs = _without_chance(runs, quoted, gaps)
    if any(brackets):
        runs = _whole_brackets(runs, brackets)
    return Alignment(tuple(runs), tuple(_stretches(runs, quoted))) if runs else None


def _whole_brackets(runs: Sequence[Run], brackets: Sequence[object]) -> list[Run]:
    """Take brackets as one: a word in them that is on file by chance is part of what replaces."""
    place = {run.quoted + at: run.source + at for run in runs for at in range(run.size)}
    for bracket in {one for one in brackets if one}:
        inside = [at for at, one in enumerate(brackets) if one == bracket]
        found = [place.get(at, -1) for at in inside]
        if found[0] < 0 or found != list(range(found[0], found[0] + len(found))):
            for at in inside:
                place.pop(at, None)
    return _joined([Run(at, place[at], 1) for at in sorted(place)])


def pairs(quoted: Sequence[str], source: Sequence[str], stretch: Stretch) -> list[tuple[int, int]]:
    """Pair the words of a stretch that are nearly the same (misspelt, inflected), in order."""
    (q0, q1), (s0, s1) = stretch
    if not 0 < q1 - q0 <= _PAIRED_AT_MOST or not 0 < s1 - s0 <= _PAIRED_AT_MOST:
        return []
    found = []
    for at in range(q0, q1):
        for spot in range(s0, s1):
            if alike(quoted[at], source[spot]):
                found.append((at, spot))
                s0 = spot + 1
                break
    return found


def alike(one: str, other: str) -> bool:
    """Whether two words are nearly the same."""
    shortest = min(len(one), len(other))
    return (
        shortest > 3  # noqa: PLR2004 ("if" and "of" are two words, not one misspelt)
        and one[0] == other[0]
        and not one[0].isdigit()
        and fuzz.ratio(one, other) >= _SIMILAR
    )


def _filled(
    anchors: Sequence[Run], quoted: Sequence[str], source: Sequence[str], gaps: Collection[int]
) -> list[Run]:
    first, last = anchors[0], anchors[-1]
    reach = first.quoted + _REACH
    filled = _right(quoted, source, (0, first.quoted), (max(0, first.source - reach), first.source))
    for run, following in zip(anchors, [*anchors[1:], None], strict=True):
        filled.append(run)
        if following is not None:
            filled += _between(
                quoted,
                source,
                (run.quoted + run.size, following.quoted),
                (run.source + run.size, following.source),
                gaps,
            )
    end, to = last.quoted + last.size, last.source + last.size
    reach = len(quoted) - end + _REACH
    filled += _left(quoted, source, (end, len(quoted)), (to, min(len(source), to + reach)))
    return filled


def _between(
    quoted: Sequence[str],
    source: Sequence[str],
    inner: tuple[int, int],
    outer: tuple[int, int],
    gaps: Collection[int],
) -> list[Run]:
    (q0, q1), (s0, s1) = inner, outer
    gap = next((at for at in sorted(gaps) if q0 <= at <= q1), None)
    if gap is not None:
        left = _left(quoted, source, (q0, gap), (s0, min(s1, s0 + gap - q0 + _REACH)))
        s0 = max([s0, *(run.source + run.size for run in left)])
        return left + _right(quoted, source, (gap, q1), (max(s0, s1 - (q1 - gap) - _REACH), s1))
    reach = 2 * (q1 - q0) + _REACH
    if s1 - s0 <= reach:
        return _equal(quoted, source, inner, outer)
    # A long passage is skipped: what is left of the quote belongs to one of its two ends.
    return max(
        _left(quoted, source, inner, (s0, s0 + reach)),
        _right(quoted, source, inner, (s1 - reach, s1)),
        key=lambda runs: sum(run.size for run in runs),
    )


def _left(
    quoted: Sequence[str], source: Sequence[str], inner: tuple[int, int], outer: tuple[int, int]
) -> list[Run]:
    return _equal(quoted, source, inner, outer)


def _right(
    quoted: Sequence[str], source: Sequence[str], inner: tuple[int, int], outer: tuple[int, int]
) -> list[Run]:
    """As `_equal`, but ties go to the right, where the next run is."""
    (q0, q1), (s0, s1) = inner, outer
    mirrored = _equal(quoted[q0:q1][::-1], source[s0:s1][::-1], (0, q1 - q0), (0, s1 - s0))
    return [
        Run(q1 - run.quoted - run.size, s1 - run.source - run.size, run.size)
        for run in reversed(mirrored)
    ]


def _equal(
    quoted: Sequence[str], source: Sequence[str], inner: tuple[int, int], outer: tuple[int, int]
) -> list[Run]:
    (q0, q1), (s0, s1) = inner, outer
    if q0 >= q1 or s0 >= s1:
        return []
    blocks = LCSseq.opcodes(list(source[s0:s1]), list(quoted[q0:q1]))
    return [
        Run(q0 + block.dest_start, s0 + block.src_start, block.src_end - block.src_start)
        for block in blocks
        if block.tag == "equal"
    ]


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].size:
            last = joined[-1]
            if (last.quoted + last.size, last.source + last.size) == (run.quoted, run.source):
                joined[-1] = Run(last.quoted, last.source, last.size + run.size)
                continue
        joined.append(run)
    return joined


def _without_chance(runs: Sequence[Run], quoted: Sequence[str], gaps: Collection[int]) -> list[Run]:
    """Drop runs that are equal by chance: a common word or two amid words that all differ."""
    kept = list(runs)
    for run in sorted(runs, key=lambda one: weight(quoted[one.quoted : one.quoted + one.size])):
        heft = weight(quoted[run.quoted : run.quoted + run.size])
        if len(kept) == 1 or heft >= 1.0:
            continue
        index = kept.index(run)
        before = kept[index - 1] if index else None
        after = kept[index + 1] if index + 1 < len(kept) else None
        near = min(_apart(*sides) for sides in ((before, run), (run, after)) if None not in sides)
        at_edge = before is None or after is None
        if near > (2 if at_edge else 3) * run.size and not gaps:
            kept.remove(run)
    return kept


def _apart(run: Run, following: Run) -> int:
    """Say how far two runs stand apart; words that changed about one for one count half."""
    quoted = following.quoted - run.quoted - run.size
    source = following.source - run.source - run.size
    apart = max(quoted, source)
    return apart // 2 if abs(quoted - source) <= 1 else apart


def _stretches(runs: Sequence[Run], quoted: Sequence[str]) -> list[Stretch]:
    first, last = runs[0], runs[-1]
    found = []
    if first.quoted:
        found.append(Stretch((0, first.quoted), (first.source, first.source)))
    for run, following in itertools.pairwise(runs):
        found.append(
            Stretch(
                (run.quoted + run.size, following.quoted),
                (run.source + run.size, following.source),
            )
        )
    end, to = last.quoted + last.size, last.source + last.size
    if end < len(quoted):
        found.append(Stretch((end, len(quoted)), (to, to)))
    return found
