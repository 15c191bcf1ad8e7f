"""The form in which a fact is corrected or restored: its kind's form, with what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Field, Form, Rows, TextField
from bot.forms.filing.reader import Filled
from bot.forms.filing.typed import Typed
from facts import BadInput, Change, InvalidFact, Problem, filed_text

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


def narrower(form: Form, typed: Typed) -> Iterator[Form]:
    """Yield a form, and what is left of it where all of it has no room in a view.

    First the rare fields of its rows go, then every one that need not be filled in: all of a kind,
    and only where nothing stands in any of them.
    """
    yield form
    yield _slim(form, typed.values, rare=True)
    yield _slim(form, typed.values, rare=False)


def is_narrowest(form: Form, typed: Typed) -> bool:
    """Whether a form is shown without fields that are not rare."""
    return any(
        group.place(0, each.name) not in typed.inputs
        for group in form.groups
        for each in group.fields
        if typed.rows(group.name)
        and not getattr(each, "rare", False)
        and not getattr(each, "beside", "")
    )


def _slim(form: Form, values: Mapping[str, str], *, rare: bool) -> Form:
    return replace(form, parts=tuple(_slim_part(part, values, rare=rare) for part in form.parts))


def _slim_part(part: Field | Rows, values: Mapping[str, str], *, rare: bool) -> Field | Rows:
    if not isinstance(part, Rows):
        return part
    unless_chosen = {each.name: getattr(each, "first", "") for each in part.fields}
    held = {
        field
        for name, value in values.items()
        if name.startswith(f"{part.name}.")
        and value != unless_chosen.get(field := name.rpartition(".")[2])
    }
    kept = [
        each
        for each in part.fields
        if each.required
        or not each.name
        or each.name in held
        or (rare and not getattr(each, "rare", False))
    ]
    return replace(part, fields=tuple(kept))


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
