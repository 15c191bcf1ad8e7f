"""What the outbox holds as values, to be drawn when it is sent: exactly one of its parts."""

from facts.answer import Match
from facts.model.value import Value
from facts.notice import Notice, Superseded


class Outgoing(Value):
    """A notice, the edit that strikes what it is about, or a reply made anew before it was sent."""

    notice: Notice | None = None
    superseded: Superseded | None = None
    card: Match | None = None
    was_cut: bool = False
    """Whether the question of the card was cut."""
