"""The values of the outbox: a message to post, a delivery handed to the sender, a place.

Messages are JSON text, opaque to the store.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facts.model import Revision

STATES = ("waiting", "sending", "unknown", "sent", "refused", "dead", "cancelled")
"""What becomes of a delivery; drawn in `facts.store.outbox.queue`."""


class Way(StrEnum):
    """How a message reaches people."""

    CHANNEL = "channel"
    """A message in a channel, or in the thread `thread_ts` of it."""
    UNDER = "under"
    """A reply in the thread of an earlier delivery (`under`)."""
    ALONE = "alone"
    """Visible only to one person, where they asked."""
    DIRECT = "direct"
    """A direct message to one person."""
    EDIT = "edit"
    """An edit of the earlier message that it is `about`; if under a notice, after that is sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to post. `message` is JSON; `carries` are the revisions that it rests on.

    With `under_previous` it goes into the thread of the last draft before it without that flag,
    with `under` into that of an earlier delivery. One that `opens_thread` is an opening, which
    carries what its card does.
    `asked` are the questions that the message answers with the first of `carries` ("" if nobody
    asked); it only rests on the others. A notice is `about` an earlier delivery, and may belong to
    another `question` than the drafts added with it. A message sent `until_known` is resent until
    it is known to have arrived, any other at most once. `of_dead` is the dead letter that a message
    to admins reports.
    """

    way: Way
    message: str
    channel: str | None = None
    person: str | None = None
    thread_ts: str | None = None
    under_previous: bool = False
    under: int | None = None
    opens_thread: bool = False
    carries: tuple[Revision, ...] = ()
    asked: tuple[str, ...] = ("",)
    about: int | None = None
    question: int | None = None
    until_known: bool = False
    of_dead: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed delivery: post it, then record the outcome.

    `mark` identifies it in Slack's metadata; it is random, so that it cannot be guessed and reveals
    nothing. One that `is_unknown` may have been posted: look for it before posting it again.
    """

    number: int
    way: Way
    message: str
    channel: str | None
    person: str | None
    thread_ts: str | None
    question: int | None
    attempts: int
    mark: str
    made_at: datetime
    is_unknown: bool
    resent: int
    until_known: bool
    of_dead: int | None
    is_notice: bool = False
    """Whether it is the notice of a change to an earlier message."""
    under: int | None = None
    """The delivery whose thread this belongs in."""
    about: tuple[str, str] | None = None
    """Channel and ts of the message that this is about, if that was posted."""
    above: tuple[str, str] | None = None
    """Channel and ts of the message that this is under."""

    @property
    def place(self) -> str:
        """The channel, or the person of a direct message."""
        return self.channel or self.person or ""

    @property
    def adds(self) -> bool:
        """Whether it adds a message that everyone in a place sees: those count for rate limits."""
        return self.way not in (Way.ALONE, Way.EDIT)


def lane(way: Way, channel: str | None, person: str | None, thread_ts: str | None) -> str | None:
    """Return the lane whose order is kept: a thread, or a person's direct messages."""
    match way:
        case Way.DIRECT:
            return person
        case Way.CHANNEL | Way.UNDER if channel and thread_ts:
            return f"{channel}:{thread_ts}"
        case Way.CHANNEL if channel and channel.startswith("D"):
            return channel
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message appears: a channel with its thread, or for one person alone."""

    channel: str | None = None
    thread_ts: str | None = None
    person: str | None = None
    opening: int | None = None
    """The delivery that opens the thread, until that is posted."""

    def __str__(self) -> str:
        unposted = f"#{self.opening}" if self.opening else ""
        return self.person or f"{self.channel}/{self.thread_ts or unposted}"
