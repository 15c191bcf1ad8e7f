"""Find where the name or description of a speaker begins and ends in running text.

A phrase is a list of words: a name ("Sheriff Robert Luna"), a description ("the new prime
minister", "a spokesman for Luna") or a pronoun. `informal` is how people write in a channel, where
a name may have no capital.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.people import people_words
from facts.quotes.words import cue_words, word_lists
from facts.text import fold

_WORD = re.compile(r"(?P<word>[^\W_][\w’'.-]*)|(?P<mark>[,:;()?!\n]|[—–]|--?)")
_INITIAL = re.compile(r"[A-Z]\.")
_APPOSITION_MARKS = (",", "—", "–", "--")
_APPOSITION_WORDS = 24
_ABBREVIATION_LETTERS = 4
_ADJECTIVES = 3
"""How many words at most separate an article from its role: the *new prime* minister."""
_DESCRIPTION_WORDS = 4


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
            and self.text[:1].isupper()
            and (
                self.folded not in people_words().openers
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
    roles = people_words().roles
    return word.folded in roles or word.folded.removesuffix("s") in roles


def phrase_at_start(words: Sequence[Word], *, informal: bool) -> list[Word]:
    """Return the phrase that some words begin with; empty if they do not."""
    lists = word_lists()
    found: list[Word] = []
    for at, word in enumerate(words):
        if word.is_mark:
            break
        if not found and word.folded in people_words().pronouns - lists.articles:
            return [word]
        if word.is_name or is_role(word) or _continues(found, words[at:]):
            found.append(word)
        elif not found and informal and _may_be_name(word):
            return [word]
        else:
            break
    return _without_loose_ends(found)


def phrase_at_end(words: Sequence[Word], *, informal: bool) -> list[Word]:
    """Return the phrase that some words, which lead up to a cue, end with; empty if they do not.

    Adverbs, other verbs, a relative pronoun and an apposition before the cue are skipped.
    """
    people, lists = people_words(), word_lists()
    rest = _up_to_phrase(words)
    if rest and (
        rest[-1].folded in people.pronouns
        or (informal and not rest[-1].is_mark and _may_be_name(rest[-1]))
    ):
        return [rest[-1]]
    found: list[Word] = []
    description = [] if informal else _description_at_end(rest)
    while rest and not rest[-1].is_mark:
        word = rest.pop()
        joins = found and rest and word.folded in people.particles | lists.joiners
        if word.is_name or is_role(word) or (joins and _is_phrase_word(rest[-1])):
            found.insert(0, word)
        elif found and word.folded in lists.articles:
            found.insert(0, word)
            if not (rest and rest[-1].folded in lists.joiners):
                break
        else:
            break
    found = _without_loose_ends(found)
    has_name = any(word.text[:1].isupper() for word in found)
    return found if has_name or len(found) >= len(description) else description


def _is_abbreviation(folded: str) -> bool:
    """Whether a period after this word is its own: an initial, "Gov.", "Then-Sen."."""
    last = folded.rpartition("-")[2]
    people = people_words()
    return len(last) == 1 or (
        len(last) <= _ABBREVIATION_LETTERS and last in people.abbreviations | people.suffixes
    )


def _continues(found: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether the first of these words, neither name nor role, opens or continues a phrase."""
    people, lists = people_words(), word_lists()
    word = words[0]
    following = words[1] if len(words) > 1 and not words[1].is_mark else None
    if not found:
        return word.folded in lists.articles or (
            following is not None
            and following.is_name
            and word.folded in people.titles  # "state Sen. Scott Wiener"
        )
    return (
        word.text[:1].isupper()
        or (found[-1].folded in lists.joiners and word.folded in lists.articles)
        or (
            following is not None
            and word.folded in people.particles | lists.joiners
            and _is_phrase_word(following)
        )
        or _leads_to_role(words, after_article=_awaits_noun(found))
    )


def _awaits_noun(found: Sequence[Word]) -> bool:
    """Whether a description has its article but no noun yet."""
    return (
        bool(found)
        and found[0].folded in word_lists().articles
        and not any(is_role(word) or word.text[:1].isupper() for word in found[1:])
    )


def _leads_to_role(words: Sequence[Word], *, after_article: bool) -> bool:
    """Whether a role follows these words: the *new prime* minister, *press* aide."""
    if words[0].folded in cue_words().papers and len(words) > 1 and is_role(words[1]):
        return True
    return after_article and any(
        is_role(word) and not any(one.is_mark or one.is_name for one in words[:at])
        for at, word in enumerate(words[: _ADJECTIVES + 1])
    )


def _description_at_end(words: Sequence[Word]) -> list[Word]:
    """Return a description of common words: "one angry caller", "the paper’s correspondent"."""
    articles = word_lists().articles
    for count in range(2, min(len(words), _DESCRIPTION_WORDS) + 1):
        word = words[-count]
        if word.folded in articles:
            return list(words[-count:])
        if re.search(r"[’']s?$", word.text):
            before = words[-count - 1 : -count]
            return list(words[-count - bool(before and before[0].folded in articles) :])
        if word.is_mark or word.folded in people_words().openers:
            break
    return []


def _up_to_phrase(words: Sequence[Word]) -> list[Word]:
    """Drop the words between a phrase and its cue: "Luna later said", "Luna, who said"."""
    cues = cue_words()
    loose = cues.between | cues.verbs | cues.papers
    rest = list(words)
    while (
        rest
        and rest[-1].folded in loose
        and (not rest[-1].is_name or rest[-1].folded in cues.papers)
    ):
        rest.pop()
    if rest and rest[-1].folded in word_lists().relatives:
        rest.pop()
        if rest and rest[-1].text == ",":
            rest.pop()
        return rest
    return _up_to_apposition(rest) if rest and rest[-1].text in _APPOSITION_MARKS else rest


def _up_to_apposition(words: list[Word]) -> list[Word]:
    """Drop an apposition: "Luna, the sheriff of Los Angeles County, said"."""
    mark = words[-1].text
    for at in range(len(words) - 2, max(0, len(words) - 2 - _APPOSITION_WORDS), -1):
        if words[at].text == mark and (words[at - 1].is_name or is_role(words[at - 1])):
            return words[:at]
    return []


def _is_phrase_word(word: Word) -> bool:
    return word.is_name or word.folded in word_lists().articles or is_role(word)


def _without_loose_ends(found: list[Word]) -> list[Word]:
    """Drop articles and joiners at the end, joiners at the start, and "in a statement"."""
    lists, papers = word_lists(), cue_words().papers
    loose = lists.articles | lists.joiners | people_words().particles
    while found and (
        (found[-1].folded in loose and not found[-1].is_name)
        or (found[-1].folded in papers and any(word.is_name for word in found[:-1]))
    ):
        found = found[:-1]
    while found and found[0].folded in lists.joiners:
        found = found[1:]
    return found


def _may_be_name(word: Word) -> bool:
    """Whether a word without a capital may be a name, because it is not a known common word."""
    people, cues = people_words(), cue_words()
    return (
        word.text.islower()
        and word.folded.isalpha()
        and len(word.folded) > 2  # noqa: PLR2004 (no name is that short)
        and word.folded
        not in people.openers | people.roles | cues.between | cues.verbs | cues.papers
    )
