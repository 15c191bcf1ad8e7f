"""Whether words about to be filed are on file already: the same, a part, with more, or altered."""

from collections.abc import Sequence
from enum import StrEnum

from facts.quotes.compare import SHORT, compare
from facts.quotes.tokens import tokenize
from facts.quotes.verdict import Comparison, Verdict


class Overlap(StrEnum):
    """How the words of a new quote compare with those of a quote on file, closest first."""

    SAME = "same"
    CONTAINED = "contained"
    """All of them are on file, as a part of more."""
    CONTAINS = "contains"
    """They contain a passage on file."""
    ALTERED = "altered"

    @property
    def is_on_file(self) -> bool:
        """Whether every new word is on file."""
        return self in (Overlap.SAME, Overlap.CONTAINED)


def is_short(words: str) -> bool:
    """Whether words are too few to be anybody's in particular: "shared duty"."""
    return len(tokenize(words)) < SHORT


def overlap(new: Sequence[str], on_file: Sequence[str]) -> Overlap | None:
    """Compare the passages of a new quote with those of one on file; None for other words.

    A passage of fewer than four words alone makes no two quotes alike.
    """
    there = [compare(passage, on_file) for passage in new]
    here = [compare(passage, new) for passage in on_file]
    if all(one.is_clean for one in there):
        return Overlap.SAME if all(one.is_clean for one in here) else Overlap.CONTAINED
    if any(one.is_clean for one in _long(on_file, here)):
        return Overlap.CONTAINS
    alike = [*_long(new, there), *_long(on_file, here)]
    is_altered = any(one.verdict is not Verdict.NOTHING for one in alike)
    return Overlap.ALTERED if is_altered else None


def merged_passages(new: Sequence[str], on_file: Sequence[str]) -> tuple[str, ...]:
    """Return the passages on file with what is new in them: longer and altered ones replaced.

    No word on file that the new words do not touch is left out; what is new comes last.
    """
    merged: list[str] = []
    used: list[str] = []
    for passage in on_file:
        alike = next((one for one in new if overlap([one], [passage])), None)
        kind = overlap([alike], [passage]) if alike is not None else None
        if alike is None or kind is None or kind.is_on_file:
            merged.append(passage)
        elif alike not in used:
            merged.append(alike)
        used += [alike] if alike is not None else []
    return (*merged, *(one for one in new if one not in used))


def _long(passages: Sequence[str], compared: Sequence[Comparison]) -> list[Comparison]:
    pairs = zip(passages, compared, strict=True)
    return [comparison for passage, comparison in pairs if not is_short(passage)]
