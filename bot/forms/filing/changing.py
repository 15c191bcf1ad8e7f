"""The form in which a fact is corrected or restored: its kind's form, with what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Field, Form, Rows, TextField
from bot.forms.filing.reader import Filled
from bot.mrkdwn import Json
from facts import BadInput, Body, Change, InvalidFact, Problem, filed_text

CORRECT, RESTORE = "correct", "restore"
DEEDS = (CORRECT, RESTORE)
_TITLES = {CORRECT: "Correct", RESTORE: "Restore"}
_CHANGE = ChoiceField(
    "change",
    "What kind of change",
    offers="change",
    required=True,
    look="radio",
    first="correction",
)
_WORDS: tuple[Field, ...] = (
    TextField(
        "was_wrong",
        "What was wrong, or no longer holds",
        hint="In a sentence. Everybody who was told reads this.",
        required=True,
        lines=True,
    ),
    TextField(
        "is_right",
        "What is right",
        hint="In a sentence. The fact itself is changed further down.",
        required=True,
        lines=True,
    ),
)
_REASON = TextField(
    "reason",
    "Why",
    hint="How it came about, or what is new. Everybody who was told reads this.",
    required=True,
)
_KEPT = {
    "quote": ("aliases", "before", "after"),
    "law": ("summary",),
    "decision": (),
}
"""What a body holds that its form has no field for."""
_KEPT_IN_ROWS = {"events": ("note",), "sources": ("origin", "accessed", "archived_url")}
_SAME_ROW = {"events": "event", "sources": "title"}


@dataclass(frozen=True, slots=True)
class Changed:
    """What was typed beside the fact itself."""

    change: Change
    was_wrong: str | None
    is_right: str | None
    reason: str


def changing_form(form: Form, deed: str) -> Form:
    """Return the form of a kind in which a fact of it is corrected, or restored."""
    parts = tuple(part for part in form.parts if part.name != "reason")
    first = (_CHANGE, *_WORDS, _REASON) if deed == CORRECT else (_REASON,)
    title = f"{_TITLES[deed]} a {form.kind}"
    return replace(form, title=title, parts=(*first, *parts), deed=deed, submit=_TITLES[deed])


def slim(form: Form, values: Mapping[str, str]) -> Form:
    """Leave out of a form's rows what nothing stands in, where all of it has no room in a view."""
    return replace(form, parts=tuple(_slim(part, values) for part in form.parts))


def _slim(part: Field | Rows, values: Mapping[str, str]) -> Field | Rows:
    if not isinstance(part, Rows):
        return part
    held = {name.rpartition(".")[2] for name in values if name.startswith(f"{part.name}.")}
    kept = [each for each in part.fields if each.required or not each.name or each.name in held]
    return replace(part, fields=tuple(each for each in kept if getattr(each, "first", "") != "1"))


def read_changed(filled: Filled) -> Changed:
    """Read what was typed beside the fact; BadInput at its field where it is not there."""
    values = filled.typed.values
    if filled.form.deed == RESTORE:
        return Changed(Change.RESTORATION, None, None, _required(values, "reason", limit=300))
    chosen = values.get("change", "")
    if chosen not in {Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION}:
        raise BadInput("choose what kind of change it is", field="change")
    return Changed(
        Change(chosen),
        _required(values, "was_wrong"),
        _required(values, "is_right"),
        _required(values, "reason", limit=300),
    )


def _required(values: Mapping[str, str], name: str, *, limit: int = INPUT_LIMIT) -> str:
    try:
        return filed_text(values.get(name, ""), limit=limit, lines=limit > 300)  # noqa: PLR2004 (a line)
    except ValueError as error:
        raise InvalidFact([Problem(name, str(error))]) from error


def with_kept(filled: Filled, base: Body) -> Filled:
    """Return what was typed together with what the fact holds that its form has no field for."""
    stands = base.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    data: Json = dict(filled.data)
    for name in _KEPT[base.kind]:
        if name in stands:
            data.setdefault(name, stands[name])
    for group, names in _KEPT_IN_ROWS.items():
        if group in data:
            rows = filled.rows.get(group, ())
            data[group] = [
                _kept_row(row, stands.get(group, []), rows[place], _SAME_ROW[group], names)
                for place, row in enumerate(data[group])
            ]
    return replace(filled, data=data)


def _kept_row(
    row: Json, stands: list[dict[str, Any]], shown: int, same: str, names: tuple[str, ...]
) -> Json:
    old = stands[shown] if shown < len(stands) else {}
    if old.get(same) != row.get(same):
        return row
    return {**{name: old[name] for name in names if name in old}, **row}


def read_again(filled: Filled, base: Body) -> Body:
    """Return the fact as it is to stand; InvalidFact names everything that is wrong."""
    return with_kept(filled, base).body()
