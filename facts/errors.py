"""Everything that can go wrong in words a reader can act on.

    FactdeskError
    ├── BadInput             what a person typed cannot be taken; names the field
    │   └── InvalidFact      a fact with one problem or more, each at its field
    ├── NotOnFile            no such fact here (another workspace's id answers the same)
    ├── NotAllowed           this person's role may not do this
    ├── OutOfDate            somebody else changed it meanwhile
    └── Unavailable          the store cannot serve now
        ├── AlreadyServed    another process serves this database
        ├── StoreBusy        another write is taking too long: try again
        └── StoreMismatch    the database is of another version than this program

Expected outcomes (nothing on file, several that fit) are values, not errors.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError


class FactdeskError(Exception):
    """The root. `str(error)` is one sentence, fit for the person who asked."""


class BadInput(FactdeskError):
    """What was typed cannot be taken. `field` is the name of the option, variable or form field."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a fact: where (`sources.0.url`, "" is the whole), what is expected."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class InvalidFact(BadInput):
    """A fact that cannot be filed. `problems` names every field at fault, in the body's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(str(problem) for problem in self.problems),
            field=self.problems[0].field or None,
        )

    @classmethod
    def from_validation(cls, error: ValidationError, *, prefix: str = "") -> "InvalidFact":
        """Turn pydantic's report into problems: dotted paths, pydantic's own prefix dropped."""
        details = error.errors(include_url=False, include_input=False)
        places = [detail["loc"] for detail in details]
        return cls(
            Problem(
                field=".".join([prefix] * bool(prefix) + [str(part) for part in detail["loc"]]),
                message=_sentence(detail["type"], detail["msg"]),
            )
            for detail in details
            # A list whose only member is at fault is counted as empty too: one fault, said once.
            if not (
                detail["type"] == "too_short"
                and any(place[:-1][: len(detail["loc"])] == detail["loc"] for place in places)
            )
        )


def _sentence(kind: str, message: str) -> str:
    plain = {
        "missing": "this is required",
        "too_short": "at least one is required",
        "extra_forbidden": "there is no such field",
        "union_tag_not_found": "the kind of fact is missing (quote, law or decision)",
        "union_tag_invalid": "the kind must be quote, law or decision",
    }
    if kind in plain:
        return plain[kind]
    text = message.removeprefix("Value error, ")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


class NotOnFile(FactdeskError):
    """No such fact in this workspace."""


class NotAllowed(FactdeskError):
    """The person's role may not do this; the message says which role may."""


class OutOfDate(FactdeskError):
    """The thing acted on was changed by somebody else meanwhile."""


class Unavailable(FactdeskError):
    """The store cannot serve at the moment."""


class AlreadyServed(Unavailable):
    """Another process serves this database; the message names it."""


class StoreBusy(Unavailable):
    """A write waited longer than it may."""


class StoreMismatch(Unavailable):
    """The database's version is not this program's."""
