"""Word lists: which words carry the meaning, which say the same, which are too common to tell."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from facts.quotes.verdict import Touch


@dataclass(frozen=True, slots=True)
class WordLists:
    """`words.toml`, read."""

    touch: dict[str, Touch]
    same: dict[str, tuple[str, ...]]
    pronouns: frozenset[str]
    one_word: frozenset[str]
    common: frozenset[str]
    before: frozenset[str]
    along: frozenset[str]


@cache
def word_lists() -> WordLists:
    """Read the lists, on first use."""
    data = tomllib.loads((files("facts.quotes") / "words.toml").read_text(encoding="utf-8"))
    touch: dict[str, Touch] = {}
    for name, listed in data["classes"].items():
        for word in listed:
            touch.setdefault(word, Touch(name))
    before = set(data["before"]["words"])
    for name in data["before"]["classes"]:
        before.update(word for word, found in touch.items() if found is Touch(name))
    return WordLists(
        touch=touch,
        same={word: tuple(parts) for word, parts in data["same"].items()},
        pronouns=frozenset(data["pronouns"]["words"]),
        one_word=frozenset(data["one_word"]["words"]),
        common=frozenset(data["common"]["words"]),
        before=frozenset(before),
        along=frozenset(data["before"]["along"]),
    )


def spelt_out(words: Iterable[str]) -> list[str]:
    """Write contractions and small numbers one way: `won't` → `will not`, `three` → `3`."""
    same = word_lists().same
    return [part for word in words for part in same.get(word, (word,))]


def touch_of(word: str) -> Touch | None:
    """Return the class of a folded word, by its parts for a contraction."""
    if word[:1].isdigit() or word[1:2].isdigit():
        return Touch.NUMBER
    lists = word_lists()
    return lists.touch.get(word)


def is_one_word(word: str) -> bool:
    """Whether a word may be written in two without saying anything else: `per cent`."""
    return word in word_lists().one_word


def is_common(word: str) -> bool:
    """Whether two texts may well share this word by chance."""
    return word in word_lists().common


def held_before(word: str) -> bool:
    """Whether an excerpt may not leave this word out directly before it."""
    return any(part in word_lists().before for part in spelt_out([word]))


def drawn_along(word: str) -> bool:
    """Whether a word is read together with the negation or modal after it (`does` not)."""
    return word in word_lists().along
