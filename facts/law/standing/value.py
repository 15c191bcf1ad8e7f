"""The standing of a law on one day, with the events and decisions that support it."""

from datetime import date
from enum import StrEnum

from facts.dates import EdtfDate
from facts.model import Decision, Event, Source
from facts.model.value import Value


class StandingState(StrEnum):
    """The state of a law on a day, in the words that a card shows."""

    PROPOSED = "proposed"
    FAILED = "failed"
    """Died, vetoed or withdrawn."""
    ENACTED_NOT_YET_IN_EFFECT = "enacted, not yet in effect"
    ENACTED_DATE_NOT_ON_FILE = "enacted, effective date not on file"
    IN_FORCE = "in force"
    IN_FORCE_IN_PART = "in force in part"
    """By the law's own events: some provisions are not yet operative, or are repealed."""
    ENJOINED = "enjoined"
    ENJOINED_IN_PART = "enjoined in part"
    STRUCK_DOWN = "struck down"
    STRUCK_DOWN_IN_PART = "struck down in part"
    REPEALED = "repealed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """No event is on file up to that day, or a date on file is too imprecise to tell."""


class Part(Value):
    """A part of a law whose state differs from the law's own.

    Empty `provisions` means the whole law. `limited_to` says for whom the state holds, None for
    everybody; `excepted` are provisions that it does not cover. `decision` is the key of the
    decision that made the difference, None if the law's own events did.
    """

    provisions: tuple[str, ...] = ()
    state: StandingState
    limited_to: str | None = None
    excepted: tuple[str, ...] = ()
    in_part: bool = False
    """Whether only some of it is affected, and which is not on file."""
    exempt: tuple[str, ...] = ()
    """For whom the state does not hold, though it does for everybody else."""
    resumed: EdtfDate | None = None
    """When a court's order had effect again after a stay of all of it; None if it never had to."""
    since: EdtfDate | None = None
    decision: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole law, for everybody."""
        return not (
            self.provisions or self.limited_to or self.excepted or self.in_part or self.exempt
        )


class Ground(Value):
    """The basis of a standing: an event of the law or a decision on it, and its source."""

    on: EdtfDate
    event: Event | None = None
    decision: Decision | None = None
    source: Source


class Turn(Value):
    """A change to another state, on a date."""

    on: EdtfDate
    state: StandingState


class Standing(Value):
    """The standing of a law at the end of the day `on`.

    `since` is when the state began, if that is on file. `by_events` is the state without courts:
    what the law's own events make it, None if no event had come. `decisions_to` is the date of the
    last decision on file up to that day in a case about the law.

    There are two kinds of `unknown`. Between two states, `before` is the earlier one and `turns`
    are the later ones with their dates. Before anything is on file, `known_from` is the first date
    that is.
    """

    state: StandingState
    on: date
    over: EdtfDate | None = None
    """The month or year that was asked about, if not a single day; `on` is its last day."""
    since: EdtfDate | None = None
    by_events: StandingState | None = None
    parts: tuple[Part, ...] = ()
    grounds: tuple[Ground, ...] = ()
    """In order of date."""
    decisions_to: EdtfDate | None = None
    before: StandingState | None = None
    turns: tuple[Turn, ...] = ()
    known_from: EdtfDate | None = None

    @property
    def until(self) -> EdtfDate | None:
        """The date of the first of the `turns`; None if there are none."""
        return self.turns[0].on if self.turns else None

    @property
    def then(self) -> StandingState | None:
        """The state from that date on; None if there are no `turns`."""
        return self.turns[0].state if self.turns else None
