"""Made-up facts and questions to fit the ranking on, from `templates.toml` and `clusters.toml`.

`templates.toml` says what agencies of many places did, with a slot for the place: ten places make
ten facts that differ only in the place. `clusters.toml` has facts that resemble each other. The
same seed always makes the same set.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "up", "with")
)
_NUMBERS = (3, 4, 5, 6, 7, 8, 12, 14, 15, 18, 20, 25, 30, 40, 45, 60, 75, 80, 120, 150, 200, 350,
            1200)  # fmt: skip
_YEARS = (2012, 2024)
_DATED = 0.35
_NOWHERE = 0.5
"""Share of the templates that also make a fact without a place, and fewer with one."""
_ASKED_OF_PLACE = 0.25
"""Share of the facts about a place that a question asks for."""
_ASKED_TWICE = 0.5
"""Share of the facts in a cluster that two questions ask for."""
_HEADLINE, _PLAIN = 0.5, 0.3
"""Shares of questions in headline case and in sentence case; the rest have no capitals."""


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Facts, and questions each with the position (from 0) of the fact that answers it."""

    facts: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]


def make(seed: int) -> MadeUp:
    """Make a set of a few thousand facts."""
    chance = random.Random(seed)  # noqa: S311 (the same each time; nothing secret)
    facts: list[str] = []
    questions: list[tuple[str, int]] = []
    for fact, asked in [*_of_places(chance), *_of_clusters(chance)]:
        questions += [(_styled(one, chance), len(facts)) for one in asked]
        facts.append(fact)
    return MadeUp(tuple(facts), tuple(questions))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def _of_clusters(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    for cluster in _table("clusters.toml")["cluster"]:
        for fact in cluster["fact"]:
            count = 2 if chance.random() < _ASKED_TWICE else 1
            yield chance.choice(fact["wordings"]), chance.sample(fact["questions"], count)


def _of_places(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    table = _table("templates.toml")
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
        in_fact = {"who": chance.choice(ways), "place": place}
        in_question = {"who": chance.choice([*ways, place]), "place": place}
    else:
        some = ["a city", "a state", "one city", "a town"]
        in_fact = {"who": _one(body), "place": "a city"}
        in_question = {
            "who": chance.choice([_one(body), _one(chance.choice(bodies)), *some[:2]]),
            "place": chance.choice(some),
        }
    fact = chance.choice(about["fact"]).format(n=number, **in_fact)
    dated = f" in {chance.randint(*_YEARS)}" if chance.random() < _DATED else ""
    question = chance.choice(about["ask"]).format(n=number, **in_question)
    return _capitalized(fact) + dated + chance.choice(tails) + ".", [
        _capitalized(question)
    ] if asks else []


def _one(body: str) -> str:
    return f"an {body}" if body[0] in "aeiou" else f"a {body}"


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _styled(question: str, chance: random.Random) -> str:
    """Write a question as a headline, as a sentence, or as people type it."""
    drawn = chance.random()
    if drawn < _HEADLINE:
        words = question.split()
        return " ".join(
            word if word.lower() in _SMALL and at else _capitalized(word)
            for at, word in enumerate(words)
        )
    return question if drawn < _HEADLINE + _PLAIN else question.lower().rstrip("?")
