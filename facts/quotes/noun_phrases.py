"""Find where the name or description of a speaker begins and ends in running text.

A phrase is a list of words: a name ("Sheriff Robert Luna"), a description ("the new prime
minister", "a spokesman for Luna") or a pronoun. `informal` is how people write in a channel, where
a name may have no capital.
"""

import re
from collections.abc import Sequence

from facts.people import people_words
from facts.people.reporting import reporting_words
from facts.quotes.phrase_words import Word, is_job, is_owner, is_role, phrase_text
from facts.quotes.words import word_lists

_APPOSITION_MARKS = (",", "—", "–", "--")
_APPOSITION_WORDS = 24
_LONGEST_PHRASE = 40
"""In words: no name or description is longer."""
_QUALIFYING_WORDS = 8
"""How many words at most qualify a role before its comma: the mayor *of nearby Clarksville*."""
_ADJECTIVES = 3
"""How many words at most separate an article from its role: the *new prime* minister."""
_DESCRIPTION_WORDS = 4


def phrase_at_start(words: Sequence[Word], *, informal: bool) -> list[Word]:
    """Return the phrase that some words begin with; empty if they do not."""
    lists = word_lists()
    found: list[Word] = []
    words = words[:_LONGEST_PHRASE]
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
    phrase = without_owner(_without_loose_ends(found))
    return phrase if phrase or informal else list(words[: _described_size(words)])


def _described_size(words: Sequence[Word]) -> int:
    """Return how many words describe the name after a comma: *The cook*, Manny; 0 for none."""
    if not words or words[0].folded not in word_lists().articles:
        return 0
    for size in range(2, min(len(words) - 2, _QUALIFYING_WORDS) + 1):
        if words[size - 1].is_mark or not words[size - 1].text.islower():
            return 0
        if words[size].text == "," and words[size + 1].is_name:
            return size
    return 0


def in_apposition(phrase: Sequence[Word], rest: Sequence[Word]) -> tuple[list[Word], str]:
    """Tell a name from the role beside it with a comma, whichever comes first; `rest` follows it.

    "the sheriff, Robert Luna" and "Robert Luna, the sheriff" are both (Robert Luna, the sheriff).
    """
    is_described = bool(phrase) and is_description(phrase)
    if is_described and rest and rest[0].folded in word_lists().prepositions:
        # "the mayor of nearby Clarksville, ..."
        marks = [at for at, word in enumerate(rest[:_QUALIFYING_WORDS]) if word.is_mark]
        rest = rest[marks[0] :] if marks else []
    if not (rest and rest[0].text in _APPOSITION_MARKS):
        return list(phrase), ""
    beside = phrase_at_start(rest[1:], informal=False)
    if not beside:
        return list(phrase), ""
    if is_described:
        is_named = beside[-1].is_name and not is_description(beside)
        if len(beside) == 1 and len(phrase) > 1 and _is_for_another(phrase):
            is_named = False  # in "a spokeswoman for the vendor, Acme" the vendor is Acme
        return (list(beside), phrase_text(phrase)) if is_named else (list(phrase), "")
    return list(phrase), phrase_text(beside) if any(map(is_role, beside)) else ""


def _is_for_another(phrase: Sequence[Word]) -> bool:
    return any(word.folded in word_lists().prepositions for word in phrase)


def head_of(phrase: Sequence[Word]) -> Word:
    """Return the noun of a phrase, the last word before what qualifies it: *sign* at the door."""
    lists = word_lists()
    stop = next(
        (at for at, word in enumerate(phrase)
         if at and (word.is_mark or word.folded in lists.prepositions | lists.relatives)),
        len(phrase),
    )  # fmt: skip
    return phrase[stop - 1]


def is_description(phrase: Sequence[Word]) -> bool:
    """Whether the noun of a phrase is a common one or a role: "a spokesman for Luna"."""
    noun = head_of(phrase)
    if not noun.text[:1].isupper():
        return True
    named = [word for word in phrase if word.is_name]
    people = people_words()
    if noun.folded in people.bodies - people.titles and len(named) > 1:
        return False  # the National Paint Council
    return is_role(noun) and not noun.text.isupper()


def without_owner(found: list[Word]) -> list[Word]:
    """Drop whose a person is: *Los Angeles County's* Robert Luna."""
    people = people_words()
    for at in range(len(found) - 1, 0, -1):
        rest = found[at:]
        is_person = all(word.is_name and word.folded not in people.bodies for word in rest)
        is_titled = any(word.folded in people.titles for word in rest)
        if is_owner(found[at - 1]) and is_person and not is_titled:
            return rest if len(rest) > 1 else found
    return found


def phrase_at_end(words: Sequence[Word], *, informal: bool) -> tuple[list[Word], str]:
    """Return the phrase that some words, which lead up to a cue, end with, and the role beside it.

    The phrase is empty if they end with none. Adverbs, other verbs and a relative pronoun before
    the cue are skipped.
    """
    rest = up_to_cue(words)
    at = _apposition_start(rest)
    if at:
        name, role = in_apposition(_phrase_at_end(rest[:at], informal=informal), rest[at:])
        return name, role
    if rest and rest[-1].text in _APPOSITION_MARKS:
        return [], ""
    return _phrase_at_end(rest, informal=informal), ""


def _phrase_at_end(words: Sequence[Word], *, informal: bool) -> list[Word]:
    people, lists = people_words(), word_lists()
    rest = list(words)
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
            rest.append(word)
            break
    start = _preposition(rest) if found else 0
    if start:
        return _larger_description(rest[:start], [*rest[start:], *found])
    found = without_owner(_without_loose_ends(found))
    has_name = any(word.text[:1].isupper() for word in found)
    if has_name or len(found) >= len(description):
        return found
    before = list(words[: len(words) - len(description)])
    is_part = bool(before) and before[-1].folded in lists.prepositions
    return (_larger_description(before, description) or description) if is_part else description


def _preposition(words: Sequence[Word]) -> int:
    """Return how many words there are up to a preposition before a name; 0 without one.

    *outside* the closed Food Lion
    """
    lists = word_lists()
    for back in range(1, min(len(words), _ADJECTIVES) + 1):
        word = words[-back]
        if word.folded in lists.prepositions - lists.joiners:
            return len(words) - back + 1
        stops = reporting_words().between | (people_words().openers - lists.articles)
        if word.is_mark or not word.text.islower() or word.folded in stops:
            return 0
    return 0


def _larger_description(words: Sequence[Word], found: list[Word]) -> list[Word]:
    """Return the phrase that the one found only qualifies: "a reviewer in the Guardian"."""
    for count in range(2, min(len(words), _DESCRIPTION_WORDS + 2) + 1):
        if words[-count].is_mark:
            break
        if words[-count].folded in word_lists().articles:
            return [*words[-count:], *found]
    return []


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
    if word.text[0].isdigit() and following is not None:
        # "Local 88's president", "Petty Officer 1st Class"
        is_number = found[-1].text[:1].isupper() and following.folded in reporting_words().verbs
        return word.text.endswith(("’s", "'s")) or following.folded == "class" or is_number
    return (
        word.text[:1].isupper()
        or (found[-1].folded in lists.joiners and word.folded in lists.articles)
        or (
            following is not None
            and word.folded in people.particles | lists.joiners
            and _is_phrase_word(following)
        )
        or _leads_to_name(words)
        or (
            found[-1].text[-1:].islower()
            and is_role(found[-1])
            and _is_common(word)
            and is_job(word)
        )
        or _leads_to_role(
            words,
            after_article=_awaits_noun(found),
            after_name=found[0].folded in lists.articles and found[-1].text[:1].isupper(),
        )
    )


def _leads_to_name(words: Sequence[Word]) -> bool:
    """Whether a job and a full name follow: Bayern *coach Vincent Kompany*."""
    for at, word in enumerate(words[:_ADJECTIVES]):
        if not _is_common(word):
            return False
        if is_job(word) and [one.is_name for one in words[at + 1 : at + 3]] == [True, True]:
            return True
    return False


def _awaits_noun(found: Sequence[Word]) -> bool:
    """Whether a description has its article but no noun yet."""
    return (
        bool(found)
        and found[0].folded in word_lists().articles
        and not any(is_role(word) or word.text[:1].isupper() for word in found[1:])
    )


def _leads_to_role(words: Sequence[Word], *, after_article: bool, after_name: bool) -> bool:
    """Whether a role follows these words: the *new prime* minister, *press* aide."""
    if words[0].folded in reporting_words().papers and len(words) > 1 and is_role(words[1]):
        return True
    if after_name and len(words) > 1 and words[1].folded in people_words().bodies:
        return _is_common(words[0]) and words[1].text.islower()  # the U.N. *refugee agency*
    return after_article and any(
        is_role(word) and not any(one.is_mark or one.is_name for one in words[:at])
        for at, word in enumerate(words[: _ADJECTIVES + 1])
    )


def _is_common(word: Word) -> bool:
    """Whether it may describe a noun after it: no verb or adverb of an attribution."""
    cues = reporting_words()
    known = cues.verbs | cues.between | people_words().openers | word_lists().prepositions
    return not word.is_mark and word.text.islower() and word.folded not in known


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
        if word.is_mark or word.folded in word_lists().prepositions | reporting_words().verbs:
            break
    return []


def up_to_cue(words: Sequence[Word]) -> list[Word]:
    """Drop the words between a phrase and its cue: "Luna later said", "Luna, who said"."""
    cues = reporting_words()
    loose = cues.between | cues.verbs
    rest = list(words)
    while rest and rest[-1].folded in loose and not rest[-1].is_name:
        rest.pop()
    rest = without_papers(rest)
    if rest and rest[-1].folded in word_lists().relatives:
        rest.pop()
        if rest and rest[-1].text == ",":
            rest.pop()
    return rest


def without_papers(words: Sequence[Word]) -> list[Word]:
    """Drop what its publisher speaks through: the department*’s website*, but *the report*."""
    papers = reporting_words().papers
    size = len(words)
    while size and words[size - 1].folded in papers:
        size -= 1
    is_owned = bool(size) and (words[size - 1].is_name or is_owner(words[size - 1]))
    return list(words[:size] if is_owned else words)


def without_parenthesis(words: Sequence[Word]) -> Sequence[Word]:
    """Drop what stands between two commas before a cue: Luna*, the sheriff,* said."""
    return words[: _apposition_start(words) or len(words)]


def _apposition_start(words: Sequence[Word]) -> int:
    """Return where an apposition before a cue begins, at its mark; 0 for none.

    "Luna, the sheriff of Los Angeles County, said"
    """
    if not words or words[-1].text not in _APPOSITION_MARKS:
        return 0
    mark = words[-1].text
    for at in range(len(words) - 2, max(0, len(words) - 2 - _APPOSITION_WORDS), -1):
        before = words[at - 1]
        if words[at].text == mark and not before.is_mark and (
            before.is_name or is_role(before) or before.text.islower()
        ):  # fmt: skip
            return at
    return 0


def _is_phrase_word(word: Word) -> bool:
    return word.is_name or word.folded in word_lists().articles or is_role(word)


def _without_loose_ends(found: list[Word]) -> list[Word]:
    """Drop articles and joiners at the end, joiners at the start, and "in a statement"."""
    lists, papers = word_lists(), reporting_words().papers
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
    people, cues = people_words(), reporting_words()
    return (
        word.text.islower()
        and word.folded.isalpha()
        and len(word.folded) > 2  # noqa: PLR2004 (no name is that short)
        and word.folded
        not in people.openers | people.roles | cues.between | cues.verbs | cues.papers
    )
