"""Align quoted words with the best window of the words on file.

Seed and chain, as in sequence alignment (Li, "Minimap2", Bioinformatics 34, 2018): runs of equal
words are grown from rare words, pairs and triples; the heaviest chain of runs is kept, where a long
leap between two runs costs weight; then the words between the runs of the chain are aligned by
their longest common subsequence. Memory is linear in both texts.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from facts.quotes.words import is_common

Words = tuple[int, int]
"""The words `[first, last)` of a text, by index."""

_SEEDS_KEPT = 200
_SEED_SIZES = ((1, 12), (2, 24), (3, 40))
"""(n, most): n words in a row seed a run if they occur at most `most` times on file."""
_SHORT_TEXT = 80
"""In a text on file of at most this many words, every word may seed a run."""
_LEAP = 0.6
_LEAP_GROWTH = 0.45
_DECLARED_LEAP_GROWTH = 0.12
"""Leaps cost their base plus growth times log2 of their length; less across an ellipsis."""
_COMMON_WEIGHT = 0.35
_SIMILAR = 60
"""Two words with at least this rapidfuzz ratio (of 100) count as one, misspelled or inflected."""
_REACH = 3
"""How many more words than the quote has are searched beside a run."""
_PAIRED_AT_MOST = 40


class Run(NamedTuple):
    """Equal words: `size` of them, from index `quoted` in the quote and `filed` on file."""

    quoted: int
    filed: int
    size: int

    @property
    def quoted_end(self) -> int:
        """The index after the last word in the quote."""
        return self.quoted + self.size

    @property
    def filed_end(self) -> int:
        """The index after the last word on file."""
        return self.filed + self.size


class Mismatch(NamedTuple):
    """Words that are not equal, on both sides; one side may be empty."""

    quoted: Words
    filed: Words


class Alignment(NamedTuple):
    """The runs of equal words in order, and the mismatches before, between and after them.

    Words on file before the first run and after the last are not a mismatch: a quote is an excerpt.
    """

    runs: tuple[Run, ...]
    mismatches: tuple[Mismatch, ...]


def align(
    quoted: Sequence[str],
    filed: Sequence[str],
    gaps: Collection[int] = (),
    brackets: Sequence[object] = (),
) -> Alignment | None:
    """Align a quote with the best window of the words on file; None if they share nothing.

    All words are folded. `gaps` holds the indexes of quoted words that an ellipsis precedes;
    `brackets` names for each quoted word the pair of square brackets around it (None: no brackets).
    """
    chain = _best_chain(quoted, filed, gaps)
    if not chain:
        return None
    runs = _join_adjacent(_fill(chain, quoted, filed, gaps))
    runs = _drop_chance_runs(runs, quoted, gaps)
    if any(brackets):
        runs = _keep_brackets_whole(runs, brackets)
    return Alignment(tuple(runs), tuple(_mismatches(runs, quoted))) if runs else None


def weight(words: Sequence[str]) -> float:
    """Return how strong a sign of a match it is to share these words; common ones count less."""
    return sum(_COMMON_WEIGHT if is_common(word) else 1.0 for word in words)


def pair_similar(
    quoted: Sequence[str], filed: Sequence[str], mismatch: Mismatch
) -> list[tuple[int, int]]:
    """Pair the similar words of a mismatch in order, as (index in quote, index on file).

    Mismatches of more than 40 words on a side have no pairs.
    """
    (q0, q1), (f0, f1) = mismatch
    if not 0 < q1 - q0 <= _PAIRED_AT_MOST or not 0 < f1 - f0 <= _PAIRED_AT_MOST:
        return []
    pairs = []
    for at in range(q0, q1):
        for there in range(f0, f1):
            if are_similar(quoted[at], filed[there]):
                pairs.append((at, there))
                f0 = there + 1
                break
    return pairs


def are_similar(one: str, other: str) -> bool:
    """Whether two folded words are probably one word, misspelled or inflected."""
    shortest = min(len(one), len(other))
    return (
        shortest > 3  # noqa: PLR2004 ("if" and "of" are two words, not one misspelled)
        and one[0] == other[0]
        and not one[0].isdigit()
        and fuzz.ratio(one, other) >= _SIMILAR
    )


# The chain of runs


def _best_chain(quoted: Sequence[str], filed: Sequence[str], gaps: Collection[int]) -> list[Run]:
    """Return the runs of the best window, in order on both sides; none if nothing is shared."""
    if not quoted or not filed:
        return []
    exact = _find_exact(quoted, filed)
    if exact is not None:
        return [Run(0, exact, len(quoted))]
    seeds = sorted(
        _seed_runs(quoted, filed, set(gaps)),
        key=lambda run: -weight(quoted[run.quoted : run.quoted_end]),
    )[:_SEEDS_KEPT]
    seeds.sort(key=lambda run: (run.filed, run.quoted))
    return _heaviest_chain(seeds, quoted, sorted(gaps))


def _find_exact(quoted: Sequence[str], filed: Sequence[str]) -> int | None:
    """Return the index on file where the whole quote occurs, word for word."""
    # No word contains a space, so a match in the joined text is a match of words.
    joined = f" {' '.join(filed)} "
    found = joined.find(f" {' '.join(quoted)} ")
    return joined.count(" ", 0, found) if found >= 0 else None


def _seed_runs(quoted: Sequence[str], filed: Sequence[str], gaps: Collection[int]) -> list[Run]:
    is_short = len(filed) <= _SHORT_TEXT
    covered: dict[int, int] = {}  # diagonal → the last quoted word of a run on it
    runs = []
    for size, most in _SEED_SIZES[:1] if is_short else _SEED_SIZES:
        positions = _positions(quoted, filed, size)
        for at in range(len(quoted) - size + 1):
            found = positions.get(tuple(quoted[at : at + size]), ())
            if len(found) > most and not is_short:
                continue
            for there in found:
                if covered.get(there - at, -1) < at:
                    run = _grow(quoted, filed, gaps, at, there)
                    covered[there - at] = run.quoted_end - 1
                    runs.append(run)
    return list(dict.fromkeys(runs))


def _positions(
    quoted: Sequence[str], filed: Sequence[str], size: int
) -> dict[tuple[str, ...], list[int]]:
    """Return where on file each n-gram of the quote occurs."""
    wanted = {tuple(quoted[at : at + size]) for at in range(len(quoted) - size + 1)}
    positions: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(filed) - size + 1):
        if (words := tuple(filed[at : at + size])) in wanted:
            positions[words].append(at)
    return positions


def _grow(
    quoted: Sequence[str], filed: Sequence[str], gaps: Collection[int], at: int, there: int
) -> Run:
    """Extend one equal word both ways as far as the words are equal, up to an ellipsis."""
    q0, f0 = at, there
    while q0 and f0 and q0 not in gaps and quoted[q0 - 1] == filed[f0 - 1]:
        q0, f0 = q0 - 1, f0 - 1
    q1, f1 = at + 1, there + 1
    while q1 < len(quoted) and f1 < len(filed) and q1 not in gaps and quoted[q1] == filed[f1]:
        q1, f1 = q1 + 1, f1 + 1
    return Run(q0, f0, q1 - q0)


def _heaviest_chain(seeds: Sequence[Run], quoted: Sequence[str], gaps: Sequence[int]) -> list[Run]:
    """Chain runs by dynamic programming: the weight of their words less the cost of the leaps."""
    sums = [0.0]
    for word in quoted:
        sums.append(sums[-1] + (_COMMON_WEIGHT if is_common(word) else 1.0))
    best: list[float] = []
    previous: list[int] = []
    overlaps: list[int] = []
    for index, run in enumerate(seeds):
        end = run.quoted + run.size
        top, came_from, cut = sums[end] - sums[run.quoted], -1, 0
        for earlier in range(index):
            other = seeds[earlier]
            # Where two runs share words on either side, the later one gives up its first words.
            overlap = max(
                other.quoted + other.size - run.quoted, other.filed + other.size - run.filed, 0
            )
            if overlap >= run.size or other.quoted >= run.quoted or other.filed >= run.filed:
                continue
            start = run.quoted + overlap
            skipped = run.filed + overlap - other.filed - other.size
            unmatched = start - other.quoted - other.size
            declared = any(other.quoted + other.size <= gap <= start for gap in gaps)
            leap = math.log2(1 + abs(skipped - unmatched))
            cost = (
                _DECLARED_LEAP_GROWTH * leap
                if declared
                else _LEAP * min(skipped + unmatched, 1) + _LEAP_GROWTH * leap
            )
            score = best[earlier] + sums[end] - sums[start] - cost
            if score > top:
                top, came_from, cut = score, earlier, overlap
        best.append(top)
        previous.append(came_from)
        overlaps.append(cut)
    chain: list[Run] = []
    at = max(range(len(seeds)), key=best.__getitem__, default=-1)
    while at >= 0:
        run, cut = seeds[at], overlaps[at]
        chain.append(Run(run.quoted + cut, run.filed + cut, run.size - cut))
        at = previous[at]
    return chain[::-1]


# The words between the runs of a chain


def _fill(
    chain: Sequence[Run], quoted: Sequence[str], filed: Sequence[str], gaps: Collection[int]
) -> list[Run]:
    """Add the equal words before, between and after the runs of a chain."""
    first, last = chain[0], chain[-1]
    reach = first.quoted + _REACH
    filled = _equal_from_right(
        quoted, filed, (0, first.quoted), (max(0, first.filed - reach), first.filed)
    )
    for run, following in zip(chain, [*chain[1:], None], strict=True):
        filled.append(run)
        if following is not None:
            filled += _equal_between(
                quoted,
                filed,
                (run.quoted_end, following.quoted),
                (run.filed_end, following.filed),
                gaps,
            )
    reach = len(quoted) - last.quoted_end + _REACH
    filled += _equal(
        quoted,
        filed,
        (last.quoted_end, len(quoted)),
        (last.filed_end, min(len(filed), last.filed_end + reach)),
    )
    return filled


def _equal_between(
    quoted: Sequence[str],
    filed: Sequence[str],
    quoted_words: Words,
    filed_words: Words,
    gaps: Collection[int],
) -> list[Run]:
    (q0, q1), (f0, f1) = quoted_words, filed_words
    gap = next((at for at in sorted(gaps) if q0 <= at <= q1), None)
    if gap is not None:
        before = _equal(quoted, filed, (q0, gap), (f0, min(f1, f0 + gap - q0 + _REACH)))
        f0 = max([f0, *(run.filed_end for run in before)])
        after = (max(f0, f1 - (q1 - gap) - _REACH), f1)
        return before + _equal_from_right(quoted, filed, (gap, q1), after)
    reach = 2 * (q1 - q0) + _REACH
    if f1 - f0 <= reach:
        return _equal(quoted, filed, quoted_words, filed_words)
    # A long passage is skipped: these words of the quote belong to one of its two ends.
    return max(
        _equal(quoted, filed, quoted_words, (f0, f0 + reach)),
        _equal_from_right(quoted, filed, quoted_words, (f1 - reach, f1)),
        key=lambda runs: sum(run.size for run in runs),
    )


def _equal(
    quoted: Sequence[str], filed: Sequence[str], quoted_words: Words, filed_words: Words
) -> list[Run]:
    """Return the longest common subsequence of two stretches of words, as runs."""
    (q0, q1), (f0, f1) = quoted_words, filed_words
    if q0 >= q1 or f0 >= f1:
        return []
    blocks = LCSseq.opcodes(list(filed[f0:f1]), list(quoted[q0:q1]))
    return [
        Run(q0 + block.dest_start, f0 + block.src_start, block.src_end - block.src_start)
        for block in blocks
        if block.tag == "equal"
    ]


def _equal_from_right(
    quoted: Sequence[str], filed: Sequence[str], quoted_words: Words, filed_words: Words
) -> list[Run]:
    """Like `_equal`, but prefer the rightmost of equally long subsequences."""
    (q0, q1), (f0, f1) = quoted_words, filed_words
    mirrored = _equal(quoted[q0:q1][::-1], filed[f0:f1][::-1], (0, q1 - q0), (0, f1 - f0))
    return [Run(q1 - run.quoted_end, f1 - run.filed_end, run.size) for run in reversed(mirrored)]


def _join_adjacent(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].size:
            last = joined[-1]
            if (last.quoted_end, last.filed_end) == (run.quoted, run.filed):
                joined[-1] = Run(last.quoted, last.filed, last.size + run.size)
                continue
        joined.append(run)
    return joined


def _drop_chance_runs(
    runs: Sequence[Run], quoted: Sequence[str], gaps: Collection[int]
) -> list[Run]:
    """Drop runs equal by chance: a common word or two among words that all differ."""
    kept = list(runs)
    for run in sorted(runs, key=lambda run: weight(quoted[run.quoted : run.quoted_end])):
        if len(kept) == 1 or weight(quoted[run.quoted : run.quoted_end]) >= 1.0:
            continue
        index = kept.index(run)
        before = kept[index - 1] if index else None
        after = kept[index + 1] if index + 1 < len(kept) else None
        nearest = min(
            _distance(*sides) for sides in ((before, run), (run, after)) if None not in sides
        )
        is_outermost = before is None or after is None
        if nearest > (2 if is_outermost else 3) * run.size and not gaps:
            kept.remove(run)
    return kept


def _distance(run: Run, following: Run) -> int:
    """Return how many words separate two runs; words changed about one for one count half."""
    quoted = following.quoted - run.quoted_end
    filed = following.filed - run.filed_end
    longer = max(quoted, filed)
    return longer // 2 if abs(quoted - filed) <= 1 else longer


def _keep_brackets_whole(runs: Sequence[Run], brackets: Sequence[object]) -> list[Run]:
    """Align all words in a pair of brackets or none; a single one matches only by chance."""
    filed_at = {run.quoted + at: run.filed + at for run in runs for at in range(run.size)}
    for bracket in {one for one in brackets if one}:
        inside = [at for at, one in enumerate(brackets) if one == bracket]
        found = [filed_at.get(at, -1) for at in inside]
        if found[0] < 0 or found != list(range(found[0], found[0] + len(found))):
            for at in inside:
                filed_at.pop(at, None)
    return _join_adjacent([Run(at, filed_at[at], 1) for at in sorted(filed_at)])


def _mismatches(runs: Sequence[Run], quoted: Sequence[str]) -> list[Mismatch]:
    first, last = runs[0], runs[-1]
    found = []
    if first.quoted:
        found.append(Mismatch((0, first.quoted), (first.filed, first.filed)))
    for run, following in itertools.pairwise(runs):
        found.append(Mismatch((run.quoted_end, following.quoted), (run.filed_end, following.filed)))
    if last.quoted_end < len(quoted):
        found.append(Mismatch((last.quoted_end, len(quoted)), (last.filed_end, last.filed_end)))
    return found
