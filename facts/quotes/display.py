"""What differs, in a sentence or two."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from facts.model.value import Value
from facts.quotes.check import CheckedQuote
from facts.quotes.verdict import JOIN, Comparison, Difference, Op, Verdict

_LONG_MISSING = 300
"""Of words that are missing, so many characters are drawn in full inside the message."""
_LONG_PASSAGE = 1_200
"""Of a longer passage the sentences around the quote are drawn."""
_SENTENCE_END = re.compile(r"[.!?…][”\"’')]*\s+")


class PieceKind(StrEnum):
    """How a piece of the words is to be drawn."""

    SAME = "same"
    MISSING = "missing"
    """On the message's side: words on file that are not in the message; struck."""
    ADDED = "added"
    """On the message's side: words of the message that are not on file there; marked."""
    ON_FILE = "on_file"
    """On the file's side: words that differ from the message."""


class Piece(Value):
    """A piece of one side, to be set one after the other."""

    text: str
    kind: PieceKind = PieceKind.SAME


Sides = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def pieces(checked: CheckedQuote | Comparison) -> Sides:
    """Draw (the message's side, the file's side); the latter empty where nothing matches."""
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        words = checked.span.words if isinstance(checked, CheckedQuote) else ""
        return (Piece(text=words),), ()
    return _message_side(comparison), _on_file_side(comparison)


def _message_side(comparison: Comparison) -> tuple[Piece, ...]:
    words = comparison.words
    found: list[Piece] = []
    at = 0
    for one in sorted(comparison.differences, key=lambda one: one.quoted_span):
        start, end = one.quoted_span
        if one.op in (Op.MISSING, Op.BEFORE):
            # The words that are not there stand where they would be read: before the next word.
            while start < len(words) and not words[start].isalnum():
                start += 1
        found += _same(words[at:start])
        if one.on_file and one.op is not Op.MOVED:
            found += [Piece(text=_short(one.on_file), kind=PieceKind.MISSING), Piece(text=" ")]
        if start < end:
            found.append(Piece(text=words[start:end], kind=PieceKind.ADDED))
        at = max(at, start, end)
    return tuple(_tidy([*found, *_same(words[at:])]))


def _short(words: str) -> str:
    if len(words) <= _LONG_MISSING:
        return words
    half = _LONG_MISSING // 2
    return f"{words[:half].rsplit(maxsplit=1)[0]} … {words[-half:].split(maxsplit=1)[-1]}"


def _on_file_side(comparison: Comparison) -> tuple[Piece, ...]:
    text = comparison.on_file
    start, end = _shown(comparison)
    opened = start and text[:start].rstrip()[-5:] != JOIN.strip()
    shut = end < len(text) and not text[end:].startswith(JOIN)
    found: list[Piece] = [Piece(text="… ")] if opened else []
    at = start
    for one in sorted(comparison.differences, key=lambda one: one.on_file_span):
        first, last = one.on_file_span
        if first >= last or first < at:
            continue
        found += _same(text[at:first])
        found.append(Piece(text=text[first:last], kind=PieceKind.ON_FILE))
        at = last
    found += _same(text[at:end])
    return tuple(_tidy([*found, Piece(text=" …")] if shut else found))


def _shown(comparison: Comparison) -> tuple[int, int]:
    """Return the passages that the quote speaks of: in full, or of long ones the sentences."""
    text = comparison.on_file
    spots = [comparison.on_file_window]
    spots += [one.on_file_span for one in comparison.differences if one.on_file]
    first, last = min(start for start, _ in spots), max(end for _, end in spots)
    opened, shut = text.rfind(JOIN, 0, first), text.find(JOIN, last)
    start = 0 if opened < 0 else opened + len(JOIN)
    end = len(text) if shut < 0 else shut
    if end - start <= _LONG_PASSAGE:
        return start, end
    heads = [start, *(found.end() for found in _SENTENCE_END.finditer(text, start, end)), end]
    before = [head for head in heads if head <= first][-2:]
    after = [head for head in heads if head >= last][:2]
    return before[0], after[-1] if after[-1] == end else len(text[: after[-1]].rstrip())


def _same(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(text=text)


def _tidy(found: Sequence[Piece]) -> list[Piece]:
    tidy: list[Piece] = []
    for piece in found:
        if tidy and tidy[-1].kind is piece.kind is PieceKind.SAME:
            tidy[-1] = Piece(text=tidy[-1].text + piece.text)
        else:
            tidy.append(piece)
    return tidy


_NAMED = 4
_LONG = 12


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads((files("facts.quotes") / "wording.toml").read_text(encoding="utf-8"))


def plainly(checked: CheckedQuote | Comparison) -> str:
    """Name what differs: `“only” is missing: this changes the meaning.`; "" where nothing does.

    Differences that change the meaning are named first; others only where there are none of those.
    """
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        return ""
    sentences = []
    if isinstance(checked, CheckedQuote) and checked.other_speaker and checked.on_file:
        told = _wording()["speaker"]["other"]
        sentences.append(told.format(speaker=checked.on_file.speaker, named=checked.speaker))
    sentences.append(_differences(comparison))
    if comparison.stitched and comparison.verdict is not Verdict.NOTHING:
        sentences.append(_wording()["stitched"]["sentence"])
    return " ".join(sentence for sentence in sentences if sentence)


def _differences(comparison: Comparison) -> str:
    weighty = [one for one in comparison.differences if one.meaning_changed]
    named = weighty or list(comparison.differences)
    if not named:
        return ""
    told = _list([_one(one) for one in named[:_NAMED]], more=len(named) - _NAMED)
    if weighty:
        counted = {1: "one", 2: "two"}.get(len(named), "many")
        told = f"{told}: {_wording()['meaning'][counted]}"
    return f"{told[:1].upper()}{told[1:]}."


def _one(difference: Difference) -> str:
    wording = _wording()
    op = difference.op.value
    table = (
        wording["inserted"]
        if not difference.on_file and op in wording["inserted"]
        else wording["op"]
    )
    sentence: str = table[op]
    return sentence.format(file=_quote(difference.on_file), quoted=_quote(difference.quoted))


def _quote(words: str) -> str:
    split = words.split()
    if len(split) > _LONG:
        half = _LONG // 3
        return f"“{' '.join(split[:half])} … {' '.join(split[-half:])}”"
    return f"“{' '.join(split)}”"


def _list(parts: Sequence[str], *, more: int) -> str:
    listed = list(parts)
    if more > 0:
        listed.append(f"{more} more")
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
