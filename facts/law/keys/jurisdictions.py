"""Jurisdictions: whose laws are meant, by name in a sentence and by any spelling in a text."""

import re
from dataclasses import dataclass
from functools import cache

from facts.law.keys.key import one_of, plain
from facts.people.places import states


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What a jurisdiction (`us-ca`) is called.

    `postal` names it only beside a bill's number; where it is an English word as well (OR, IN, ME),
    only in capitals.
    """

    id: str
    name: str
    """As it stands in a sentence: `California`, `the United States`."""
    named: tuple[str, ...]
    short: tuple[str, ...] = ()
    postal: str | None = None
    postal_is_a_word: bool = False


_UNITED_STATES = Jurisdiction(
    "us", "the United States", ("United States", "U.S.", "federal", "congressional")
)


@cache
def jurisdictions() -> dict[str, Jurisdiction]:
    """Return all by id: the United States, then its states and territories (`facts.people`)."""
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
def _ids_by_spelling() -> dict[str, str]:
    return {
        _compact(word): row.id
        for row in jurisdictions().values()
        for word in (row.name, *row.named, *row.short, row.postal or "")
        if word
    }


def jurisdiction_id(written: str) -> str | None:
    """Return the id of `Calif.`, `california's` or `CA`; None for what is no name of one."""
    return _ids_by_spelling().get(_compact(re.sub(r"'s?$", "", plain(written).strip())))


def _compact(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.casefold())


@cache
def beside_a_number() -> str:
    """Return a pattern for a jurisdiction beside a bill's number: `CA` and `Cal` count there."""
    table = jurisdictions().values()
    free = [word for row in table for word in (*row.named, *row.short) if word != "U.S."]
    free += [row.postal for row in table if row.postal and not row.postal_is_a_word]
    strict = [row.postal for row in table if row.postal and row.postal_is_a_word]
    # "tell us SB 54" names nobody: capitals only.
    return rf"(?:(?i:{one_of(free)})|{one_of(('U.S.', *strict))})"


@cache
def _named() -> re.Pattern[str]:
    table = jurisdictions().values()
    # Title case leaves out "District of Columbia": it mostly stands in the name of a court.
    names = [word for row in table for word in row.named if word != "U.S." and word.istitle()]
    short = "|".join(re.escape(word) for row in table for word in row.short)
    return re.compile(rf"\b(?:(?i:{one_of(names)})\b|(?:{short})(?!\w)|U\.S\.)")


def jurisdictions_named(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (id, start, end) of every jurisdiction a text names outright, in order.

    Names, and abbreviations with their period only: "Texas", "Cal."; "Washington" alone is mostly
    the federal government, so it counts only as "Washington state".
    """
    return tuple(
        (id_, *match.span())
        for match in _named().finditer(plain(text))
        if (id_ := jurisdiction_id(match.group())) is not None
    )
