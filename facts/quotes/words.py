"""The word lists with which quotes are compared and attributed: `words.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from facts.quotes.verdict import WordClass


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of `words.toml`, which says what each is for and what belongs in it."""

    classes: dict[str, WordClass]
    expansions: dict[str, tuple[str, ...]]
    governing: frozenset[str]
    auxiliaries: frozenset[str]
    compounds: frozenset[str]
    common: frozenset[str]
    pronouns: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    relatives: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    conjunctions: frozenset[str]
    irregular_pasts: frozenset[str]
    abbreviations: frozenset[str]
    abbreviations_before_digits: frozenset[str]
    lead_ins: frozenset[str]
    elisions: frozenset[str]


@cache
def word_lists() -> WordLists:
    """Return the lists, read from `words.toml` on the first call."""
    data = tomllib.loads((files("facts.quotes") / "words.toml").read_text(encoding="utf-8"))
    classes: dict[str, WordClass] = {}
    for name, listed in data["classes"].items():
        for word in listed:
            classes.setdefault(word, WordClass(name))
    governing = set(data["governing"]["words"])
    for name in data["governing"]["classes"]:
        governing.update(word for word, found in classes.items() if found is WordClass(name))
    return WordLists(
        classes=classes,
        expansions={word: tuple(parts) for word, parts in data["expansions"].items()},
        governing=frozenset(governing),
        **{name: frozenset(listed) for name, listed in data["lists"].items()},
    )


def expand(words: Iterable[str]) -> list[str]:
    """Spell out contractions and write small numbers as digits: `won't`, `three` → will not 3.

    Words are folded, as in `Tokens.words`.
    """
    expansions = word_lists().expansions
    return [part for word in words for part in expansions.get(word, (word,))]


def word_class(word: str) -> WordClass | None:
    """Return the class of a folded word; None if it has none. Anything with digits is a number."""
    if word[:1].isdigit() or word[1:2].isdigit():
        return WordClass.NUMBER
    return word_lists().classes.get(word)


def is_compound(word: str) -> bool:
    """Whether a folded word may also be written as two: `percent`, `per cent`."""
    return word in word_lists().compounds


def is_common(word: str) -> bool:
    """Whether a folded word is so common that two texts may share it by chance."""
    return word in word_lists().common


def governs_next(word: str) -> bool:
    """Whether dropping a folded word changes the words after it: a negation, a modal, "only"."""
    return any(part in word_lists().governing for part in expand([word]))


def is_auxiliary(word: str) -> bool:
    """Whether a folded word is read together with the negation beside it: `does` not."""
    return word in word_lists().auxiliaries
