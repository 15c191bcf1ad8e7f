"""The words around names: titles, roles, pronouns, and the parts of a name that are no name.

`words.toml` and `titles.toml` hold the lists, each with its source or rule.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Both files, read. All words are folded."""

    pronouns: frozenset[str]
    roles: frozenset[str]
    """What may be anybody in that office: the mayor, a spokesman."""
    speaks_for: frozenset[str]
    """Who speaks for somebody else."""
    suffixes: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    """Words that open sentences with a capital and name nobody."""
    bodies: frozenset[str]
    offices: frozenset[str]
    """Persons' offices that may be a body's as well: "Sheriff's Department"."""
    titles: frozenset[str]
    """Every title, and the words that stand before one: former, state, county."""
    titles_of_places: frozenset[str]
    """Those of them that say whose office it is: state, county."""
    titles_of_persons: frozenset[str]
    """Those after which a capital begins a person's name, and no body's."""
    abbreviations: frozenset[str]
    """Titles written with a full stop, which ends no sentence."""

    def is_title(self, word: str) -> bool:
        """Whether a folded word is a title, also in parts: `sen`, `then-gov`, `co-chair`."""
        return all(part in self.titles for part in word.split("-"))


@cache
def people_words() -> PeopleWords:
    """Read the word lists, on first use."""
    titles = _read("titles.toml")
    abbreviations = frozenset(titles.pop("abbreviations"))
    persons = (*titles["courtesy"], *titles["offices"], *titles["ranks"])
    return PeopleWords(
        titles=frozenset(word for listed in titles.values() for word in listed),
        titles_of_places=frozenset(titles["places"]),
        titles_of_persons=frozenset(persons),
        abbreviations=abbreviations,
        **{name: frozenset(listed) for name, listed in _read("words.toml").items()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.people").joinpath(name).read_text("utf-8"))
