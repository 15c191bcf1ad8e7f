"""The courts: what each is called, at what level it sits, and how people name it.

Ids are those of Free Law Project's courts-db: scotus, ca9, caed, cal, calctapp.
"""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from facts.errors import BadInput
from facts.law.keys.key import one_of, plain, spelling
from facts.model.value import Value


class Level(StrEnum):
    """Where a court sits in its own system."""

    TRIAL = "trial"
    APPEAL = "appeal"
    SUPREME = "supreme"


class Court(Value):
    """One court of the table. `sentence` is how it stands in a sentence, "the Ninth Circuit"."""

    id: str
    name: str
    short: str
    sentence: str
    level: Level
    jurisdiction: str
    """Whose court it is: `us`, `us-ca`."""
    place: str | None = None
    """Where a federal trial court sits."""
    words: tuple[str, ...] = ()


class CourtsNamed(NamedTuple):
    """A mention of a court in a text: the ids it can mean, and where it stands."""

    ids: tuple[str, ...]
    start: int
    end: int


@cache
def courts() -> dict[str, Court]:
    """Return the whole table by id, in the file's order: federal, then by state."""
    return {id_: Court(id=id_, **row) for id_, row in _read("courts.toml").items()}


def court(id_: str) -> Court:
    """Return a court; BadInput for an id that the table does not hold."""
    try:
        return courts()[id_]
    except KeyError as error:
        raise BadInput(
            f"“{id_[:40]}” is no court on the list: write an id such as scotus, ca9 or caed",
            field="court",
        ) from error


def courts_named(text: str) -> tuple[CourtsNamed, ...]:
    """Return every mention of a court, in order, with the courts that it can mean.

    "The Supreme Court" is the United States' own, unless a state's name stands before it or after
    it; "appeals court" is any court of appeal.
    """
    even = plain(text)
    if not _HINT.search(even):
        return ()
    return tuple(
        CourtsNamed(_ids_by_words()[_compact(match["name"])], *match.span())
        for match in _pattern().finditer(even)
    )


def _compact(word: str) -> str:
    return re.sub("[^a-z0-9]", "", word.casefold())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.law.courts").joinpath(name).read_text("utf-8"))


@cache
def _ids_by_words() -> dict[str, tuple[str, ...]]:
    """Every spelling, without spaces and periods, to the courts that it can mean."""
    by_words: dict[str, tuple[str, ...]] = {}
    for mention in _read("mentions.toml")["mention"]:
        ids = tuple(one.id for one in courts().values() if _is_meant(one, mention))
        by_words |= {_compact(word): ids for word in mention["words"]}
    # California's one Court of Appeal sits in six districts: a decision may be filed under either.
    family = tuple(id_ for id_ in courts() if id_.startswith("calctapp"))
    for one in courts().values():
        ids = (one.id, "calctapp") if one.id in family else (one.id,)
        ids = family if one.id == "calctapp" else ids
        by_words |= {_compact(word): ids for word in (one.name, *one.words)}
    return by_words


def _is_meant(one: Court, mention: dict[str, Any]) -> bool:
    if "ids" in mention:
        return one.id in tuple(mention["ids"])
    if "side" in mention:
        return f"{mention['side']} District of" in one.name
    system = "federal" if one.jurisdiction == "us" else "state"
    return (one.level, system) == (mention["level"], mention.get("system", system))


# Most questions name no court; this look is much cheaper than the whole list.
_HINT = re.compile(
    r"court|cir|dist|scotus|judge|justices|sjc|app|c[lt]\.|\bca(?:\d|ed|nd|sd|cd|dc|fc)"
    r"|\b[nsewcm]?\.?d\.?\b",
    re.IGNORECASE,
)


@cache
def _pattern() -> re.Pattern[str]:
    words = [word for one in courts().values() for word in (one.name, *one.words)]
    words += [word for mention in _read("mentions.toml")["mention"] for word in mention["words"]]
    # "D. Or." without its first period would be found in any "d or".
    districts = [rf"D\. ?{spelling(word[2:])}" for word in words if word.startswith("D.")]
    names = one_of(word for word in words if not word.startswith("D."))
    federal = r"(?:(?:U\.?S\.?|United States|federal) )?"
    kind = r"(?:(?:District|Circuit) Courts?|Courts? of Appeals?)"
    return re.compile(
        rf"(?<![\w.])(?:{federal}{kind} (?:for|of) (?:the )?)?"
        rf"(?P<name>{names}|{'|'.join(districts)})(?!\w)(?: Court of Appeals?)?",
        re.IGNORECASE,
    )
