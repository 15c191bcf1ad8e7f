"""The table of courts, made from two sources.

Which federal district courts there are, where they sit and how a court is cited is read from Free
Law Project's courts-db (its data file, when first needed: 0.02 s). `wording.toml` says which of a
state's courts are its high court, its courts of appeals and its general trial courts, and how a
sentence names each: courts-db's own names and levels do not agree with one another.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from facts.errors import BadInput
from facts.model.value import Value
from facts.people.places import states

_DISTRICT = re.compile(r"(?:(?P<side>[NSEWCM])\.)?D\.(?!C\.)")
"""The citation of a federal district court: `E.D. Cal.`, `D.D.C.`, but not `D.C. Cir.`."""
_SIDES = {"N": "Northern", "S": "Southern", "E": "Eastern", "W": "Western", "C": "Central"} | {
    "M": "Middle"
}
_LOCATIONS = {"Washington D.C.": "us-dc", "Virgin Islands": "us-vi"}
"""Places that courts-db names differently."""
_NOT_IN_COURTS_DB = "*"


class Level(StrEnum):
    """Where a court sits in its own system."""

    TRIAL = "trial"
    APPEAL = "appeal"
    SUPREME = "supreme"


class Court(Value):
    """One court.

    `id` is that of courts-db: `scotus`, `ca9`, `caed`, `calctapp`. `name` is the name in full,
    `short` what lists and cards show (`E.D. Cal.`), `sentence` how a sentence says it ("the Ninth
    Circuit"); `words` are what people type for it.
    """

    id: str
    name: str
    short: str
    sentence: str
    level: Level
    jurisdiction: str
    """Whose court it is: `us`, `us-ca`."""
    place: str | None = None
    """The state where a federal trial court sits: `us-ca`."""
    family: str = ""
    """The id of the one court that this is a seat of (courts-db's `parent`): of `calctapp4d`
    `calctapp`, of any other court its own."""
    words: tuple[str, ...] = ()


@cache
def courts() -> dict[str, Court]:
    """Return every court by id: the federal ones, then the states' from the highest level down."""
    table = _wording()
    cited = _courts_db()
    federal = [
        Court(id="scotus", level=Level.SUPREME, jurisdiction="us", **table["scotus"]),
        *_circuits(table["circuits"]),
        *_districts(table["districts"], cited),
        *_named("national", table, Level.TRIAL),
    ]
    of_states = sorted(_courts_of_states(table, cited), key=lambda one: _DOWN.index(one.level))
    listed = {one.id: one for one in (*federal, *of_states)}
    for id_, one in listed.items():
        parent = cited.get(id_, {}).get("parent")
        family = parent if parent in listed else id_
        listed[id_] = one.model_copy(update={"family": family})
    return listed


_DOWN = (Level.SUPREME, Level.APPEAL, Level.TRIAL)


def court(id_: str) -> Court:
    """Return a court; BadInput for an id that the table does not hold."""
    try:
        return courts()[id_]
    except KeyError as error:
        raise BadInput(
            f"“{id_[:40]}” is not on the list of courts: use an id such as scotus, ca9 or caed",
            field="court",
        ) from error


def _wording() -> dict[str, Any]:
    return tomllib.loads(files("facts.law.courts").joinpath("wording.toml").read_text("utf-8"))


def _courts_db() -> dict[str, dict[str, Any]]:
    # Its data file alone: the library's own start-up compiles a pattern for each of 2,800 courts.
    rows = json.loads(files("courts_db").joinpath("data/courts.json").read_text("utf-8"))
    return {row["id"]: row for row in rows}


def _filled(templates: Mapping[str, Any], **blanks: str) -> dict[str, Any]:
    """Fill a court's templates; later ones may use what earlier ones were filled with."""
    filled: dict[str, Any] = {}
    for field in ("name", "short", "sentence"):
        filled[field] = templates[field].format(**blanks, **filled)
    words = (word.format(**blanks, short=filled["short"]) for word in templates["words"])
    return filled | {"words": tuple(dict.fromkeys(words))}


def _circuits(table: Mapping[str, Any]) -> Iterator[Court]:
    """Yield the federal courts of appeals."""
    for id_, nth, number in zip(table["ids"], table["nth"], table["numbers"], strict=True):
        made = _filled(table, id=id_, nth=nth, number=number)
        made["words"] += tuple(table["more"].get(id_, ()))
        yield Court(id=id_, level=Level.APPEAL, jurisdiction="us", **made)
    yield from _named("named", table, Level.APPEAL)


def _named(group: str, table: Mapping[str, Any], level: Level) -> Iterator[Court]:
    for id_, row in table[group].items():
        yield Court(id=id_, level=level, jurisdiction="us", **row)


def _districts(table: Mapping[str, Any], cited: Mapping[str, Any]) -> Iterator[Court]:
    """Yield the federal district courts, by state."""
    by_name = {state.title: id_ for id_, state in states().items()} | _LOCATIONS
    found = [
        (by_name[row["location"]], cite, id_)
        for id_, row in cited.items()
        if (cite := table["cites"].get(id_, row.get("citation_string") or ""))
        and _is_open_district(row, cite, table)
    ]
    places = list(states())
    for place, cite, id_ in sorted(found, key=lambda one: (places.index(one[0]), one[1])):
        side = (_DISTRICT.match(cite) or {"side": None})["side"]
        made = _filled(
            table | table["named"].get(id_, {}),
            cite=cite,
            state=states()[place].title,
            side=f"{_SIDES[side]} " if side else "",
            part=f"{table['parts'][side]} " if side else "",
        )
        yield Court(id=id_, level=Level.TRIAL, jurisdiction="us", place=place, **made)


def _is_open_district(row: Mapping[str, Any], cite: str, table: Mapping[str, Any]) -> bool:
    if row["system"] != "federal" or row["id"] in table["closed"] or not _DISTRICT.match(cite):
        return False
    return row["id"] in table["open"] or any(one["end"] is None for one in row["dates"])


def _courts_of_states(table: Mapping[str, Any], cited: Mapping[str, Any]) -> Iterator[Court]:
    """Yield each state's courts, in the order of the states."""
    for jurisdiction, listed in table["states"].items():
        state = states()[jurisdiction]
        high = next(iter(listed))
        abbr = table["abbr"].get(jurisdiction) or cited[high]["citation_string"] or state.title
        for id_, marked in listed.items():
            kind = marked.removesuffix(_NOT_IN_COURTS_DB)
            row = table["kinds"]["default"] | table["kinds"][kind]
            if id_ in table["single"]:
                row["sentence"] = table["kinds"]["default"]["sentence"]
            row |= table["named"].get(id_, {})
            called = table["high"]["words"] if id_ == high else []
            made = _filled(
                row | {"words": [*row["words"], *called]},
                state=state.title,
                whole=state.name,
                abbr=abbr,
                kind=kind,
                lower=kind.lower(),
                a="an" if state.title[0] in "AEIO" else "a",
            )
            yield Court(id=id_, level=row["level"], jurisdiction=jurisdiction, **made)


def ids_of_our_own() -> frozenset[str]:
    """Return the ids of courts that courts-db lacks."""
    return frozenset(
        id_
        for listed in _wording()["states"].values()
        for id_, kind in listed.items()
        if kind.endswith(_NOT_IN_COURTS_DB)
    )


def courts_by_place() -> dict[str, tuple[Court, ...]]:
    """Return the courts as a list to choose from, each once, by heading.

    First the Supreme Court and the federal courts of appeals, then state by state its courts from
    the highest down and the federal courts that sit in it, last those that belong to no state.
    """
    national = "Supreme Court and courts of appeals"
    groups: dict[str, list[Court]] = {national: []}
    groups |= {state.title: [] for state in states().values()}
    others: list[Court] = []
    for one in (*_of_states(), *_federal()):
        home = one.place if one.jurisdiction == "us" else one.jurisdiction
        if home:
            groups[states()[home].title].append(one)
        else:
            (others if one.level is Level.TRIAL else groups[national]).append(one)
    groups["Other federal courts"] = others
    return {heading: tuple(listed) for heading, listed in groups.items() if listed}


def _federal() -> list[Court]:
    return [one for one in courts().values() if one.jurisdiction == "us"]


def _of_states() -> list[Court]:
    return [one for one in courts().values() if one.jurisdiction != "us"]
