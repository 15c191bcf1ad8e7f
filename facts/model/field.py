"""What is declared of one field of a fact: how it is typed, where it is shown, what finds it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Type(StrEnum):
    """How a field's value is typed, shown and read."""

    LINE = "line"
    TEXT = "text"
    """Several lines, or words to the letter."""
    LINES = "lines"
    """A tuple of lines; typed one a line, shown with commas between them."""
    NOTES = "notes"
    """A tuple of lines; shown one a line as well."""
    SECTIONS = "sections"
    """A tuple of section keys; typed one a line, in any of their spellings."""
    PROVISIONS = "provisions"
    """Rows of a key and what it is about; typed as lines, a colon between the two."""
    ROWS = "rows"
    """A tuple of values that have `fields` of their own."""
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    """A member of an enumeration; `choices` names its list of labels."""
    URL = "url"
    JURISDICTION = "jurisdiction"
    SESSION = "session"
    BILL = "bill"
    COURT = "court"
    DOCKET = "docket"
    LAW = "law"
    """The key of a law."""
    DECISION = "decision"
    """The key of a decision."""
    SOURCE = "source"
    """The place, from 1, of a source of the fact."""


class Column(StrEnum):
    """The column of the full-text index that a field's text goes to."""

    NAMES = "names"
    """What the fact goes by."""
    PEOPLE = "people"
    BODY = "body"
    """What it says."""
    CONTEXT = "context"
    """The speech around a quote: found by its words, but no part of the fact."""


class Other(NamedTuple):
    """The input for a value that the list of a field does not hold."""

    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a fact, or of a row of it; `name` is its attribute.

    `label` is what drafts and differences call it; forms and cards as well, unless they have a
    label of their own.
    """

    name: str
    label: str
    type: Type = Type.LINE
    hint: str = ""
    """Help for who fills it in."""
    form_label: str = ""
    card_label: str = ""

    # How it is filled in.
    is_typed: bool = True
    """False for a property that follows from other fields."""
    required: bool = False
    choices: str = ""
    """The list of labels of a CHOICE or YES_NO."""
    look: str = "menu"
    """How the choices are shown: menu, radio or tick."""
    default: str = ""
    """What is chosen until somebody chooses."""
    other: Other | None = None
    is_rare: bool = False
    """The first to make room, while empty, where a form is full."""

    # Where it is shown.
    in_draft: bool = True
    draft_last: bool = False
    """After the other fields of the draft."""
    shown: str = "{}"
    """How a draft shows its value; in a row, with what goes between it and the field before."""
    leads: bool = False
    """Whether its row begins with it."""
    yes_no: tuple[str, str] = ("Yes", "No")
    """What a draft and a card say for True and for False."""
    on_card: bool = False
    """Whether its card shows it as a labeled line."""
    card_first: bool = False
    """Before the other labeled lines."""
    notice: bool = False
    """Whether a card says it, so that the threads that carry one hear of a change."""

    # What finds it.
    search: Column | None = None
    """For a field of rows, set it on the rows' own fields."""
    guard: int = 0
    """Its place in the text in which the guard looks for names and numbers; 0: not in it.

    Neighbors in that text count, as in "Senate" and "Bill".
    """
    embedding: int = 0
    """Its place in the text that is embedded; 0: not in it. Only some 100 words are embedded."""

    # Of ROWS and PROVISIONS alone.
    fields: tuple["Field", ...] = ()
    """Of a row. One without a name is the row itself."""
    one: str = ""
    """What one row is called."""
    anchor: str = ""
    """The field under which a problem of the row as a whole is shown."""
    least: int = 0
    """How many rows there must be."""

    @property
    def in_form(self) -> str:
        """Its label in a form."""
        return self.form_label or self.label

    @property
    def in_card(self) -> str:
        """Its label on a card."""
        return self.card_label or self.label

    def value_of(self, held: object) -> Any:  # noqa: ANN401 (as many types as there are fields)
        """Return its value in a fact, or in a row of one."""
        return getattr(held, self.name) if self.name else held
