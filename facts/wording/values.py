"""The value of a field in words, as drafts and cards show it."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from facts.law.courts import court
from facts.model.field import Field, Type
from facts.wording.names import jurisdiction_name


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return the labels of `labels.toml`: by list (`disposition`), then by the model's word."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("facts.wording").joinpath("labels.toml").read_text("utf-8")
    )
    return found


def value_text(field: Field, held: object, *, short_dates: bool = False) -> str:
    """Return the value of a field in a fact, or in a row of one; "" where nothing is on file.

    Several rows stand on one line, semicolons between them.
    """
    value = field.value_of(held)
    if value is None or value in ("", ()):
        return ""
    if short_dates and field.type is Type.DATE:
        return str(value.short())
    in_words = _IN_WORDS.get(field.type)
    return in_words(field, value) if in_words else str(value)


def draft_text(field: Field, held: object) -> str:
    """Return the value of a field as a draft shows it: `No. 19-532`; "" for nothing."""
    text = value_text(field, held)
    return field.shown.format(text) if text else ""


def row_text(field: Field, row: object) -> str:
    """Return one row of a field: `October 5, 2017  Signed, Gov. Jerry Brown [1]`."""
    lead, rest = row_parts(field, row)
    return f"{lead}  {rest}" if lead else rest


def row_parts(field: Field, row: object) -> tuple[str, str]:
    """Return what a row of a field begins with, "" for nothing, and the rest of it."""
    lead = "".join(draft_text(each, row) for each in field.fields if each.leads)
    return lead, "".join(draft_text(each, row) for each in field.fields if not each.leads)


_IN_WORDS: Mapping[Type, Callable[[Field, Any], str]] = {
    Type.DATE: lambda _, date: date.full(),
    Type.LINES: lambda _, lines: ", ".join(lines),
    Type.NOTES: lambda _, notes: "; ".join(notes),
    Type.SECTIONS: lambda _, keys: ", ".join(keys),
    Type.PROVISIONS: lambda field, rows: "; ".join(row_text(field, row) for row in rows),
    Type.ROWS: lambda field, rows: "; ".join(row_text(field, row) for row in rows),
    Type.CHOICE: lambda field, chosen: labels()[field.choices][chosen],
    Type.YES_NO: lambda field, is_so: field.yes_no[0 if is_so else 1],
    Type.JURISDICTION: lambda _, id_: jurisdiction_name(id_),
    Type.COURT: lambda _, id_: court(id_).name,
}
