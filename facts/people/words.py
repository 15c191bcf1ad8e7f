"""The words by which running text speaks of a person without a name, and the parts of a name."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """`words.toml`, read; each list is explained there."""

    pronouns: frozenset[str]
    roles: frozenset[str]
    speaks_for: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    bodies: frozenset[str]
    offices: frozenset[str]
    short: dict[str, tuple[str, ...]]


@cache
def people_words() -> PeopleWords:
    """Read the word lists, on first use."""
    data = tomllib.loads((files("facts.people") / "words.toml").read_text(encoding="utf-8"))
    return PeopleWords(
        short={name: tuple(listed) for name, listed in data["short"].items()},
        **{name: frozenset(listed) for name, listed in data["words"].items()},
    )
