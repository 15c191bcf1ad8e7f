"""What every value of the model has in common."""

import re

from pydantic import AfterValidator, BaseModel, ConfigDict

from facts.text import when_filed


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def slugged(pattern: str, expected: str) -> AfterValidator:
    """Return a check for lower-case identifiers; its message says what is `expected`."""

    def check(value: str) -> str:
        lowered = value.strip().lower()
        if not re.fullmatch(pattern, lowered):
            raise ValueError(f"“{value[:60]}” is not in the expected form: {expected}")
        return lowered

    return when_filed(check)
