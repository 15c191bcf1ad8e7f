"""The forms of each kind of fact, built from its field table.

To file a fact, to correct or restore it, to edit its draft.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.cards.message import button
from bot.forms.filing.inputs import Form, Input, Offers, Rows
from bot.forms.filing.reader import Filled
from bot.forms.modal import INPUT_LIMIT, LINE_LIMIT, Typed, modal
from bot.mrkdwn import Json, mrkdwn
from facts import Change, errors, fields, texts

KINDS = ("quote", "law", "decision")
ARTICLE = "article"
"""The word after `/fact-add`, and the choice in its first form."""
CHOOSE_KIND = "file_kind"
CORRECT, RESTORE, EDIT = "correct", "restore", "edit"
PURPOSES = (CORRECT, RESTORE, EDIT)
"""What the form of a fact on file is for."""
URL_LIMIT = 2_000

_CHOICES = (
    ("quote", "File a quote", "*A quote*\nThe exact words that someone said or wrote."),
    (
        "law",
        "File a law",
        "*A law*\nOne bill or act of one session, passed or not, with its dates.",
    ),
    (
        "decision",
        "File a decision",
        "*A decision*\nWhat one court did on one day in one case.",
    ),
    (
        ARTICLE,
        "From an article",
        "*Quotes from an article*\nPaste the text, then choose which of its quotes to file.",
    ),
)
_LINES = {
    fields.Type.TEXT,
    fields.Type.LINES,
    fields.Type.NOTES,
    fields.Type.SECTIONS,
    fields.Type.PROVISIONS,
}
_LISTED = {fields.Type.COURT, fields.Type.LAW, fields.Type.DECISION, fields.Type.SOURCE}
"""Types whose list of choices has the type's own name."""
BESIDE = (
    Input(
        "audience",
        "Visible to",
        required=True,
        detail=True,
        look="menu",
        offers="audience",
        first="newsroom",
    ),
    Input(
        "embargo_until",
        "Embargo until (desk only until then)",
        hint="Empty: visible at once.",
        look="moment",
        detail=True,
    ),
    Input("reason", "Note to reviewer", detail=True),
)
"""Inputs for what is filed with a fact but is not part of its body."""
_CHANGE = Input(
    "change",
    "What kind of change",
    required=True,
    look="radio",
    offers="change",
    first="correction",
)
_WORDS = (
    Input(
        "was_wrong",
        "What was wrong or is out of date",
        hint="In a sentence. Everyone who got the fact will read this.",
        required=True,
        look="lines",
    ),
    Input(
        "is_right",
        "What is correct",
        hint="In a sentence. Change the fact itself further down.",
        required=True,
        look="lines",
    ),
)
_REASON = Input(
    "reason",
    "Why",
    hint="How it came about, or what is new. Everyone who got the fact will read this.",
    required=True,
)


def chooser() -> Json:
    """Make the first form of `/fact-add`: a press turns it into the form of the kind chosen."""
    rows = [
        {
            "type": "section",
            "block_id": f"kind.{kind}",
            "text": mrkdwn(text),
            "accessory": button(label, CHOOSE_KIND, kind),
        }
        for kind, label, text in _CHOICES
    ]
    return modal("File a fact", rows)


def form_of(kind: str) -> Form:
    """Return the form of a kind (`quote` or `file_quote`); BadInput if there is no such kind."""
    found = kind.strip().casefold().removeprefix("file_")
    if found not in KINDS:
        raise errors.BadInput(
            "Type /fact-add to file a new fact, or name its kind: /fact-add quote, "
            "/fact-add law or /fact-add decision; for the quotes of an article: /fact-add article."
        )
    main_first = sorted(fields.fields_of(found), key=_is_detail)
    parts = [part for field in main_first for part in parts_of(field)]
    return Form(found, f"File a {found}", (*parts, *BESIDE))


def form_sent(callback_id: str) -> Form:
    """Return the form with a callback_id, such as `file_quote` or `correct_law`."""
    purpose, _, kind = callback_id.rpartition("_")
    form = form_of(kind)
    return _changing(form, purpose) if purpose in PURPOSES else form


def _changing(form: Form, purpose: str) -> Form:
    """Turn a kind's form into the one to correct or restore a fact of that kind, or to edit it.

    What was never published was never wrong for a reader: to edit a draft, nobody says why.
    """
    if purpose == EDIT:
        return replace(form, title="Edit draft", purpose=purpose, submit="Send for approval")
    parts = tuple(part for part in form.parts if part.name != "reason")
    first = (_CHANGE, *_WORDS, _REASON) if purpose == CORRECT else (_REASON,)
    verb = purpose.capitalize()
    return replace(
        form,
        title=f"{verb} a {form.kind}",
        parts=(*first, *parts),
        purpose=purpose,
        submit=verb,
    )


def parts_of(field: fields.Field) -> tuple[Input | Rows, ...]:
    """Return the inputs for a field; none for a field that people do not fill in."""
    if not field.is_typed:
        return ()
    if field.type is fields.Type.ROWS:
        return (rows_of(field),)
    return inputs_of(field)


def rows_of(field: fields.Field) -> Rows:
    """Return the rows for a field with several values."""
    inputs = [one for each in field.fields for one in inputs_of(each)]
    steering = {each.main_for[0] for each in field.fields if each.main_for}
    made = tuple(replace(each, steers=each.name in steering) for each in inputs)
    return Rows(field.name, field.one, made, field.anchor, field.least)


def inputs_of(field: fields.Field) -> tuple[Input, ...]:
    """Return the input of a field, and the one for values that are not in its list."""
    lines = field.type in _LINES
    offers = field.type.value if field.type in _LISTED else field.choices
    first = Input(
        field.name,
        field.in_form,
        field.hint,
        required=field.required,
        look=field.look if offers else "lines" if lines else "line",
        limit=INPUT_LIMIT if lines else URL_LIMIT if field.type is fields.Type.URL else LINE_LIMIT,
        offers=offers,
        first=field.default,
        detail=_is_detail(field),
        main_for=field.main_for,
        rare=field.is_rare,
    )
    if field.other is None:
        return (first,)
    label, hint = field.other
    return (first, Input(f"other_{field.name}", label, hint, beside=offers, detail=True))


def _is_detail(field: fields.Field) -> bool:
    """Whether a field is behind More details while it is empty."""
    return not (field.required or field.is_main or field.least)


def brief(form: Form, typed: Typed, offers: Offers) -> Form:
    """Return a form without the details that are empty."""
    parts = [
        _brief_rows(part, typed, offers) if isinstance(part, Rows) else part
        for part in form.parts
        if isinstance(part, Rows) or _is_shown(part, [typed.values.get(part.name)], offers)
    ]
    return replace(form, parts=tuple(parts), is_brief=tuple(parts) != form.parts)


def with_details(form: Form, typed: Typed, offers: Offers) -> Iterator[Form]:
    """Yield a form with its details, then versions to try if it does not fit in a view.

    They leave out the rare details of its rows, then all of its rows' details, then all details,
    each while it is empty.
    """
    yield form
    for rare in (True, False):
        parts = [
            _brief_rows(part, typed, offers, rare=rare) if isinstance(part, Rows) else part
            for part in form.parts
        ]
        yield replace(form, parts=tuple(parts))
    yield brief(form, typed, offers)


def _brief_rows(rows: Rows, typed: Typed, offers: Offers, *, rare: bool = False) -> Rows:
    """Leave out the (rare) details that are empty in every row: all rows of a group are alike."""

    def values(name: str) -> list[str | None]:
        shown = range(typed.rows(rows.name))
        return [typed.values.get(rows.place(row, name)) for row in shown]

    kept = []
    for each in rows.inputs:
        chosen, wanted = (values(each.main_for[0]), each.main_for[1]) if each.main_for else ([], "")
        is_main = wanted in chosen
        if is_main or (rare and not each.rare) or _is_shown(each, values(each.name), offers):
            required = each.required or (is_main and set(chosen) == {wanted})
            kept.append(replace(each, required=required))
    return replace(rows, inputs=tuple(kept))


def _is_shown(one: Input, values: Iterable[str | None], offers: Offers) -> bool:
    """Whether a brief form shows an input in which these values are."""
    is_only_way = bool(one.beside) and not offers[one.beside].choices
    return not one.detail or is_only_way or any(value not in (None, one.first) for value in values)


@dataclass(frozen=True, slots=True)
class Changed:
    """What was typed about the change, apart from the fact itself."""

    change: Change
    was_wrong: str | None
    is_right: str | None
    reason: str | None


def read_changed(filled: Filled) -> Changed:
    """Read what was typed about the change; BadInput names a field that is missing."""
    values = filled.typed.values
    if filled.form.purpose == EDIT:
        return Changed(Change.FILED, None, None, filled.reason)
    if filled.form.purpose == RESTORE:
        return Changed(
            Change.RESTORATION, None, None, _required(values, "reason", limit=LINE_LIMIT)
        )
    chosen = values.get("change", "")
    if chosen not in {Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION}:
        raise errors.BadInput("choose what kind of change it is", field="change")
    return Changed(
        Change(chosen),
        _required(values, "was_wrong"),
        _required(values, "is_right"),
        _required(values, "reason", limit=LINE_LIMIT),
    )


def _required(values: Mapping[str, str], name: str, *, limit: int = INPUT_LIMIT) -> str:
    try:
        return texts.filed_text(values.get(name, ""), limit=limit, lines=limit > LINE_LIMIT)
    except ValueError as error:
        raise errors.InvalidFact([errors.Problem(name, str(error))]) from error
