"""A number or a date of a text, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facts.dates import EdtfDate


class Kind(StrEnum):
    """What a number says."""

    COUNT = "count"
    """How many of something; also a number with no word near that says what it is."""
    MEASURE = "measure"
    MONEY = "money"
    PERCENT = "percent"
    FRACTION = "fraction"
    ORDINAL = "ordinal"
    AGE = "age"
    SCORE = "score"
    """Two numbers against each other, as in a vote."""
    TIME = "time"
    """Minutes after midnight; under 720 also for a time without a.m. or p.m."""
    LABEL = "label"
    """A number that names a thing instead of counting things: Section 230, SB 54."""


class Bound(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    UNDER = "under"
    """Nearly, up to, at most, less than."""
    OVER = "over"
    """More than, at least."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts or measures."""

    shown: str
    """As it was written, in figures, with its unit or the word for what it counts."""
    kind: Kind
    low: Fraction
    high: Fraction
    """The same as `low`, but in a range ("10 to 15 people") and in a score (27–12: the 12)."""
    unit: str = ""
    """Of a measure or of money: its name. Of a label: the word before it, folded."""
    things: tuple[str, ...] = ()
    """The words after it that may say what is counted, folded, in the singular, four at most."""
    counted: str = ""
    """That of the things which is counted: the first plural, or else the first."""
    bound: Bound = Bound.EXACT
    is_weak: bool = False
    """Whether the word for it has other uses ("second", "one", "thousands"): then only another
    value of the same thing contradicts it."""

    @property
    def counts_things(self) -> bool:
        """Whether it says how many or how much of what, and is no name, rank or bare number."""
        if self.kind is Kind.COUNT:
            return bool(self.counted)
        return self.kind not in (Kind.LABEL, Kind.ORDINAL)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or a part of one: a day in a month, a month, a year, a decade."""

    shown: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_decade: bool = False
    """Whether `year` is the first of ten."""
    count: Quantity | None = None
    """What a number of four digits counts, if it is not a year: "2000 people"."""

    @classmethod
    def of(cls, when: EdtfDate) -> "DateMention":
        """Return a date on file, with the parts that are known."""
        first, last = when.lower, when.upper
        year = first.year if first.year == last.year else None
        month = first.month if year and first.month == last.month else None
        return cls(when.full(), year, month, first.day if month and when.is_day else None)


Mention = Quantity | DateMention


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says in numbers and dates."""

    mentions: tuple[Mention, ...]
    text: str = ""
    """What was read, in figures; empty for values on file."""

    @classmethod
    def of_dates(cls, dates: Iterable[EdtfDate]) -> "Reading":
        """Return the reading of dates on file, such as those of one event of a law."""
        return cls(tuple(map(DateMention.of, dates)))

    @property
    def dates(self) -> tuple[DateMention, ...]:
        """Only its dates."""
        return tuple(one for one in self.mentions if isinstance(one, DateMention))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Only its numbers."""
        return tuple(one for one in self.mentions if isinstance(one, Quantity))
