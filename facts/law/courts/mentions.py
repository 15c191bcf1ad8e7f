"""Courts named in a text: by name, by abbreviation, or by kind ("the appeals court").

Every wording of the table is a mention of its court; `mentions.toml` has those that name a kind.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from facts.law.courts.table import Court, courts
from facts.law.keys.key import normalize, spelling_pattern


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
    return tuple(_mentions_in(even)) if _HINT.search(even) else ()


def _mentions_in(text: str) -> Iterator[CourtsNamed]:
    place = 0
    while start := _START.search(text, place):
        found = _mention_at(text, start.start())
        if found is not None:
            yield found
        place = found.end if found else start.end()


def _mention_at(text: str, start: int) -> CourtsNamed | None:
    """Return the mention that begins at a place, the longest spelling first."""
    led = _BEFORE_A_NAME.match(text, start)
    begins = (led.end(), led.start("the"), start) if led else (start,)
    for begin in begins:
        if (end := _end_of_name(text, begin)) is not None:
            after = _AFTER_A_NAME.match(text, end)
            ids = _ids_by_words()[_compact(text[begin:end])]
            return CourtsNamed(ids, start, after.end() if after else end)
    return None


def _end_of_name(text: str, begin: int) -> int | None:
    spellings = _spellings().get(_compact(text[begin : begin + _HEAD_AS_TYPED])[:_HEAD])
    if spellings is None:
        return None
    here = _compact(text[begin : begin + _LONGEST])
    for word, compact in spellings:
        if here.startswith(compact) and (found := _pattern(word).match(text, begin)):
            return found.end()
    return None


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


@cache
def _spellings() -> dict[str, list[tuple[str, str]]]:
    """Every spelling and its compact form, the longest first, by the first letters of that form.

    One pattern of all of them takes a quarter of a second to compile: as long as an answer.
    """
    words = {word for one in courts().values() for word in (one.name, *one.words)}
    words |= {word for mention in _mentions() for word in mention["words"]}
    by_head: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=lambda word: (_is_strict(word), -len(word), word)):
        compact = _compact(word)
        by_head.setdefault(compact[:_HEAD], []).append((word, compact))
    return by_head


def _is_strict(word: str) -> bool:
    # "D. Or." without its first period would be found in any "d or"; "DC Circuit" is plain.
    return word.startswith("D.") and not word.startswith("D.C.")


@cache
def _pattern(word: str) -> re.Pattern[str]:
    spelling = rf"D\. ?{spelling_pattern(word[2:])}" if _is_strict(word) else spelling_pattern(word)
    return re.compile(rf"{spelling}(?!\w)", re.IGNORECASE)


def _is_meant(one: Court, mention: dict[str, Any]) -> bool:
    if "ids" in mention:
        return one.id in tuple(mention["ids"])
    if "side" in mention:
        return f"{mention['side']} District of" in one.name
    system = "federal" if one.jurisdiction == "us" else "state"
    kind = (mention.get("level", one.level), mention.get("system", system))
    return (one.level, system) == kind


# Most questions name no court; this look is much cheaper than reading the table.
_HINT = re.compile(
    r"court|cir|dist|scotus|judge|justices|sjc|app|c[lt]\.|\bca(?:\d|ed|nd|sd|cd|dc|fc)"
    r"|\b[nsewcm]?\.?d\.?\b",
    re.IGNORECASE,
)
_START = re.compile(r"(?<![\w.])\w")
_BEFORE_A_NAME = re.compile(
    r"(?:(?:U\.?S\.?|United States|federal) )?"
    r"(?:(?:District|Circuit) Courts?|Courts? of Appeals?) (?:for|of) (?P<the>(?:the )?)",
    re.IGNORECASE,
)
_AFTER_A_NAME = re.compile(" Court of Appeals?", re.IGNORECASE)
_HEAD = 3
"""Letters by which the spellings are listed; none has fewer."""
_HEAD_AS_TYPED = 12
"""Characters that these letters may take, with periods and spaces: "D.  V.  I."."""
_LONGEST = 200
"""Characters that the longest spelling may take; it has 62 in the table."""
