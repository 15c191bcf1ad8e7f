"""Courts named in a text: by name, by abbreviation, or by kind ("the appeals court").

Every wording of the table is a mention of its court; `mentions.toml` has those that name a kind.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from facts.law.courts.table import Court, courts
from facts.law.keys.key import any_of, normalize, spelling_pattern


class CourtsNamed(NamedTuple):
    """A mention of a court in a text: the ids it can mean, and where it stands."""

    ids: tuple[str, ...]
    start: int
    end: int


def courts_named(text: str) -> tuple[CourtsNamed, ...]:
    """Return every mention of a court, in order, with the courts that it can mean.

    "The Supreme Court" is the United States' own, unless a state's name comes right before or
    after it; "appeals court" is any court of appeal.
    """
    even = normalize(text)
    if not _HINT.search(even):
        return ()
    return tuple(
        CourtsNamed(_ids_by_words()[_compact(match["name"])], *match.span())
        for match in _pattern().finditer(even)
    )


def _compact(word: str) -> str:
    return re.sub("[^a-z0-9]", "", word.casefold())


@cache
def _mentions() -> tuple[dict[str, Any], ...]:
    text = files("facts.law.courts").joinpath("mentions.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["mention"])


@cache
def _ids_by_words() -> dict[str, tuple[str, ...]]:
    """Every spelling, without spaces and periods, to the courts that it can mean."""
    by_words: dict[str, tuple[str, ...]] = {}
    for mention in _mentions():
        ids = tuple(one.id for one in courts().values() if _is_meant(one, mention))
        by_words |= {_compact(word): ids for word in mention["words"]}
    # California's one Court of Appeal sits in six districts: a decision may be filed under either.
    family = tuple(id_ for id_ in courts() if id_.startswith("calctapp"))
    for one in courts().values():
        ids = (one.id, "calctapp") if one.id in family else (one.id,)
        ids = family if one.id == "calctapp" else ids
        if one.name.endswith(" District Court"):
            # "A Texas district court" may be the state's or a federal one in it.
            ids += tuple(id_ for id_, other in courts().items() if other.place == one.jurisdiction)
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
    words += [word for mention in _mentions() for word in mention["words"]]
    # "D. Or." without its first period would be found in any "d or"; "DC Circuit" is plain.
    strict = [word for word in words if word.startswith("D.") and not word.startswith("D.C.")]
    districts = [rf"D\. ?{spelling_pattern(word[2:])}" for word in strict]
    names = any_of(set(words) - set(strict))
    federal = r"(?:(?:U\.?S\.?|United States|federal) )?"
    kind = r"(?:(?:District|Circuit) Courts?|Courts? of Appeals?)"
    return re.compile(
        rf"(?<![\w.])(?:{federal}{kind} (?:for|of) (?:the )?)?"
        rf"(?P<name>{names}|{'|'.join(districts)})(?!\w)(?: Court of Appeals?)?",
        re.IGNORECASE,
    )
