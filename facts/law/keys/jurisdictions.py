"""Who makes laws: names in sentences, and the ways they are named in a text."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from facts.law.keys.key import one_of, plain


@dataclass(frozen=True, slots=True)
class Jurisdictional:
    """What a jurisdiction (`us-ca`) is called: in a sentence, by people, in short, by post."""

    id: str
    name: str
    people: tuple[str, ...]
    short: tuple[str, ...]
    postal: str | None
    postal_is_a_word: bool


@cache
def jurisdictions() -> dict[str, Jurisdictional]:
    """Return the table by id, in the file's order: the United States, then its states."""
    data = tomllib.loads(files("facts.law.keys").joinpath("jurisdictions.toml").read_text("utf-8"))
    return {
        id_: Jurisdictional(
            id=id_,
            name=row["name"],
            people=tuple(row.get("people", (row["name"],))),
            short=tuple(row.get("short", ())),
            postal=row.get("postal"),
            postal_is_a_word=row.get("postal_is_a_word", False),
        )
        for id_, row in data.items()
    }


@cache
def _ids_by_spelling() -> dict[str, str]:
    return {
        _compact(word): id_
        for id_, names in jurisdictions().items()
        for word in (names.name, *names.people, *names.short, names.postal or "")
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
    free = [word for names in table for word in (*names.people, *names.short) if word != "U.S."]
    free += [names.postal for names in table if names.postal and not names.postal_is_a_word]
    strict = [names.postal for names in table if names.postal and names.postal_is_a_word]
    # "tell us SB 54" names nobody: capitals only.
    return rf"(?:(?i:{one_of(free)})|{one_of(('U.S.', *strict))})"


@cache
def _named() -> re.Pattern[str]:
    table = jurisdictions().values()
    names = [word for row in table for word in row.people if word != "U.S." and word.istitle()]
    short = "|".join(re.escape(word) for row in table for word in row.short)
    return re.compile(rf"\b(?:(?i:{one_of(names)})\b|(?:{short})(?!\w)|U\.S\.)")


def jurisdictions_named(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (id, start, end) of every jurisdiction a text names outright, in order.

    Names and abbreviations with their period only: "Texas", "Cal."; "Washington" alone is mostly
    the federal government, so it counts only as "Washington state".
    """
    return tuple(
        (id_, *match.span())
        for match in _named().finditer(plain(text))
        if (id_ := jurisdiction_id(match.group())) is not None
    )
