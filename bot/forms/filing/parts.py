"""What a form is made of: fields to type in or to choose from, and rows of them.

A field's name is its place in the fact's body (`said_on`; in a row `url`, whose whole place is
`sources.0.url`), and that place is the block_id of its input: a problem found at a place in the
body stands under the very field that was typed into.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LINE_LIMIT = 300
"""Characters in a line, as the model takes them."""
INPUT_LIMIT = 3_000
"""Characters that one of Slack's inputs takes (docs.slack.dev, "Plain-text input")."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field to type in. With `lines`, several lines; `limit` is in characters.

    With `beside`, it is shown only where the list of that name does not hold everything: what is
    typed in it stands instead of what was chosen. A `rare` one makes room first, while it is empty,
    where a form is full.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    lines: bool = False
    limit: int = LINE_LIMIT
    beside: str = ""
    rare: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A field to choose in. `offers` names its list; `first` is chosen until somebody chooses."""

    name: str
    label: str
    offers: str
    hint: str = ""
    required: bool = False
    look: Literal["menu", "radio", "tick"] = "menu"
    first: str = ""


@dataclass(frozen=True, slots=True)
class MomentField:
    """A day and a time to choose: Slack shows them in the zone of who looks."""

    name: str
    label: str
    hint: str = ""
    required: bool = False


Field = TextField | ChoiceField | MomentField


@dataclass(frozen=True, slots=True)
class Rows:
    """Fields that come several times: events, sources. At least `least` rows are shown.

    A problem of a row as a whole stands at its field `anchor`. Where the only field has no name,
    the row is that field (`passages.0`).
    """

    name: str
    one: str
    fields: tuple[Field, ...]
    anchor: str
    least: int = 0

    def place(self, row: int, field: str) -> str:
        """`sources.0.url`, or `passages.0` where the row is its only field."""
        return f"{self.name}.{row}.{field}" if field else f"{self.name}.{row}"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one kind of fact. `title` is at most 24 characters (Slack's limit).

    `deed` is what it is for: `file`, `correct` or `restore`; `submit` its button's word.
    """

    kind: str
    title: str
    parts: tuple[Field | Rows, ...]
    deed: str = "file"
    submit: str = "File"

    @property
    def callback_id(self) -> str:
        """What Slack names the form by when it is sent."""
        return f"{self.deed}_{self.kind}"

    @property
    def groups(self) -> tuple[Rows, ...]:
        """Every kind of row that it has."""
        return tuple(part for part in self.parts if isinstance(part, Rows))

    @property
    def lists(self) -> frozenset[str]:
        """The names of the lists that it lets people choose from."""
        fields = [each for part in self.parts for each in getattr(part, "fields", (part,))]
        return frozenset(each.offers for each in fields if isinstance(each, ChoiceField))

    def group(self, name: str) -> Rows | None:
        """Return the rows of this name, None where it has none."""
        return next((group for group in self.groups if group.name == name), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen, under a heading `group` where the list has some."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A list to choose from; `more` says that there is more than it holds."""

    choices: tuple[Choice, ...]
    more: bool = False


Offers = Mapping[str, Offer]
"""Lists by the name that a ChoiceField calls them by."""
