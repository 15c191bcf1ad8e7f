"""What the outbox holds as values, to be drawn when it is sent: exactly one of its parts."""

from datetime import date
from enum import StrEnum

from facts.answer import Match
from facts.model import FactId
from facts.model.value import Value
from facts.notice import Notice, Superseded


class Lost(StrEnum):
    """What a notice cannot be posted to any more."""

    THREAD = "thread"
    CHANNEL = "channel"


class Moved(Value):
    """Why a notice stands elsewhere than what it is about: in the channel, or with the asker."""

    lost: Lost
    question: str | None = None
    """What was asked there, where something was."""


class Progress(Value):
    """How far a change has been told, for the editor who approved it."""

    fact: FactId
    revision: int
    heading: str
    places: int
    """That are owed a notice, as far as is known by now."""
    told: int
    taken_over: int
    """That are told by the notice of a later change instead."""
    refused: tuple[tuple[str, int], ...]
    """That cannot be told: Slack's word for why, and how many."""
    is_done: bool


class UnseenAt(Value):
    """A place where nobody has pressed Seen; no address where one person alone was told."""

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
    """A notice, the edit that strikes what it is about, or a reply made anew before it was sent.

    Or what the desk itself is told: how far a change has been told, who has not seen one.
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
