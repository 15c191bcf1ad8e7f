"""Show the differences of a comparison: marked inside the message's words, named in a sentence."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from facts.model.value import Value
from facts.quotes.check import CheckedQuote
from facts.quotes.verdict import Comparison, Difference, Op, Verdict

_INSERTED_CHARACTERS = 300
"""Longer words on file are shortened inside the message."""
_LEAST_AROUND = 20
"""Characters of unchanged words that are shown on each side of a difference at least."""
_MOST_PIECES = 15
"""More pieces than these are not shown where the words are shortened."""
_NAMED_AT_MOST = 4
_NAMED_WORDS = 12
"""Longer words are shortened in a sentence."""


class PieceKind(StrEnum):
    """How a piece of the words is displayed."""

    SAME = "same"
    STRUCK = "struck"
    """The message's words that are not on file in that place; to be struck through."""
    MOVED = "moved"
    """The message's words that are on file in another place."""
    ON_FILE = "on_file"
    """Words on file that the message lacks or changes; to be highlighted."""
    SKIPPED = "skipped"
    """Stands for unchanged words that are left out here."""


class Piece(Value):
    """A piece of the message's words, displayed directly after the piece before it."""

    text: str
    kind: PieceKind = PieceKind.SAME


def marked(checked: CheckedQuote | Comparison) -> tuple[Piece, ...]:
    """Return the message's words as written, with what differs from the words on file marked.

    Without the pieces that are `ON_FILE` they are exactly the message's words. A declared gap or an
    editorial bracket is marked only if it changes the meaning.
    """
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        return (Piece(text=checked.span.words if isinstance(checked, CheckedQuote) else ""),)
    words = comparison.words
    found: list[Piece] = []
    at = 0
    for one in sorted(comparison.differences, key=lambda one: one.quoted_span):
        if one.op in (Op.GAP, Op.BRACKET) and not one.meaning_changed:
            continue
        start, end = one.quoted_span
        if start == end:
            # Missing words belong directly before the next word, not before its quotation mark.
            while start < len(words) and not words[start].isalnum():
                start += 1
            end = start
        start = max(start, at)
        found.append(Piece(text=words[at:start]))
        kind = PieceKind.MOVED if one.op is Op.MOVED else PieceKind.STRUCK
        found.append(Piece(text=words[start:end], kind=kind))
        if one.on_file and one.op is not Op.MOVED:
            shown = _shorten(one.on_file, _INSERTED_CHARACTERS)
            shown = f" {shown}" if start < end or start == len(words) else f"{shown} "
            found.append(Piece(text=shown, kind=PieceKind.ON_FILE))
        at = max(start, end)
    found.append(Piece(text=words[at:]))
    return tuple(piece for piece in found if piece.text)


def shortened(pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    """Leave out unchanged words far from a difference, so that about `limit` characters are left.

    Where something is left out stands a piece that is `SKIPPED`; long changes are cut inside.
    """
    if sum(len(piece.text) for piece in pieces) <= limit:
        return tuple(pieces)
    same = [piece for piece in pieces if piece.kind is PieceKind.SAME]
    room = limit - sum(len(piece.text) for piece in pieces if piece.kind is not PieceKind.SAME)
    around = max(_LEAST_AROUND, room // max(2, 2 * len(same)))
    found: list[Piece] = []
    for place, piece in enumerate(pieces[:_MOST_PIECES]):
        if piece.kind is not PieceKind.SAME:
            text = _shorten(piece.text, max(limit // 2, 2 * _LEAST_AROUND))
            found.append(Piece(text=text, kind=piece.kind))
            continue
        if len(piece.text) <= 2 * around:
            found.append(piece)
            continue
        head, tail = _ends(piece.text, around)
        # Before the first difference and after the last one only its own side is of interest.
        if place == 0 and len(pieces) > 1:
            head = ""
        elif place == len(pieces) - 1 and len(pieces) > 1:
            tail = ""
        found += [Piece(text=head), _skipped(head, tail), Piece(text=tail)]
    if len(pieces) > _MOST_PIECES:
        found.append(_skipped(" ", ""))
    return tuple(piece for piece in found if piece.text)


def _skipped(head: str, tail: str) -> Piece:
    text = f"{' ' if head else ''}[…]{' ' if tail else ''}"
    return Piece(text=text, kind=PieceKind.SKIPPED)


def _shorten(words: str, limit: int) -> str:
    if len(words) <= limit:
        return words
    return " … ".join(_ends(words, limit // 2))


def _ends(words: str, size: int) -> tuple[str, str]:
    """Return the whole words among the first and the last `size` characters."""
    return (words[:size].rsplit(maxsplit=1) or [""])[0], (words[-size:].split(maxsplit=1) or [""])[
        -1
    ]


def describe_differences(checked: CheckedQuote | Comparison) -> str:
    """Describe what differs: `“only” is missing and “if” became “unless”.`; "" if nothing does.

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
