"""Where the quoted words stand in a speech: runs of equal words, chained in order.

Seed and chain, as in sequence alignment (Li, "Minimap2", Bioinformatics 34, 2018): runs are grown
from rare words and pairs, then the heaviest chain of them is kept, long leaps paying for
themselves. Memory is linear in both texts.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

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
