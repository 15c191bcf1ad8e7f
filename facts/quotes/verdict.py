"""The result of comparing quoted words with the words on file: a verdict and its differences."""

from enum import StrEnum

from facts.model.value import Value

PASSAGE_BREAK = " [...] "
"""Joins the passages of one quote, as in `Quote.words`. Added by the desk, not spoken."""

Offsets = tuple[int, int]
"""`text[start:end]`, in code points."""


class Verdict(StrEnum):
    """How quoted words compare with the words on file. Each quote gets one verdict.

    A comparison alone never gives `MISATTRIBUTED` or `TOO_SHORT`; `check_message` does, since they
    depend on the speaker who is named.
    """

    VERBATIM = "verbatim"
    OMISSION = "omission"
    EDITORIAL = "editorial"
    CUT = "cut"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    TOO_SHORT = "too_short"
    NOTHING = "nothing"


class Op(StrEnum):
    """How the quoted words differ from the words on file at one place."""

    CHANGED = "changed"
    """Other words replace those on file."""
    MISSING = "missing"
    """Words on file are left out without an ellipsis."""
    ADDED = "added"
    """Words are quoted that are not on file."""
    MOVED = "moved"
    """The words are on file, but somewhere else."""
    BEYOND = "beyond"
    """The quote starts before the words on file do, or continues after they end."""
    GAP = "gap"
    """An ellipsis replaces words on file."""
    BRACKET = "bracket"
    """Words in square brackets are inserted, or replace words on file."""
    BEFORE = "before"
    """An excerpt leaves out a negation, a modal or "only" directly before its first word."""


class WordClass(StrEnum):
    """The classes of word that change the meaning of a sentence, most serious first."""

    NEGATION = "negation"
    CONDITION = "condition"
    QUANTIFIER = "quantifier"
    MODAL = "modal"
    NUMBER = "number"
    NAME = "name"


class Difference(Value):
    """One place where the quoted words differ from the words on file.

    `on_file` is `comparison.on_file[on_file_span]` and `quoted` is `comparison.words[quoted_span]`.
    A side without words has an empty span, placed where the words would be.
    """

    op: Op
    on_file: str
    quoted: str
    on_file_span: Offsets
    quoted_span: Offsets
    meaning_changed: bool = False
    """Whether a word of some `WordClass` differs."""
    word_class: WordClass | None = None
    """The most serious class of word that differs; None if the meaning is not changed."""


class Comparison(Value):
    """Quoted words compared with the words on file.

    `verdict` is `verbatim`, `omission`, `editorial`, `cut` or `altered`; or `nothing` if these are
    not the words on file at all, in which case there are no differences.
    """

    verdict: Verdict
    words: str
    """The quoted words as given."""
    on_file: str = ""
    """The passages on file joined by `PASSAGE_BREAK`; offsets on file point into this text."""
    whole: bool = False
    """Whether everything on file is quoted, not an excerpt."""
    differences: tuple[Difference, ...] = ()
    """In the order of the quote; a difference with op `before` comes first."""
    meaning_changed: bool = False
    """Whether any difference changes the meaning."""
    on_file_window: Offsets = (0, 0)
    """From the first word on file that is quoted to the end of the last."""
    stitched: bool = False
    """Whether the words come from more than one passage; the words between are not on file."""
    similarity: float = 0.0
    """From 0 to 1. Only for ranking candidates: it says nothing about accuracy."""

    @property
    def is_clean(self) -> bool:
        """Whether the words are the speaker's own, apart from declared gaps and brackets."""
        return self.verdict in (Verdict.VERBATIM, Verdict.OMISSION, Verdict.EDITORIAL)
