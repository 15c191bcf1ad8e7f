"""The words of a text as search sees them: folded, stemmed, without stop words."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from snowballstemmer import stemmer

from facts.text import fold

RAREST = 8
"""A full-text query has at most this many words, the rarest of the question."""

_LONG = 5
"""A word that asks may be misspelled if it is at least this long."""
_WORD = re.compile(r"[^\W_]+(?:[.'&/-][^\W_]+)*\.?", re.UNICODE)
_NOT_PLAIN = re.compile(r"'|[.,](?=[^\W_])", re.UNICODE)
"""Cases where splitting at word characters is not enough: `it's`, `A.I.`, `1,000`."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_POSSESSIVE = re.compile(r"'(?:s|m|re|ve|ll|d)?$|'s(?=\W|$)")
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_PARTS = re.compile(r"[^\W_]+", re.UNICODE)


@cache
def stop_words() -> frozenset[str]:
    """Return the folded words without content of their own."""
    return frozenset(_listed("stopwords.txt"))


@cache
def framing() -> frozenset[str]:
    """Return the stems that frame a question without being its subject ("a photo of")."""
    return frozenset(map(stem, _listed("framing.txt")))


def _listed(name: str) -> list[str]:
    text = files("facts.search").joinpath(name).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [word for line in lines for word in line.split()]


Pattern = tuple[str, ...]
"""Words that must occur in this order, each by its stem, or after "=" in this form alone."""


@dataclass(frozen=True, slots=True)
class Intents:
    """Stems that say what kind of thing a question asks for."""

    by_kind: dict[str, frozenset[str]]
    postures: dict[str, frozenset[str]]
    """Stems that name a posture."""
    saying: frozenset[str]
    starting: frozenset[str]
    cases: frozenset[str]
    """Stems that stand for a case before a court."""
    arguing: frozenset[str]
    writing: frozenset[str]
    dating: frozenset[str]
    """Stems that ask about an event rather than a state: when, who, date."""
    events: dict[str, tuple[Pattern, ...]]
    """What asks for an event of a law, by its kind."""
    details: dict[str, frozenset[str]]
    """Stems that ask for a detail of a fact: its docket, its judges."""
    law_details: dict[str, tuple[Pattern, ...]]
    """What asks for a detail of a law: its chapter, its sections."""
    acts: dict[str, tuple[Pattern, ...]]
    """What says that a court did something, by the act that it may be said to be (`Act`)."""
    orders: frozenset[str]
    """Stems that name an order or judgment of a court below."""
    signing: frozenset[str]
    bodies: frozenset[str]
    """Stems of bodies and offices."""
    short: dict[str, str]
    """Words that ask, by how they are cut short."""
    asking: frozenset[str]
    """All words that only ask, folded, in full."""
    by_letter: dict[str, tuple[str, ...]]
    """The longer of them, by their first letter."""

    def of(self, kind: str) -> frozenset[str]:
        """Return the stems that a fact of this kind can lack and still answer."""
        return self.by_kind[kind]


_DETAILS = {
    "author": "writing", "filed": "starting", "argued": "arguing",
    "docket": "docket", "citation": "citation", "dissent": "dissenting",
}  # fmt: skip
"""The cue that asks for each detail."""


@cache
def intents() -> Intents:
    """Read the table of intents."""
    table = tomllib.loads(files("facts.search").joinpath("intents.toml").read_text("utf-8"))

    def stemmed(words: list[str]) -> frozenset[str]:
        return frozenset(map(stem, words))

    def patterns(name: str) -> dict[str, tuple[Pattern, ...]]:
        return {key: tuple(map(_pattern, texts)) for key, texts in table[name].items()}

    texts = [text for name in ("event", "detail") for text in chain(*table[name].values())]
    of_laws = [word.lstrip("=") for text in texts for word in text.split()]
    of_courts = [(row, _words_of(row)) for row in acts_table().values()]
    by_kind = {kind: table[kind]["words"] for kind in ("law", "decision", "quote")}
    by_kind["law"] = [*by_kind["law"], *of_laws]
    for row, said in of_courts:
        for kind in ("law", "decision") if row.get("of_laws") else ("decision",):
            by_kind[kind] = [*by_kind[kind], *said]
    acts: dict[str, tuple[Pattern, ...]] = {}
    for row in acts_table().values():
        for name, said in row.get("lead", {}).items():
            acts[name] = (*acts.get(name, ()), *map(_pattern, said))
    asking = frozenset(word for listed in by_kind.values() for word in listed)
    asking |= frozenset(_listed("framing.txt"))
    by_letter: dict[str, tuple[str, ...]] = {}
    for word in sorted({*asking, *stop_words()}):
        if len(word) >= _LONG:
            by_letter[word[0]] = (*by_letter.get(word[0], ()), word)
    return Intents(
        by_kind={kind: stemmed(listed) for kind, listed in by_kind.items()},
        postures={name: stemmed(words) for name, words in table["posture"].items()},
        saying=stemmed(table["cue"]["saying"]),
        starting=stemmed(table["cue"]["starting"]),
        cases=stemmed(table["cue"]["case"]),
        arguing=stemmed(table["cue"]["arguing"]),
        writing=stemmed(table["cue"]["writing"]),
        dating=stemmed(table["cue"]["dating"]),
        events=patterns("event"),
        details={name: stemmed(table["cue"][cue]) for name, cue in _DETAILS.items()},
        law_details=patterns("detail"),
        acts=acts,
        orders=stemmed(table["order"]["words"]),
        signing=stemmed(table["signing"]["words"]),
        bodies=stemmed(table["body"]["words"]),
        short=dict(table["short"]),
        asking=asking,
        by_letter=by_letter,
    )


@cache
def acts_table() -> dict[str, dict[str, Any]]:
    """Read the table of what courts do; `facts.search.acts` finds the decisions that did it."""
    return tomllib.loads(files("facts.search").joinpath("acts.toml").read_text("utf-8"))


def act_patterns(row: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """Return all that says an act, given its row of the table."""
    return tuple(map(_pattern, _said_of(row)))


def _said_of(row: Mapping[str, Any]) -> list[str]:
    return [*chain(*row.get("lead", {}).values()), *row.get("words", ())]


def _words_of(row: Mapping[str, Any]) -> list[str]:
    return [word for text in _said_of(row) for word in text.split()]


def _pattern(text: str) -> Pattern:
    return tuple(word if word.startswith("=") else stem(word) for word in text.split())


def pattern_place(pattern: Pattern, asked: Sequence[str]) -> int | None:
    """Return where a pattern ends in folded words; None where it does not occur."""
    if not _forms(tuple(asked)).issuperset(pattern):  # most lack a word: the order need not be read
        return None
    places = iter(range(len(asked)))
    last = None
    for part in pattern:
        last = next((place for place in places if _is_part(part, asked[place])), None)
        if last is None:
            return None
    return last


def is_asked(patterns: Sequence[Pattern], asked: Sequence[str]) -> bool:
    """Whether folded words have one of the patterns."""
    return any(pattern_place(pattern, asked) is not None for pattern in patterns)


@lru_cache(maxsize=256)
def _forms(asked: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for word in asked for form in (stem(word), f"={word}"))


def _is_part(part: str, word: str) -> bool:
    return word == part[1:] if part.startswith("=") else stem(word) == part


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202 (the library has no types)
    return stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the Porter2 stem of a folded word; a word that is not alphabetic is unchanged."""
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


def words(text: str) -> list[str]:
    """Cut text into folded words: `A.I.` is `ai`, `it's` is `it`, `covid-19` is `covid`, `19`."""
    folded = fold(text)
    if not _NOT_PLAIN.search(folded):
        return _PARTS.findall(folded)
    found: list[str] = []
    for match in _WORD.finditer(folded):
        token = match.group()
        if (plain := token.removesuffix(".")).isalnum():
            found.append(plain)
        elif _INITIALS.fullmatch(token):
            found.append(token.replace(".", ""))
        else:
            bare = _POSSESSIVE.sub("", token.rstrip("."))
            found.extend(_PARTS.findall(_IN_NUMBER.sub("", bare).replace("n't", "")))
    return found


def stems(text: str) -> list[str]:
    """Return the stems of all words, in order."""
    return [stem(word) for word in words(text)]


def content_words(text: str) -> list[str]:
    """Return the folded content words, each once, in order."""
    return list(dict.fromkeys(word for word in words(text) if word not in stop_words()))
