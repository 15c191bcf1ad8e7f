"""Find the noun phrase that is the subject of a verb, whatever its noun is.

`A note pinned to the door said`, `said one mother of three`: the phrase is told by its place and by
the closed classes of words around it (determiners, prepositions, conjunctions, pronouns,
auxiliaries), so that a document, an organization or a stranger speaks like anybody named.
"""

import re
from collections.abc import Sequence

from facts.people.reporting import reporting_words
from facts.quotes.phrase_words import Word, is_common, is_determiner, is_owner
from facts.quotes.words import word_lists

_LONGEST = 14
"""How many words at most a description keeps with all that qualifies it."""
_CLAUSE_WORDS = 40
_PLURAL_WORDS = 3
"""How many words at most a subject without a determiner has: *local residents* said."""
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing|wn|en)")


def subject_before(words: Sequence[Word]) -> list[Word]:
    """Return the description that the clause leading up to a verb begins with; empty for none.

    "In a letter to parents the district’s lawyers" → the district’s lawyers
    """
    clause = _clause(words)
    at, is_governed = 0, False
    while at < len(clause):
        word = clause[at]
        if word.folded in word_lists().prepositions and not word.is_name:
            at, is_governed = at + 1, True
            continue
        size = phrase_size(clause[at:], is_governed=is_governed)
        if size and not is_governed:
            found = _inner(clause[at:], size)
            return found if len(found) <= _LONGEST else found[: _with_complements(found, size)]
        at, is_governed = at + max(1, size), False
    is_plural = bool(clause) and len(clause) <= _PLURAL_WORDS and clause[-1].text.endswith("s")
    return clause if is_plural and all(map(is_common, clause)) else []


def _inner(words: Sequence[Word], size: int) -> list[Word]:
    """Return the subject of the relative clause, if the words end with one: a line that *Luna*."""
    lists = word_lists()
    for at in range(size, len(words) - 1):
        if words[at].folded in lists.relatives - {"who"}:
            rest = words[at + 1 :]
            if phrase_size(rest) == len(rest) or all(word.is_name for word in rest):
                return list(rest)
    return list(words)


def subject_after(words: Sequence[Word]) -> list[Word]:
    """Return the description that some words begin with: *a mother of three* who ..."""
    size = phrase_size(words)
    return list(words[: _with_complements(words, size)]) if size else []


def phrase_size(words: Sequence[Word], *, is_governed: bool = False) -> int:
    """Return how many words at the start are a determiner and its noun; 0 if there is none.

    After a preposition a name ends it: "at a news conference | Luna".
    """
    if not words or not is_determiner(words[0]):
        return 0
    at = 1
    while at < len(words) and not words[at].is_mark:
        word = words[at]
        if word.is_name:
            if is_governed and words[at - 1].text.islower() and not is_determiner(words[at - 1]):
                break
        elif not (is_common(word) or is_owner(word) or word.text[:1].isdigit()) or (
            at > 1 and _is_verb(word, words[at + 1 : at + 2])
        ):
            break
        at += 1
    return at if at > 1 else 0


def _is_verb(word: Word, following: Sequence[Word]) -> bool:
    """Whether a word after a noun is a verb by its form: the mayor *sent*, a note *pinned* to."""
    is_participle = _PARTICIPLE.fullmatch(word.text) is not None and _governs(following)
    return is_participle or word.folded in word_lists().irregular_pasts


def _governs(following: Sequence[Word]) -> bool:
    """Whether the word after a participle is what it governs: pinned *to*, reading *the*."""
    lists = word_lists()
    return bool(following) and (
        following[0].folded in lists.prepositions | lists.determiners | lists.pronouns
        or following[0].is_name
    )


def _with_complements(words: Sequence[Word], size: int) -> int:
    """Return the size with what "of" and "for" join to the noun: a spokesman *for the mayor*."""
    while size + 1 < len(words) and words[size].folded in ("of", "for"):
        more = phrase_size(words[size + 1 :]) or int(is_determiner(words[size + 1]))
        if not more:
            while size + 1 + more < len(words) and (
                words[size + 1 + more].is_name or is_common(words[size + 1 + more])
            ):
                more += 1
        if not more or size + 1 + more > _LONGEST:
            break
        size += 1 + more
    return size


def _clause(words: Sequence[Word]) -> list[Word]:
    """Return the words of the clause that ends where these do."""
    lists, verbs = word_lists(), reporting_words().verbs
    start = len(words)
    while start and len(words) - start < _CLAUSE_WORDS:
        word = words[start - 1]
        before = words[start - 2].folded if start > 1 else ""
        after = words[start] if start < len(words) else None
        # "introduced as evidence" goes on.
        is_subordinate = after is None or not is_common(after)
        is_boundary = (word.folded in lists.conjunctions and is_subordinate) or (
            word.folded == "that" and before in verbs
        )
        if word.is_mark or is_boundary:
            break
        start -= 1
    return list(words[start:])
