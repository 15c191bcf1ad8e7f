"""Read who said a quote from the text around it: the speaker, and the cue that attributes it.

A cue comes before a quote (`Luna said: “...”`), after it (`“...,” Luna said`, `“...” — Luna`) or
between its parts: the three positions in Pareti's corpus of attributions (PARC 3.0, LREC 2016).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.people import people_words
from facts.quotes.noun_phrases import (
    Word,
    is_role,
    phrase_at_end,
    phrase_at_start,
    phrase_text,
    split_words,
)
from facts.quotes.words import cue_words, word_lists

_NEAR = 300
"""How many characters after a quote are searched for its attribution; twice as many before it."""
_WORDS_TO_CUE = 4
_DASHES = ("—", "–", "-", "--")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z\d])|\n+")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?P<word>[A-Za-z-]+))\.$")


class Attribution(NamedTuple):
    """A speaker as written, and the cue: `said`, `according to`; "" for a colon or a dash."""

    speaker: str
    cue: str


def attribution_after(text: str, *, informal: bool = False) -> Attribution | None:
    """Read who said a quote from the text after its closing mark; None if it does not say.

    `informal` is how people write in a channel: `luna said`, `per miyamoto`.
    """
    words = split_words(text[:_NEAR])
    while words and words[0].is_mark and words[0].text in ",?!":
        words = words[1:]
    if not words:
        return None
    if words[0].text in (*_DASHES, "("):
        name = phrase_at_start(words[1:], informal=informal)
        rest = words[1 + len(name) :]
        if not rest or rest[0].is_mark:
            return _attribution(name, "")
        return _name_then_cue(words[1:], informal=informal)
    while words and words[0].text in word_lists().lead_ins:
        words = words[1:]
    for phrase in cue_words().phrases:
        if _starts_with(words, phrase):
            name = phrase_at_start(words[len(phrase) :], informal=informal)
            return _attribution(name, " ".join(phrase))
    if words and _is_cue(words[0]):
        name = phrase_at_start(words[1:], informal=informal)
        return _attribution(_in_apposition(name, words[1 + len(name) :]), words[0].text)
    return _name_then_cue(words, informal=informal)


def attribution_before(text: str, *, informal: bool = False) -> Attribution | None:
    """Read who said a quote from its own sentence before the opening mark; None if it does not say.

    `informal` as for `attribution_after`.
    """
    words = split_words(last_sentence(text[-2 * _NEAR :]))
    for at in range(len(words) - 1, -1, -1):
        for phrase in cue_words().phrases:
            if _starts_with(words[at:], phrase):
                rest = words[at + len(phrase) :]
                name = phrase_at_start(rest, informal=informal)
                is_lower = bool(name) and name[0].text.islower()
                if name and (not is_lower or len(rest) == len(name) or rest[len(name)].is_mark):
                    return _attribution(name, " ".join(phrase))
        if _is_cue(words[at]):
            name = phrase_at_end(words[:at], informal=informal)
            if not name and at + 1 < len(words) and words[at + 1].is_name:
                name = phrase_at_start(words[at + 1 :], informal=informal)
            if name:
                return _attribution(name, words[at].text)
    return _without_cue(words, informal=informal)


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, even an unfinished one."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        abbreviation = _ABBREVIATION.search(text[: found.start() + 1])
        if found.group().strip() == "." and abbreviation and _is_title(abbreviation["word"]):
            continue
        if text[found.end() :].strip():
            start = found.end()
    return text[start:]


def _is_title(word: str | None) -> bool:
    """Whether a word before a period is abbreviated: an initial (None), "Gov."."""
    return word is None or word.lower() in people_words().abbreviations


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
    if not colon or not rest:
        return None
    if rest[0].folded in cue_words().verbs and len(rest) > 1:
        rest = rest[1:]  # "Wrote Abraham Lincoln:"
    name = phrase_at_start(rest, informal=informal and len(rest) == 1)
    following = rest[len(name) :]
    # In an article "Luna was blunter:" names a speaker; in a channel a colon may follow anything.
    is_alone = not following or following[0].text in ",(" or not informal
    return _attribution(name, "") if is_alone else None


def _owner_of_words(words: Sequence[Word]) -> list[Word]:
    """Return the last name in the possessive before its words: "Luna’s quote"."""
    nouns = cue_words().nouns
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


def _name_then_cue(words: Sequence[Word], *, informal: bool) -> Attribution | None:
    """Read a name, then its cue: `Luna said`, `Luna, the county’s sheriff, told reporters`."""
    cues = cue_words()
    name = phrase_at_start(words, informal=informal)
    if not name:
        return None
    rest = words[len(name) :]
    while rest and rest[0].folded in cues.papers:
        rest = rest[1:]
    speaker = _in_apposition(name, rest)
    # The cue follows the name, or the second comma of an apposition.
    starts = [0] + [
        at + 1 for at in range(1, len(rest)) if rest[0].text == "," and rest[at].text == ","
    ]
    for start in starts:
        for word in rest[start : start + _WORDS_TO_CUE]:
            if _is_cue(word):
                return _attribution(speaker, word.text)
            if word.is_mark or word.folded not in cues.between:
                break
    return None


def _in_apposition(phrase: list[Word], rest: Sequence[Word]) -> list[Word]:
    """Return the name that follows a role, else the phrase: `the sheriff, Robert Luna`."""
    ends_in_role = bool(phrase) and phrase[-1].text.islower() and is_role(phrase[-1])
    if ends_in_role and rest[:1] and rest[0].text == ",":
        name = phrase_at_start(rest[1:], informal=False)
        if name and name[0].is_name:
            return name
    return phrase


def _is_cue(word: Word) -> bool:
    return word.folded in cue_words().verbs and word.text[:1].islower()


def _starts_with(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    return len(words) >= len(phrase) and all(
        word.folded == part for word, part in zip(words, phrase, strict=False)
    )


def _attribution(phrase: Sequence[Word], cue: str) -> Attribution | None:
    return Attribution(phrase_text(phrase), cue) if phrase else None
