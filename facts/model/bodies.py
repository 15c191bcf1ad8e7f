"""The quote, and the body of any revision: one of three kinds."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from facts.dates import EdtfDate
from facts.errors import InvalidFact, Problem
from facts.model.decision import Decision
from facts.model.law import Law
from facts.model.source import Source
from facts.model.value import Value
from facts.text import STORED, Line, Text, Words


class Quote(Value):
    """Verbatim words of one speaker on one occasion.

    `passages` are in the order spoken; what was said between two of them is not on file.
    `before` and `after` are the speech's own words around them, where on file.
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
    """What it is about, for lists: "transfers to ICE"."""
    aliases: tuple[Line, ...] = ()
    before: Text | None = None
    after: Text | None = None
    notes: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def key(self) -> None:
        """Quotes have no key: their words are their identity."""
        return

    @property
    def words(self) -> str:
        """All passages, an ellipsis in brackets between them: it is ours, not the speaker's."""
        return " [...] ".join(self.passages)

    @property
    def heading(self) -> str:
        """`Robert Luna on transfers to ICE, Jul 17, 2025`."""
        about = f" on {self.topic}" if self.topic else ""
        return f"{self.speaker}{about}, {self.said_on.short()}"


Body = Annotated[Quote | Law | Decision, Field(discriminator="kind")]
BODY: TypeAdapter[Quote | Law | Decision] = TypeAdapter(Body)


def read_body(data: dict[str, Any]) -> Quote | Law | Decision:
    """Make a body of plain data; InvalidFact names every field at fault."""
    try:
        return BODY.validate_python(data)
    except ValidationError as error:
        problems = InvalidFact.from_validation(error).problems
        raise InvalidFact(
            Problem(_without_kind(problem.field), problem.message) for problem in problems
        ) from error


def stored_body(text: str) -> Quote | Law | Decision:
    """Read a body that was checked when it was filed, from JSON: its texts are not checked again.

    Half the time of `read_body`, which matters where a question reads several.
    """
    return BODY.validate_json(text, context=STORED)


def _without_kind(field: str) -> str:
    """`law.sources.0.url` → `sources.0.url`: pydantic puts the union's tag first."""
    first, _, rest = field.partition(".")
    return rest if first in ("quote", "law", "decision") else field
