"""Name the differences between a quote and the words on file that it is aligned with.

An `Edit` is one difference in words; `compare` turns it into offsets and text. Words on file before
and after the quote are not an edit, since a quote is an excerpt. Quoted words before the first run
of equal words, or after the last, replace words of the same sentence on file, or go beyond it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from facts.quotes.alignment import (
    Alignment,
    Mismatch,
    Run,
    Words,
    are_similar,
    pair_similar,
    weight,
)
from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op, WordClass
from facts.quotes.words import expand, is_common, is_compound, word_class

_HYPHENS = ("-", "‐", "‑", "\u00ad")
_EXPANDED_BY = 2
"""How many more words one spelling may have than another: "we’re", "we are"."""
_MOVED_RUN = 3
"""This many words in a row are recognized as moved from anywhere on file."""
_MOVED_NEAR = 10
"""Fewer words are recognized within this many words of where they are missing,"""
_MOVED_WEIGHT = 3.0
"""or from anywhere, if they weigh as much as this."""
_BESIDE_WINDOW = 3
"""A word is also searched for up to this many words outside the quoted window."""


class Edit(NamedTuple):
    """One difference, in words: those of the quote and those on file; either may be empty."""

    op: Op
    quoted: Words
    filed: Words
    at_ellipsis: bool = False


def diff(quoted: Tokens, filed: Tokens, alignment: Alignment) -> list[Edit]:
    """Return the edits between a quote and the words on file, in the quote's order.

    Spellings of the same words (a hyphen, a closed compound) are not an edit.
    """
    first, last = alignment.runs[0], alignment.runs[-1]
    edits: list[Edit] = []
    for mismatch in alignment.mismatches:
        if mismatch.quoted[1] <= first.quoted:
            edits += _before_first_run(quoted, filed, first)
        elif mismatch.quoted[0] >= last.quoted_end:
            edits += _after_last_run(quoted, filed, last)
        else:
            edits += _between_runs(quoted, filed, mismatch)
    return _with_moves(quoted, filed, alignment, edits)


# Between two runs


def _between_runs(quoted: Tokens, filed: Tokens, mismatch: Mismatch) -> Iterator[Edit]:
    """Yield the edits of a mismatch between two runs, at its ellipses and brackets first.

    Quoted words outside ellipses and brackets replace as many words on file; an ellipsis or a
    bracket replaces the rest.
    """
    (q0, q1), (f0, f1) = mismatch
    gap = min((at for at in quoted.gaps if q0 <= at <= q1), default=None)
    bracket = next((at for at in range(q0, q1) if quoted.brackets[at]), None)
    opening = min((at for at in (gap, bracket) if at is not None), default=None)
    if opening is None:
        beside = _bracket_beside(quoted, q0) if q0 == q1 and f0 < f1 else None
        if beside is not None:
            # "[safety]" for "public safety": the bracket keeps one of the words it replaces.
            yield Edit(Op.BRACKET, beside, (f0 - (q0 - beside[0]), f1 + beside[1] - q0))
        else:
            yield from _replacement(quoted, filed, mismatch)
        return
    closing = opening
    while closing < q1 and quoted.brackets[closing]:
        closing += 1
    rest = sum(1 for at in range(closing, q1) if not quoted.brackets[at])
    left = min(opening - q0, f1 - f0)
    right = min(rest, f1 - f0 - left)
    yield from _replacement(quoted, filed, Mismatch((q0, opening), (f0, f0 + left)))
    hidden = (f0 + left, f1 - right)
    if closing > opening:
        yield Edit(Op.BRACKET, (opening, closing), hidden)
    elif hidden[0] < hidden[1]:
        yield Edit(Op.GAP, (opening, opening), hidden, at_ellipsis=True)
    if closing < q1:
        more = any(opening < at <= q1 for at in quoted.gaps) or any(quoted.brackets[closing:q1])
        following = Mismatch((closing, q1), (f1 - right, f1))
        yield from (_between_runs if more and closing > q0 else _replacement)(
            quoted, filed, following
        )


def _bracket_beside(quoted: Tokens, at: int) -> Words | None:
    """Return the words of the brackets that open or close at this index."""
    for inside in (at, at - 1):
        if 0 <= inside < len(quoted) and (bracket := quoted.brackets[inside]):
            first = last = inside
            while first and quoted.brackets[first - 1] == bracket:
                first -= 1
            while last + 1 < len(quoted) and quoted.brackets[last + 1] == bracket:
                last += 1
            return first, last + 1
    return None


def _replacement(quoted: Tokens, filed: Tokens, mismatch: Mismatch) -> Iterator[Edit]:
    """Yield the edits of a mismatch without gaps: similar words one by one, the rest in blocks."""
    (q0, q1), (f0, f1) = mismatch
    if q0 < q1 and f0 < f1:
        here, there = quoted.words[q0:q1], filed.words[f0:f1]
        expands_alike = expand(here) == expand(there)
        if "".join(here) == "".join(there) and (
            expands_alike
            or is_compound("".join(here))
            or (_is_hyphenated(quoted, mismatch.quoted) and _is_hyphenated(filed, mismatch.filed))
        ):
            return
        if expands_alike:
            yield Edit(Op.CHANGED, *mismatch)
            return
    for at, there_at in pair_similar(quoted.words, filed.words, mismatch):
        yield from _block((q0, at), (f0, there_at))
        yield Edit(Op.CHANGED, (at, at + 1), (there_at, there_at + 1))
        q0, f0 = at + 1, there_at + 1
    yield from _block((q0, q1), (f0, f1))


def _block(quoted: Words, filed: Words) -> Iterator[Edit]:
    if quoted[0] < quoted[1] and filed[0] < filed[1]:
        yield Edit(Op.CHANGED, quoted, filed)
    elif quoted[0] < quoted[1]:
        yield Edit(Op.ADDED, quoted, filed)
    elif filed[0] < filed[1]:
        yield Edit(Op.MISSING, quoted, filed)


def _is_hyphenated(text: Tokens, words: Words) -> bool:
    """Whether only hyphens separate these words: `non-citizen`. True of a single word."""
    return all(text.between(at).strip("\n ") in _HYPHENS for at in range(words[0] + 1, words[1]))


# Before the first run and after the last


def _before_first_run(quoted: Tokens, filed: Tokens, first: Run) -> Iterator[Edit]:
    end, there = first.quoted, first.filed
    bracketed = end
    while bracketed and quoted.brackets[bracketed - 1]:
        bracketed -= 1
    if bracketed:
        apart = bracketed < end or any(0 < gap <= end for gap in quoted.gaps)
        count = 0 if apart else _count_replaced_before(quoted, filed, bracketed, there)
        if count:
            replaced = Mismatch((0, bracketed), (there - count, there))
            edits = list(_replacement(quoted, filed, replaced))
            # Words missing before the quote's first word are outside the excerpt.
            yield from edits[1:] if edits[:1] and edits[0].op is Op.MISSING else edits
        else:
            at_start = not there or filed.passages[there] != filed.passages[there - 1]
            yield Edit(Op.BEYOND if at_start else Op.ADDED, (0, bracketed), (there, there))
    if bracketed < end:
        count = _count_clause_before(filed, there, most=end - bracketed + 1)
        if not count and there and are_similar(quoted.words[end - 1], filed.words[there - 1]):
            count = 1
        yield Edit(Op.BRACKET, (bracketed, end), (there - count, there))


def _after_last_run(quoted: Tokens, filed: Tokens, last: Run) -> Iterator[Edit]:
    start, there = last.quoted_end, last.filed_end
    bracketed = start
    while bracketed < len(quoted) and quoted.brackets[bracketed]:
        bracketed += 1
    if bracketed > start:
        count = _count_clause_after(filed, there, most=bracketed - start + 1)
        if (
            not count
            and there < len(filed)
            and are_similar(quoted.words[start], filed.words[there])
        ):
            count = 1
        yield Edit(Op.BRACKET, (start, bracketed), (there, there + count))
    if bracketed == len(quoted):
        return
    apart = bracketed > start or any(start <= gap < len(quoted) for gap in quoted.gaps)
    count = 0 if apart else _count_replaced_after(quoted, filed, start, there)
    if count:
        replaced = Mismatch((start, len(quoted)), (there, there + count))
        edits = list(_replacement(quoted, filed, replaced))
        # Words missing after the quote's last word are outside the excerpt.
        yield from edits[:-1] if edits[-1:] and edits[-1].op is Op.MISSING else edits
    else:
        at_end = there == len(filed) or filed.passages[there] != filed.passages[there - 1]
        op = Op.BEYOND if at_end else Op.ADDED
        yield Edit(op, (bracketed, len(quoted)), (there, there))


def _count_replaced_before(quoted: Tokens, filed: Tokens, end: int, at: int) -> int:
    """Count the words on file, up to `at`, that the quote's first `end` words replace."""
    room = 0
    while room < end + _EXPANDED_BY and at > room and not filed.is_sentence_start(at - room):
        room += 1
    expanded = expand(quoted.words[:end])
    for count in range(1, room + 1):
        if expand(filed.words[at - count : at]) == expanded:
            return count
    return min(room, end)


def _count_replaced_after(quoted: Tokens, filed: Tokens, start: int, at: int) -> int:
    """Count the words on file, from `at`, that the quote's words from `start` replace."""
    most = len(quoted) - start
    room = 0
    while (
        room < most + _EXPANDED_BY
        and at + room < len(filed)
        and not filed.is_sentence_start(at + room)
    ):
        room += 1
    expanded = expand(quoted.words[start:])
    for count in range(1, room + 1):
        if expand(filed.words[at : at + count]) == expanded:
            return count
    return min(room, most)


def _count_clause_before(filed: Tokens, at: int, *, most: int) -> int:
    """Count the words back to the start of the clause; 0 if there are more than `most`."""
    count = 0
    while at > count and at < len(filed) and not filed.is_clause_start(at - count):
        count += 1
        if count > most:
            return 0
    return count


def _count_clause_after(filed: Tokens, at: int, *, most: int) -> int:
    """Count the words to the end of the clause; 0 if there are more than `most`."""
    count = 0
    while at + count < len(filed) and not filed.is_clause_start(at + count):
        count += 1
        if count > most:
            return 0
    return count


# Moved words


def _with_moves(
    quoted: Tokens, filed: Tokens, alignment: Alignment, edits: Sequence[Edit]
) -> list[Edit]:
    """Turn words added in one place and on file in another into moved words."""
    added = [edit for edit in edits if edit.op in (Op.ADDED, Op.BEYOND)]
    if not added:
        return list(edits)
    elsewhere = _Elsewhere(filed, alignment, edits)
    rest = [edit for edit in edits if edit.op not in (Op.ADDED, Op.BEYOND)]
    moves: list[Edit] = []
    for edit in added:
        parts = elsewhere.find(quoted, edit)
        at = edit.quoted[0]
        for part in parts:
            if at < part.quoted[0]:
                rest.append(Edit(Op.ADDED, (at, part.quoted[0]), edit.filed))
            at = part.quoted[1]
        if at < edit.quoted[1]:
            op = Op.ADDED if parts else edit.op
            rest.append(Edit(op, (at, edit.quoted[1]), edit.filed))
        moves += parts
    for move in moves:
        rest = [part for edit in rest for part in _without(edit, move.filed)]
    moves = [_move_of_weightier(quoted, filed, move) for move in moves]
    return sorted([*rest, *moves], key=lambda edit: (edit.quoted, edit.filed))


class _Elsewhere:
    """The words on file that the quote lacks in their place; each is found at most once."""

    def __init__(self, filed: Tokens, alignment: Alignment, edits: Sequence[Edit]) -> None:
        self._words = filed.words
        self._missing = [edit for edit in edits if edit.op is Op.MISSING]
        self._taken = [(run.filed, run.filed_end) for run in alignment.runs]
        self._window = (self._taken[0][0], self._taken[-1][1])

    @cached_property
    def _positions(self) -> dict[tuple[str, ...], list[int]]:
        positions: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(self._words) - _MOVED_RUN + 1):
            positions[self._words[at : at + _MOVED_RUN]].append(at)
        return positions

    def find(self, quoted: Tokens, edit: Edit) -> list[Edit]:
        """Return the parts of added words that are on file elsewhere, in the quote's order."""
        at, end = edit.quoted
        near = self._near(edit, quoted.words[at:end])
        if near is not None:
            self._taken.append(near)
            return [Edit(Op.MOVED, edit.quoted, near)]
        found = []
        while at <= end - _MOVED_RUN:
            words = self._longest(quoted.words[at:end])
            if words is None:
                at += 1
                continue
            self._taken.append(words)
            size = words[1] - words[0]
            found.append(Edit(Op.MOVED, (at, at + size), words))
            at += size
        return found

    def _near(self, edit: Edit, words: Sequence[str]) -> Words | None:
        """Find a few words that moved a short way, in any order: "only will" for "will only"."""
        wanted = sorted(words)
        for other in self._missing:
            if sorted(self._words[slice(*other.filed)]) == wanted:
                far = max(other.quoted[0] - edit.quoted[1], edit.quoted[0] - other.quoted[1])
                if far <= _MOVED_NEAR or weight(words) >= _MOVED_WEIGHT:
                    return other.filed
        if len(words) == 1 and is_common(words[0]):
            return None
        # Next to the quoted window: the sentence was rearranged.
        (start, end), size = self._window, len(words)
        for off in range(_BESIDE_WINDOW + 1):
            for beside in ((end + off, end + off + size), (start - off - size, start - off)):
                if beside[0] >= 0 and sorted(self._words[slice(*beside)]) == wanted:
                    return beside
        return None

    def _longest(self, words: Sequence[str]) -> Words | None:
        """Find the longest run on file, not yet taken, that starts as these words do."""
        best: Words | None = None
        for at in self._positions.get(tuple(words[:_MOVED_RUN]), ()):
            size = _MOVED_RUN
            while (
                size < len(words)
                and at + size < len(self._words)
                and words[size] == self._words[at + size]
            ):
                size += 1
            is_free = all(at >= end or at + size <= start for start, end in self._taken)
            if is_free and (best is None or size > best[1] - best[0]):
                best = (at, at + size)
        return best


def _move_of_weightier(quoted: Tokens, filed: Tokens, move: Edit) -> Edit:
    """Of two words that swapped places, report the more serious one: "only", not "will"."""
    (at, end), (there, _) = move.quoted, move.filed
    if end - at != 1:
        return move
    for step in (-1, 1):
        other, other_there = at + step, there - step
        if (
            0 <= other < len(quoted)
            and 0 <= other_there < len(filed)
            and quoted.words[other] == filed.words[other_there]
            and _class_rank(quoted.words[other]) < _class_rank(quoted.words[at])
        ):
            return Edit(Op.MOVED, (other, other + 1), (other_there, other_there + 1))
    return move


def _class_rank(word: str) -> int:
    found = word_class(word)
    return list(WordClass).index(found) if found else len(WordClass)


def _without(edit: Edit, moved: Words) -> list[Edit]:
    """Take moved words out of an edit that lists them as missing."""
    start, end = edit.filed
    if edit.op is not Op.MISSING or moved[0] >= end or moved[1] <= start:
        return [edit]
    return [
        Edit(Op.MISSING, edit.quoted, part)
        for part in ((start, moved[0]), (moved[1], end))
        if part[0] < part[1]
    ]
