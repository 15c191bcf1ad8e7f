"""Compare names of people as they are written: with and without titles, short forms and suffixes.

Used by the quote check, extraction, answers to questions and, for given names, the guard.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from facts.people.words import given_names_agree, people_words
from facts.text import fold


class Same(StrEnum):
    """Whether two names belong to one speaker."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"
    """Possibly: a pronoun, a role, somebody's spokesman, a first name alone."""


def name_words(name: str) -> list[str]:
    """Return a name's words, folded, without periods or a possessive."""
    folded = re.sub(r"'s\b|(?<=s)'(?!\w)", "", fold(name))
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", folded.replace(".", ""))


def names_somebody(named: str | None) -> bool:
    """Whether this is a name, not a pronoun, a role ("the sheriff") or nothing."""
    words = name_words(named or "")
    people = people_words()
    unnamed = people.pronouns | people.roles | people.titles | people.openers
    return any(
        not {word, word.removesuffix("s")} & unnamed and not people.is_title(word) for word in words
    ) or (bool(words) and _is_body(named or "", words))


def same_speaker(named: str | None, speaker: str, aliases: Sequence[str] = ()) -> Same:
    """Compare a name as it is written near a quote with the speaker on file."""
    words = name_words(named or "")
    known = [name_words(name) for name in (speaker, *aliases)]
    if not words or _speaks_for(words, known):
        return Same.UNCERTAIN
    if any(_holds(words, name) for name in known):
        return Same.YES
    people = people_words()
    if _is_body(named or "", words):
        return Same.NO
    if not names_somebody(named) or words[-1] in people.roles | people.titles:
        return Same.UNCERTAIN
    cores = [core for name in known if (core := _core(name))]
    # "Sheriff Luna" beside "Robert Luna" is the same surname, not another name.
    full = [core for core in cores if len(core) > 1] or cores
    found = {_one_person(_core(words), core) for core in full}
    return Same.YES if Same.YES in found else Same.UNCERTAIN if Same.UNCERTAIN in found else Same.NO


def surname(name: Sequence[str]) -> str:
    """Return the surname among a name's words, folded: `kennedy` of `robert f kennedy jr`."""
    suffixes = people_words().suffixes
    return next((word for word in reversed(name) if word not in suffixes), "")


def _speaks_for(words: Sequence[str], known: Sequence[Sequence[str]]) -> bool:
    """Whether it is a spokesman, or an office named after the speaker: Luna’s office."""
    people = people_words()
    if set(words) & people.speaks_for:
        return True
    surnames = {surname(name) for name in known if name}
    return (
        words[-1] in people.bodies
        and bool(surnames & set(words[:-1]))
        and not any(list(words[-len(name) :]) == list(name) for name in known if name)
    )


def split_title(name: str) -> tuple[str, str]:
    """Split a name from its title: ("Robert Luna", "Los Angeles County Sheriff").

    An organization's name, and a name without a title, come back whole with no role.
    """
    people = people_words()
    parts = name.split()
    folded = [fold(part).replace(".", "") for part in parts]
    titled = [at for at, word in enumerate(folded) if people.is_title(word)]
    if not titled or titled[-1] == len(parts) - 1:
        return name, ""
    rest = folded[titled[-1] + 1 :]
    if set(rest) <= people.suffixes:  # Martin Luther King Jr. was not a king
        return name, ""
    if set(rest) & (people.bodies | people.roles) or rest[0] in ("of", "for", "and"):
        return name, ""
    return " ".join(parts[titled[-1] + 1 :]), " ".join(parts[: titled[-1] + 1])


def _is_body(named: str, words: Sequence[str]) -> bool:
    """Whether it names an organization: Justice Department, but not Sheriff’s Department."""
    people = people_words()
    capitals = {fold(word) for word in re.findall(r"[^\W_]+", named) if word[0].isupper()}
    heads = {
        word
        for word, following in zip(words, [*words[1:], "of"], strict=True)
        if word in people.bodies and following in ("of", "for")
    }
    return (
        bool(heads & capitals)
        and len(set(words) - people.openers) > 1
        and not set(words) & people.offices
    )


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    size = len(name)
    return bool(size) and any(
        list(words[at : at + size]) == list(name) for at in range(len(words) - size + 1)
    )


def _core(words: Sequence[str]) -> list[str]:
    """Drop articles, titles and suffixes: `Sheriff Robert Luna Jr.` → robert luna."""
    people = people_words()
    dropped = people.suffixes | {"the", "a", "an"}
    return [word for word in words if word not in dropped and not people.is_title(word)]


def _one_person(one: Sequence[str], other: Sequence[str]) -> Same:
    if not one or not other:
        return Same.NO
    if one == other or _holds(one, other):
        return Same.YES
    if len(one) == 1 and len(other) > 1 and one[0] == other[0]:
        return Same.UNCERTAIN  # a first name alone
    if one[-1] != other[-1]:
        return Same.NO
    people = people_words()
    if len(one) == 1 or len(other) == 1 or one[0] in people.particles:
        return Same.YES
    return Same.YES if given_names_agree(one[0], other[0]) else Same.NO
