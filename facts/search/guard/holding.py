"""Whether a fact has what a question names, in any form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from facts.people import forms_of
from facts.quantities import Reading, read
from facts.search.guard.lists import Stems, names, stems_of
from facts.search.guard.naming import Named, NamedKind
from facts.search.guard.tokens import Token, Usage, tokens
from facts.text import in_figures

MISSPELLED_LENGTH = 5
_EXCHANGED_LENGTH = 7
_NEAR = 3
_OFFICE = 3
"""The most words in an office before a name: "Secretary of State"."""
_LONG = 9
"""A word this long, one letter off, is the same word even where both spellings are on file."""
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in"})


@dataclass(frozen=True, slots=True)
class FactText:
    """A fact's text as the guard reads it."""

    tokens: tuple[Token, ...]
    stems: frozenset[str]
    written: frozenset[str]
    """All words as written, without periods: a state's two letters are capitals."""
    reading: Reading
    """Its numbers and dates."""
    initials: str
    """The first letters of all words but the smallest, between bars: "|n|f|l|"."""

    @property
    def text(self) -> str:
        """All stems in order, each between spaces."""
        return f" {' '.join(token.stem for token in self.tokens)} "


@lru_cache(maxsize=4096)
def held_in(text: str) -> FactText:
    """Read a fact's text."""
    figures = in_figures(text)
    found = tokens(figures)
    letters = [token.word[:1] for token in found if token.word not in _SMALL_WORDS]
    return FactText(
        tokens=found,
        stems=frozenset(token.stem for token in found),
        written=frozenset(token.written.rstrip(".") for token in found),
        reading=read(figures),
        initials="|".join(["", *letters, ""]),
    )


def holds(fact: FactText, named: Named, usage: Usage) -> bool:
    """Whether the fact has it in any of its forms.

    A word that no fact in `usage` has may be a word of this fact, misspelled by one letter.
    """
    match named.kind:
        case NamedKind.GIVEN_NAME:
            return _holds_given(fact, named, usage)
        case _:
            return _holds_name(fact, named.stems, usage, named.shown)


def _holds_name(fact: FactText, stems: Stems, usage: Usage, shown: str) -> bool:
    lists = names()
    ways = [stems, *lists.same.get(stems, ())]
    state = lists.postal.get(shown.rstrip("."))
    if state:
        ways += [state, *lists.same.get(state, ())]
    ways += [city for way in ways for city in lists.within.get(way, ())]
    codes = {code for code, state in lists.postal.items() if state in ways}
    if codes & fact.written or any(_has(fact, way) for way in ways):
        return True
    if stems in _home():
        # A newsroom's own country is implied, unless the fact mentions another.
        return any(_has(fact, state) for state in lists.states) or not (_abroad() & fact.stems)
    if len(stems) > 1:
        return False
    return _as_initials(fact, shown) or _is_misspelled(fact, stems[0], usage)


@cache
def _home() -> frozenset[Stems]:
    us = stems_of("united states")
    return frozenset({us, *names().same[us]})


@cache
def _abroad() -> frozenset[str]:
    return frozenset(one[0] for one in names().countries - _home() if len(one) == 1)


def _has(fact: FactText, way: Stems) -> bool:
    if not all(stem in fact.stems for stem in way):
        return False
    return len(way) == 1 or f" {' '.join(way)} " in fact.text


def _as_initials(fact: FactText, shown: str) -> bool:
    """Whether "NFL" is in the fact as "National Football League"."""
    letters = [char.casefold() for char in shown if char.isalpha()]
    capitals = all(char.isupper() for char in shown if char.isalpha())
    return capitals and len(letters) > 1 and "|".join(["", *letters, ""]) in fact.initials


def _is_misspelled(fact: FactText, stem: str, usage: Usage) -> bool:
    known_word = usage.capital[stem] or usage.small[stem]
    if len(stem) < (_LONG if known_word else MISSPELLED_LENGTH) or stem in names().given:
        return False
    return any(
        known[:1] == stem[:1] and _is_slip(stem, known)
        for known in fact.stems
        if len(known) >= MISSPELLED_LENGTH - 1
    )


def _is_slip(stem: str, known: str) -> bool:
    """Whether two words differ by one letter, as a misspelled name and the right one do.

    With one letter exchanged for another a short name is another name: Finch and Fitch.
    """
    if OSA.distance(stem, known, score_cutoff=1) > 1:
        return False
    is_exchanged = len(stem) == len(known) and sorted(stem) != sorted(known)
    return not is_exchanged or len(stem) >= _EXCHANGED_LENGTH


def _holds_given(fact: FactText, named: Named, usage: Usage) -> bool:
    """Whether the fact has a given name, or the surname without a different given name."""
    ways = forms_of(named.word)
    here = any(token.word in ways for token in fact.tokens)
    if named.surname is None:
        return here or _is_misspelled(fact, named.stems[0], usage)
    places = [at for at, token in enumerate(fact.tokens) if token.stem == named.surname]
    if not places:
        return here
    if any(_given_near(fact.tokens, at, ways) for at in places):
        return True
    if any(_alone(fact.tokens, at, ways, named.surname) for at in range(len(fact.tokens))):
        return True
    if any(_other_given(fact.tokens, at) for at in places):
        return False
    mine = sum(usage.given[way, named.surname] for way in ways)
    others = [
        count
        for (given, surname), count in usage.given.items()
        if surname == named.surname and given not in ways and given in names().given
    ]
    # No fact has both names together, so it may be anyone with that surname.
    return mine > 0 and mine >= 2 * max(others, default=0)


def _given_near(found: Sequence[Token], at: int, ways: frozenset[str]) -> bool:
    return any(token.word in ways for token in found[max(0, at - _NEAR) : at])


def _other_given(found: Sequence[Token], at: int) -> bool:
    """Whether another given name, on a list or not, comes directly before the surname."""
    before = found[at - 1] if at else None
    if before is None or not before.is_capital:
        return False
    if at > _OFFICE and found[at - 2].word == "of" and found[at - _OFFICE].word in names().titles:
        return False  # "Secretary of State Clinton"
    if before.in_title or before.is_first:  # where a capital does not mark a name
        return before.word in names().given
    return before.word not in names().titles and before.stem not in names().everyday


def _alone(found: Sequence[Token], at: int, ways: frozenset[str], surname: str) -> bool:
    """Whether the given name is here with no other surname after it."""
    if found[at].word not in ways:
        return False
    after = found[at + 1] if at + 1 < len(found) else None
    return after is None or not after.is_capital or after.stem == surname
