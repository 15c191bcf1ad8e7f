"""Dates as precise as they are known: EDTF level 1, with bounds.

An `EdtfDate` keeps its string in the Extended Date/Time Format (Library of Congress, 2019) and the
first and last day that it can mean. It is shown with no more precision than it has. Days are
calendar days without a time zone; the caller passes today's date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# A month's name, or month, day and year with slashes: anything less does not identify the month.
_HAS_MONTH = re.compile(r"[A-Za-z]{3}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
# Months, numbers and a year, and no other word: "2018 SB 54" is not a date.
_WRITTEN = re.compile(
    r"(?=.*\b[12]\d{3}\b)(?:(?:the|of|"
    + "|".join(rf"{month[:3]}(?:{month[3:]})?\.?" for month in MONTHS)
    + r"|sept\.?|\d{1,4}(?:st|nd|rd|th)?)[\s,./-]*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date known to the day, the month, the year, or approximately.

    `edtf` is its EDTF string; `lower` and `upper` are the first and the last day it can mean.
    """

    edtf: str
    lower: date
    upper: date

    @classmethod
    def parse(cls, text: str) -> "EdtfDate":
        """Read EDTF level 1: `2017-10-05`, `2017-10`, `2017~`, `2017-06/2017-09`.

        ValueError for anything else, and for a date without bounds (`2017/..`).
        """
        return _parse(text.strip())

    @classmethod
    def of(cls, day: date) -> "EdtfDate":
        """Return the date for a day."""
        return cls(day.isoformat(), day, day)

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day."""
        return self.lower == self.upper

    def __str__(self) -> str:
        return self.edtf

    @property
    def order(self) -> tuple[date, date]:
        """Sort key: the first possible day, then the last."""
        return self.lower, self.upper

    def is_before(self, other: "EdtfDate | date") -> bool:
        """Whether the date is certainly before `other`: all its days before all of the other's."""
        return self.upper < (other.lower if isinstance(other, EdtfDate) else other)

    def is_after(self, other: "EdtfDate | date") -> bool:
        """Whether the date is certainly after `other`: all its days after all of the other's."""
        return self.lower > (other.upper if isinstance(other, EdtfDate) else other)

    def has_come(self, on: date) -> bool | None:
        """Whether the date has come by the end of the day `on`; None if it may or may not have."""
        if self.upper <= on:
            return True
        return False if self.lower > on else None

    def full(self) -> str:
        """Return the date for a sentence: `October 5, 2017`, `October 2017`, `the 2010s`."""
        return _shown(self, short=False)

    def short(self) -> str:
        """Return the date for a field or a list: `Oct 5, 2017`, `Oct 2017`, `about 2017`."""
        return _shown(self, short=True)

    def when(self) -> str:
        """Return the date with its preposition: `on October 5, 2017`, `in October 2017`."""
        shown = self.full()
        if shown.startswith("between"):
            return shown
        preposition = "on" if self.is_day else "in"
        if shown.startswith("possibly "):
            return shown.replace("possibly", f"possibly {preposition}", 1)
        return f"{preposition} {shown}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 (pydantic's own signature)
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def _validate(cls, value: object) -> "EdtfDate":
        if isinstance(value, EdtfDate):
            return value
        if isinstance(value, date):
            return cls.of(value)
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError("must be a date such as 2017-10-05, 2017-10 or 2017")


@lru_cache(maxsize=8192)
def _parse(text: str) -> EdtfDate:
    if plain := _PLAIN.fullmatch(text):
        return _bounded(text, *plain.groups())
    # edtf takes a fifth of a second to import, and then milliseconds per date.
    from edtf import parse_edtf  # noqa: PLC0415
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    expected = f"“{text[:40]}” is not a date: write 2017-10-05, 2017-10, 2017 or 2017~ (about 2017)"
    # A known digit after an unknown one (1X17, 2017-XX-05) means days that are not consecutive.
    if not re.fullmatch(r"[0-9X~?%/-]{4,40}", text) or re.search("X-?[0-9]|^/|/$", text):
        raise ValueError(expected)
    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        bounds = [date(*bound[:3]) for bound in (lower, upper)]
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(expected) from error
    if bounds[0] > bounds[1]:
        raise ValueError(f"“{text}” ends before it begins")
    return EdtfDate(text, *bounds)


def _bounded(text: str, year: str, month: str | None, day: str | None) -> EdtfDate:
    try:
        if month is None:
            return EdtfDate(text, date(int(year), 1, 1), date(int(year), 12, 31))
        if day is None:
            last = monthrange(int(year), int(month))[1]
            return EdtfDate(text, date(int(year), int(month), 1), date(int(year), int(month), last))
        exact = date(int(year), int(month), int(day))
    except (ValueError, IndexError) as error:
        raise ValueError(f"“{text}” is not in the calendar") from error
    return EdtfDate(text, exact, exact)


def _shown(value: EdtfDate, *, short: bool) -> str:
    text = value.edtf
    if "/" in text:
        first, last = text.split("/", 1)
        return _between(_parse(first), _parse(last), short=short)
    words = {"~": "about ", "%": "about ", "?": "possibly "}.get(text[-1], "")
    certain = re.sub(r"(?:-XX)+$", "", text.rstrip("~?%"))
    if plain := _PLAIN.fullmatch(certain):
        year, month, day = plain.groups()
        if month is None:
            return words + year
        name = MONTHS[int(month) - 1]
        name = name[:3] if short else name
        return words + (f"{name} {int(day)}, {year}" if day else f"{name} {year}")
    if decade := re.fullmatch(r"(\d{3})X", certain):
        return f"{words}the {decade[1]}0s"
    return _between(EdtfDate.of(value.lower), EdtfDate.of(value.upper), short=short)


def _between(first: EdtfDate, last: EdtfDate, *, short: bool) -> str:
    return f"between {_shown(first, short=short)} and {_shown(last, short=short)}"


def read_date(text: str, *, today: date) -> EdtfDate:
    """Read a date as people type it: `2018-03-15`, `March 2018`, `15 March 2018`, `2018`, `today`.

    "Today", "now" and "yesterday" are relative to `today`. ValueError for text without a year
    (`March 15`) and for anything else that is not a date: it never guesses.
    """
    stripped = " ".join(text.strip().strip("?.!,;").split())
    stripped = re.sub(r"^(?:in|on)\s+", "", stripped, flags=re.IGNORECASE)
    near = {"today": today, "now": today, "yesterday": today - timedelta(days=1)}
    if stripped.casefold() in near:
        return EdtfDate.of(near[stripped.casefold()])
    try:
        return EdtfDate.parse(stripped)
    except ValueError:
        pass
    read = _read_written(stripped)
    if read is None:
        raise ValueError("Enter a full date, like July 18, 2025")
    return read


@lru_cache(maxsize=1024)
def _read_written(text: str) -> EdtfDate | None:
    if not (_WRITTEN.fullmatch(text) and _HAS_MONTH.search(text)):
        return None
    from dateparser.date import DateDataParser  # noqa: PLC0415 (0.14 s to import)

    parser = DateDataParser(
        languages=["en"],
        settings={"REQUIRE_PARTS": ["year"], "STRICT_PARSING": False, "DATE_ORDER": "MDY"},
    )
    data = parser.get_date_data(text)
    if data.date_obj is None:
        return None
    shape = {"year": "%Y", "month": "%Y-%m"}.get(data.period, "%Y-%m-%d")
    return EdtfDate.parse(data.date_obj.strftime(shape))
