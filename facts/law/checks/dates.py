"""Dates that cannot be, by their bounds: "2017-10" and "2017-10-05" contradict nothing."""

from collections.abc import Iterator
from datetime import date

from facts.dates import EdtfDate
from facts.errors import Problem


def not_future(field: str, when: EdtfDate | None, today: date | None) -> Iterator[Problem]:
    """Refuse a date that is surely after `today`; without `today` nothing is in the future."""
    if when is not None and today is not None and when.is_after(today):
        yield Problem(field, f"is in the future ({when.full()}): nothing that has not happened yet")
