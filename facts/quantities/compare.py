"""Compare the numbers and dates of a question with those of a fact, each with those of its kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facts.quantities.mention import Bound, DateMention, Kind, Mention, Quantity, Reading
from facts.quantities.words import words_of

_TENTH = Fraction(1, 10)
_DECADE = 10


class Outcome(StrEnum):
    """What the other side has of a number or date that is asked about."""

    MET = "met"
    OTHER = "other"
    """Another value of the same thing."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Compared:
    """A number or date that is asked about, and what the other side has."""

    asked: Mention
    outcome: Outcome
    held: Mention | None = None
    """What meets it, or the other value; None if absent."""

    @property
    def is_false(self) -> bool:
        """Whether the other side cannot be what is asked about.

        A word that has other uses ("second", "thousands") is false only where there is another
        value of the same thing.
        """
        weak = isinstance(self.asked, Quantity) and self.asked.is_weak
        return self.outcome is Outcome.OTHER or (self.outcome is Outcome.ABSENT and not weak)


def compare(asked: Reading, held: Reading) -> tuple[Compared, ...]:
    """Compare each number and date asked about with all of the other side, in order."""
    return tuple(_compared(one, held) for one in asked.mentions)


def _compared(asked: Mention, held: Reading) -> Compared:
    for one in held.mentions:
        if _meets(asked, one, held):
            return Compared(asked, Outcome.MET, one)
    if isinstance(asked, Quantity) and asked.kind is Kind.SCORE and _has_both(asked, held):
        return Compared(asked, Outcome.MET)
    others = [one for one in held.mentions if _is_in_place_of(one, asked)]
    if others:
        return Compared(asked, Outcome.OTHER, min(others, key=lambda one: _distance(asked, one)))
    return Compared(asked, Outcome.ABSENT)


def _meets(asked: Mention, held: Mention, others: Reading) -> bool:
    is_date = (
        isinstance(asked, DateMention)
        and isinstance(held, DateMention)
        and _is_date(asked, held, others.dates)
    )
    return is_date or _is_same_count(asked, held, others)


def _is_same_count(asked: Mention, held: Mention, others: Reading) -> bool:
    wanted, there = _as_count(asked), _as_count(held)
    return wanted is not None and there is not None and _is_quantity(wanted, there, others)


def _as_count(one: Mention) -> Quantity | None:
    """Return a number, or the number that four figures may be instead of a year."""
    return one if isinstance(one, Quantity) else one.count


def _is_date(asked: DateMention, held: DateMention, dates: Iterable[DateMention]) -> bool:
    """Whether a date on file is the one asked about, to the day or as far as was asked.

    The year of "July 17" may be named elsewhere in the fact.
    """
    if asked.day not in (None, held.day) or asked.month not in (None, held.month):
        return False
    if asked.year is None:
        return True
    if held.year is None and asked.month is not None:
        return any(_is_year(asked, one) for one in dates if one.month is None)
    return _is_year(asked, held)


def _is_year(asked: DateMention, held: DateMention) -> bool:
    if asked.year is None or held.year is None:
        return asked.year == held.year
    if asked.is_decade:
        return asked.year // _DECADE == held.year // _DECADE
    return asked.year == held.year and not (held.is_decade and asked.month)


def _is_quantity(asked: Quantity, held: Quantity, others: Reading) -> bool:
    return _has_same_value(asked, held) and _has_same_sense(asked, held, others)


def _has_same_value(asked: Quantity, held: Quantity) -> bool:
    """Whether a number is the one asked about, as exactly as it was asked."""
    if {asked.bound, held.bound} == {Bound.UNDER, Bound.OVER}:
        return False
    if {asked.kind, held.kind} == {Kind.FRACTION, Kind.PERCENT}:
        return abs(_share(asked) - _share(held)) < 1
    if (asked.low, asked.high) == (held.low, held.high):
        return True
    if asked.kind is Kind.SCORE:
        return False
    if asked.low != asked.high:
        return asked.low <= held.low and held.high <= asked.high
    # Thousands may be 4,500, but "10 to 15" is not 12.
    is_among = held.is_weak and held.low <= asked.low <= held.high
    return is_among or (held.low == held.high and _is_rounded(asked, held.low))


def _is_rounded(asked: Quantity, value: Fraction) -> bool:
    """Whether a number asked about as "about 50" or "more than 50" is this value, rounded."""
    step = _step(asked.low)
    match asked.bound:
        case Bound.ABOUT:
            return abs(asked.low - value) <= min(step / 2, asked.low * _TENTH)
        case Bound.OVER:
            return asked.low < value < asked.low + step
        case Bound.UNDER:
            return asked.low - step < value < asked.low
        case Bound.EXACT:
            return False


def _share(one: Quantity) -> Fraction:
    """Return a share in percent."""
    return one.low * 100 if one.kind is Kind.FRACTION else one.low


def _step(value: Fraction) -> Fraction:
    """Return what a number is rounded to: its last digit but zeros counts 1, 10, 1,000,000 ..."""
    if value.denominator != 1:
        return _TENTH
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return Fraction(step)


def _has_same_sense(asked: Quantity, held: Quantity, others: Reading) -> bool:
    """Whether two equal numbers may be numbers of the same thing.

    A bare number may be anything. A count is of another thing if the fact names the thing that is
    asked about elsewhere and not with this number: "17 deputies" is not in "deputies moved 17
    inmates". Otherwise the words may be two for one thing: inmates, detainees.
    """
    if asked.kind is not held.kind:
        shares = {asked.kind, held.kind} == {Kind.FRACTION, Kind.PERCENT}
        return shares or _is_bare(asked) or _is_bare(held)
    if asked.unit and held.unit:
        return asked.unit == held.unit or asked.kind is Kind.LABEL
    if asked.kind not in (Kind.COUNT, Kind.ORDINAL) or not (asked.counted and held.counted):
        return True
    return bool({*asked.things} & {*held.things}) or asked.counted not in words_of(others.text)


def _is_bare(one: Quantity) -> bool:
    return one.kind is Kind.COUNT and not one.counted


def _has_both(score: Quantity, held: Reading) -> bool:
    """Whether a vote is told in two counts: 27 ayes and 12 noes."""
    counts = {one.low for one in held.quantities if one.kind is Kind.COUNT}
    return {score.low, score.high} <= counts


def _is_in_place_of(held: Mention, asked: Mention) -> bool:
    """Whether it is of the kind that is asked about, and so another value."""
    match asked, held:
        case DateMention(), DateMention():
            parts = ((asked.year, held.year), (asked.month, held.month), (asked.day, held.day))
            return all(there is not None for wanted, there in parts if wanted is not None)
        case Quantity(), Quantity():
            if asked.kind is not held.kind or asked.kind in (Kind.LABEL, Kind.TIME):
                return asked.kind is held.kind and asked.unit == held.unit
            if asked.kind in (Kind.COUNT, Kind.ORDINAL):
                return bool(asked.counted) and asked.counted in (held.counted, *held.things)
            return not (asked.unit and held.unit) or asked.unit == held.unit
        case _:
            return False


def _distance(asked: Mention, held: Mention) -> Fraction:
    """Return how far another value is, so that the nearest can be told."""
    match asked, held:
        case DateMention(), DateMention():
            pairs = ((asked.year, held.year, 366), (asked.month, held.month, 31))
            days = sum(abs((a or b or 0) - (b or a or 0)) * size for a, b, size in pairs)
            return Fraction(days + abs((asked.day or 0) - (held.day or 0)))
        case Quantity(), Quantity():
            return abs(asked.low - held.low)
        case _:
            return Fraction(0)
