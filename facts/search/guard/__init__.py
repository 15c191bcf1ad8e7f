"""The guard: a fact must have everything that the question names, however similar their words are.

Similarity cannot distinguish one person's words from another's, or one number from another
(measured: with the name replaced, a question still finds the same fact half of the time). So the
guard looks for each number, person, place, date and other name of the question, in every form; and
a question that denies something is not answered by a fact that does not.
"""

from dataclasses import dataclass

from facts.quantities import DateMention, Reading, compare, read
from facts.search.guard.holding import FactText, held_in, holds
from facts.search.guard.lists import names, stems_of
from facts.search.guard.naming import Named, NamedKind, named_in
from facts.search.guard.polarity import is_polar, is_said_alike, opposed, turned
from facts.search.guard.tokens import Usage, tokens, usage
from facts.search.guard.unmet import Part, Unmet
from facts.search.terms import content_words, stem, stop_words, words
from facts.text import in_figures

__all__ = [
    "Check",
    "Named",
    "NamedKind",
    "Part",
    "Unmet",
    "Usage",
    "check",
    "doubtful",
    "is_everyday",
    "is_ordinary",
    "is_said_alike",
    "named_in",
    "opposed",
    "stems_asked",
    "usage",
]


def doubtful(question: str, fact: str) -> tuple[str, ...]:
    """Return the words whose use in other facts matters.

    They are the question's words that the fact does not have, each with the word after it, since
    "Melania" before "Trump" identifies the person.
    """
    held = held_in(fact).stems
    found = [one for one in tokens(in_figures(question)) if one.word not in stop_words()]
    wanted: dict[str, None] = {}
    for at, token in enumerate(found):
        if token.stem not in held and token.written[:1].isalpha():
            wanted |= dict.fromkeys(one.word for one in found[at : at + 2])
    return tuple(word for word in wanted if word.isalpha() and word in content_words(word))


def stems_asked(question: str) -> frozenset[str]:
    """Return the stems of a question: all that `check` looks up in a `usage`."""
    return frozenset(token.stem for token in tokens(in_figures(question)))


@dataclass(frozen=True, slots=True)
class Check:
    """The guard's comparison of a question with a fact."""

    unmet: tuple[Unmet, ...]
    """What the question names and the fact does not; if empty, the fact may answer."""
    named: frozenset[str]
    """Stems of everything that the question names, including titles."""

    @property
    def words(self) -> tuple[str, ...]:
        """What is unmet as it was written, each once."""
        return tuple(dict.fromkeys(one.asked for one in self.unmet))


def check(question: str, fact: str, usage: Usage) -> Check:
    """Compare what a question names with a fact's text.

    `usage` counts how facts on file write the words of `doubtful`: a word that they always
    capitalize is a name.
    """
    held = held_in(fact)
    figures = in_figures(question)
    named = named_in(figures, usage)
    asked = read(figures)
    missing = [
        Unmet(Part.PLACE if one.kind is NamedKind.PLACE else Part.NAME, one.shown)
        for one in named
        if not holds(held, one, usage)
    ]
    numbers = [one.shown for one in asked.mentions]
    return Check(
        unmet=(*_numbers_unmet(asked, held, usage), *missing, *turned(question, fact)),
        named=frozenset(stem for one in named for stem in one.stems)
        | _titles(question)
        | frozenset(stem(word) for shown in numbers for word in words(shown) if _is_named(word)),
    )


def _numbers_unmet(asked: Reading, held: FactText, usage: Usage) -> list[Unmet]:
    """Return the numbers and dates that the fact does not have; a named day may go by its name."""
    return [
        Unmet(
            Part.DATE if isinstance(one.asked, DateMention) else Part.NUMBER,
            one.asked.shown,
            one.held.shown if one.held else None,
        )
        for one in compare(asked, held.reading)
        if one.is_false and not _is_named_day(one.asked.shown, held, usage)
    ]


def _is_named_day(shown: str, held: FactText, usage: Usage) -> bool:
    stems = stems_of(shown)
    day = Named(NamedKind.PLACE, shown, stems)
    return stems in names().places and holds(held, day, usage)


def _is_named(word: str) -> bool:
    return word.isdigit() or word in names().months


def is_everyday(word: str) -> bool:
    """Whether a folded word is an everyday one, which means itself."""
    return stem(word) in names().everyday


def is_ordinary(word: str) -> bool:
    """Whether a folded word is a verb or adverb that says something without naming anything.

    One that has an opposite, denies or limits is not: it may be the opposite of what a fact says.
    """
    return stem(word) in names().ordinary and not is_polar(word)


def _titles(question: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(question) if word in names().titles)
