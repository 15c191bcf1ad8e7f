"""Whether a question says the opposite of a fact: a denial, an opposite word, "only", "without"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from facts.search.guard.lists import polarity_table
from facts.search.guard.unmet import Part, Unmet
from facts.search.terms import stem, stop_words
from facts.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 3
"""How many words before a word a negation may stand that denies it."""
_GAP = 3
"""How many words may stand between a verb and its particle."""
_AFTER = 8
"""How many words after a negation another one may stand that takes it back."""
_NOUN = 4
"""How many words after a preposition are compared for the noun it belongs to."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair of opposites."""

    pair: int
    is_right: bool
    reach: int
    """Among how many content words after it one must be the same for it to be an opposite; 0 for
    none."""


@dataclass(frozen=True, slots=True)
class _Lists:
    negations: frozenset[str]
    refusals: frozenset[str]
    denials: frozenset[str]
    endings: frozenset[str]
    limits: frozenset[str]
    limited: frozenset[str]
    sides: dict[str, tuple[tuple[Phrase, _Side], ...]]
    """By the first stem of a word or phrase, the sides it is on."""


@cache
def _lists() -> _Lists:
    table = polarity_table()
    irregular = table["irregular"]

    def forms(word: str) -> list[Phrase]:
        first, *rest = word.split("_")
        tail = tuple(map(_stem, rest))
        return [(_stem(form), *tail) for form in (first, *irregular.get(first, "").split())]

    sides: dict[str, list[tuple[Phrase, _Side]]] = {}
    reaches = {"opposites": 0, "before_noun": _NOUN, "beside": 1}
    pairs = [(pair, reach) for name, reach in reaches.items() for pair in table[name]]
    for number, (pair, reach) in enumerate(pairs):
        for is_right, words in enumerate(pair):
            side = _Side(number, bool(is_right), reach)
            for phrase in dict.fromkeys(form for word in words.split() for form in forms(word)):
                sides.setdefault(phrase[0], []).append((phrase, side))
    listed = {
        name: frozenset(map(_stem, table[name]))
        for name in ("negations", "refusals", "denials", "endings", "limits", "limited")
    }
    return _Lists(**listed, sides={first: tuple(found) for first, found in sides.items()})


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of a text that has an opposite."""

    shown: str
    side: _Side
    is_denied: bool
    following: tuple[str, ...]
    """The stems of the content words after it."""

    @property
    def means_right(self) -> bool:
        """Whether it comes to the right side of its pair, a negation before it counted."""
        return self.side.is_right is not self.is_denied


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[_Word, ...]
    found: tuple[_Found, ...]

    def count(self, stems: frozenset[str]) -> list[str]:
        """Return its words that are among these."""
        return [one.word for one in self.words if one.stem in stems]


@lru_cache(maxsize=4096)
def _read(text: str) -> _Text:
    plain = fold(text).replace("can't", "can not").replace("n't", " not")
    folded = _WORD.findall(plain.replace("united states", "us"))
    words = tuple(_Word(word, _stem(word)) for word in folded)
    return _Text(words, tuple(_sides(words)))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """Return the stem of a word; an adverb is its own, since "hardly" is not hard."""
    is_adverb = word.endswith("ly") and stem(word.removesuffix("ly")) == stem(word)
    return word if is_adverb else stem(word)


def _sides(words: Sequence[_Word]) -> Iterator[_Found]:
    lists = _lists()
    for at, word in enumerate(words):
        for phrase, side in lists.sides.get(word.stem, ()):
            end = _end(words, at, phrase)
            if end is not None:
                yield _Found(word.word, side, _is_denied(words, at), _content(words[end:]))


def _end(words: Sequence[_Word], at: int, phrase: Phrase) -> int | None:
    """Return where a phrase that begins here ends; None if it does not."""
    for part in phrase[1:]:
        near = [one.stem for one in words[at + 1 : at + 2 + _GAP]]
        if part not in near:
            return None
        at += 1 + near.index(part)
    return at + 1


def _is_denied(words: Sequence[_Word], at: int) -> bool:
    """Whether an odd number of negations stands right before a word; "never without" is always."""
    lists = _lists()
    denying = lists.negations | {"without"}
    before = sum(one.stem in denying for one in words[max(0, at - _BEFORE) : at])
    if words[at].stem in denying:
        before += sum(one.stem in denying for one in words[at + 1 : at + 1 + _AFTER])
    return before % 2 == 1


def _content(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(one.stem for one in words[:_NOUN] if one.word not in stop_words())


@lru_cache(maxsize=4096)
def is_polar(word: str) -> bool:
    """Whether a folded word has an opposite, denies or limits."""
    lists, stemmed = _lists(), _stem(word)
    denying = lists.negations | lists.refusals | lists.denials | lists.endings
    return stemmed in denying | lists.limits | lists.limited or any(
        len(phrase) == 1 for phrase, _ in lists.sides.get(stemmed, ())
    )


def is_said_alike(word: str, fact: str) -> bool:
    """Whether a fact has a word of the same side of a pair: "bans" for the question's "forbid"."""
    sides = {side for phrase, side in _lists().sides.get(_stem(word), ()) if len(phrase) == 1}
    plain = {(side.pair, side.is_right) for side in sides if not side.reach}
    return any((one.side.pair, one.side.is_right) in plain for one in _read(fact).found)


def turned(question: str, fact: str) -> tuple[Unmet, ...]:
    """Return what makes a question say something else than a fact that shares its words."""
    asked, held = _read(question), _read(fact)
    return (*_denials(asked, held), *_limits(asked, held), *opposed(question, fact))


def _denials(asked: _Text, held: _Text) -> Iterator[Unmet]:
    lists = _lists()
    denying = lists.negations | lists.denials
    count = len(held.count(denying))
    denied = [at for at, one in enumerate(asked.words) if one.stem in lists.negations]
    for number, at in enumerate(denied):
        if number >= count or _is_affirmed(asked.words[at + 1 :], held.words):
            yield Unmet(Part.DENIAL, asked.words[at].word)
    if not held.count(denying | lists.endings):
        yield from (Unmet(Part.DENIAL, word) for word in asked.count(lists.refusals))


def _is_affirmed(denied: Sequence[_Word], held: Sequence[_Word]) -> bool:
    """Whether what a question denies is in the fact with no denial near it.

    It is the first word with content after the negation that the fact has.
    """
    lists = _lists()
    denying = lists.negations | lists.denials | lists.endings
    stems = [one.stem for one in held]
    word = next((stem_ for stem_ in _content(denied) if stem_ in stems), None)
    if word is None:
        return False
    places = [at for at, stem_ in enumerate(stems) if stem_ == word]
    return not any(denying.intersection(stems[max(0, at - _AFTER) : at + _BEFORE]) for at in places)


def _limits(asked: _Text, held: _Text) -> Iterator[Unmet]:
    """Yield "only" and its like if nothing in the fact keeps it to some cases."""
    lists = _lists()
    if not held.count(lists.limited | lists.negations):
        yield from (Unmet(Part.DENIAL, word) for word in asked.count(lists.limits)[:1])


def opposed(question: str, fact: str) -> tuple[Unmet, ...]:
    """Return the words of a question whose opposites are in the fact, and they themselves not."""
    asked, held = _read(question), _read(fact)
    listed = (_opposite(one, asked.found, held.found) for one in asked.found)
    by_form = (_opposite_by_form(one, held.words) for one in asked.words)
    found = [one for one in (*listed, *by_form) if one is not None]
    return tuple({one.asked: one for one in found}.values())


def _opposite(asked: _Found, also: Sequence[_Found], held: Sequence[_Found]) -> Unmet | None:
    pair = asked.side.pair
    if any(one.side.pair == pair and one.side.is_right is not asked.side.is_right for one in also):
        return None
    there = [one for one in held if one.side.pair == pair and _is_about_same(asked, one)]
    if not there or any(one.side.is_right is asked.side.is_right for one in there):
        return None
    if any(one.means_right is asked.means_right for one in there):
        return None
    return Unmet(Part.OPPOSITE, asked.shown, there[0].shown)


def _is_about_same(asked: _Found, held: _Found) -> bool:
    reach = asked.side.reach
    return not reach or bool({*asked.following[:reach]} & {*held.following[:reach]})


def _opposite_by_form(asked: _Word, held: Sequence[_Word]) -> Unmet | None:
    """Return a word that is the question's with, or without, a prefix or suffix of opposites."""
    if any(one.stem == asked.stem for one in held):
        return None
    for one in held:
        if _reverses(asked.word, one.word) or _reverses(one.word, asked.word):
            return Unmet(Part.OPPOSITE, asked.word, one.word)
    return None


_ADJECTIVE = re.compile(
    r"(?:al|able|ible|ant|ent|ance|ence|ate|ous|ive|ful|ity|ary|acy|ect|ete|per|ure)(?:ly)?$"
)
"""Endings of the words before which in- means not; elsewhere it often means into (income)."""
_INTO = frozenset({"migrant", "habitant", "valuable", "different", "famous", "sure"})
"""Words of those endings before which in- does not mean not."""
_REVERSED = re.compile(
    r"[a-z]+(?:ize|ise|ate|ify)(?:d|s)?$|[a-z]+(?:izing|ating|ifying|ified|ization|ation)$"
)
_SHORTEST = 4
_BOTH_WAYS = (("over", "under"), ("pre", "post"), ("up", "down"), ("in", "out"))
"""Prefixes that are each other's opposites: overestimate, underestimate."""


@lru_cache(maxsize=65_536)
def _reverses(word: str, base: str) -> bool:
    """Whether a word is another with a prefix or suffix that makes it the opposite."""
    for prefix in ("un", "non", "dis"):
        if _is_built(word, prefix, base) and word not in ("unless", "discover", "discount"):
            return True
    for prefix in ("in", "im", "il", "ir"):
        if _is_built(word, prefix, base) and _ADJECTIVE.search(base):
            return base.rstrip("s") not in _INTO
    if _is_built(word, "de", base) and _REVERSED.match(base):
        return True
    for first, second in _BOTH_WAYS:
        if word.startswith(first) and base.startswith(second):
            rest = word.removeprefix(first), base.removeprefix(second)
            if min(map(len, rest)) >= _SHORTEST and stem(rest[0]) == stem(rest[1]):
                return True
    return word.endswith("less") and base.endswith("ful") and word[:-4] == base[:-3]


def _is_built(word: str, prefix: str, base: str) -> bool:
    rest = word.removeprefix(prefix)
    return (
        rest != word
        and rest.endswith("ly") is base.endswith("ly")
        and len(base) >= _SHORTEST
        and len(rest) >= _SHORTEST
        and stem(rest) == stem(base)
    )
