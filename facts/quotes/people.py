"""The word lists on people: cues, titles, roles, pronouns, short first names."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """`people.toml`, read; each list is explained there."""

    verbs: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    scare: frozenset[str]
    pronouns: frozenset[str]
    roles: frozenset[str]
    speaks_for: frozenset[str]
    papers: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    between: frozenset[str]
    bodies: frozenset[str]
    offices: frozenset[str]
    short: dict[str, tuple[str, ...]]


@cache
def people_words() -> PeopleWords:
    """Read the word lists, on first use."""
    data = tomllib.loads((files("facts.quotes") / "people.toml").read_text(encoding="utf-8"))
    return PeopleWords(
        verbs=frozenset(data["cues"]["verbs"]),
        phrases=tuple(tuple(phrase.split()) for phrase in data["cues"]["phrases"]),
        nouns=frozenset(data["cues"]["nouns"]),
        scare=frozenset(data["cues"]["scare"]),
        short={name: tuple(listed) for name, listed in data["short"].items()},
        **{name: frozenset(listed) for name, listed in data["words"].items()},
    )
