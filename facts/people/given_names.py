"""Given names and their short forms.

`given_names.txt` follows the lists of the Social Security Administration. `nicknames.txt` follows
that of the `nicknames` package, reviewed name by name: as it stands it takes Ian for John and Bill
for Robert, and one person must not be taken for another.
"""

from functools import cache
from importlib.resources import files


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
