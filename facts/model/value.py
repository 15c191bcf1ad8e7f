"""Types for the fields of a fact: frozen values, and text that is checked when it is filed.

`Line`, `Text`, `Words` and the identifiers made with `slugged` clean and check a string when a
person files it. A body read back from the store is not checked again: the store passes `STORED` as
the validation context.
"""

import re
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from facts.text import LINE_LIMIT, WORDS_LIMIT, filed_text


class Value(BaseModel):
    """A frozen pydantic model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


STORED: Final = {"stored": True}
"""Validation context for a body read from the store: its text was checked when it was filed."""


def when_filed(check: Callable[[str], str]) -> AfterValidator:
    """Return a validator that runs `check`, except in the context `STORED`.

    `check` returns the cleaned string, or raises ValueError with what is wrong.
    """

    def validate(value: str, info: ValidationInfo) -> str:
        return value if info.context is STORED else check(value)

    return AfterValidator(validate)


def slugged(pattern: str, expected: str) -> AfterValidator:
    """Return a validator for an identifier: stripped, lowercase, a full match of `pattern`.

    Its ValueError quotes the value and says what is `expected`, such as "us, us-ca".
    """

    def check(value: str) -> str:
        lowered = value.strip().lower()
        if not re.fullmatch(pattern, lowered):
            raise ValueError(f"“{value[:60]}” is not in the expected form: {expected}")
        return lowered

    return when_filed(check)


def _line(value: str) -> str:
    return filed_text(value, limit=LINE_LIMIT, lines=False)


def _words(value: str) -> str:
    return filed_text(value, limit=WORDS_LIMIT)


Line = Annotated[str, when_filed(_line)]
"""One line, at most 300 characters; runs of whitespace become one space."""
Text = Annotated[str, when_filed(filed_text)]
"""One or more lines, at most 3,000 characters."""
Words = Annotated[str, when_filed(_words)]
"""Verbatim words, at most 40,000 characters; spacing inside is kept as written."""
