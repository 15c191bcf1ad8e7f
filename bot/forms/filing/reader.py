"""Reading a form: from what was typed to a fact, and from problems back to their inputs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.forms.filing.inputs import Form, Input, Rows
from bot.forms.modal import Typed, cut_units
from bot.mrkdwn import Json
from facts import Audience, Body, dates, errors, read_body, texts

_SENTENCE_LIMIT = 600
_NEAREST = {"jurisdiction": "court", "key": "docket", "on": "decided_on"}
"""Fields that show the problems of places in the body without a field of their own."""


EdtfDate = dates.EdtfDate


@dataclass(slots=True)
class _Gathered:
    """Problems, dates and rows found in one form, by their places in the body."""

    problems: list[errors.Problem] = field(default_factory=list)
    dates: dict[str, EdtfDate] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)


class Reader:
    """Reads inputs by their names; `rows` yields a reader of each row. All share one `found`.

    Rows in which nothing was typed are left out, so a row's place in the body may differ from its
    place in the form.
    """

    def __init__(self, typed: Typed, today: date) -> None:
        self.typed = typed
        self._today = today
        self._shown = self._place = ""
        self.found = _Gathered()

    def text(self, name: str) -> str | None:
        """Return what was typed or chosen, unchanged; None if nothing was."""
        return self.typed.values.get(_join(self._shown, name))

    def lines(self, name: str) -> list[str]:
        """Return the lines that are not blank."""
        return [line.strip() for line in (self.text(name) or "").splitlines() if line.strip()]

    def date(self, name: str) -> str | None:
        """Return a date in EDTF; text that is not a date becomes a problem at its place."""
        text = self.text(name)
        if text is None:
            return None
        try:
            read = dates.read_date(text, today=self._today)
        except ValueError as error:
            self.problem(name, str(error))
            return None
        self.found.dates[_join(self._place, name)] = read
        return read.edtf

    def problem(self, name: str, message: str) -> None:
        """Record why the value of a field is not valid."""
        self.found.problems.append(errors.Problem(_join(self._place, name), message))

    def rows(self, group: Rows) -> Iterator["Reader"]:
        """Yield a reader for each row that is filled in, in order."""
        places = self.found.rows[group.name] = []
        for row in range(self.typed.rows(group.name)):
            if any(self._holds(group, row, each) for each in group.inputs):
                yield self._at(f"{group.name}.{row}", f"{group.name}.{len(places)}")
                places.append(row)

    def _holds(self, group: Rows, row: int, each: Input) -> bool:
        text = self.typed.values.get(group.place(row, each.name))
        return text is not None and not each.first

    def _at(self, shown: str, place: str) -> "Reader":
        row = Reader(self.typed, self._today)
        row._shown, row._place, row.found = shown, place, self.found
        return row


@dataclass(frozen=True, slots=True)
class Filled:
    """A submitted form: the body's data, how to file it, and what could not be read."""

    form: Form
    typed: Typed
    data: Json
    problems: tuple[errors.Problem, ...]
    dates: Mapping[str, EdtfDate]
    rows: Mapping[str, tuple[int, ...]]
    audience: Audience
    embargo_until: datetime | None
    """UTC; None for at once."""
    reason: str | None

    @classmethod
    def of(cls, form: Form, reader: Reader, data: Json) -> "Filled":
        """Return what was read, and the inputs outside the body: audience, embargo and reason."""
        reason = reader.text("reason")
        try:
            reason = texts.filed_text(reason, limit=300, lines=False) if reason else None
        except ValueError as error:
            reader.problem("reason", str(error))
        chosen = reader.text("audience")
        audience = Audience(chosen) if chosen in list(Audience) else Audience.NEWSROOM
        until = reader.text("embargo_until") or ""
        rows = {name: tuple(places) for name, places in reader.found.rows.items()}
        held = {name: value for name, value in data.items() if value not in (None, [], "")}
        return cls(
            form,
            reader.typed,
            {"kind": form.kind, **held},
            tuple(reader.found.problems),
            reader.found.dates,
            rows,
            audience,
            datetime.fromtimestamp(int(until), UTC) if until.isdecimal() else None,
            reason,
        )

    def body(self) -> Body:
        """Return the fact; InvalidFact names everything that is wrong, by places in the body."""
        try:
            body = read_body(self.data)
        except errors.InvalidFact as error:
            known = {problem.field for problem in self.problems}
            rest = [problem for problem in error.problems if problem.field not in known]
            raise errors.InvalidFact([*self.problems, *rest]) from error
        if self.problems:
            raise errors.InvalidFact(self.problems)
        return body

    def field_errors(self, error: errors.FactdeskError) -> dict[str, str]:
        """Return sentences by block_id: each problem under the field that it came from.

        A problem without a field is shown under the first one, and its sentence names its place.
        """
        sentences: dict[str, list[str]] = {}
        for problem in _problems(error):
            block, sentence = self._under(problem)
            sentences.setdefault(block, []).append(sentence)
        return {
            block: cut_units(" ".join(dict.fromkeys(each)), _SENTENCE_LIMIT)
            for block, each in sentences.items()
        }

    def shows(self, error: errors.FactdeskError) -> bool:
        """Whether the form shows every input at fault: a row as a whole may lack a hidden one."""
        return all(
            self._block(problem) is not None and not self._is_row(problem.field)
            for problem in _problems(error)
        )

    def _is_row(self, place: str) -> bool:
        head, *rest = place.split(".")
        group = self.form.group(head)
        return group is not None and bool(group.anchor) and len(rest) == 1

    def _under(self, problem: errors.Problem) -> tuple[str, str]:
        """Return the block to show a problem under, and its sentence."""
        words = _sentence(problem.message)
        read = self.dates.get(problem.field)
        if read is not None and not any(each is problem for each in self.problems):
            words += f" It was read as {read.full()}."
        name, line = self._shown_place(problem.field)
        if line is not None:
            words = f"Line {line}: {words[:1].lower()}{words[1:]}"
        if block := self._block(problem):
            return block, words
        first = next(iter(self.typed.inputs), name)
        return first, f"{problem.field}: {words}" if problem.field else words

    def _block(self, problem: errors.Problem) -> str | None:
        """Return the input of a problem; None if the form does not show it."""
        name, _ = self._shown_place(problem.field)
        for block in (_beside(name), name):
            if block in self.typed.values or (block == name and block in self.typed.inputs):
                return block
        return None

    def _shown_place(self, place: str) -> tuple[str, int | None]:
        """Return the field of a place in the body, and the line in it if the field has lines."""
        head, *rest = place.split(".")
        group = self.form.group(head)
        if group is None:
            shown = _NEAREST.get(head, head) if head not in self.typed.inputs else head
            if head == "key" and self.form.kind == "law":
                shown = "bill"
            return shown, _line(rest)
        index = int(rest[0]) if rest and rest[0].isdigit() else 0
        shown_rows = self.rows.get(head, ())
        row = shown_rows[index] if index < len(shown_rows) else index
        inner = rest[1] if len(rest) > 1 else group.anchor
        return group.place(row, inner), _line(rest[2:])


def _problems(error: errors.FactdeskError) -> tuple[errors.Problem, ...]:
    if isinstance(error, errors.InvalidFact):
        return tuple(error.problems)
    place = error.field if isinstance(error, errors.BadInput) else None
    return (errors.Problem(place or "", str(error)),)


def _join(place: str, name: str) -> str:
    return ".".join(part for part in (place, name) if part)


def _beside(name: str) -> str:
    """`effects.0.law` → `effects.0.other_law`, the field for a value that is not in the list."""
    head, dot, last = name.rpartition(".")
    return f"{head}{dot}other_{last}"


def _line(rest: list[str]) -> int | None:
    return int(rest[0]) + 1 if rest and rest[0].isdigit() else None


def _sentence(message: str) -> str:
    text = re.sub(r"\s+", " ", message).strip()
    capital = text[:1].upper() + text[1:]
    return capital if capital.endswith((".", "?", "”")) else f"{capital}."
