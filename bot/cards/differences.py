"""Differences between two texts, word by word, and between two revisions, line by line."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.cards.draft import WHOLE, draft_blocks
from bot.cards.message import rich_section, words
from bot.mrkdwn import Json, cut
from facts import Revision

_AROUND = 160
"""Characters of unchanged words shown on each side of a difference."""
_ALIKE = 0.5
"""Below this share of common words, two texts are shown whole: a word diff would be unreadable."""

Pieces = list[tuple[str, bool]]
"""Texts in order, each with whether it differs; together they are the whole text."""


def compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Cut two texts into what they have in common and what differs, in whole words."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [(before, True)] * bool(before), [(after, True)] * bool(after)
    left: Pieces = []
    right: Pieces = []
    for kind, first, last, start, end in matcher.get_opcodes():
        _join(left, "".join(old[first:last]), differs=kind != "equal")
        _join(right, "".join(new[start:end]), differs=kind != "equal")
    return left, right


def struck(pieces: Pieces, *, limit: int) -> list[Json]:
    """Return runs of rich text in which what differs is struck."""
    return _runs(pieces, limit, {"strike": True})


def bolded(pieces: Pieces, *, limit: int) -> list[Json]:
    """Return runs of rich text in which what differs is bold."""
    return _runs(pieces, limit, {"bold": True})


def changed_rows(before: Revision, after: Revision, *, limit: int) -> list[Json]:
    """Return what differs between two revisions as rows of rich text, old struck, new bold."""
    old, new = body_lines(before), body_lines(after)
    rows = []
    for left, right in _changed_lines(old, new):
        was, now = compared(left, right)
        gap = [words("  →  ")] if left and right else []
        rows.append(rich_section(*struck(was, limit=limit), *gap, *bolded(now, limit=limit)))
    return rows


def body_lines(revision: Revision) -> list[str]:
    """Return the contents of a revision line by line, as its draft shows them."""
    blocks, _ = draft_blocks(revision.model_copy(update={"reason": None}), WHOLE)
    found: list[str] = []
    for block in blocks:
        for element in block["elements"]:
            parts = element["elements"] if element["type"] == "rich_text_list" else [element]
            found += ["".join(_shown(run) for run in part["elements"]) for part in parts]
    return found


def _shown(run: Json) -> str:
    return str(run.get("text", run.get("fallback", "")))


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(last - first, end - start)):
            left = old[first + place] if first + place < last else ""
            yield left, new[start + place] if start + place < end else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _join(pieces: Pieces, text: str, *, differs: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1][1] == differs:
        text = pieces.pop()[0] + text
    pieces.append((text, differs))


def _runs(pieces: Pieces, limit: int, style: dict[str, bool]) -> list[Json]:
    runs = []
    for place, (text, differs) in enumerate(pieces):
        if differs:
            runs.append(words(cut(text, limit), **style))
        else:
            around = min(_AROUND, limit)
            first, last = place == 0, place == len(pieces) - 1
            runs.append(words(_middle(text, around, first=first, last=last)))
    return runs


def _middle(text: str, around: int, *, first: bool, last: bool) -> str:
    """Shorten unchanged words to those next to a difference."""
    if len(text) <= 2 * around:
        return text
    head = "" if first else text[:around].rsplit(maxsplit=1)[0]
    tail = "" if last else text[-around:].split(maxsplit=1)[-1]
    return f"{head} … {tail}"
