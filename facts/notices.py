"""Messages that the outbox stores as values and renders as blocks when it sends them.

They wait in the outbox as JSON, perhaps during an upgrade: a renamed field still accepts its old
name (`AliasChoices`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from facts.answer import Match
from facts.model import Change, FactId, Source
from facts.model.value import Value


def _noon(value: object) -> object:
    """Return the noon of a day: earlier versions stored no more than that."""
    is_day = isinstance(value, str) and len(value) == len("2026-11-24")
    return f"{value}T12:00:00Z" if is_day else value


Moment = Annotated[datetime, BeforeValidator(_noon)]
"""When something happened, in UTC."""


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
    def is_noun(self) -> bool:
        """Whether it goes before "to the card above"."""
        return self not in {Label.RETRACTED, Label.RESTORED}

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Label).index(self)


class CardChange(Value):
    """How the card of one fact has changed: the lines that differ, before and after."""

    heading: str
    """The heading of the card before the change."""
    before: tuple[str, ...] = Field(validation_alias=AliasChoices("before", "said"))
    """Empty if lines were only added, or if the fact was retracted before."""
    after: tuple[str, ...] = Field(validation_alias=AliasChoices("after", "right"))
    """Empty if lines were only removed, or if the fact is retracted now."""
    fact_stands: bool = False
    """Whether the desk stands behind the fact now, which distinguishes those two cases."""
    source: Source | None = None
    """Where the corrected fact can be checked."""
    again: str
    """What to type to see the card again: the fact's id, and its date if that is past."""


class Notice(Value):
    """The message that tells one place that a fact it carried has changed."""

    label: Label
    fact: FactId
    heading: str
    """The heading of the fact that changed."""
    before: int | None = None
    """The revision that was shown in this place; None if none was."""
    after: int
    reasons: tuple[str, ...] = ()
    """Why, oldest first; includes the reasons of unsent notices that this one replaces."""
    was_wrong: str | None = None
    is_right: str | None = None
    by: str | None = None
    at: Moment = Field(validation_alias=AliasChoices("at", "on"))
    asker: str | None = None
    changes: tuple[CardChange, ...] = Field(validation_alias=AliasChoices("changes", "said"))


class Opening(Value):
    """Who asked what: the first line of the message that a card is a reply to."""

    asker: str
    question: str


class Superseded(Value):
    """The edited form of the message that a notice is about."""

    opening: Opening | None = None
    """Set if that message is an opening and no card."""
    headings: tuple[str, ...]
    struck: tuple[str, ...] = Field(validation_alias=AliasChoices("struck", "said"))
    """The lines that no longer hold."""
    unchanged: tuple[str, ...] = Field((), validation_alias=AliasChoices("unchanged", "stands"))
    """The other lines of the message, which have not changed."""
    label: Label
    reasons: tuple[str, ...] = ()
    """As in the notice."""
    fact: FactId
    before: int | None = None
    after: int
    at: Moment = Field(validation_alias=AliasChoices("at", "on"))


class Seen(Value):
    """Who pressed Seen, and when."""

    name: str
    at: Moment = Field(validation_alias=AliasChoices("at", "on"))


class Lost(StrEnum):
    """What no longer exists for a notice to be posted to."""

    THREAD = "thread"
    CHANNEL = "channel"


class Moved(Value):
    """Why a notice is not under the card it is about, but in the channel or with the asker."""

    lost: Lost
    question: str | None = None
    """The question that was asked there, if any."""


class Progress(Value):
    """How far the fan-out of a change has come, for the editor who approved it."""

    fact: FactId
    revision: int
    heading: str
    places: int
    """Number of places that get a notice, as far as is known."""
    sent: int = Field(validation_alias=AliasChoices("sent", "told"))
    """Places that have received their notice."""
    taken_over: int
    """Places that get the notice of a later change instead."""
    refused: tuple[tuple[str, int], ...]
    """Places that cannot get one: Slack's word for why, and how many."""
    is_done: bool


class UnseenAt(Value):
    """A place where nobody has pressed Seen; without an address if only one person saw it."""

    fact: FactId
    heading: str
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    at: Moment = Field(validation_alias=AliasChoices("at", "on"))


class Unseen(Value):
    """The notices that nobody has seen for a day, as many as a message can list."""

    places: tuple[UnseenAt, ...]
    more: int


class Outgoing(Value):
    """One message of the outbox as a value: exactly one of its parts is set.

    A notice, the edit that strikes through the message it is about, a reply rebuilt before it was
    sent, where an answer was posted that somebody picked; or, for the desk, the progress of a
    fan-out and the notices that nobody has seen.
    """

    notice: Notice | None = None
    moved: Moved | None = None
    """Only with a notice."""
    superseded: Superseded | None = None
    card: Match | None = None
    was_cut: bool = False
    """Whether the question of the card was cut."""
    question: int | None = None
    """The number of the question of the card."""
    by_id: bool = False
    """Whether the card was asked for by the fact's id."""
    opening: Opening | None = None
    """Set if the message is the opening of that card, not the card itself."""
    posted: str | None = None
    """The heading of the card that was posted, for the person who picked it."""
    checked: str | None = None
    """What the reply to a message is, for the person who had the message checked."""
    progress: Progress | None = None
    unseen: Unseen | None = None
