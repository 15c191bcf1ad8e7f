"""Names and descriptions in running text: where one begins, where it ends."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.people import people_words
from facts.quotes.cues import cue_words
from facts.text import fold

_WORD = re.compile(r"(?P<word>[^\W_][\w’'.-]*)|(?P<mark>[,:;()?!\n]|[—–]|--?)")
_INITIAL = re.compile(r"[A-Z]\.")
_JOINERS = frozenset(["of", "for", "and"])
_ARTICLES = frozenset(
    ["the", "a", "an", "one", "another", "his", "her", "their", "its", "our", "my"]
)
_APPOSITION = 24
_SHORT = 4
_ADJECTIVES = 3
_DESCRIBED = 4
_RELATIVE = frozenset(["who", "that", "which"])
_APART = (",", "—", "–", "--")


class Word(NamedTuple):
    """A word or mark of the text around a quote; `folded` without its possessive."""

    text: str
    folded: str
    is_mark: bool

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name."""
        return (
            not self.is_mark
            and self.text[:1].isupper()
            and (
                self.folded not in people_words().openers
                or _INITIAL.fullmatch(self.text) is not None
            )
        )


def words_of(text: str) -> list[Word]:
    """Take text around a quote apart; a full stop that ends a sentence is a mark."""
    found = []
    for match in _WORD.finditer(text):
        piece = match.group()
        if match["mark"]:
            found.append(Word(piece, piece, is_mark=True))
            continue
        folded = fold(piece).strip(".'-").removesuffix("'s").replace(".", "")
        whole = piece.rstrip("-") if piece.endswith(("s’", "s'")) else piece.rstrip("’'-")
        if not (_is_abbreviation(folded) or "." in whole[:-1]):
            whole = whole.rstrip(".")
        found.append(Word(whole, folded, is_mark=False))
        if piece.endswith(".") and not whole.endswith("."):
            found.append(Word(".", ".", is_mark=True))
    return found


def _is_abbreviation(folded: str) -> bool:
    """Whether a full stop after it is its own: an initial, "Gov.", "Then-Sen."."""
    short = folded.rpartition("-")[2]
    people = people_words()
    return len(short) == 1 or (len(short) <= _SHORT and short in people.titles | people.suffixes)


def phrase_from(words: Sequence[Word], *, typed: bool) -> list[Word]:
    """Return the name, description or pronoun that a run of words opens with.

    `typed` is how people write in a channel: a name may have no capital.
    """
    found: list[Word] = []
    for at, word in enumerate(words):
        if word.is_mark:
            break
        if not found and word.folded in people_words().pronouns - _ARTICLES:
            return [word]
        if word.is_name or is_role(word) or _belongs(found, words[at:]):
            found.append(word)
        elif not found and typed and _may_be_name(word):
            return [word]
        else:
            break
    return _whole(found)


def _belongs(found: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a word that is neither name nor role goes on with a phrase, or opens one."""
    people = people_words()
    word = words[0]
    following = words[1] if len(words) > 1 and not words[1].is_mark else None
    if not found:
        return word.folded in _ARTICLES or (
            following is not None
            and following.is_name
            and word.folded in people.titles  # "state Sen. Scott Wiener"
        )
    return (
        word.text[:1].isupper()
        or (found[-1].folded in _JOINERS and word.folded in _ARTICLES)
        or (
            following is not None
            and word.folded in people.particles | _JOINERS
            and _goes_on(following)
        )
        or _leads_to_role(words, after_article=_is_begun(found))
    )


def _is_begun(found: Sequence[Word]) -> bool:
    """Whether a description has its article, and no noun yet."""
    return (
        bool(found)
        and found[0].folded in _ARTICLES
        and not any(is_role(word) or word.text[:1].isupper() for word in found[1:])
    )


def _leads_to_role(words: Sequence[Word], *, after_article: bool) -> bool:
    """Whether a word belongs to the description after it: the *new prime* minister, press aide."""
    if words[0].folded in cue_words().papers and len(words) > 1 and is_role(words[1]):
        return True
    return after_article and any(
        is_role(word) and not any(one.is_mark or one.is_name for one in words[:at])
        for at, word in enumerate(words[: _ADJECTIVES + 1])
    )


def phrase_up_to(words: Sequence[Word], *, typed: bool) -> list[Word]:
    """Return the name, description or pronoun that a run of words, up to its cue, ends with."""
    people = people_words()
    rest = _before_cue(words)
    if rest and (
        rest[-1].folded in people.pronouns
        or (typed and not rest[-1].is_mark and _may_be_name(rest[-1]))
    ):
        return [rest[-1]]
    found: list[Word] = []
    described = [] if typed else _described(rest)
    while rest and not rest[-1].is_mark:
        word = rest.pop()
        joins = found and rest and word.folded in people.particles | _JOINERS
        if word.is_name or is_role(word) or (joins and _goes_on(rest[-1])):
            found.insert(0, word)
        elif found and word.folded in _ARTICLES:
            found.insert(0, word)
            if not (rest and rest[-1].folded in _JOINERS):
                break
        else:
            break
    found = _whole(found)
    named = any(word.text[:1].isupper() for word in found)
    return found if named or len(found) >= len(described) else described


def _described(words: Sequence[Word]) -> list[Word]:
    """Return a description of common words: "one angry caller", "the paper’s correspondent"."""
    for count in range(2, min(len(words), _DESCRIBED) + 1):
        word = words[-count]
        if word.folded in _ARTICLES:
            return list(words[-count:])
        if re.search(r"[’']s?$", word.text):
            opens = words[-count - 1 : -count]
            return list(words[-count - bool(opens and opens[0].folded in _ARTICLES) :])
        if word.is_mark or word.folded in people_words().openers:
            break
    return []


def _before_cue(words: Sequence[Word]) -> list[Word]:
    """Step back over adverbs, other verbs and an apposition before a cue: "Luna later said"."""
    cues = cue_words()
    loose = cues.between | cues.verbs | cues.papers
    rest = list(words)
    while (
        rest
        and rest[-1].folded in loose
        and (not rest[-1].is_name or rest[-1].folded in cues.papers)
    ):
        rest.pop()
    if rest and rest[-1].folded in _RELATIVE:
        rest.pop()
        if rest and rest[-1].text == ",":
            rest.pop()
        return rest
    return _before_apposition(rest) if rest and rest[-1].text in _APART else rest


def _before_apposition(words: list[Word]) -> list[Word]:
    """Step back over "Luna, the sheriff of Los Angeles County, said"."""
    mark = words[-1].text
    for at in range(len(words) - 2, max(0, len(words) - 2 - _APPOSITION), -1):
        if words[at].text == mark and (words[at - 1].is_name or is_role(words[at - 1])):
            return words[:at]
    return []


def is_role(word: Word) -> bool:
    """Whether a word describes anybody in that office: the sheriff, a spokesman."""
    roles = people_words().roles
    return word.folded in roles or word.folded.removesuffix("s") in roles


def _goes_on(word: Word) -> bool:
    return word.is_name or word.folded in _ARTICLES or is_role(word)


def _whole(found: list[Word]) -> list[Word]:
    """Drop what a name or description cannot begin or end with, and the paper it was put out in."""
    people = people_words()
    loose = _ARTICLES | _JOINERS | people.particles
    while found and (
        (found[-1].folded in loose and not found[-1].is_name)
        or (found[-1].folded in cue_words().papers and any(word.is_name for word in found[:-1]))
    ):
        found = found[:-1]
    while found and found[0].folded in _JOINERS:
        found = found[1:]
    return found


def _may_be_name(word: Word) -> bool:
    people, cues = people_words(), cue_words()
    return (
        word.text.islower()
        and word.folded.isalpha()
        and len(word.folded) > 2  # noqa: PLR2004 (no name that short is written small)
        and word.folded
        not in people.openers | people.roles | cues.between | cues.verbs | cues.papers
    )


def text_of(phrase: Sequence[Word]) -> str:
    """Return a phrase as it is written, an outer possessive dropped."""
    return re.sub(r"[’']s?$", "", " ".join(word.text for word in phrase))
