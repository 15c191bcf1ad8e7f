"""What a question says and a fact does not, with its kind."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What of a question a fact lacks or says otherwise."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    """Of a person or of anything else that has one."""
    DENIAL = "denial"
    """Only the question denies."""
    OPPOSITE = "opposite"
    """The fact says the opposite."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing that a question says and the fact does not."""

    part: Part
    asked: str
    """As it was written; of a denial or an opposite, the word."""
    held: str | None = None
    """What the fact has in its place: another number of the same thing, another date, the opposite
    word. None if it has nothing like it."""
