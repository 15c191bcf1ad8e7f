"""The lists used to match names; each file states its source or rule.

`words.toml` and `titles.toml`: titles, roles, pronouns, and words in a name that identify nobody.
`given_names.txt` follows the lists of the Social Security Administration. `nicknames.txt` follows
that of the `nicknames` package, reviewed name by name: the original pairs Ian with John and Bill
with Robert, and one person must not be mistaken for another.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class OfficesAlike:
    """Which titles are one office; `titles.toml` says what each table is for."""

    words: dict[str, str]
    phrases: dict[str, str]
    lower: frozenset[str]
    addressed_short: frozenset[str]
    general: frozenset[str]
    of_states_too: frozenset[str]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The contents of `words.toml` and `titles.toml`. All words are folded."""

    pronouns: frozenset[str]
    roles: frozenset[str]
    """Offices and jobs that may be anybody's, and what speaks for somebody: the mayor, a letter."""
    documents: frozenset[str]
    """Those of them that are texts: a letter, a sign."""
    speaks_for: frozenset[str]
    """Roles of people who speak for somebody else."""
    suffixes: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    """Words that begin sentences with a capital and name nobody."""
    bodies: frozenset[str]
    offices: frozenset[str]
    """A person's office that may also be part of an organization: "Sheriff's Department"."""
    companies: frozenset[str]
    """Nouns for a company: the firm."""
    company_endings: frozenset[str]
    """What the name of a company ends with: Inc."""
    titles: frozenset[str]
    """Every title, and the words that may precede one: former, state, county."""
    titles_of_places: frozenset[str]
    """The titles that say whose office it is: state, county."""
    titles_of_persons: frozenset[str]
    """The titles followed by a person's name, never an organization's."""
    before_given_names: frozenset[str]
    """Titles before a given name alone: Pope Francis."""
    titles_of_offices: frozenset[str]
    """The titles that are an office or a rank: not "Mr.", "coach" or "former"."""
    abbreviations: frozenset[str]
    """Titles written with a period, which does not end a sentence."""
    offices_alike: OfficesAlike

    def is_title(self, word: str) -> bool:
        """Whether a folded word is a title, hyphenated or not: `sen`, `then-gov`, `co-chair`."""
        return all(part in self.titles for part in word.split("-"))


@cache
def people_words() -> PeopleWords:
    """Read the word lists, on first use."""
    titles = _read("titles.toml")
    abbreviations = frozenset(titles.pop("abbreviations"))
    words = {name: frozenset(listed) for name, listed in _read("words.toml").items()}
    words["roles"] |= words["documents"]
    alike = titles.pop("offices_alike")
    persons = (*titles["courtesy"], *titles["offices"], *titles["ranks"])
    return PeopleWords(
        titles=frozenset(word for listed in titles.values() for word in listed),
        titles_of_places=frozenset(titles["places"]),
        titles_of_persons=frozenset(persons),
        before_given_names=frozenset(titles["before_given_names"]),
        titles_of_offices=frozenset(
            word
            for kind in ("offices", "offices_of_bodies", "ranks", "clergy", "nobility")
            for word in titles[kind]
        ),
        abbreviations=abbreviations,
        offices_alike=OfficesAlike(
            words=alike.pop("words"),
            phrases=alike.pop("phrases"),
            **{name: frozenset(listed) for name, listed in alike.items()},
        ),
        **words,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.people").joinpath(name).read_text("utf-8"))


@cache
def given_names() -> frozenset[str]:
    """Return the common given names that are not everyday words, folded."""
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
    """Return the forms of a given name, including itself: `bob` gives bob and robert."""
    return _short_forms().get(name, frozenset()) | {name}


def given_names_agree(one: str, other: str) -> bool:
    """Whether two may belong to one person: R. and Robert, Pam and Pamela, Bob and Robert."""
    return one.startswith(other) or other.startswith(one) or other in forms_of(one)


def _lines(name: str) -> list[str]:
    text = files("facts.people").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
