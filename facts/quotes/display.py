"""Show the differences of a comparison: marked inside the words, and named in a sentence."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from facts.model.value import Value
from facts.quotes.check import CheckedQuote
from facts.quotes.verdict import PASSAGE_BREAK, Comparison, Difference, Op, Verdict

_MISSING_CHARACTERS = 300
"""Longer missing words are shortened on the message's side."""
_PASSAGE_CHARACTERS = 1_200
"""In a longer passage on file, only the sentences around the quote are shown."""
_SENTENCE_END = re.compile(r"[.!?…][”\"’')]*\s+")
_NAMED_AT_MOST = 4
_NAMED_WORDS = 12
"""Longer words are shortened in a sentence."""


class PieceKind(StrEnum):
    """How a piece of the words is displayed."""

    SAME = "same"
    MISSING = "missing"
    """On the message's side: words on file that the message lacks; to be struck through."""
    ADDED = "added"
    """On the message's side: words that are not on file in that place; to be highlighted."""
    ON_FILE = "on_file"
    """On the file's side: words that the message lacks or changes; to be highlighted."""


class Piece(Value):
    """A piece of one side, displayed directly after the piece before it."""

    text: str
    kind: PieceKind = PieceKind.SAME


Sides = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def side_by_side(checked: CheckedQuote | Comparison) -> Sides:
    """Return the pieces of (the message's side, the file's side).

    The message's side has all the message's words; the file's side is empty if nothing matches.
    """
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        words = checked.span.words if isinstance(checked, CheckedQuote) else ""
        return (Piece(text=words),), ()
    return _message_side(comparison), _on_file_side(comparison)


def describe_differences(checked: CheckedQuote | Comparison) -> str:
    """Describe what differs: `“only” is missing: this changes the meaning.`; "" if nothing does.

    If any differences change the meaning only those are named, at most four. A message that names
    another speaker than the file, and words from more than one passage, get a sentence each. The
    wording is in `wording.toml`.
    """
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        return ""
    sentences = []
    if isinstance(checked, CheckedQuote) and checked.other_speaker and checked.on_file:
        sentence = _wording()["speaker"]["other"]
        # A role is what tells two people of one name apart: Luna, the Orange County sheriff.
        named = ", ".join(filter(None, (checked.speaker, checked.span.role)))
        sentences.append(sentence.format(speaker=checked.on_file.speaker, named=named))
    sentences.append(_name_differences(comparison))
    if comparison.stitched and comparison.verdict is not Verdict.NOTHING:
        sentences.append(_wording()["stitched"]["sentence"])
    return " ".join(sentence for sentence in sentences if sentence)


# Inside the words


def _message_side(comparison: Comparison) -> tuple[Piece, ...]:
    words = comparison.words
    found: list[Piece] = []
    at = 0
    for one in sorted(comparison.differences, key=lambda one: one.quoted_span):
        start, end = one.quoted_span
        if one.op in (Op.MISSING, Op.BEFORE):
            # Missing words belong directly before the next word, not before its quotation mark.
            while start < len(words) and not words[start].isalnum():
                start += 1
        found += _same(words[at:start])
        if one.on_file and one.op is not Op.MOVED:
            found += [Piece(text=_shorten(one.on_file), kind=PieceKind.MISSING), Piece(text=" ")]
        if start < end:
            found.append(Piece(text=words[start:end], kind=PieceKind.ADDED))
        at = max(at, start, end)
    return tuple(_merge([*found, *_same(words[at:])]))


def _shorten(words: str) -> str:
    if len(words) <= _MISSING_CHARACTERS:
        return words
    half = _MISSING_CHARACTERS // 2
    return f"{words[:half].rsplit(maxsplit=1)[0]} … {words[-half:].split(maxsplit=1)[-1]}"


def _on_file_side(comparison: Comparison) -> tuple[Piece, ...]:
    text = comparison.on_file
    start, end = _shown_on_file(comparison)
    cut_before = start and text[:start].rstrip()[-5:] != PASSAGE_BREAK.strip()
    cut_after = end < len(text) and not text[end:].startswith(PASSAGE_BREAK)
    found: list[Piece] = [Piece(text="… ")] if cut_before else []
    at = start
    for one in sorted(comparison.differences, key=lambda one: one.on_file_span):
        first, last = one.on_file_span
        if first >= last or first < at:
            continue
        found += _same(text[at:first])
        found.append(Piece(text=text[first:last], kind=PieceKind.ON_FILE))
        at = last
    found += _same(text[at:end])
    return tuple(_merge([*found, Piece(text=" …")] if cut_after else found))


def _shown_on_file(comparison: Comparison) -> tuple[int, int]:
    """Return the offsets of the passages that the quote is from; of long ones, its sentences."""
    text = comparison.on_file
    spans = [comparison.on_file_window]
    spans += [one.on_file_span for one in comparison.differences if one.on_file]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    break_before, break_after = text.rfind(PASSAGE_BREAK, 0, first), text.find(PASSAGE_BREAK, last)
    start = 0 if break_before < 0 else break_before + len(PASSAGE_BREAK)
    end = len(text) if break_after < 0 else break_after
    if end - start <= _PASSAGE_CHARACTERS:
        return start, end
    heads = [start, *(found.end() for found in _SENTENCE_END.finditer(text, start, end)), end]
    before = [head for head in heads if head <= first][-2:]
    after = [head for head in heads if head >= last][:2]
    return before[0], after[-1] if after[-1] == end else len(text[: after[-1]].rstrip())


def _same(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(text=text)


def _merge(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbors that are both the same words on either side."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].kind is piece.kind is PieceKind.SAME:
            merged[-1] = Piece(text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return merged


# In a sentence


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads((files("facts.quotes") / "wording.toml").read_text(encoding="utf-8"))


def _name_differences(comparison: Comparison) -> str:
    serious = [one for one in comparison.differences if one.meaning_changed]
    named = serious or list(comparison.differences)
    if not named:
        return ""
    sentence = _enumerate(
        [_name(one) for one in named[:_NAMED_AT_MOST]], more=len(named) - _NAMED_AT_MOST
    )
    if serious:
        count = {1: "one", 2: "two"}.get(len(named), "many")
        sentence = f"{sentence}: {_wording()['meaning'][count]}"
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _name(difference: Difference) -> str:
    op = difference.op.value
    inserted = _wording()["inserted"]
    table = inserted if not difference.on_file and op in inserted else _wording()["op"]
    wording: str = table[op]
    return wording.format(file=_in_marks(difference.on_file), quoted=_in_marks(difference.quoted))


def _in_marks(text: str) -> str:
    words = text.split()
    if len(words) > _NAMED_WORDS:
        kept = _NAMED_WORDS // 3
        return f"“{' '.join(words[:kept])} … {' '.join(words[-kept:])}”"
    return f"“{' '.join(words)}”"


def _enumerate(parts: Sequence[str], *, more: int) -> str:
    listed = list(parts)
    if more > 0:
        listed.append(f"{more} more")
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
