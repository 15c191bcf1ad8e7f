"""Quotes in pasted article text, with speaker and cue, as drafts for an editor.

Nothing is guessed: a pronoun, a role and an untold speaker need a person. Within the article a
surname is led back to the full name, and an abbreviation to the body that it was introduced for.
"""

import re
from collections.abc import Sequence

from facts.model.value import Value
from facts.quotes.attribution import Attribution
from facts.quotes.cast import Cast, cast_of
from facts.quotes.leftout import is_speech
from facts.quotes.marks import pairs_of_marks
from facts.quotes.markup import Plain, plain
from facts.quotes.pairs import Pair
from facts.quotes.telling import told_of
from facts.quotes.tokens import has_words

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
