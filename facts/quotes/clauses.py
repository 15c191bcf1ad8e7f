"""Read a cue and its speaker from the words beside a quotation: `Luna said`, `per Luna`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.people import people_words
from facts.people.reporting import reporting_words
from facts.quotes.noun_phrases import (
    in_apposition,
    phrase_at_end,
    phrase_at_start,
    up_to_cue,
    without_owner,
    without_papers,
    without_parenthesis,
)
from facts.quotes.phrase_words import (
    Word,
    is_common,
    is_determiner,
    is_role,
    phrase_text,
    split_words,
)
from facts.quotes.sentences import last_sentence, without_label
from facts.quotes.subjects import phrase_size, subject_after, subject_before
from facts.quotes.words import word_lists

WORDS_TO_CUE = 4
"""How many words at most separate a name from its verb."""
DASHES = ("—", "–", "-", "--")
_NEAR = 300
"""How many characters after a quote are searched for its attribution; twice as many before it."""
_FALSE_TITLE_WORDS = 4
"""How many common words may stand before a name like a title: *senior guard* Whitfield."""
_PARENTHESIS = re.compile(r"(?<=\w)\s*\([^()\n]{1,80}\)")
"""What stands beside a name in parentheses: State Rep. Connie Wachs (D-Millbrook)."""
_PAST = re.compile(r"[a-z]{2,}ed")
_FINITE = re.compile(r"[a-z]{2,}(?:ed|[^s]s)")
_PRONOMINAL = frozenset({"another", "others", "one", "some", "many", "several", "both", "most"})
"""Quantifiers that stand for a person or persons spoken of."""
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_COORDINATORS = frozenset({"and", "but", "or", "nor", "so", "yet"})
_LEADING = re.compile(r"[A-Z][a-z]+(?:ing|ed)")
"""A participle that begins a sentence: *Writing* for the majority, Judge Ostrowski said."""


class Attribution(NamedTuple):
    """A speaker as written, and the cue: `said`, `according to`; "" for a colon or a dash."""

    speaker: str
    cue: str
    role: str = ""
    """What stands beside the name with a comma: "the sheriff of Los Angeles County"."""
    is_sure: bool = True
    """Whether the verb is known to report words, not only a past tense before a quotation."""


def attribution_after(
    text: str, *, informal: bool = False, interrupted: bool = False
) -> Attribution | None:
    """Read who said a quote from the text after its closing mark; None if it does not say.

    `informal` is how people write in a channel: `luna said`, `per miyamoto`. `interrupted` is
    whether the quote stopped in mid-sentence for what follows, so that any verb there is a cue.
    """
    words = split_words(_PARENTHESIS.sub("", text[:_NEAR]))
    while words and words[0].is_mark and words[0].text in ",?!":
        words = words[1:]
    if not words:
        return None
    if words[0].text in (*DASHES, "("):
        name = _speaker_at_start(words[1:], informal=informal)
        rest = words[1 + len(name) :]
        if not rest or rest[0].is_mark:
            return _attribution(name, "", rest)
        return _name_then_cue(words[1:], informal=informal)
    while words and words[0].text in word_lists().lead_ins:
        words = words[1:]
    for phrase in reporting_words().phrases:
        if _starts_with(words, phrase):
            name = _speaker_at_start(words[len(phrase) :], informal=informal)
            return _attribution(name, " ".join(phrase), words[len(phrase) + len(name) :])
    if words and _is_cue(words[0], interrupted=interrupted):
        start = 1 + (_to_publisher(words[1:]) or _false_title(words[1:]))
        name = _speaker_at_start(words[start:], informal=informal)
        if not name and words[start:] and words[start].folded in _PRONOMINAL:
            name = list(words[start : start + 1])  # said one, Luna
        return _attribution(name, words[0].text, words[start + len(name) :])
    return _name_then_cue(words, informal=informal, interrupted=interrupted)


def attribution_before(text: str, *, informal: bool = False) -> Attribution | None:
    """Read who said a quote from its own sentence before the opening mark; None if it does not say.

    `informal` as for `attribution_after`.
    """
    sentence = last_sentence(text[-2 * _NEAR :])
    words = split_words(_PARENTHESIS.sub("", without_label(sentence)))
    leads = (
        len(words) - 2 if words and words[-1].text in (":", ",") else -1
    )  # any verb before these
    for at in range(len(words) - 1, -1, -1):
        for phrase in reporting_words().phrases:
            if _starts_with(words[at:], phrase):
                rest = words[at + len(phrase) :]
                name = _speaker_at_start(rest, informal=informal)
                is_lower = bool(name) and name[0].text.islower()
                if name and (not is_lower or len(rest) == len(name) or rest[len(name)].is_mark):
                    return _attribution(name, " ".join(phrase), rest[len(name) :])
        is_weak = not informal and at == len(words) - 1
        is_that = not informal and _is_that(words, at)
        if (
            (
                _is_cue(words[at], interrupted=at == leads or is_weak)
                or (is_that and _FINITE.fullmatch(words[at].text))
            )
            and _is_whole(words, at)
            and not _is_aside(words, at)
        ):
            name, role = _speaker_at_end(words[:at], informal=informal)
            is_sure = not is_weak or _is_cue(words[at])
            rest = words[at + 1 :]
            if not name and not at and rest and rest[0].is_name:
                name = _speaker_at_start(rest, informal=informal)
                return _attribution(name, words[at].text, rest[len(name) :])
            if name:
                return Attribution(phrase_text(name), words[at].text, role, is_sure)
            if at >= len(words) - 2 and at and words[at - 1].folded in ("and", "but", "then"):
                # "Luna smiled and said"
                subject = subject_of(sentence)
                return subject and subject._replace(cue=words[at].text)
    return _without_cue(words, informal=informal)


def is_full_name(line: str) -> bool:
    """Whether a line is a name of two words or more, with its title, and nothing else."""
    words = split_words(line.strip())
    is_phrase = len(words) > 1 and phrase_at_start(words, informal=False) == words
    return is_phrase and any(word.is_name for word in words)


def _without_cue(words: Sequence[Word], *, informal: bool) -> Attribution | None:
    """Read a name before a quote without a verb: `Luna:`, `Luna as:`, `Luna’s quote`."""
    rest = list(words)
    colon = bool(rest) and rest[-1].text == ":"
    after_as = len(rest) > 1 and rest[-1 - colon].folded == "as"
    while rest and (rest[-1].is_mark or rest[-1].folded in ("as", "is", "was", "this")):
        rest.pop()
    owner = _owner_of_words(rest)
    if owner:
        return _attribution(owner, "")
    if after_as:
        return _attribution(_name_at_end(rest), "")
    while rest and rest[0].folded in _COORDINATORS:
        rest = rest[1:]  # "But Luna:"
    if not colon or not rest:
        return None
    if rest[0].folded in reporting_words().verbs | {"from"} and len(rest) > 1:
        rest = rest[1:]  # "Wrote Abraham Lincoln:", "From our correspondent:"
    name = _speaker_at_start(rest, informal=informal and len(rest) == 1)
    following = rest[len(name) :]
    owner_of_verdict = _OWNERS.get(rest[0].folded)
    if (
        owner_of_verdict
        and not following
        and not is_role(name[-1])
        and (name[-1].folded not in people_words().speaks_for)
    ):
        return Attribution(owner_of_verdict, "")  # "Her verdict:" but not "Her mother:"
    # In an article "Luna was blunter:" names a speaker; in a channel a colon may follow anything.
    is_alone = not following or following[0].text in ",(" or not informal
    is_alone = is_alone or _is_when_or_where(following)
    return _attribution(name, "", following) if is_alone else None


def _is_when_or_where(words: Sequence[Word]) -> bool:
    """Whether a name has only what it was said at after it: Luna *on Tuesday*, *in a statement*."""
    places = [word for word in words[1:] if word.folded not in word_lists().articles]
    return (
        bool(places)
        and words[0].folded in ("on", "in", "to", "at")
        and len(words) <= WORDS_TO_CUE
        and (places[0].text[:1].isupper() or places[-1].folded in reporting_words().papers)
    )


def _owner_of_words(words: Sequence[Word]) -> list[Word]:
    """Return the last name in the possessive before its words: "Luna’s quote"."""
    nouns = reporting_words().nouns
    for at in range(len(words) - 1, 0, -1):
        owner = words[at - 1]
        if words[at].folded in nouns and re.search(r"[’']s?$", owner.text):
            return _name_at_end(words[:at])
    return []


def _name_at_end(words: Sequence[Word]) -> list[Word]:
    """Return the capitalized name that some words end with."""
    found: list[Word] = []
    for word in reversed(words):
        if not word.is_name:
            break
        found.insert(0, word)
    return found


def _name_then_cue(
    words: Sequence[Word], *, informal: bool, interrupted: bool = False
) -> Attribution | None:
    """Read a name, then its cue: `Luna said`, `Luna, the county’s sheriff, told reporters`."""
    cues = reporting_words()
    words = words[_false_title(words) :]
    name = _speaker_at_start(words, informal=informal)
    if not name and len(words) > 1 and words[0].text in _PRONOMINAL and _is_cue(words[1]):
        name = list(words[:1])  # "another said"
    if not name:
        return None
    rest = words[len(name) :]
    while rest and rest[0].folded in cues.papers:
        rest = rest[1:]
    is_end = not rest or rest[0].is_mark or rest[0].folded in word_lists().prepositions
    is_verb = len(name) > 2 and is_common(name[-1]) and _FINITE.fullmatch(name[-1].text)  # noqa: PLR2004
    if interrupted and is_end and is_verb:
        return _attribution(name[:-1], name[-1].text, rest)  # “...,” the card concludes.
    # The cue follows the name, or the second comma of an apposition.
    starts = [0] + [
        at + 1 for at in range(1, len(rest)) if rest[0].text == "," and rest[at].text == ","
    ]
    for start in starts:
        for at, word in enumerate(rest[start : start + WORDS_TO_CUE], start):
            if _is_cue(word, interrupted=interrupted) and _is_whole(rest, at):
                return _attribution(name, word.text, rest)
            if word.is_mark or word.folded not in cues.between:
                break
    if interrupted and rest and is_common(rest[0]) and (len(name) == 1 or name[-1].is_name):
        return _attribution(name, rest[0].text, rest)  # “...,” she began.
    return None


def _to_publisher(words: Sequence[Word]) -> int:
    """Count the words before the name of whose paper it is: *a statement by* Luna."""
    papers = reporting_words().papers
    for at in range(1, min(len(words) - 1, WORDS_TO_CUE + 1)):
        if words[at].is_mark or words[at].is_name:
            return 0
        if words[at].folded in ("by", "from") and words[at - 1].folded in papers:
            return at + 1
    return 0


def _speaker_at_start(words: Sequence[Word], *, informal: bool) -> list[Word]:
    """Return the name, pronoun or description that some words begin with."""
    name = phrase_at_start(words, informal=informal)
    described = [] if informal else without_papers(subject_after(words))
    return without_owner(described) if len(described) > len(name) else name


def _speaker_at_end(words: Sequence[Word], *, informal: bool) -> tuple[list[Word], str]:
    """Return the name or description that leads up to a cue, and the role beside it."""
    if informal:
        return phrase_at_end(words, informal=True)
    rest = up_to_cue(words)
    described = subject_before(without_parenthesis(rest))
    described = described[_to_publisher(described) :]
    name, role = phrase_at_end(words, informal=False)
    if described and len(described) > len(name):
        return in_apposition(described, rest[len(without_parenthesis(rest)) :])
    return name, role


def _false_title(words: Sequence[Word]) -> int:
    """Count the common words before a name that describe its bearer: *senior guard* Whitfield."""
    people, cues = people_words(), reporting_words()
    for at, word in enumerate(words[: _FALSE_TITLE_WORDS + 1]):
        if word.is_name:
            is_name = at + 1 < len(words) and words[at + 1].is_name
            return at if is_name else 0
        known = people.openers | people.pronouns | cues.between | cues.verbs | cues.papers
        if word.is_mark or word.folded in known or not word.text.islower():
            return 0
    return 0


def subject_of(sentence: str) -> Attribution | None:
    """Return the subject that a sentence begins with: `Luna` of `Luna was blunt`."""
    words = _without_lead(split_words(_PARENTHESIS.sub("", without_label(sentence))))
    if [word.folded for word in words[:2]] in (["it", "was"], ["it", "is"]) and (
        words[2:] and words[2].is_name
    ):
        words = words[2:]  # "It was Luna who broke the silence."
    subject = _speaker_at_start(words, informal=False)
    if _ends_with_verb(subject, words[len(subject) :]):
        subject = subject[:-1]
    return _attribution(subject, "", words[len(subject) :])


def _ends_with_verb(subject: Sequence[Word], following: Sequence[Word]) -> bool:
    """Whether the last word before a subject's object is its verb: a steward *hands* me a bag."""
    if len(subject) < 2 or not subject[-1].text.islower():  # noqa: PLR2004 (a noun and a verb)
        return False
    if _PAST.fullmatch(subject[-1].text):
        return not following or not is_common(following[0])
    lists = word_lists()
    is_before_object = (
        not following
        or following[0].text in ".!?"
        or (following[0].folded in (lists.determiners | lists.pronouns) - lists.relatives)
    )
    return len(subject) > 2 and is_before_object and bool(_FINITE.fullmatch(subject[-1].text))  # noqa: PLR2004


def _without_lead(words: Sequence[Word]) -> Sequence[Word]:
    """Drop what stands before the subject, up to its comma: *In a letter to parents,* it said."""
    lists = word_lists()
    leads = lists.prepositions | lists.conjunctions
    while words and words[0].folded in _COORDINATORS:
        words = words[1:]
    while words and (words[0].folded in leads or _LEADING.fullmatch(words[0].text)):
        end = next((at for at, word in enumerate(words) if word.text == ","), None)
        size = 1 + phrase_size(words[1:], is_governed=True)
        if words[0].folded in lists.prepositions and size > 1 and phrase_size(words[size:]):
            end = size - 1  # At the gate | a steward
        if end is None:
            return words
        words = words[end + 1 :]
    return words


def _is_cue(word: Word, *, interrupted: bool = False) -> bool:
    """Whether it is a verb that attributes; where a quotation stopped for it, any past tense."""
    is_verb = word.folded in reporting_words().verbs
    is_verb = is_verb or (interrupted and _PAST.fullmatch(word.text) is not None)
    return is_verb and word.text[:1].islower()


def _is_that(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is followed by what was said: the statute *provides that* a district ..."""
    return (
        [word.folded for word in words[at + 1 : at + 2]] == ["that"]
        and at > 0
        and (not is_determiner(words[at - 1]))
    )


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is in a relative clause between commas: the charter*, which nobody reads,*."""
    marks = [place for place, word in enumerate(words[:at]) if word.is_mark]
    first = words[marks[-1] + 1].folded if marks and marks[-1] + 1 < len(words) else ""
    closes = any(word.text == "," for word in words[at + 1 :])
    return (
        bool(marks)
        and words[marks[-1]].text == ","
        and closes
        and (first in word_lists().relatives | {"whose"})
    )


def _is_whole(words: Sequence[Word], at: int) -> bool:
    """Whether a verb that attributes only with a word after it has that word: "put it"."""
    needed = reporting_words().together.get(words[at].folded)
    return needed is None or [word.folded for word in words[at + 1 : at + 2]] == [needed]


def _starts_with(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    return len(words) >= len(phrase) and all(
        word.folded == part for word, part in zip(words, phrase, strict=False)
    )


def _attribution(phrase: Sequence[Word], cue: str, rest: Sequence[Word] = ()) -> Attribution | None:
    """Return an attribution; `rest` are the words after the phrase, such as an apposition."""
    if not phrase:
        return None
    name, role = in_apposition(phrase, rest)
    return Attribution(phrase_text(name), cue, role)
