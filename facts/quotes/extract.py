"""Quotes in pasted article text, with speaker and cue, as drafts for an editor.

Nothing is guessed: a pronoun, a role and an untold speaker need a person. Within the article a
surname is led back to the full name, and an abbreviation to the body that it was introduced for.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.model.value import Value
from facts.quotes.attribution import (
    Attribution,
    attribution_after,
    attribution_before,
    last_sentence,
)
from facts.quotes.cast import Cast, cast_of
from facts.quotes.cues import cue_words
from facts.quotes.marks import Pair, pairs_of_marks
from facts.quotes.phrases import words_of
from facts.quotes.tokens import Plain, has_words, plain, tokens

MOST = 1_000
"""So many quotations are drawn from one article; a longer list is no article."""
_PARAGRAPH = re.compile(r"\s*\n\s*(?=[“\"„«‘'])")
_OPENING = re.compile(r"[“\"„«‘'\s]+")


class Extracted(Value):
    """One quotation of an article: `words` is the article from `start` to `end`, unchanged."""

    words: str
    speaker: str | None
    """As the article names them in full; None for a pronoun and where nobody is named."""
    cue: str
    """The word that attributes it ("said", "according to"); "" where there is none."""
    start: int
    end: int
    needs_person: bool = False
    """The speaker is a pronoun, a role or untold: a person must say who it is."""
    role: str = ""
    """The title that stands before the speaker's name: "Los Angeles County Sheriff"."""
    as_written: str = ""
    """The speaker as this sentence has it: "he", "Miyamoto", "the department"."""
    speech: int = 0
    """Quotations with the same number are parts of one speech, in order."""


def extract(article: str) -> tuple[Extracted, ...]:
    """Find the quotations of an article in order; scare quotes, titles and headlines left out."""
    bare = plain(article)
    pairs = [pair for pair in pairs_of_marks(bare.text) if not pair.inside][:MOST]
    cast = cast_of(bare.text)
    found: list[Extracted] = []
    speech = -1
    after_speech = False
    for pair, told in zip(pairs, told_of(bare.text, pairs), strict=True):
        if not is_speech(bare.text, pair, told):
            after_speech = False
            continue
        speech += not (told.goes_on and after_speech)
        after_speech = True
        found += [
            _drawn(article, bare, part, told.attribution, cast, speech)
            for part in _paragraphs(bare.text, pair)
        ]
    return tuple(found)


def speeches(found: Sequence[Extracted]) -> tuple[tuple[Extracted, ...], ...]:
    """Put the parts of each speech together: the passages of one quote to be filed."""
    by_number: dict[int, list[Extracted]] = {}
    for one in found:
        by_number.setdefault(one.speech, []).append(one)
    return tuple(tuple(parts) for parts in by_number.values())


def _paragraphs(text: str, pair: Pair) -> list[Pair]:
    """Cut a quote that opens again at each paragraph into its paragraphs."""
    parts = []
    start = pair.start
    for found in _PARAGRAPH.finditer(text, pair.start, pair.end):
        parts.append(Pair(start, found.start(), start, found.start()))
        opening = _OPENING.match(text, found.end())
        start = opening.end() if opening else found.end()
    parts.append(Pair(start, pair.end, start, pair.end))
    return [part for part in parts if has_words(text[part.start : part.end])]


def _drawn(
    article: str, bare: Plain, part: Pair, told: Attribution | None, cast: Cast, speech: int
) -> Extracted:
    start = part.start
    while start < part.end and bare.text[start].isspace():
        start += 1
    end = part.end
    while end > start and bare.text[end - 1].isspace():
        end -= 1
    first, last = bare.start(start), bare.end(end)
    known = cast.who(told.speaker) if told else None
    return Extracted(
        words=article[first:last],
        speaker=known.name if known else None,
        cue=told.cue.lower() if told else "",
        start=first,
        end=last,
        needs_person=known is None or not known.is_sure,
        role=known.role if known else "",
        as_written=told.speaker if told else "",
        speech=speech,
    )


_ALSO = 6
"""Between two quotes of one sentence with one cue there are no more words."""


class Told(NamedTuple):
    """How one quotation is attributed."""

    attribution: Attribution | None
    follows: bool = False
    """By what follows its closing mark."""
    goes_on: bool = False
    """It continues the quotation before."""


def told_of(text: str, pairs: Sequence[Pair]) -> list[Told]:
    """Say of each quotation, in order, who is told to have said it."""
    told: list[Told] = []
    for index in range(len(pairs)):
        told.append(_told(text, pairs, index, told[-1] if told else None))
    return told


def _told(text: str, pairs: Sequence[Pair], index: int, last: Told | None) -> Told:
    pair = pairs[index]
    line = text.rfind("\n", 0, pair.opens) + 1
    previous = pairs[index - 1] if index and pairs[index - 1].shuts > line else None
    before = text[previous.shuts if previous else line : pair.opens]
    end = pairs[index + 1].opens if index + 1 < len(pairs) else len(text)
    after = text[pair.shuts : end].split("\n", maxsplit=1)[0]
    leading = attribution_before(before)
    following = attribution_after(after)
    if following is not None and _is_new_sentence(text, pair, after):
        following = None
    if last is not None and previous is not None:
        if last.follows:
            shared = last.attribution
            if (following is None and leading == shared) or _is_open(text, previous, before):
                # “We will,” Luna said, “only transfer”
                return Told(following or shared, follows=following is not None, goes_on=True)
            if following is None and leading is None and _is_one_sentence(before):
                # “There’s no choice,” Luna said. “That means somebody ...”
                return Told(shared, follows=True, goes_on=True)
        elif following is None and leading is None and _is_same_sentence(text, previous, before):
            # Brown called the times “uncertain” for “undocumented Californians”
            return Told(last.attribution)
    return Told(following, follows=True) if following is not None else Told(leading)


def _is_new_sentence(text: str, pair: Pair, after: str) -> bool:
    """Whether a finished quote is followed by a sentence of its own: `.” She added that ...`."""
    if not text[pair.start : pair.end].rstrip().endswith("."):
        return False
    opening = words_of(after)[:1]
    sentence = re.split(r"[.;]", after, maxsplit=1)[0]
    return (
        bool(opening)
        and opening[0].text[:1].isupper()
        and (sentence.rstrip() == after.rstrip() or " that " in sentence or ":" in sentence)
    )


def _is_one_sentence(between: str) -> bool:
    """Whether between two quotes there is one sentence alone."""
    return last_sentence(between).strip() == between.strip().lstrip(",").strip()


def _is_open(text: str, previous: Pair, before: str) -> bool:
    """Whether the quote before stopped in mid-sentence for its cue: `,” Luna said, “`."""
    return (
        text[previous.start : previous.end].rstrip().endswith(",")
        and before.rstrip().endswith(",")
        and _is_one_sentence(before)
    )


def _is_same_sentence(text: str, previous: Pair, before: str) -> bool:
    """Whether a few words join two quotes: `“uncertain” for “undocumented Californians”`."""
    ended = text[previous.start : previous.end].rstrip().endswith((".", "!", "?"))
    return not ended and not re.search(r"[.!?:;]", before) and len(before.split()) <= _ALSO


_SCARE = 4
"""Quotations of fewer words need a speaker in their sentence to be anybody's words."""
_BEFORE = 200
_HEADLINE = 250
_TITLE_SHARE = 0.7
_HEAVY = 3
"""A word of more letters has a capital in a title."""


def is_speech(text: str, pair: Pair, told: Told) -> bool:
    """Whether what is quoted is somebody's words; short phrases need a speaker named."""
    words = text[pair.start : pair.end]
    count = len(tokens(words))
    if not count or _in_headline(text, pair) or _is_title(words):
        return False
    if count >= _SCARE:
        return True
    before = words_of(last_sentence(text[max(0, pair.opens - _BEFORE) : pair.opens]))
    while before and before[-1].is_mark:
        before.pop()
    scare = bool(before) and before[-1].folded in cue_words().scare
    if told.attribution is None or scare:
        return False
    if count > 1 and _is_all_capitals(words) and not told.follows:
        return False
    # One word is somebody's own only where the cue stands right beside it.
    return count > 1 or (bool(before) and before[-1].folded in cue_words().verbs)


def _is_all_capitals(words: str) -> bool:
    """Whether every word has a capital: a short name, “The Tempest”."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_][\w’'-]*", words))


def _is_title(words: str) -> bool:
    """Whether a quotation is written as a title is: Every Word of Weight With a Capital."""
    found = re.findall(r"[^\W\d_][\w’'-]*", words)
    heavy = [word for word in found if len(word) > _HEAVY]
    capitals = sum(word[0].isupper() for word in found)
    if len(heavy) < 2 or not all(word[0].isupper() for word in heavy):  # noqa: PLR2004
        return False
    # The comma or full stop of an American closing mark may be the sentence's.
    return not words.rstrip().endswith((".", ",")) or capitals > _HEAVY


def _in_headline(text: str, pair: Pair) -> bool:
    """Whether a quotation stands in a headline: most words with a capital and no full stop."""
    start = text.rfind("\n", max(0, pair.opens - _HEADLINE), pair.opens) + 1
    end = text.find("\n", pair.shuts, pair.shuts + _HEADLINE)
    around = text[start : end if end >= 0 else len(text)]
    opened = text.rfind("(", max(start, pair.opens - _HEADLINE), pair.opens)
    if opened >= 0 and ")" not in text[opened : pair.opens]:
        shut = text.find(")", pair.shuts, pair.shuts + _HEADLINE)
        around = text[opened + 1 : shut if shut >= 0 else len(text)]
    if len(around) > 2 * _HEADLINE:
        return False
    if around.rstrip(" ”\"’'*_").endswith((".", "!", ",", ":")):
        return False
    heavy = [word for word in re.findall(r"[^\W\d_][\w’'-]*", around) if len(word) > _HEAVY]
    capital = sum(word[0].isupper() for word in heavy)
    return len(heavy) > _HEAVY and capital >= _TITLE_SHARE * len(heavy)
