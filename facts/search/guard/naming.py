"""What a question names and a fact must have: people, places, other names.

Numbers and dates are read by `facts.quantities`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facts.people import people_words
from facts.search.guard.lists import Names, Stems, names
from facts.search.guard.tokens import Token, Usage, tokens
from facts.search.terms import stop_words


class NamedKind(StrEnum):
    """The kind of thing that is named."""

    PLACE = "place"
    GIVEN_NAME = "given name"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a question names."""

    kind: NamedKind
    shown: str
    """As it was written."""
    stems: Stems
    word: str = ""
    """For a given name: the word, folded."""
    surname: str | None = None
    """For a given name: the stem of the next word."""


def named_in(text: str, usage: Usage) -> tuple[Named, ...]:
    """Return what a question names, in order.

    A word is a name if a list has it, if the question capitalizes it inside a sentence, or if the
    facts in `usage` always capitalize it. Capitals in a headline do not count. `text` has been
    through `in_figures`.
    """
    found = tokens(text)
    lists = names()
    made: list[Named] = []
    place = 0
    while place < len(found):
        size = _place_at(found, place, lists)
        if size:
            run = found[place : place + size]
            shown = " ".join(token.written for token in run)
            made.append(Named(NamedKind.PLACE, shown, tuple(token.stem for token in run)))
            place += size
            continue
        one = _named_at(found, place, usage, lists)
        if one is not None:
            made.append(one)
        place += 1
    return tuple(made)


def _place_at(found: Sequence[Token], at: int, lists: Names) -> int:
    """Return the length in tokens of the place name that starts here; 0 for none."""
    first = found[at]
    if first.written.rstrip(".") in lists.postal and at > 0 and not _is_word(first, lists):
        return 1
    if first.word == "us" and not first.is_initials:
        return 0
    for size in range(min(lists.longest, len(found) - at), 0, -1):
        if tuple(token.stem for token in found[at : at + size]) in lists.places:
            return size
    return 0


def _is_word(token: Token, lists: Names) -> bool:
    """Whether a state's two letters are an ordinary word here: it's OK, or not."""
    return token.word in lists.unnamed or token.word in stop_words()


def _named_at(
    found: Sequence[Token],
    at: int,
    usage: Usage,
    lists: Names,
) -> Named | None:
    token = found[at]
    if not token.written[:1].isalpha() or len(token.word) == 1 or token.word in lists.unnamed:
        return None
    following = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 1] if at else None
    if token.word in lists.months:
        return None
    skipped = token.word in stop_words() or token.word in lists.titles
    if skipped and not (token.is_initials and not token.in_title):
        return None
    if token.word in lists.given and _may_be_given(token, usage):
        surname = following.stem if following and _is_surname(following, usage, lists) else None
        return Named(NamedKind.GIVEN_NAME, token.written, (token.stem,), token.word, surname)
    if _is_name(token, before, following, usage, lists):
        return Named(NamedKind.NAME, token.written, (token.stem,))
    return None


def _may_be_given(token: Token, usage: Usage) -> bool:
    if token.is_initials:
        return False
    if token.is_capital:
        return usage.small[token.stem] <= usage.capital[token.stem]
    return usage.is_name(token.stem)


def _is_surname(token: Token, usage: Usage, lists: Names) -> bool:
    if token.word in stop_words() or token.word in lists.titles:
        return False
    return token.is_capital and usage.small[token.stem] <= usage.capital[token.stem]


def _is_name(
    token: Token, before: Token | None, following: Token | None, usage: Usage, lists: Names
) -> bool:
    """Whether a word is a name: by how facts write it, or if new to them, by its position."""
    sure = _is_owner(token) or _is_after_title(token, before)
    if sure or _is_before_name(token, following, usage):
        return True
    # An adjective may be part of a name ("Judicial Watch"), but is not one itself.
    is_adjective = token.in_title and bool(_ADJECTIVE.search(token.word))
    if token.stem in lists.everyday or token.is_ending or is_adjective:
        return False
    speaks = following is not None and following.word in _SAYING
    if usage.is_name(token.stem) or speaks or not token.is_capital:
        # A speaker is named, with or without a capital.
        return usage.is_name(token.stem) or (speaks and usage.small[token.stem] == 0)
    if token.in_title or token.is_first:
        return usage.is_unknown(token.stem) and (
            _where_names_stand(token, before, lists)
            # No list has every given name: an unknown word before a name may be one.
            or (following is not None and usage.is_name(following.stem))
        )
    return usage.small[token.stem] <= usage.capital[token.stem]


def _is_after_title(token: Token, before: Token | None) -> bool:
    """Whether it is "Moon" in "Sheriff Moon", inside a sentence."""
    inside = token.is_capital and not token.in_title
    titles = people_words().titles_of_persons
    return inside and before is not None and before.word in titles and before.is_capital


def _is_before_name(token: Token, following: Token | None, usage: Usage) -> bool:
    """Whether it is "Grant" in "Grant Bondi", inside a sentence."""
    inside = token.is_capital and not token.in_title and not token.is_first
    after = following is not None and following.is_capital and usage.is_name(following.stem)
    return inside and after


def _is_owner(token: Token) -> bool:
    """Whether it is "Lowe's" inside a sentence, though "low" is an everyday word."""
    inside = token.is_capital and not token.in_title and not token.is_first
    return inside and token.written.endswith(_POSSESSIVE) and token.word != token.stem


def _where_names_stand(token: Token, before: Token | None, lists: Names) -> bool:
    """Whether a word is in a place typical of a name.

    That is: first in a sentence that is not a headline; after a title, a given name or "v."; in the
    possessive; after "did", "is" ... without an article, unless it is a plural.
    """
    if before is None:
        return not token.in_title
    if before.word in lists.titles or before.word in lists.given or before.word in _VERSUS:
        return True
    if token.written.endswith(_POSSESSIVE) or token.is_initials:
        return True
    return before.is_first and before.word in _AUXILIARIES and not token.word.endswith("s")


_ADJECTIVE = re.compile(r"(?:ional|icial|ical|ential|istic|ative|itive|ious|eous)$")
"""Endings of adjectives, which surnames do not have."""
_POSSESSIVE = ("’s", "'s")
_SAYING = frozenset({"say", "says", "said", "tell", "tells", "told", "claim", "claims", "claimed"})
_VERSUS = frozenset({"v", "vs", "versus"})
_AUXILIARIES = frozenset(
    {"did", "does", "do", "is", "was", "has", "had", "will", "would", "can", "could", "should"}
)
