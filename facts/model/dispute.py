"""What a reader disputes of a card."""

from enum import StrEnum


class Matter(StrEnum):
    """What is wrong, as the reader sees it."""

    WRONG_FACT = "wrong_fact"
    """It may be right, but it is not what was asked."""
    WRONG = "wrong"
    """Something that it says is not so."""
    OUTDATED = "outdated"
    """It was so, and no longer is."""
    SOURCE = "source"
    """A source is missing, or does not say this."""
