"""Values of fields as text in a form: read from a submission, and filled into a form to change."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.forms.filing.inputs import Form, Offers
from bot.forms.filing.kinds import rows_of
from bot.forms.filing.reader import Filled, Reader
from bot.forms.modal import INPUT_LIMIT, Typed, cut_units
from bot.mrkdwn import Json
from facts import Audience, Body, Revision, errors, fields, law

Field = fields.Field
Type = fields.Type


def read_typed(form: Form, typed: Typed, *, today: date) -> Filled:
    """Read what was typed in a form; `today` is what "today" means in its dates."""
    reader = Reader(typed, today)
    data = _fields(reader, fields.fields_of(form.kind))
    if not data["sources"]:
        reader.problem("sources", "a fact needs at least one source where a reader can check it")
    if data.get("court"):
        data["jurisdiction"] = law.courts.court(data["court"]).jurisdiction
    return Filled.of(form, reader, data)


def _fields(reader: Reader, declared: Sequence[Field]) -> Json:
    """Read fields, sources first: an event names one by its row, and empty rows are left out."""
    typed = [each for each in declared if each.is_typed]
    typed.sort(key=lambda one: one.name != "sources")
    return {each.name: _read(reader, each) for each in typed}


def _read(reader: Reader, field: Field) -> Any:  # noqa: ANN401 (as many types as fields)
    return _READ.get(field.type, _text)(reader, field)


def _text(reader: Reader, field: Field) -> str | None:
    return reader.text(field.name)


def _rows(reader: Reader, field: Field) -> list[Any]:
    return [_row(row, field.fields) for row in reader.rows(rows_of(field))]


def _row(reader: Reader, declared: Sequence[Field]) -> Json | str | None:
    if not declared[0].name:
        return reader.text("")
    read = _fields(reader, declared)
    return {name: value for name, value in read.items() if value not in (None, [], False)}


def as_section(line: str) -> str:
    """Return a section in the spelling of keys; text that names no section is returned as typed."""
    return law.keys.statute_key(line) or line


def _provisions(reader: Reader, field: Field) -> list[Json]:
    return [_provision(line) for line in reader.lines(field.name)]


def _provision(line: str) -> Json:
    key, _, about = line.partition(": ")
    return {"key": as_section(key.strip())} | ({"about": about.strip()} if about.strip() else {})


def _yes_no(reader: Reader, field: Field) -> bool | None:
    chosen = reader.text(field.name)
    if field.look == "tick":
        return chosen == "yes"
    return {"yes": True, "no": False}.get(chosen or "")


def _jurisdiction(reader: Reader, field: Field) -> str | None:
    """Return the id of a jurisdiction by its name; other text is left for the model to check."""
    typed = reader.text(field.name)
    if typed is None:
        return None
    text = typed.strip()
    return law.keys.jurisdiction_id(text) or re.sub("[\u2010-\u2015]", "-", text).lower()


def _session(reader: Reader, field: Field) -> str | None:
    """`2017–2018`, `2017-18` and `2017/2018` → `2017-2018`; `115th Congress` → `115`."""
    typed = reader.text(field.name)
    if typed is None:
        return None
    text = re.sub("[\u2010-\u2015\u2212/]", "-", typed.strip())
    if years := re.fullmatch(r"(\d{4}) ?- ?(\d{2}|\d{4})(?: \D*)?", text):
        first, last = years.groups()
        return f"{first}-{first[: 4 - len(last)]}{last}"
    if congress := re.fullmatch(r"(\d{2,3})(?:st|nd|rd|th)(?: \D*)?", text, re.IGNORECASE):
        return congress[1]
    return text


def _bill(reader: Reader, field: Field) -> str | None:
    """`SB 54`, `Senate Bill No. 54` → `sb-54`; other text is left for the model to check."""
    typed = reader.text(field.name)
    if typed is None:
        return None
    text = re.sub("[\u2010-\u2015\u2212]", "-", typed.strip())
    if short := re.fullmatch(r"([A-Za-z]{1,6})[ -]?(\d{1,5})([A-Za-z]?)", text):
        return f"{short[1]}-{short[2].lstrip('0') or '0'}{short[3]}".lower()
    bills = [key for key in law.keys.find_keys(text) if key.kind is law.keys.KeyKind.BILL]
    if len(bills) == 1 and bills[0].text == text:
        return bills[0].key.rpartition("/")[2]
    return text.lower()


def _docket(reader: Reader, field: Field) -> str | None:
    """`No. 19-532` → `19-532`."""
    typed = reader.text(field.name)
    if typed is None:
        return None
    return re.sub(r"^\s*(?:(?:Case|Docket) )?Nos?\b\.?\s*", "", typed, flags=re.IGNORECASE)


def _other_or_chosen(reader: Reader, field: Field) -> str | None:
    """Return what was typed in the input beside a list, else what was chosen in the list."""
    return reader.text(f"other_{field.name}") or reader.text(field.name)


def _law(reader: Reader, field: Field) -> str | None:
    other = _other_or_chosen(reader, field)
    return other.strip().lower() if other else None


def _court(reader: Reader, field: Field) -> str | None:
    typed = _other_or_chosen(reader, field)
    if typed is None:
        reader.problem(field.name, "choose the court, or write it below")
        return None
    try:
        return _court_named(typed.strip()).id
    except errors.BadInput as error:
        reader.problem(field.name, str(error))
        return None


def _court_named(typed: str) -> law.courts.Court:
    """Return the court with an id or a name; BadInput if there is none, or more than one."""
    try:
        return law.courts.court(typed.lower())
    except errors.BadInput:
        named = [
            one.ids for one in law.courts.courts_named(typed) if one.end - one.start == len(typed)
        ]
        if not named:
            raise
    courts = [law.courts.court(id_) for id_ in named[0]]
    exact = [one for one in courts if one.name.casefold() == typed.casefold()]
    if len(exact or courts) > 1:
        shown = ", ".join(f"{one.id} ({one.name})" for one in courts[:3])
        raise errors.BadInput(f"“{typed[:60]}” can be several courts: write an id, such as {shown}")
    return (exact or courts)[0]


def _source(row: Reader, field: Field) -> int | None:
    """Return the number of an event's source, counting only the sources that are filled in."""
    sources = row.found.rows["sources"]
    chosen = row.text(field.name) or ""
    shown = int(chosen) - 1 if chosen.isdecimal() else 0
    if shown in sources:
        return sources.index(shown) + 1
    if sources:
        row.problem(field.name, f"source {shown + 1} is empty: fill it in, or choose another")
    return None


_READ: Mapping[Type, Callable[[Reader, Field], Any]] = {
    Type.NOTES: lambda reader, field: reader.lines(field.name),
    Type.LINES: lambda reader, field: reader.lines(field.name),
    Type.SECTIONS: lambda reader, field: list(map(as_section, reader.lines(field.name))),
    Type.PROVISIONS: _provisions,
    Type.ROWS: _rows,
    Type.DATE: lambda reader, field: reader.date(field.name),
    Type.YES_NO: _yes_no,
    Type.JURISDICTION: _jurisdiction,
    Type.SESSION: _session,
    Type.BILL: _bill,
    Type.COURT: _court,
    Type.DOCKET: _docket,
    Type.LAW: _law,
    Type.DECISION: _other_or_chosen,
    Type.SOURCE: _source,
}


def typed_of(
    body: Body, audience: Audience, embargo_until: datetime | None, offers: Offers
) -> Typed:
    """Return a fact as form input; BadInput if it is too long for Slack's fields."""
    values = {
        name: text
        for field in fields.fields_of(body.kind)
        for name, text in _typed(field, body, offers)
        if text
    }
    values["audience"] = audience.value
    if embargo_until is not None:
        values["embargo_until"] = str(int(embargo_until.timestamp()))
    if any(cut_units(text, INPUT_LIMIT) != text for text in values.values()):
        raise errors.BadInput(
            f"Its words are longer than the {INPUT_LIMIT:,} characters that one of Slack’s fields "
            "holds: it cannot be corrected in a form. Retract works."
        )
    return Typed(values)


def typed_of_change(draft: Revision) -> dict[str, str]:
    """Return what was typed about the change of a draft, and the note to its reviewer."""
    said = {"was_wrong": draft.was_wrong, "is_right": draft.is_right, "reason": draft.reason}
    return {"change": draft.change.value} | {name: text for name, text in said.items() if text}


def _typed(field: Field, held: object, offers: Offers) -> Iterator[tuple[str, str]]:
    """Yield the form input for a field of a fact or of a row, by the names of its inputs."""
    value = field.value_of(held)
    if not field.is_typed or value is None:
        return
    if field.type is Type.ROWS:
        for place, row in enumerate(value):
            for each in field.fields:
                for name, text in _typed(each, row, offers):
                    yield ".".join(filter(None, (field.name, str(place), name))), text
        return
    text = _TYPED.get(field.type, str)(value)
    if field.type is Type.BILL:
        text = getattr(held, "number", None) or text
    if field.other is not None:
        offered = offers[field.type.value].choices
        listed = any(choice.value == text for choice in offered)
        yield (field.name if listed else f"other_{field.name}"), text
    elif field.type is Type.YES_NO and field.look == "tick":
        yield field.name, "yes" if value else ""
    else:
        yield field.name, text


_TYPED: Mapping[Type, Callable[[Any], str]] = {
    Type.LINES: "\n".join,
    Type.NOTES: "\n".join,
    Type.SECTIONS: "\n".join,
    Type.PROVISIONS: lambda rows: "\n".join(
        f"{one.key}: {one.about}" if one.about else one.key for one in rows
    ),
    Type.DATE: lambda date: date.edtf,
    Type.YES_NO: lambda is_so: "yes" if is_so else "no",
}
