"""The words of running text, as the readers of speakers see them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from facts.people import people_words
from facts.people.reporting import reporting_words
from facts.quotes.verdict import WordClass
from facts.quotes.words import word_lists
from facts.text import fold

_WORD = re.compile(r"(?P<word>[^\W_](?:[\w’'.-]|,(?=\d{3}))*)|(?P<mark>[,:;()?!\n]|[—–]|--?)")
_PARTICLE_NAME = re.compile(r"(?:al|el|ul|bin|ibn|d|l|de|du|von)[-’'][A-Z]")
"""A name with its particle: al-Sadr, d’Estaing."""
_INITIAL = re.compile(r"[A-Z]\.")
_ABBREVIATION_LETTERS = 4


class Word(NamedTuple):
    """A word or punctuation mark; `folded` is lower case and without its possessive."""

    text: str
    folded: str
    is_mark: bool

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name: a capital, and not a word that opens sentences."""
        return (
            not self.is_mark
            and (self.text[:1].isupper() or _PARTICLE_NAME.match(self.text) is not None)
            and (
                self.folded not in people_words().openers | word_lists().prepositions
                or _INITIAL.fullmatch(self.text) is not None
            )
        )


def split_words(text: str) -> list[Word]:
    """Split text into words and marks; a period that ends a sentence is a mark of its own."""
    found = []
    for match in _WORD.finditer(text):
        piece = match.group()
        if match["mark"]:
            found.append(Word(piece, piece, is_mark=True))
            continue
        folded = fold(piece).strip(".'-").removesuffix("'s").replace(".", "")
        word = piece.rstrip("-") if piece.endswith(("s’", "s'")) else piece.rstrip("’'-")
        if not (_is_abbreviation(folded) or "." in word[:-1]):
            word = word.rstrip(".")
        found.append(Word(word, folded, is_mark=False))
        if piece.endswith(".") and not word.endswith("."):
            found.append(Word(".", ".", is_mark=True))
    return found


def phrase_text(phrase: Sequence[Word]) -> str:
    """Return a phrase as written, without the possessive of its last word."""
    return re.sub(r"[’']s?$", "", " ".join(word.text for word in phrase))


def is_role(word: Word) -> bool:
    """Whether a word describes a person by an office or a job: sheriff, spokesman."""
    people = people_words()
    # A capital may begin a surname: Dr. King, Justice Marshall.
    common = people.roles | people.titles_of_offices | people.speaks_for | people.companies
    roles = common if word.text.islower() else people.roles
    return word.folded in roles or word.folded.removesuffix("s") in roles


_JOB = re.compile(r"[a-z-]{3,}(?:er|or|ist|ian|man|woman|ess|ant|ent)")
"""Nouns of agents end so: goalkeeper, waitress, economist."""


def is_job(word: Word) -> bool:
    """Whether a common word may say what somebody does: a role, a title, or a noun of agents."""
    known = is_role(word) or word.folded in people_words().titles | people_words().companies
    return word.text.islower() and (known or _JOB.fullmatch(word.text) is not None)


def _is_abbreviation(folded: str) -> bool:
    """Whether a period after this word is its own: an initial, "Gov.", "Then-Sen."."""
    last = folded.rpartition("-")[2]
    people = people_words()
    return len(last) == 1 or (
        len(last) <= _ABBREVIATION_LETTERS
        and last
        in people.abbreviations
        | people.suffixes
        | people.company_endings
        | word_lists().abbreviations
    )


def is_determiner(word: Word) -> bool:
    """Whether a word opens a noun phrase: an article, a quantifier, a number, a possessive."""
    return word.folded in word_lists().determiners or word.text[:1].isdigit() or is_owner(word)


def is_owner(word: Word) -> bool:
    """Whether it is a possessive: the district’s, the students’."""
    return not word.is_mark and word.text.endswith(("’s", "'s", "s’", "s'"))


def is_common(word: Word) -> bool:
    """Whether a word may be a noun or adjective: it is of no closed class and reports nothing."""
    return not word.is_mark and word.text.islower() and word.folded not in _closed_classes()


@lru_cache(maxsize=1)
def _closed_classes() -> frozenset[str]:
    lists, cues = word_lists(), reporting_words()
    modals = {word for word, found in lists.classes.items() if found is WordClass.MODAL}
    return frozenset(
        lists.prepositions | lists.pronouns | lists.relatives | lists.auxiliaries | modals
        | lists.conjunctions | lists.determiners | cues.verbs | cues.between
    )  # fmt: skip
