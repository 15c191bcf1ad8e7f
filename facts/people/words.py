"""The lists that names are matched by, each with its source or its rule in its file.

`words.toml` and `titles.toml`: titles, roles, pronouns, and the parts of a name that name nobody.
`given_names.txt` follows the lists of the Social Security Administration. `nicknames.txt` follows
that of the `nicknames` package, reviewed name by name: as it stands it takes Ian for John and Bill
for Robert, and one person must not be taken for another.
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


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are commonly met and are no everyday words, folded."""
    return frozenset(word for line in _lines("given_names.txt") for word in line.split())


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt"):
        name, *short = line.split()
        for one in short:
            known.setdefault(name, set()).add(one)
            known.setdefault(one, set()).add(name)
    return {name: frozenset(others) for name, others in known.items()}


def forms_of(name: str) -> frozenset[str]:
    """Return the given names that may stand for one, itself among them: `bob` is bob and robert."""
    return _short_forms().get(name, frozenset()) | {name}


def given_names_agree(one: str, other: str) -> bool:
    """Whether two may be one person's: R. and Robert, Pam and Pamela, Bob and Robert."""
    return one.startswith(other) or other.startswith(one) or other in forms_of(one)


def _lines(name: str) -> list[str]:
    text = files("facts.people").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
