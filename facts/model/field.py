"""The declaration of one field of a fact: how it is typed, shown and found."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Type(StrEnum):
    """How a field's value is typed, shown and read."""

    LINE = "line"
    TEXT = "text"
    """Several lines, or verbatim words."""
    LINES = "lines"
    """A tuple of lines; typed one per line, shown with commas between them."""
    NOTES = "notes"
    """A tuple of lines; typed and shown one per line."""
    SECTIONS = "sections"
    """A tuple of section keys; typed one per line, in any of their spellings."""
    PROVISIONS = "provisions"
    """Rows of a key and what it is about; typed one per line, with a colon between the two."""
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
    """The position, from 1, of one of the fact's sources."""


class Column(StrEnum):
    """The column of the full-text index that a field's text goes to."""

    NAMES = "names"
    """The names of the fact."""
    PEOPLE = "people"
    BODY = "body"
    """The text of the fact."""
    CONTEXT = "context"
    """The speech around a quote: found by its words, but not part of the fact."""


class Other(NamedTuple):
    """The input for a value that is not in the field's list."""

    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a fact, or of a row of it; `name` is its attribute.

    `label` names it in drafts and differences, and in forms and cards unless they have their own
    label.
    """

    name: str
    label: str
    type: Type = Type.LINE
    hint: str = ""
    """Help text for the person who fills it in."""
    form_label: str = ""
    card_label: str = ""

    # How it is filled in.
    is_typed: bool = True
    """False for a property derived from other fields."""
    required: bool = False
    choices: str = ""
    """The list of labels of a CHOICE or YES_NO."""
    look: str = "menu"
    """How the choices are shown: menu, radio or tick."""
    default: str = ""
    """The initial choice."""
    other: Other | None = None
    is_main: bool = False
    """Whether its form shows it at once, as it shows what is required.

    The others, while empty, are behind More details.
    """
    main_for: tuple[str, str] | None = None
    """A choice in the same row, its field and value, that makes it main: `("tier", "own")`."""
    is_rare: bool = False
    """Whether it is dropped first, while empty, from a form that is too long."""

    # Where it is shown.
    in_draft: bool = True
    draft_last: bool = False
    """Whether it comes after the other fields of the draft."""
    shown: str = "{}"
    """How a draft shows its value; in a row, including the separator from the previous field."""
    leads: bool = False
    """Whether it is part of its row's lead."""
    yes_no: tuple[str, str] = ("Yes", "No")
    """How a draft and a card show True and False."""
    on_card: bool = False
    """Whether its card shows it as a labeled line."""
    card_first: bool = False
    """Whether it comes before the other labeled lines."""
    notice: bool = False
    """Whether a card shows it, so that threads with the card get a notice when it changes."""

    # How it is found.
    search: Column | None = None
    """For a field of rows, set it on the rows' own fields."""
    guard: int = 0
    """Its position in the text that the guard searches for names and numbers; 0 if not in it.

    Order matters, since the guard looks at neighboring words, as in "Senate" and "Bill".
    """
    embedding: int = 0
    """Its position in the text to embed; 0 if not in it. Only some 100 words are embedded."""

    # For ROWS and PROVISIONS only.
    fields: tuple["Field", ...] = ()
    """The fields of a row. One without a name is the row itself."""
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
