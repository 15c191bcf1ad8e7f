"""Compare names of people as they are written: with and without titles, short forms and suffixes.

Used by the quote check, extraction, answers to questions and, for given names, the guard.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from facts.people.offices import offices_conflict, split_title
from facts.people.words import given_names, given_names_agree, people_words
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


def same_speaker(
    named: str | None,
    speaker: str,
    aliases: Sequence[str] = (),
    *,
    role: str | None = None,
    as_role: str = "",
) -> Same:
    """Compare a name as it is written near a quote with the speaker on file, and their offices.

    `role` is the speaker's on file. `as_role` is what the text says beside the name: "the Orange
    County sheriff". Another office is another person (`facts.people.offices`).
    """
    named = _spokespersons_name(named or "")
    words = name_words(named)
    known = [name_words(name) for name in (speaker, *aliases)]
    if not words or _speaks_for(words, known):
        return Same.UNCERTAIN
    own = _own_surnames(known) if named.split()[-1][:1].isupper() else set()
    offices = [as_role, _role_in(named, words, own)]
    conflicts = {office: offices_conflict(office, role, aliases) for office in offices if office}
    # Who held the office on file then may hold another now: Sen. Padilla, then secretary of state.
    was = any(_is_past(office) and not is_other for office, is_other in conflicts.items())
    if any(conflicts.values()) and not was:
        return Same.NO
    named = _without_their_place(named, role or "")
    words = name_words(named)
    if any(_holds(words, name) for name in known):
        return Same.YES
    people = people_words()
    if _is_body(named, words):
        return Same.NO
    if words[-1] not in own and (
        not names_somebody(named) or words[-1] in people.roles | people.titles
    ):
        return Same.UNCERTAIN
    cores = [core for name in known if (core := _core(name, own))]
    # "Sheriff Luna" beside "Robert Luna" is the same surname, not another name.
    full = [core for core in cores if len(core) > 1] or cores
    found = {_one_person(_core(words, own), core) for core in full}
    return Same.YES if Same.YES in found else Same.UNCERTAIN if Same.UNCERTAIN in found else Same.NO


def _is_past(office: str) -> bool:
    """Whether a text says of an office that it was held once: then-Gov., a former sheriff."""
    return bool({"then", "former", "ex"} & set(name_words(office.replace("-", " "))))


def _own_surnames(known: Sequence[Sequence[str]]) -> set[str]:
    """Return the surnames after a given name: of Stephen King "king", no title there."""
    return {surname(name) for name in known if len(name) > 1 and set(name[:-1]) & given_names()}


def _role_in(named: str, words: Sequence[str], own: set[str]) -> str:
    """Return the title before a name, or the whole of a role: "the sheriff of Orange County".

    A surname in `own` is no title.
    """
    title = split_title(named)[1]
    people = people_words()
    if words[-1] in people.bodies:
        return ""
    is_role = words[-1] not in own and (
        words[-1] in people.titles | people.roles or not names_somebody(named)
    )
    headed = {word for word, following in pairwise(words) if following in ("of", "for")}
    return title or (named if is_role or headed & people.titles_of_offices else "")


def _without_their_place(named: str, role: str) -> str:
    """Leave out "of Idaho" after a name or a title where that is the place of the role on file."""
    name, of, place = named.partition(" of ")
    is_theirs = set(name_words(place)) <= {*name_words(role), "the", "of"}
    return name if of and name and is_theirs else named


def _spokespersons_name(named: str) -> str:
    """Return the name of somebody who speaks for another: Jane Roe of "spokeswoman Jane Roe"."""
    people = people_words()
    parts = named.split()
    folded = [fold(part).strip(".,") for part in parts]
    last = max((at for at, word in enumerate(folded) if word in people.speaks_for), default=-1)
    name = parts[last + 1 :]
    is_name = bool(name) and all(part[:1].isupper() for part in name)
    return " ".join(name) if last >= 0 and is_name and folded[last] not in people.titles else named


def surname(name: Sequence[str]) -> str:
    """Return the surname among a name's words, folded: `kennedy` of `robert f kennedy jr`."""
    suffixes = people_words().suffixes
    return next((word for word in reversed(name) if word not in suffixes), "")


def _speaks_for(words: Sequence[str], known: Sequence[Sequence[str]]) -> bool:
    """Whether it is a spokesman, or an office named after the speaker: Luna’s office."""
    people = people_words()
    speaking = [at for at, word in enumerate(words) if word in people.speaks_for]
    if speaking:
        # "Deputy Chief Roe" is that person; "the sheriff's deputy" may be anybody.
        last, following = words[speaking[-1]], words[speaking[-1] + 1 :]
        is_title = bool(following) and following[0] not in ("for", "of", "to", "in", "at")
        if not is_title or last not in people.titles or words[-1] in people.roles:
            return True
    surnames = {surname(name) for name in known if name}
    return (
        words[-1] in people.bodies
        and bool(surnames & set(words[:-1]))
        and not any(list(words[-len(name) :]) == list(name) for name in known if name)
    )


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


def _core(words: Sequence[str], own: set[str]) -> list[str]:
    """Drop articles, titles and suffixes: `Sheriff Robert Luna Jr.` → robert luna.

    A surname in `own` is no title.
    """
    people = people_words()
    dropped = people.suffixes | {"the", "a", "an"}
    kept = [word for word in words if word not in dropped]
    last = len(kept) - 1
    return [
        word
        for at, word in enumerate(kept)
        if (at == last and word in own) or not people.is_title(word)
    ]


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
