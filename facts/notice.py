"""What people are told when a fact that they were given has changed."""

from datetime import date
from enum import StrEnum

from facts.model import Change, FactId, Source
from facts.model.value import Value


class Label(StrEnum):
    """The word that a notice begins with, gravest first."""

    RETRACTED = "RETRACTED"
    CORRECTION = "CORRECTION"
    RESTORED = "RESTORED"
    UPDATE = "UPDATE"
    CLARIFICATION = "CLARIFICATION"

    @classmethod
    def of(cls, change: Change, *, itself: bool) -> "Label":
        """Return the label of a change, to what was told of the fact `itself` or rests on it."""
        if change is Change.RETRACTION:
            return cls.RETRACTED if itself else cls.CORRECTION
        if change is Change.RESTORATION:
            return cls.RESTORED if itself else cls.UPDATE
        return {Change.CORRECTION: cls.CORRECTION, Change.CLARIFICATION: cls.CLARIFICATION}.get(
            change, cls.UPDATE
        )

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Label).index(self)


class Said(Value):
    """What a message said of one fact and what it would say now: the lines that differ alone.

    Both are empty where nothing differs but what the desk itself says of the fact. `again` brings
    the card back: the fact's id, and the date that it speaks for.
    """

    heading: str
    said: tuple[str, ...]
    """Empty where lines were only added, or where the desk stood behind nothing before."""
    right: tuple[str, ...]
    """Empty where lines were only taken out, or where the desk stands behind nothing now."""
    stands: bool = False
    """Whether the desk stands behind the fact still, so that lines were only taken out."""
    source: Source | None = None
    again: str


class Notice(Value):
    """What one place is told of one change."""

    label: Label
    fact: FactId
    heading: str
    """Of the fact that changed."""
    before: int | None = None
    """The revision of it that the place was told; None where it was told of none."""
    after: int
    reasons: tuple[str, ...] = ()
    """Why, oldest first: also those of notices that this one stands for."""
    was_wrong: str | None = None
    is_right: str | None = None
    by: str | None = None
    on: date
    asker: str | None = None
    said: tuple[Said, ...]


class Superseded(Value):
    """What the message becomes that a notice is about."""

    headings: tuple[str, ...]
    said: tuple[str, ...]
    stands: tuple[str, ...] = ()
    """What else the message said, and what has not changed."""
    label: Label
    fact: FactId
    before: int | None = None
    after: int
    on: date


class Seen(Value):
    """Who pressed Seen, and when."""

    name: str
    on: date
