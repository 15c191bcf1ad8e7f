"""A law's standing on any day, derived from its events and from decisions' effects on it."""

from facts.law.standing.cases import Case, history
from facts.law.standing.derive import changes, later, standing
from facts.law.standing.value import Ground, Part, Standing, StandingState, Turn

__all__ = [
    "Case",
    "Ground",
    "Part",
    "Standing",
    "StandingState",
    "Turn",
    "changes",
    "history",
    "later",
    "standing",
]
