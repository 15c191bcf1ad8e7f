"""What a law's standing is on one day, and what it rests on."""

from datetime import date
from enum import StrEnum

from facts.dates import EdtfDate
from facts.model import Decision, Event, Source
from facts.model.value import Value


class StandingState(StrEnum):
    """A law's state on a day, in the words that a card shows."""

    PROPOSED = "proposed"
    FAILED = "failed"
    """Died, vetoed or withdrawn."""
    ENACTED_NOT_YET_IN_EFFECT = "enacted, not yet in effect"
    ENACTED_DATE_NOT_ON_FILE = "enacted, effective date not on file"
    IN_FORCE = "in force"
    IN_FORCE_IN_PART = "in force in part"
    """By the law's own events: some provisions not yet operative, or repealed."""
    ENJOINED = "enjoined"
    ENJOINED_IN_PART = "enjoined in part"
    STRUCK_DOWN = "struck down"
    STRUCK_DOWN_IN_PART = "struck down in part"
    REPEALED = "repealed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """No event on file by that day, or a date on file too vague to tell."""


class Part(Value):
    """Provisions that stand otherwise than the rest of the law.

    `provisions` empty means the whole law, as far as `limited_to` reaches and without what is
    `excepted`. `decision` is the key of the decision that did it; None where the law's own events
    did.
    """

    provisions: tuple[str, ...] = ()
    state: StandingState
    limited_to: str | None = None
    excepted: tuple[str, ...] = ()
    in_part: bool = False
    """Whether only a part of it is meant, and which is not on file."""
    since: EdtfDate | None = None
    decision: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the law as a whole, for everybody."""
        return not (self.provisions or self.limited_to or self.excepted or self.in_part)


class Ground(Value):
    """An event of the law, or a decision with an effect on it, and where it can be checked."""

    on: EdtfDate
    event: Event | None = None
    decision: Decision | None = None
    source: Source


class Turn(Value):
    """A state that begins on a date."""

    on: EdtfDate
    state: StandingState


class Standing(Value):
    """A law's standing `on` a day.

    `since` is when the state began, where that is on file. `by_events` is the state that the law's
    own events give it, whatever courts did. Of an `unknown` between two states, `before` is the
    first of them and `turns` what follows; of an `unknown` before anything is on file, `known_from`
    is the first date that is. `decisions_to` is the date of the last decision on file up to the day
    that concerns the law.
    """

    state: StandingState
    on: date
    over: EdtfDate | None = None
    """The month or year that was asked about, where it was no single day; `on` is its last."""
    since: EdtfDate | None = None
    by_events: StandingState | None = None
    parts: tuple[Part, ...] = ()
    grounds: tuple[Ground, ...] = ()
    """In order of their dates."""
    decisions_to: EdtfDate | None = None
    before: StandingState | None = None
    turns: tuple[Turn, ...] = ()
    known_from: EdtfDate | None = None

    @property
    def until(self) -> EdtfDate | None:
        """The date of the change that the day may lie before or after."""
        return self.turns[0].on if self.turns else None

    @property
    def then(self) -> StandingState | None:
        """The state after that change."""
        return self.turns[0].state if self.turns else None
