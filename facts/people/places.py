"""Places: the states with their abbreviations and demonyms, the countries, the cities.

One list for everything that reads a place in a text: bill numbers and statutes (`facts.law.keys`),
courts (`facts.law.courts`), the guard (`facts.search.guard`) and the sentences of `facts.wording`.
`states.toml` and `places.toml` name the source of each column.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class State:
    """A state, the District of Columbia or a territory; `states.toml` explains each field."""

    id: str
    """`us-ca`."""
    name: str
    """As written in a sentence: `California`, `the District of Columbia`."""
    postal: str | None = None
    short: tuple[str, ...] = ()
    natives: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The name without its article: `District of Columbia`."""
        return self.name.removeprefix("the ")


@cache
def states() -> dict[str, State]:
    """Return the states by id, in the order of their names, then the territories."""
    return {id_: _state(id_, row) for id_, row in _read("states.toml").items()}


def _state(id_: str, row: dict[str, Any]) -> State:
    listed = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    listed.setdefault("named", (row["name"],))
    words = frozenset(listed.pop("words", ()))
    return State(id_, row["name"], postal=row.get("postal"), words=words, **listed)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.people").joinpath(name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Places:
    """Every place that a question may name."""

    same: tuple[tuple[str, ...], ...]
    """The forms of each place's name, including its people: `Texas, Tex., Texan`."""
    states: frozenset[str]
    countries: frozenset[str]
    """All forms of all countries; `states` has those of all states."""
    words: frozenset[str]
    """Forms that are also words or names of people: alone they do not name the place, but they
    match it when asked for by another form (`polish` for Poland)."""
    postal: dict[str, str]
    """State names by the Postal Service's code, in capitals."""
    cities: dict[str, tuple[str, ...]]
    """Cities by state or country."""


@cache
def places() -> Places:
    """Read the list of places, on first use."""
    table = _read("places.toml")
    all_states = states().values()
    of_states = tuple(
        (
            state.title,
            *(name for name in state.short if name not in state.words),
            *state.natives,
            *state.also,
        )
        for state in all_states
    )
    countries = tuple(tuple(line) for line in table["countries"])
    return Places(
        same=(*of_states, *countries),
        states=frozenset(name for line in of_states for name in line),
        countries=frozenset(name for line in countries for name in line),
        words=frozenset(table["words"]),
        postal={state.postal: state.title for state in all_states if state.postal},
        cities={where.replace("-", " "): tuple(names) for where, names in table["cities"].items()},
    )
