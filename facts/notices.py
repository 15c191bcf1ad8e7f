"""The messages that the outbox keeps as values, to be drawn as blocks when they are sent.

They wait in the outbox as JSON, perhaps while the desk is upgraded: a field that is renamed still
reads its old name (`AliasChoices`).
"""

from datetime import date
from enum import StrEnum

from pydantic import AliasChoices, Field

from facts.answer import Match
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
        """Return the label of a change, for a card of the fact `itself` or one that rests on it."""
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


class CardChange(Value):
    """How the card of one fact has changed: the lines that differ, before and after."""

    heading: str
    """Of the card before."""
    before: tuple[str, ...] = Field(validation_alias=AliasChoices("before", "said"))
    """Empty where lines were only added, or where the desk did not stand behind the fact."""
    after: tuple[str, ...] = Field(validation_alias=AliasChoices("after", "right"))
    """Empty where lines were only taken out, or where the desk has taken the fact back."""
    fact_stands: bool = False
    """Whether the desk stands behind the fact now: it tells these two apart."""
    source: Source | None = None
    """Where what is right can be checked."""
    again: str
    """What brings the card back: the fact's id, and the date that it speaks for if that is past."""


class Notice(Value):
    """The message that tells one place that a fact it carried has changed."""

    label: Label
    fact: FactId
    heading: str
    """Of the fact that changed."""
    before: int | None = None
    """The revision of it that the place was shown; None where it was shown none."""
    after: int
    reasons: tuple[str, ...] = ()
    """Why, oldest first: also those of unsent notices that this one replaces."""
    was_wrong: str | None = None
    is_right: str | None = None
    by: str | None = None
    on: date
    asker: str | None = None
    changes: tuple[CardChange, ...] = Field(validation_alias=AliasChoices("changes", "said"))


class Superseded(Value):
    """What becomes of the message that a notice is about."""

    headings: tuple[str, ...]
    struck: tuple[str, ...] = Field(validation_alias=AliasChoices("struck", "said"))
    """The lines that no longer hold."""
    unchanged: tuple[str, ...] = Field((), validation_alias=AliasChoices("unchanged", "stands"))
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


class Lost(StrEnum):
    """What a notice cannot be posted to any more."""

    THREAD = "thread"
    CHANNEL = "channel"


class Moved(Value):
    """Why a notice is not under the card it is about, but in the channel or with the asker."""

    lost: Lost
    question: str | None = None
    """What was asked there, where something was."""


class Progress(Value):
    """How far the fan-out of a change has come, for the editor who approved it."""

    fact: FactId
    revision: int
    heading: str
    places: int
    """Number of places that get a notice, as far as is known."""
    sent: int = Field(validation_alias=AliasChoices("sent", "told"))
    """Places that have their notice."""
    taken_over: int
    """Places that get the notice of a later change instead."""
    refused: tuple[tuple[str, int], ...]
    """Places that cannot get one: Slack's word for why, and how many."""
    is_done: bool


class UnseenAt(Value):
    """A place where nobody has pressed Seen; without an address where one person alone got it."""

    fact: FactId
    heading: str
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    on: date


class Unseen(Value):
    """The notices that nobody has seen for a day, as many as a message can list."""

    places: tuple[UnseenAt, ...]
    more: int


class Outgoing(Value):
    """One message of the outbox as a value: exactly one of its parts is given.

    A notice, the edit that strikes what a notice is about, a reply made anew before it was sent;
    or, for the desk, the progress of a fan-out and the notices that nobody has seen.
    """

    notice: Notice | None = None
    moved: Moved | None = None
    """Beside a notice."""
    superseded: Superseded | None = None
    card: Match | None = None
    was_cut: bool = False
    """Whether the question of the card was cut."""
    progress: Progress | None = None
    unseen: Unseen | None = None
