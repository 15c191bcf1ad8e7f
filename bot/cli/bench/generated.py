"""Facts that are plainly made, as many as are wanted, and questions about them.

The same number makes the same fact each time. Of 25 facts 20 are quotes, 3 laws, 2 decisions. The
words of a text come by Zipf's law from 50,000 made of syllables, some common words between them;
each speaker says 40 quotes or so. A bill's number is shared by laws of several states and sessions.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from facts import Body, Source, Tier, read_body

_WORDS = 50_000
_SPEAKERS = 20_000
_SESSIONS = ("2009-2010", "2011-2012", "2013-2014", "2015-2016",
             "2017-2018", "2019-2020", "2021-2022", "2023-2024")  # fmt: skip
_NUMBERS = 2_000
_PRIME = 1_600_033
"""Steps through states, sessions, chambers and numbers in no order, never twice the same."""
_STEP = 611_953
_COMMON_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that facts are made of."""

    common: tuple[str, ...]
    words: tuple[str, ...]
    """By frequency."""
    frequencies: tuple[float, ...]
    """Summed up."""
    names: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    courts: tuple[str, ...]


@cache
def source() -> Source:
    """Make the source that all share: checking it each time takes longer than making a fact."""
    return Source(
        title="Generated for a benchmark",
        tier=Tier.SECONDARY,
        url="https://example.org/generated",
    )


@cache
def lexicon() -> Lexicon:
    """Read the word lists and make the words."""
    table = tomllib.loads(files("bot.cli.bench").joinpath("words.toml").read_text("utf-8"))
    lists = {name: tuple(text.split()) for name, text in table.items()}
    chance = chance_of(0)
    words = dict.fromkeys(lists["subjects"])
    while len(words) < _WORDS:
        size = chance.choice((1, 2, 2, 3))
        made = "".join(chance.choices(lists["syllables"], k=size)) + chance.choice(lists["endings"])
        words.setdefault(made)
    names = {
        chance.choice(lists["syllables"]).capitalize()
        + "".join(chance.choices(lists["syllables"], k=chance.choice((1, 2))))
        + chance.choice(lists["endings"])
        for _ in range(_SPEAKERS)
    }
    return Lexicon(
        common=lists["common"],
        words=tuple(words),
        frequencies=tuple(accumulate(1 / rank for rank in range(1, _WORDS + 1))),
        names=tuple(sorted(names)),
        jurisdictions=lists["jurisdictions"],
        courts=lists["courts"],
    )


def facts_from(start: int, stop: int) -> Iterator[tuple[str, Body]]:
    """Make the facts of these numbers, each with its reference."""
    for number in range(start, stop):
        yield f"generated/{number}", fact(number)


def fact(number: int) -> Body:
    """Make the fact of a number."""
    group, place = divmod(number, 25)
    match place % 8:
        case 3:
            return read_body(_law(3 * group + place // 8))
        case 7 if place < 16:  # noqa: PLR2004 (two of a group)
            return read_body(_decision(2 * group + place // 8))
        case _:
            return read_body(_quote(number))


def chance_of(number: int, stream: int = 0) -> random.Random:
    """Return the chance that makes one thing, always the same; up to four streams a number."""
    return random.Random(4 * number + stream)  # noqa: S311 (the same each time; nothing secret)


def _drawn(chance: random.Random, count: int) -> list[str]:
    known = lexicon()
    return chance.choices(known.words, cum_weights=known.frequencies, k=count)


def _sentence(chance: random.Random, count: int) -> str:
    known = lexicon()
    words = [
        chance.choice(known.common) if chance.random() < _COMMON_SHARE else word
        for word in _drawn(chance, count)
    ]
    return " ".join(words).capitalize() + "."


def _person(number: int) -> str:
    names = lexicon().names
    first = names[number * 31 % len(names)]
    return f"{first} {names[number * 7 % len(names)]}"


def _quote(number: int) -> dict[str, object]:
    chance = chance_of(number, 1)
    said = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "kind": "quote",
        "passages": [
            " ".join(_sentence(chance, chance.randint(6, 20)) for _ in range(chance.randint(1, 3)))
        ],
        "speaker": _person(chance.randrange(_SPEAKERS)),
        "role": f"{chance.choice(lexicon().words[:300]).capitalize()} commissioner",
        "said_on": said,
        "occasion": "press conference",
        "topic": " ".join(_drawn(chance, 3)),
        "sources": [source()],
    }


def law_key(number: int) -> tuple[str, str, str]:
    """Return jurisdiction, session and bill of the law of a number."""
    place = number * _STEP % _PRIME
    places = lexicon().jurisdictions
    place, state = divmod(place, len(places))
    place, session = divmod(place, len(_SESSIONS))
    bill, chamber = divmod(place, 2)
    return places[state], _SESSIONS[session], f"{('sb', 'hb')[chamber]}-{bill + 1}"


def _law(number: int) -> dict[str, object]:
    chance = chance_of(number, 2)
    jurisdiction, session, bill = law_key(number)
    year = int(session[:4])
    title = " ".join(word.capitalize() for word in _drawn(chance, 3))
    return {
        "kind": "law",
        "jurisdiction": jurisdiction,
        "session": session,
        "bill": bill,
        "title": f"{title} Act",
        "subject": f"limits {' '.join(_drawn(chance, 4))}",
        "summary": _sentence(chance, 20),
        "author": _person(chance.randrange(_SPEAKERS)),
        "events": [
            {"event": "introduced", "on": f"{year}-02-{chance.randint(1, 28):02}"},
            {"event": "signed", "on": f"{year}-10-{chance.randint(1, 28):02}"},
            {"event": "effective", "on": f"{year + 1}-01-01"},
        ],
        "sources": [source()],
    }


def _decision(number: int) -> dict[str, object]:
    chance = chance_of(number, 3)
    law = "/".join(law_key(chance.randrange(3 * number // 2 + 1)))
    year = chance.randint(2010, 2025)
    return {
        "kind": "decision",
        "case": f"{_person(chance.randrange(_SPEAKERS)).split()[1]} v. "
        f"{_drawn(chance, 1)[0].capitalize()}",
        "court": chance.choice(lexicon().courts),
        "docket": f"2:{year % 100:02}-cv-{number:06}",
        "decided_on": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "posture": "preliminary_injunction",
        "disposition": "denied",
        "merits_reached": False,
        "holding": f"The court refused to block it. {_sentence(chance, 16)}",
        "effects": [{"law": law, "outcome": "not_enjoined"}],
        "sources": [source()],
    }
