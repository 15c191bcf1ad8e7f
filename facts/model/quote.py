"""What somebody said, word for word."""

import re
from typing import Annotated, Literal

from pydantic import Field

from facts.dates import EdtfDate
from facts.model.source import Source
from facts.model.value import Line, Text, Value, Words
from facts.text import fold


class Quote(Value):
    """The verbatim words of one speaker on one occasion.

    `passages` are in the order they were spoken; the words between two passages are not on file.
    `before` and `after` are the speech's own words around the passages, where they are on file.
    """

    kind: Literal["quote"] = "quote"
    passages: Annotated[tuple[Words, ...], Field(min_length=1)]
    speaker: Line
    speaker_aliases: tuple[Line, ...] = ()
    """Other names of the speaker ("DOJ", "Justice Department")."""
    role: Line | None = None
    """The speaker's role at the time."""
    said_on: EdtfDate
    occasion: Line | None = None
    """Press conference, press release, signing message ..."""
    topic: Line | None = None
    """The subject, for lists: "transfers to ICE"."""
    aliases: tuple[Line, ...] = ()
    """Other names of the quote itself, added by editors so that a search finds it."""
    before: Text | None = None
    after: Text | None = None
    notes: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def key(self) -> None:
        """None: a quote has no key; its words identify it."""
        return

    @property
    def words(self) -> str:
        """The passages joined by " [...] "; the brackets show that the ellipsis is the desk's."""
        return " [...] ".join(self.passages)

    @property
    def heading(self) -> str:
        """A title for lists: `Robert Luna on transfers to ICE, Jul 17, 2025`."""
        about = f" on {self.topic}" if self.topic else ""
        return f"{self.speaker}{about}, {self.said_on.short()}"

    @property
    def said(self) -> tuple[str, str, str]:
        """The words, the speaker and the day: quotes that have these in common say the same."""
        words = re.findall(r"\w+", fold(" ".join(self.passages)))
        return " ".join(words), fold(self.speaker), self.said_on.edtf
