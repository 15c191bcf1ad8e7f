"""Near-misses of a labeled set: questions that resemble a fact but ask for something else.

Each question that names a person, a number, a place or a year becomes one that names another; some
become one that says the opposite. `python -m benchmarks retrieval --near-misses FILE` reads them.
"""

import json
import random
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

FIRST_NAMES = ("Harold", "Dolores", "Percy", "Maud")
WORDS = {"two": "three", "three": "five", "four": "seven", "five": "eight", "six": "nine",
         "seven": "four", "eight": "six", "nine": "five", "ten": "twelve", "dozen": "hundred",
         "hundred": "thousand", "thousand": "million", "million": "billion"}  # fmt: skip
_YEAR = re.compile(r"(?<![\w/-])(?:19|20)\d\d(?![\w/-])")
_FIGURE = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})*(?![\w.,/-]*\d)(?!/)\b")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_GIVEN = frozenset(files("facts.people").joinpath("given_names.txt").read_text("utf-8").split())
"""With the words of its comment, as when the set was first made: the near-misses stay the same."""
_DENIABLE = re.compile(
    r"(?:Did|Does|Has|Will)(?: [A-Z][a-z]+)? (?P<last>[A-Z][a-z]+)(?= [A-Z][a-z])"
)
"""A question about one person, where “never” may follow the name."""
_BEFORE = r"(?:^|(?:Did|Does|Is|Was|Has|Will|President|Senator|[a-z]+) )"
"""What may come before a surname without a first name."""
_PLACES = tomllib.loads(
    Path(__file__).with_name("ranking").joinpath("templates.toml").read_text("utf-8")
)["places"]
_PLACE = re.compile(rf"\b(?:{'|'.join(map(re.escape, _PLACES))})\b")


def names_in(texts: list[str]) -> dict[str, str]:
    """Return the given names of people in the claims, by surname, if only one person has it.

    The first of the two capitalized words must be a known given name: "Southern California" is not.
    """
    small = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    found: dict[str, set[str]] = {}
    for text in texts:
        for first, last in re.findall(r"(?<=[a-z,] )([A-Z][a-z]+) ([A-Z][a-z]+)\b", text):
            if first.lower() in _GIVEN and last.lower() not in small:
                found.setdefault(last, set()).add(first)
    return {last: min(firsts) for last, firsts in found.items() if len(firsts) == 1}


def near_misses(text: str, names: dict[str, str], chance: random.Random) -> Iterator[str]:
    """Yield the near-misses of one question, each with one thing changed."""
    for last, first in names.items():
        if f"{first} {last}" in text:
            yield text.replace(f"{first} {last}", _another(last, names, chance), 1)
            yield text.replace(f"{first} {last}", f"{chance.choice(FIRST_NAMES)} {last}", 1)
            break
        if alone := re.search(rf"{_BEFORE}{last}\b", text):
            start = alone.end() - len(last)
            yield f"{text[:start]}{chance.choice(FIRST_NAMES)} {text[start:]}"
            break
    if year := _YEAR.search(text):
        other = str(int(year[0]) + chance.choice((-3, -2, 2, 3)))
        yield text[: year.start()] + other + text[year.end() :]
    figure = _FIGURE.search(_YEAR.sub("year", text))
    if figure and figure[0] in text:
        value = int(figure[0].replace(",", ""))
        yield text.replace(figure[0], f"{value * 2 + chance.randint(1, 5):,}", 1)
    if word := _NUMBER_WORD.search(text):
        yield text[: word.start()] + WORDS[word[0].lower()] + text[word.end() :]
    if place := _PLACE.search(text):
        other = chance.choice([one for one in _PLACES if one != place[0]])
        yield text[: place.start()] + other + text[place.end() :]
    denied = _DENIABLE.match(text)
    if denied and denied["last"] in names:
        yield f"{text[: denied.end()]} Never{text[denied.end() :]}"


def _another(last: str, names: dict[str, str], chance: random.Random) -> str:
    other = chance.choice([one for one in names if one != last])
    return f"{names[other]} {other}"


def write(claims_file: Path, queries_file: Path, qrels_file: Path, output: Path) -> None:
    """Read the set, write its near-misses as JSON lines; the same each time."""
    claims, queries = (
        {one["id"]: one["text"] for one in map(json.loads, file.read_text("utf-8").splitlines())}
        for file in (claims_file, queries_file)
    )
    gold: dict[str, list[str]] = {}
    for line in qrels_file.read_text("utf-8").splitlines():
        if line.split():
            query, _, claim, relevance = line.split()
            if int(relevance) > 0:
                gold.setdefault(query, []).append(claim)
    names = names_in(list(claims.values()))
    chance = random.Random(1583)  # noqa: S311 (the same each time; nothing secret)
    made = [
        {"text": changed, "must_not_return": gold[id_]}
        for id_, text in queries.items()
        if id_ in gold
        for changed in near_misses(text, names, chance)
    ]
    output.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), "utf-8")
    print(f"{len(made):,} near-misses of {len(gold):,} questions")
