"""Filling in the forms of /fact-add as Slack does: what is typed, sent, and said of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.forms import filing as forms
from facts import Body, Change, FactId, FiledFact, Revision, starter_bodies
from facts.errors import InvalidFact
from rehearsal.inputs import fill, values_of

Json = dict[str, Any]
TODAY = date(2026, 11, 24)
STARTER = dict(starter_bodies())

SOURCE = {
    "sources.0.title": "California Sheriffs Data Requests",
    "sources.0.url": "https://davisvanguard.org/2025/07/california-sheriffs-data-requests-doj/",
    "sources.0.tier": "secondary",
}
QUOTE = {
    "passages.0": "It’s a federal judicial warrant signed by a judge. There’s no choice.",
    "speaker": "Robert Luna",
    "role": "Los Angeles County Sheriff",
    "said_on": "July 17, 2025",
    **SOURCE,
}
LAW = {
    "jurisdiction": "California",
    "session": "2017–2018",
    "bill": "SB 54",
    "title": "California Values Act",
    "events.0.event": "signed",
    "events.0.on": "October 5, 2017",
    **SOURCE,
}
DECISION = {
    "case": "United States v. California",
    "court": "ca9",
    "docket": "No. 18-16496",
    "decided_on": "April 18, 2019",
    "posture": "appeal_of_preliminary_injunction",
    "disposition": "affirmed_in_part",
    "merits_reached": "no",
    **SOURCE,
}
GOOD = {"quote": QUOTE, "law": LAW, "decision": DECISION}


def filed(bodies: Mapping[str, Body] = STARTER) -> list[FiledFact]:
    return [FiledFact(current=revision(body, at)) for at, body in enumerate(bodies.values(), 1)]


def revision(body: Body, number: int = 19, *, reason: str | None = None) -> Revision:
    return Revision(
        fact=FactId(number=number),
        number=1,
        body=body,
        editor="U0EDITOR",
        editor_name="editor",
        change=Change.FILED,
        recorded_at=datetime(2026, 11, 24, 15, 4, tzinfo=UTC),
        reason=reason,
    )


def on_file() -> forms.Offers:
    facts = filed()
    return forms.offers(
        [fact for fact in facts if fact.body.kind == "law"],
        [fact for fact in facts if fact.body.kind == "decision"],
    )


OFFERS = on_file()


def opened(kind: str, offers: forms.Offers = OFFERS) -> Json:
    view = forms.form_view(forms.form_of(kind), offers)
    assert view is not None
    return view


def typed_into(view: Json, values: Mapping[str, str | int]) -> Json:
    """The view as Slack sends it back, with these values typed into it."""
    ticks = {name: ["yes"] if held else None for name, held in values.items() if is_tick(name)}
    state = fill(view["blocks"], values_of(view["blocks"]), {**values, **ticks})
    return view | {"state": {"values": state}}


def is_tick(name: str) -> bool:
    return name.rpartition(".")[2] in ("in_part", "final")


def with_rows(view: Json, **rows: int) -> Json:
    """Press "Add another" until there are so many rows."""
    for group, wanted in rows.items():
        while forms.Typed.of(view).rows(group) < wanted:
            more = forms.changed_rows(typed_into(view, {}), OFFERS, group, by=1)
            assert more is not None
            view = more
    return view


def sent(kind: str, values: Mapping[str, str]) -> forms.Filled:
    """A form with these values, sent and read; rows are added where a value needs them."""
    rows: dict[str, int] = {}
    for name in values:
        group, _, rest = name.partition(".")
        if rest:
            rows[group] = max(rows.get(group, 0), int(rest.split(".")[0]) + 1)
    return forms.read_form(typed_into(with_rows(opened(kind), **rows), values), today=TODAY)


def errors_of(filled: forms.Filled) -> dict[str, str]:
    with pytest.raises(InvalidFact) as caught:
        filled.body()
    return filled.field_errors(caught.value)


def blocks_of(view: Json, kind: str = "input") -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == kind]


def as_typed(held: object) -> str:
    if isinstance(held, bool):
        return "yes" if held else ""
    return "\n".join(held) if isinstance(held, list) else str(held)


def by_hand(data: Json) -> dict[str, str]:
    """What somebody types to enter a body: its own places are the fields' names."""
    typed: dict[str, str] = {}
    for name, value in data.items():
        if name == "kind" or (name == "jurisdiction" and data["kind"] == "decision"):
            continue
        if name in ("passages", "sources", "events", "effects"):
            for row, each in enumerate(value):
                fields = {"": each} if isinstance(each, str) else each
                for inner, held in fields.items():
                    place = f"{name}.{row}.{inner}" if inner else f"{name}.{row}"
                    typed[place] = as_typed(held)
        elif name == "merits_reached":
            typed[name] = "yes" if value else "no"
        elif name == "provisions":
            typed[name] = "\n".join(": ".join(each.values()) for each in value)
        else:
            typed[name] = as_typed(value)
    return {name: value for name, value in typed.items() if value}
