"""Facts and questions that are made for fitting, from `made.toml` and `told.toml`. Pure.

`made.toml` has what bodies of many places did, in words for a place to be put in: the same deed in
ten places are ten facts that differ in the place alone. `told.toml` has clusters of facts that
resemble each other. The same seed makes the same set each time.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "up", "with")
)
_NUMBERS = (
    3,
    4,
    5,
    6,
    7,
    8,
    12,
    14,
    15,
    18,
    20,
    25,
    30,
    40,
    45,
    60,
    75,
    80,
    120,
    150,
    200,
    350,
    1200,
)
_YEARS = (2012, 2024)
_DATED = 0.35
_NOWHERE = 0.5
"""Of deeds: also told once of no place, and then of fewer places."""
_ASKED_OF_PLACE = 0.25
"""Of facts about a place: asked about."""
_ASKED_TWICE = 0.5
"""Of facts in a cluster: asked about in two ways."""
_HEADLINE, _PLAIN = 0.5, 0.3
"""Shares of questions with a headline's capitals, and with a sentence's; the others have none."""


@dataclass(frozen=True, slots=True)
class Made:
    """A set of facts, and questions with the places (from 0) of the facts that answer them."""

    facts: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]


def make(seed: int) -> Made:
    """Make a set of some thousands of facts."""
    chance = random.Random(seed)  # noqa: S311 (the same each time; nothing secret)
    facts: list[str] = []
    questions: list[tuple[str, int]] = []
    for fact, asked in [*_of_places(chance), *_of_clusters(chance)]:
        questions += [(_styled(one, chance), len(facts)) for one in asked]
        facts.append(fact)
    return Made(tuple(facts), tuple(questions))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_HERE.joinpath(name).read_text("utf-8"))


def _of_clusters(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    for cluster in _table("told.toml")["cluster"]:
        for fact in cluster["fact"]:
            count = 2 if chance.random() < _ASKED_TWICE else 1
            yield chance.choice(fact["told"]), chance.sample(fact["asked"], count)


def _of_places(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    table = _table("made.toml")
    for topic in table["topic"]:
        for about in topic["about"]:
            nowhere = chance.random() < _NOWHERE
            places = chance.sample(table["places"], chance.choice((0, 1, 2, 4)) if nowhere else 8)
            for place in [*([None] if nowhere else []), *places]:
                asks = place is None or chance.random() < _ASKED_OF_PLACE
                yield _of_place(about, topic["bodies"], place, table["tails"], chance, asks=asks)


def _of_place(
    about: dict[str, list[str]],
    bodies: list[str],
    place: str | None,
    tails: list[str],
    chance: random.Random,
    *,
    asks: bool,
) -> tuple[str, list[str]]:
    body, number = chance.choice(bodies), chance.choice(_NUMBERS)
    if place:
        ways = [f"{place}'s {body}", f"the {place} {body}", f"the {body} of {place}"]
        told = {"who": chance.choice(ways), "place": place}
        asked = {"who": chance.choice([*ways, place]), "place": place}
    else:
        some = ["a city", "a state", "one city", "a town"]
        told = {"who": _one(body), "place": "a city"}
        asked = {
            "who": chance.choice([_one(body), _one(chance.choice(bodies)), *some[:2]]),
            "place": chance.choice(some),
        }
    fact = chance.choice(about["fact"]).format(n=number, **told)
    dated = f" in {chance.randint(*_YEARS)}" if chance.random() < _DATED else ""
    question = chance.choice(about["ask"]).format(n=number, **asked)
    return _begun(fact) + dated + chance.choice(tails) + ".", [_begun(question)] if asks else []


def _one(body: str) -> str:
    return f"an {body}" if body[0] in "aeiou" else f"a {body}"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _styled(question: str, chance: random.Random) -> str:
    """Write a question as a headline, as a sentence, or as somebody types it."""
    drawn = chance.random()
    if drawn < _HEADLINE:
        words = question.split()
        return " ".join(
            word if word.lower() in _SMALL and at else _begun(word) for at, word in enumerate(words)
        )
    return question if drawn < _HEADLINE + _PLAIN else question.lower().rstrip("?")
