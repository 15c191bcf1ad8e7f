"""What a comparison of quoted words with the words on file comes to."""

from enum import StrEnum

from facts.model.value import Value

JOIN = " [...] "
"""Stands between two passages of one speech, as in `Quote.words`: it is ours, not the speaker's."""

Offsets = tuple[int, int]
"""`text[start:end]` is the piece that is meant; code points."""


class Verdict(StrEnum):
    """How the words in front of us compare with the words on file; one for each quote."""

    VERBATIM = "verbatim"
    OMISSION = "omission"
    EDITORIAL = "editorial"
    CUT = "cut"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    TOO_SHORT = "too_short"
    NOTHING = "nothing"


class Op(StrEnum):
    """In what way the quoted words differ at one place."""

    CHANGED = "changed"
    """Other words stand there."""
    MISSING = "missing"
    """Words on file are not quoted, and no ellipsis says so."""
    ADDED = "added"
    """Words are quoted that are not on file."""
    MOVED = "moved"
    """The words are on file, at another place."""
    BEYOND = "beyond"
    """The quote begins before, or goes on after, the words on file."""
    GAP = "gap"
    """An ellipsis hides words on file."""
    BRACKET = "bracket"
    """Words in square brackets are inserted, or stand for words on file."""
    BEFORE = "before"
    """An excerpt leaves out a negation, a modal or "only" that stands directly before it."""


class Touch(StrEnum):
    """The class of word for which a difference changes the meaning; the weightiest first."""

    NEGATION = "negation"
    CONDITION = "condition"
    QUANTIFIER = "quantifier"
    MODAL = "modal"
    NUMBER = "number"
    NAME = "name"


class Difference(Value):
    """One place where the quoted words are not those on file.

    `on_file` is cut by `on_file_span` out of the passages joined by `JOIN`, `quoted` by
    `quoted_span` out of the quoted words. Where a side has no words its span is empty and stands
    where they would be.
    """

    op: Op
    on_file: str
    quoted: str
    on_file_span: Offsets
    quoted_span: Offsets
    meaning_changed: bool = False
    touches: Touch | None = None


class Comparison(Value):
    """Quoted words beside the words on file.

    `verdict` is `verbatim`, `omission`, `editorial`, `cut`, `altered`, or `nothing` where the words
    on file are not these words at all.
    """

    verdict: Verdict
    words: str
    """The quoted words, as they were given."""
    on_file: str = ""
    """The passages joined by `JOIN`; offsets on file are into it."""
    whole: bool = False
    """All the words on file are quoted, not an excerpt of them."""
    differences: tuple[Difference, ...] = ()
    meaning_changed: bool = False
    on_file_window: Offsets = (0, 0)
    """From the first word on file that is quoted to the last."""
    stitched: bool = False
    """The words come from two passages or more; what was said between them is not on file."""
    similarity: float = 0.0
    """0 to 1; orders candidates, and means nothing else."""

    @property
    def is_clean(self) -> bool:
        """Whether the words are the speaker's own, gaps and brackets declared."""
        return self.verdict in (Verdict.VERBATIM, Verdict.OMISSION, Verdict.EDITORIAL)
