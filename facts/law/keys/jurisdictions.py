"""Jurisdictions: the United States and its states, by id, and by the names that a text uses.

States and territories come from `facts.people`, the one list of places.
"""

import re
from dataclasses import dataclass
from functools import cache

from facts.law.keys.key import any_of, normalize
from facts.people.places import states


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A jurisdiction (`us-ca`) and its names.

    `named` are its names in a text, `short` its abbreviations with their periods. The `postal` code
    names it only next to a bill number; a code that is an English word too (OR, IN, ME) only in
    capitals.
    """

    id: str
    name: str
    """As in a sentence: `California`, `the United States`."""
    named: tuple[str, ...]
    short: tuple[str, ...] = ()
    postal: str | None = None
    postal_is_a_word: bool = False


_UNITED_STATES = Jurisdiction(
    "us", "the United States", ("United States", "U.S.", "federal", "congressional")
)


@cache
def jurisdictions() -> dict[str, Jurisdiction]:
    """Return all jurisdictions by id: the United States first, then states and territories."""
    rows = [
        Jurisdiction(
            state.id,
            state.name,
            state.named,
            state.short,
            state.postal,
            state.postal in state.words,
        )
        for state in states().values()
    ]
    return {row.id: row for row in (_UNITED_STATES, *rows)}


@cache
def _ids_by_name() -> dict[str, str]:
    return {
        _compact(word): row.id
        for row in jurisdictions().values()
        for word in (row.name, *row.named, *row.short, row.postal or "")
        if word
    }


def jurisdiction_id(written: str) -> str | None:
    """Return the id for `Calif.`, `california's` or `CA`; None if it is not a jurisdiction."""
    return _ids_by_name().get(_compact(re.sub(r"'s?$", "", normalize(written).strip())))


def _compact(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.casefold())


@cache
def beside_number() -> str:
    """Return a regular expression for a jurisdiction next to a number, `CA` and `Cal` included."""
    table = jurisdictions().values()
    free = [word for row in table for word in (*row.named, *row.short) if word != "U.S."]
    free += [row.postal for row in table if row.postal and not row.postal_is_a_word]
    strict = [row.postal for row in table if row.postal and row.postal_is_a_word]
    # Capitals only: "tell us SB 54" does not name the United States.
    return rf"(?:(?i:{any_of(free)})|{any_of(('U.S.', *strict))})"


@cache
def _named_pattern() -> re.Pattern[str]:
    table = jurisdictions().values()
    # Title case leaves out "District of Columbia", which is mostly part of a court's name.
    names = [word for row in table for word in row.named if word != "U.S." and word.istitle()]
    short = "|".join(re.escape(word) for row in table for word in row.short)
    return re.compile(rf"\b(?:(?i:{any_of(names)})\b|(?:{short})(?!\w)|U\.S\.)")


def jurisdictions_named(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (id, start, end) for every jurisdiction that a text names, in order.

    Full names and abbreviations with a period count: "Texas", "Cal.". "Washington" alone mostly
    means the federal government, so only "Washington state" counts. Offsets are code points.
    """
    return tuple(
        (id_, *match.span())
        for match in _named_pattern().finditer(normalize(text))
        if (id_ := jurisdiction_id(match.group())) is not None
    )
