"""Two cards of one fact compared: what counts, and the lines that differ.

    compared(lines)                       those that count when two cards are compared
    changed_lines(before, after)          what a notice quotes of the old card and of the new one

What counts is all that the whole card says about the fact for the date it speaks for: heading,
answer, fields, words, court history, notes, and the sources as printed (title, address, publisher,
place, date, tier, what was not checked) in their order. A thread gets a notice exactly if one of
these would read differently now. That the first screen shows fewer lines changes nothing: a reader
could open the sources, the court history and the whole card, and may have printed from them.
What does not count:

- warnings, and who verified the fact when, under which revision: they speak of the desk's work, and
  `OVERDUE` comes with time alone;
- "As of", which is the date that the card speaks for; "decisions on file to" in it repeats the date
  of the last line of the court history;
- what came after a past date: it is no part of the answer for that date;
- the other laws with the same number: a card does not rest on them.
"""

from collections.abc import Sequence

from facts.wording.lines import MARKED, Line, LineKind
from facts.wording.provenance import source_text

_COMPARED = frozenset(
    {
        LineKind.HEADING, LineKind.ANSWER, LineKind.SPEAKER, LineKind.PASSAGE, LineKind.FIELD,
        LineKind.CASE, LineKind.COURT, LineKind.NOTE, LineKind.SOURCE,
    }
)  # fmt: skip

_ANSWER = frozenset((LineKind.ANSWER, LineKind.SPEAKER, LineKind.PASSAGE))


def compared(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Keep the lines that count when two cards are compared: the module's docstring lists them."""
    return tuple(line for line in lines if line.kind in _COMPARED)


def reads_the_same(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether two cards read the same, in what counts."""
    return [line.printed for line in compared(before)] == [line.printed for line in compared(after)]


def changed_lines(
    before: Sequence[Line], after: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines of two cards that differ, those of the one before and of the one after.

    Where the same lines only stand in another order, those that have moved are returned. Of a card
    that has been withdrawn, `after` is empty: its answer stands for all of it.
    """
    old, new = compared(before), compared(after)
    if not new:
        return tuple(line for line in old if line.kind in _ANSWER), ()
    was = _without(old, {line.printed for line in new})
    now = _without(new, {line.printed for line in old})
    if not was and not now:
        moved = [
            (one, other)
            for one, other in zip(old, new, strict=False)
            if one.printed != other.printed
        ]
        was, now = tuple(one for one, _ in moved), tuple(other for _, other in moved)
    same = {line.quoted for line in was} & {line.quoted for line in now}
    return _listed(_with_source(was, same)), _listed(_with_source(now, same))


def _with_source(lines: Sequence[Line], same: set[str]) -> tuple[Line, ...]:
    """Name the source of lines that differ in nothing else, so that the two can be told apart."""
    return tuple(
        line.model_copy(update={"quoted": f"{line.quoted} (source: {source_text(line.source)})"})
        if line.quoted in same and line.source is not None and line.kind in MARKED
        else line
        for line in lines
    )


def _without(lines: Sequence[Line], printed: set[tuple[str, ...]]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.printed not in printed)


def _listed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out what another of the lines shows already: a heading's text, a cited source."""
    cited = [line.source for line in lines if line.kind in MARKED]
    rest = [line.quoted for line in lines if line.kind is not LineKind.HEADING]
    return tuple(
        line
        for line in lines
        if not (line.kind is LineKind.SOURCE and line.source in cited)
        and not (line.kind is LineKind.HEADING and any(line.text in one for one in rest))
    )
