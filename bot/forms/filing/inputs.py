"""The parts of a form: inputs to type in or to choose from, and rows of them.

An input's name is its place in the fact's body (`said_on`; in a row `url`, whose full place is
`sources.0.url`). That place is also its block_id, so that a problem at a place in the body is shown
under the field that was typed into.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.forms.modal import LINE_LIMIT


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a form.

    `look` is `line` or `lines` to type in, at most `limit` characters; `menu`, `radio` or `tick` to
    choose from the list named `offers`, with `first` preselected; `moment` for a day and a time,
    which Slack shows in the viewer's time zone.

    With `beside`, it is shown only if the list of that name is incomplete, and what is typed in it
    overrides what was chosen. A `detail` is behind More details while it is empty; a `rare`
    one is left out of a full form first. With `main_for`, the name of a choice in the same row and
    a value of it, it is no detail where that is chosen; the choice `steers`: the form is shown
    again when it changes.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    look: str = "line"
    limit: int = LINE_LIMIT
    offers: str = ""
    first: str = ""
    beside: str = ""
    detail: bool = False
    main_for: tuple[str, str] | None = None
    steers: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Repeated inputs, such as events or sources. At least `least` rows are shown.

    A problem with a whole row is shown at its input `anchor`. Where the only input has no name,
    the row is that input (`passages.0`).
    """

    name: str
    one: str
    inputs: tuple[Input, ...]
    anchor: str
    least: int = 0

    def place(self, row: int, name: str) -> str:
        """`sources.0.url`, or `passages.0` where the row is its only input."""
        return f"{self.name}.{row}.{name}" if name else f"{self.name}.{row}"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one kind of fact. `title` is at most 24 characters (Slack's limit).

    `purpose` is what it is for: `file`, `correct`, `restore` or `edit` (a draft); `submit` its
    button's word. `is_brief` means that details are left out: it has a button that shows them.
    """

    kind: str
    title: str
    parts: tuple[Input | Rows, ...]
    purpose: str = "file"
    submit: str = "File"
    is_brief: bool = False

    @property
    def callback_id(self) -> str:
        """Slack's name for the form in the payload of a submission."""
        return f"{self.purpose}_{self.kind}"

    @property
    def groups(self) -> tuple[Rows, ...]:
        """Every group of rows in the form."""
        return tuple(part for part in self.parts if isinstance(part, Rows))

    @property
    def lists(self) -> frozenset[str]:
        """The names of the lists that the form's inputs offer."""
        inputs = [
            each
            for part in self.parts
            for each in (part.inputs if isinstance(part, Rows) else (part,))
        ]
        return frozenset(each.offers for each in inputs if each.offers)

    def group(self, name: str) -> Rows | None:
        """Return the rows of this name, None where it has none."""
        return next((group for group in self.groups if group.name == name), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list, under a heading `group` if the list has headings."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A list to choose from; `more` is true if it is incomplete."""

    choices: tuple[Choice, ...]
    more: bool = False


Offers = Mapping[str, Offer]
"""Lists, by the name in an Input's `offers`."""
