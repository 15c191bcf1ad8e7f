"""The errors of `facts`. The message of each is one sentence for the person who asked.

    FactdeskError
    ├── BadInput             something a person typed is not accepted; names the field
    │   ├── InvalidFact      a fact has one or more problems, each at its field
    │   └── Duplicate        a fact that is on file already; names those that it repeats
    ├── NotOnFile            no such fact in this workspace (or it is in another one)
    ├── NotAllowed           the person's role may not do this
    ├── OutOfDate            somebody else has changed it in the meantime
    └── Unavailable          the store cannot be used now
        ├── AlreadyServed    another process serves this database
        ├── StoreBusy        another write is taking too long: try again
        └── StoreMismatch    the database belongs to another version of this program

Expected outcomes (nothing on file, several facts that match) are values, not errors.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError


class FactdeskError(Exception):
    """The root of the tree. `str(error)` is one sentence for the person who asked."""


class BadInput(FactdeskError):
    """Something typed is not accepted.

    `field` names the option, variable or form field at fault, if it is one of those.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a fact.

    `field` is the path to it (`sources.0.url`), or "" for the fact as a whole. `message` says what
    is wrong or expected, worded to follow the field's name.
    """

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class InvalidFact(BadInput):
    """A fact that cannot be filed. `problems` lists every field at fault, in the body's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(str(problem) for problem in self.problems),
            field=self.problems[0].field or None,
        )

    @classmethod
    def from_validation(cls, error: ValidationError, *, prefix: str = "") -> "InvalidFact":
        """Turn pydantic's report into problems.

        Paths are dotted and start with `prefix`, if there is one; pydantic's "Value error, " is
        dropped.
        """
        details = error.errors(include_url=False, include_input=False)
        places = [detail["loc"] for detail in details]
        return cls(
            Problem(
                field=".".join([prefix] * bool(prefix) + [str(part) for part in detail["loc"]]),
                message=_sentence(detail["type"], detail["msg"]),
            )
            for detail in details
            # pydantic also reports a list as too short if its only member is at fault: report one.
            if not (
                detail["type"] == "too_short"
                and any(place[:-1][: len(detail["loc"])] == detail["loc"] for place in places)
            )
        )


def _sentence(kind: str, message: str) -> str:
    known = {
        "missing": "this is required",
        "too_short": "at least one is required",
        "extra_forbidden": "there is no such field",
        "union_tag_not_found": "the kind of fact is missing (quote, law or decision)",
        "union_tag_invalid": "the kind must be quote, law or decision",
    }
    if kind in known:
        return known[kind]
    text = message.removeprefix("Value error, ")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


@dataclass(frozen=True, slots=True)
class OnFile:
    """A fact on file that a new one would repeat, as `sentence` says."""

    fact: str
    """Its id, `F-12`."""
    sentence: str
    is_near: bool = False
    """Whether only a part of the new words, or other words much like them, are on file."""
    can_correct: bool = True
    """Whether it is approved: only then the new one can be a correction of it."""
    has_key: bool = False
    """Whether it has the key of the new one, which therefore cannot be filed beside it."""


class Duplicate(BadInput):
    """A fact that is on file already. `on_file` lists the facts that it repeats, closest first."""

    def __init__(self, on_file: Iterable[OnFile]) -> None:
        self.on_file = tuple(on_file)
        super().__init__(" ".join(one.sentence for one in self.on_file), field="key")


class NotOnFile(FactdeskError):
    """No such fact in this workspace."""


class NotAllowed(FactdeskError):
    """The person's role may not do this; the message says which role may."""


class OutOfDate(FactdeskError):
    """Somebody else has changed the same thing in the meantime."""


class Unavailable(FactdeskError):
    """The store cannot be used at the moment."""


class AlreadyServed(Unavailable):
    """Another process serves this database; the message names it."""


class StoreBusy(Unavailable):
    """A write has waited too long for another one."""


class StoreMismatch(Unavailable):
    """The database belongs to another version of this program."""
