"""A law's standing on any day, derived from its events and from the effects of court decisions.

`standing` is the law's state on a day, `days_of_change` the days on which it may change, `later`
the events and decisions after a day, `history` the cases that a set of decisions makes up.
"""

from facts.law.standing.cases import Case, history
from facts.law.standing.derive import days_of_change, later, standing
from facts.law.standing.value import Ground, Part, Standing, StandingState, Turn

__all__ = [
    "Case",
    "Ground",
    "Part",
    "Standing",
    "StandingState",
    "Turn",
    "days_of_change",
    "history",
    "later",
    "standing",
]
