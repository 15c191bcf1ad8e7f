"""The guard's word lists, read once each from the files beside this one."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from facts.people import given_names, people_words
from facts.people.places import places
from facts.search.terms import stem, words

Stems = tuple[str, ...]
"""A name as the stems of its words."""


@dataclass(frozen=True, slots=True)
class Names:
    """The lists of names."""

    given: frozenset[str]
    """Given names, folded."""
    places: frozenset[Stems]
    """Places, and days that have a name; one of several words counts as one name."""
    postal: dict[str, Stems]
    """States by their two capitals."""
    within: dict[Stems, frozenset[Stems]]
    """Cities by their state or country: naming one names the other."""
    same: dict[Stems, frozenset[Stems]]
    """The other forms of a name."""
    titles: frozenset[str]
    months: frozenset[str]
    everyday: frozenset[str]
    """Stems of words that are not names even with a capital."""
    ordinary: frozenset[str]
    """Stems of ordinary verbs and adverbs."""
    unnamed: frozenset[str]
    """Words in capitals that are not names: TV, OK."""
    states: frozenset[Stems]
    countries: frozenset[Stems]
    longest: int
    """How many words the longest name has."""


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.search.guard").joinpath(name).read_text("utf-8"))


def stems_of(name: str) -> Stems:
    """Return a name's stems."""
    return tuple(map(stem, words(name)))


@cache
def names() -> Names:
    """Read the lists of names."""
    listed, titles, equivalents = places(), people_words(), _table("equivalents.toml")
    same: dict[Stems, set[Stems]] = {}
    lines = [*listed.same, *equivalents["same"], *equivalents["days"]]
    for line in lines:
        group = {stems_of(name) for name in line}
        for one in group:
            same.setdefault(one, set()).update(group - {one})
    days = [name for line in equivalents["days"] for name in line]
    cities = [name for names in listed.cities.values() for name in names]
    named = {*listed.states, *listed.countries, *cities} - listed.words
    known = frozenset(map(stems_of, [*named, *days]))
    return Names(
        given=given_names(),
        places=known,
        postal={code: stems_of(state) for code, state in listed.postal.items()},
        same={name: frozenset(others) for name, others in same.items()},
        titles=titles.titles - titles.titles_of_places,
        months=frozenset(equivalents["months"]),
        everyday=frozenset(map(stem, _listed("everyday.txt"))),
        ordinary=frozenset(map(stem, _listed("ordinary.txt"))),
        within=_within(listed.cities),
        unnamed=frozenset(equivalents["unnamed"]),
        states=frozenset(map(stems_of, listed.states)),
        countries=frozenset(map(stems_of, listed.countries - listed.words)),
        longest=max(map(len, [*known, *same])),
    )


def _listed(name: str) -> list[str]:
    text = files("facts.search.guard").joinpath(name).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [word for line in lines for word in line.split()]


def _within(cities: Mapping[str, Sequence[str]]) -> dict[Stems, frozenset[Stems]]:
    """Return the cities of a state or country, by its name."""
    return {stems_of(where): frozenset(map(stems_of, names)) for where, names in cities.items()}


def polarity_table() -> dict[str, Any]:
    """Read the words that reverse the meaning of a sentence."""
    return _table("polarity.toml")
