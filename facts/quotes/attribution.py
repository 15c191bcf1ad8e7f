"""Who is said to have said a quote: the speaker and the cue around it.

Cue before (`Luna said: “...”`), after (`“...,” Luna said`, `“...” — Luna`) and between are the
three places of Pareti's corpus of attributions (PARC 3.0, LREC 2016).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.people import people_words
from facts.quotes.cues import cue_words
from facts.quotes.phrases import Word, is_role, phrase_from, phrase_up_to, text_of, words_of

_NEAR = 300
_DASHES = ("—", "–", "-", "--")
_LED_UP = frozenset(["as", "is", "was", "what", "how", "that", "this"])
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z\d])|\n+")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?P<word>[A-Za-z-]+))\.$")


class Attribution(NamedTuple):
    """A speaker as written, and the cue (`said`, `according to`; "" for a colon or dash)."""

    speaker: str
    cue: str


def attribution_after(text: str, *, typed: bool = False) -> Attribution | None:
    """Read who said it from what follows the closing mark.

    `typed` is how people write in a channel: `luna said`, `per miyamoto`.
    """
    words = words_of(text[:_NEAR])
    while words and words[0].is_mark and words[0].text in ",?!":
        words = words[1:]
    if not words:
        return None
    if words[0].text in (*_DASHES, "("):
        name = phrase_from(words[1:], typed=typed)
        rest = words[1 + len(name) :]
        alone = not rest or rest[0].is_mark
        return _named(name, "") if alone else _with_cue(words[1:], typed=typed)
    while words and words[0].text in _LED_UP:
        words = words[1:]
    for phrase in cue_words().phrases:
        if _opens_with(words, phrase):
            return _named(phrase_from(words[len(phrase) :], typed=typed), " ".join(phrase))
    if words and _is_cue(words[0]):
        return _named(_or_its_name(words[1:], typed=typed), words[0].text)
    return _with_cue(words, typed=typed)


def attribution_before(text: str, *, typed: bool = False) -> Attribution | None:
    """Read who said it from what leads up to the opening mark, in the same sentence."""
    words = words_of(last_sentence(text[-2 * _NEAR :]))
    for at in range(len(words) - 1, -1, -1):
        for phrase in cue_words().phrases:
            if _opens_with(words[at:], phrase):
                rest = words[at + len(phrase) :]
                name = phrase_from(rest, typed=typed)
                written_small = bool(name) and name[0].text.islower()
                if name and (
                    not written_small or rest[len(name) :][:1] == [] or rest[len(name)].is_mark
                ):
                    return _named(name, " ".join(phrase))
        if _is_cue(words[at]):
            name = phrase_up_to(words[:at], typed=typed)
            if not name and at + 1 < len(words) and words[at + 1].is_name:
                name = phrase_from(words[at + 1 :], typed=typed)
            if name:
                return _named(name, words[at].text)
    return _led_up(words, typed=typed)


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, with what follows it if that is no sentence."""
    cut = 0
    for found in _SENTENCE_END.finditer(text):
        short = _ABBREVIATION.search(text[: found.start() + 1])
        if found.group().strip() == "." and short and _is_short(short):
            continue
        if text[found.end() :].strip():
            cut = found.end()
    return text[cut:]


def _is_short(found: re.Match[str]) -> bool:
    return found["word"] is None or found["word"].lower() in people_words().titles


def _led_up(words: Sequence[Word], *, typed: bool) -> Attribution | None:
    """Read a name that leads up to a quote without a cue: `Luna:`, `Luna as:`, `Luna’s quote`."""
    rest = list(words)
    colon = bool(rest) and rest[-1].text == ":"
    as_his = len(rest) > 1 and rest[-1 - colon].folded == "as"
    while rest and (rest[-1].is_mark or rest[-1].folded in ("as", "is", "was", "this")):
        rest.pop()
    theirs = _possessor(rest)
    if theirs:
        return _named(theirs, "")
    if as_his:
        return _named(_last_name(rest), "")
    if not colon or not rest:
        return None
    if rest[0].folded in cue_words().verbs and len(rest) > 1:
        rest = rest[1:]  # "Wrote Abraham Lincoln:"
    name = phrase_from(rest, typed=typed and len(rest) == 1)
    following = rest[len(name) :]
    # "Luna was blunter:" in an article; in a channel anything may stand before a colon.
    is_whole = not following or following[0].text in ",(" or not typed
    return _named(name, "") if is_whole else None


def _possessor(words: Sequence[Word]) -> list[Word]:
    """Return the name in "Luna’s quote", the last there is."""
    nouns = cue_words().nouns
    for at in range(len(words) - 1, 0, -1):
        owner = words[at - 1]
        if words[at].folded in nouns and re.search(r"[’']s?$", owner.text):
            return _last_name(words[:at])
    return []


def _last_name(words: Sequence[Word]) -> list[Word]:
    """Return the name that a run of words ends with, capitals only."""
    found: list[Word] = []
    for word in reversed(words):
        if not word.is_name:
            break
        found.insert(0, word)
    return found


def _with_cue(words: Sequence[Word], *, typed: bool) -> Attribution | None:
    """Read a name and then its cue: `Luna said`, `Luna, the county’s sheriff, told reporters`."""
    name = phrase_from(words, typed=typed)
    if not name:
        return None
    rest = words[len(name) :]
    while rest and rest[0].folded in cue_words().papers:
        rest = rest[1:]
    found = _apposed(name, rest)
    starts = [0] + [
        at + 1 for at in range(1, len(rest)) if rest[0].text == "," and rest[at].text == ","
    ]
    for start in starts:
        for word in rest[start : start + 4]:
            if _is_cue(word):
                return _named(found, word.text)
            if word.is_mark or word.folded not in cue_words().between:
                break
    return None


def _or_its_name(words: Sequence[Word], *, typed: bool) -> list[Word]:
    """Return who is named after a cue: `said Luna`, `said the sheriff, Robert Luna`."""
    found = phrase_from(words, typed=typed)
    return _apposed(found, words[len(found) :])


def _apposed(phrase: list[Word], rest: Sequence[Word]) -> list[Word]:
    """Return the name after a comma where a role comes first: the sheriff, Robert Luna."""
    role = bool(phrase) and phrase[-1].text.islower() and is_role(phrase[-1])
    if role and rest[:1] and rest[0].text == ",":
        name = phrase_from(rest[1:], typed=False)
        if name and name[0].is_name:
            return name
    return phrase


def _is_cue(word: Word) -> bool:
    return word.folded in cue_words().verbs and word.text[:1].islower()


def _opens_with(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    return len(words) >= len(phrase) and all(
        word.folded == part for word, part in zip(words, phrase, strict=False)
    )


def _named(phrase: Sequence[Word], cue: str) -> Attribution | None:
    return Attribution(text_of(phrase), cue) if phrase else None
