"""Extract the quotes of an article, with speaker and cue, as drafts for an editor.

Scare quotes, titles and headlines are left out. Nothing is guessed: where the speaker is a pronoun,
a role or unnamed, a person must say who it is. Within the article a surname is resolved to the full
name, and an abbreviation to the body that it was introduced for.
"""

import re
from collections.abc import Sequence

from facts.model.value import Value
from facts.people.reporting import reporting_words
from facts.quotes.attribution import Spoken, attribute
from facts.quotes.introduced import Speaker
from facts.quotes.marks import Quotation, find_quotations
from facts.quotes.phrase_words import split_words
from facts.quotes.sentences import last_sentence
from facts.quotes.speakers import ArticleSpeakers
from facts.quotes.tokens import PlainText, has_words, strip_markup, tokenize

MOST = 1_000
"""How many quotations of one article are extracted at most."""
_NEW_PARAGRAPH = re.compile(r"\s*\n\s*(?=[“\"„«‘'])")
_OPENING_MARKS = re.compile(r"[“\"„«‘'\s]+")
_SCARE_WORDS = 4
"""A quotation of fewer words needs a speaker in its sentence; otherwise it is a scare quote."""
_BEFORE_CHARACTERS = 200
_HEADLINE_CHARACTERS = 250
_HEADLINE_CAPITALS = 0.7
"""The share of a headline's long words that have a capital."""
_LONG_WORD = 3
"""Words of more letters are capitalized in titles (AP Stylebook, "composition titles")."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class ExtractedQuote(Value):
    """One quotation of an article: `words` is `article[start:end]`, unchanged."""

    words: str
    speaker: str | None
    """The speaker's full name from the article; None for a pronoun or if nobody is named."""
    cue: str
    """The words that attribute it ("said", "according to"); "" if there are none."""
    start: int
    end: int
    needs_person: bool = False
    """Whether a person must say who the speaker is: a pronoun, a role, or nobody named."""
    role: str = ""
    """The title before the speaker's name: "Los Angeles County Sheriff"."""
    as_written: str = ""
    """The speaker as written in this sentence: "he", "Miyamoto", "the department"."""
    speech: int = 0
    """Quotations with the same number are parts of one speech, in order."""


def extract(article: str) -> tuple[ExtractedQuote, ...]:
    """Return the quotations of an article in order; one that spans paragraphs is several.

    Any text is accepted. At most 1,000 quotations are read.
    """
    plain = strip_markup(article)
    text = plain.text
    quotations = [one for one in find_quotations(text) if not one.nested][:MOST]
    speakers = ArticleSpeakers(text, quotations)
    found: list[ExtractedQuote] = []
    speech = -1
    follows_speech = False
    for quotation, spoken in zip(quotations, attribute(text, quotations), strict=True):
        if not _is_speech(text, quotation, spoken):
            follows_speech = False
            continue
        speech += not (spoken.continues and follows_speech)
        follows_speech = True
        speaker = speakers.resolve(spoken, quotation)
        found += [
            _extracted(article, plain, paragraph, spoken, speaker, speech)
            for paragraph in _paragraphs(text, quotation)
        ]
    return tuple(found)


def group_by_speech(
    quotes: Sequence[ExtractedQuote],
) -> tuple[tuple[ExtractedQuote, ...], ...]:
    """Group the parts of each speech: the passages of one quote to file, in order."""
    speeches: dict[int, list[ExtractedQuote]] = {}
    for quote in quotes:
        speeches.setdefault(quote.speech, []).append(quote)
    return tuple(tuple(parts) for parts in speeches.values())


def _paragraphs(text: str, quotation: Quotation) -> list[Quotation]:
    """Split a quotation that opens again at each paragraph into its paragraphs."""
    parts = []
    start = quotation.start
    for found in _NEW_PARAGRAPH.finditer(text, quotation.start, quotation.end):
        parts.append(Quotation(start, found.start(), start, found.start()))
        marks = _OPENING_MARKS.match(text, found.end())
        start = marks.end() if marks else found.end()
    parts.append(Quotation(start, quotation.end, start, quotation.end))
    return [part for part in parts if has_words(text[part.start : part.end])]


def _extracted(
    article: str,
    plain: PlainText,
    quotation: Quotation,
    spoken: Spoken,
    speaker: Speaker | None,
    speech: int,
) -> ExtractedQuote:
    first, last = quotation.start, quotation.end
    while first < last and plain.text[first].isspace():
        first += 1
    while last > first and plain.text[last - 1].isspace():
        last -= 1
    start, end = plain.original_span(first, last)
    attribution = spoken.attribution
    return ExtractedQuote(
        words=article[start:end],
        speaker=speaker.name if speaker else None,
        cue=attribution.cue.lower() if attribution else "",
        start=start,
        end=end,
        needs_person=speaker is None or not speaker.is_certain,
        role=speaker.role if speaker else "",
        as_written=attribution.speaker if attribution else "",
        speech=speech,
    )


# Quotation marks that are not speech: scare quotes, titles, headlines


def _is_speech(text: str, quotation: Quotation, spoken: Spoken) -> bool:
    """Whether a quotation is somebody's words."""
    words = text[quotation.start : quotation.end]
    count = len(tokenize(words))
    is_work = _is_title(words) and not spoken.cue_follows
    if not count or is_work or _is_in_headline(text, quotation):
        return False
    return count >= _SCARE_WORDS or _is_short_speech(text, quotation, spoken, count)


def _is_short_speech(text: str, quotation: Quotation, spoken: Spoken, count: int) -> bool:
    """Whether fewer than four words are somebody's, since a cue stands right beside them."""
    if spoken.attribution is None or spoken.is_implied:
        return False
    words = text[quotation.start : quotation.end]
    start = max(0, quotation.opens - _BEFORE_CHARACTERS)
    before = split_words(last_sentence(text[start : quotation.opens]))
    while before and before[-1].is_mark:
        before.pop()
    word_before = before[-1].folded if before else None
    is_cue_before = word_before in reporting_words().verbs
    if count == 1:
        ends = words.rstrip().endswith((",", "!", "?", "."))
        return ends if spoken.cue_follows else is_cue_before and not _is_scare(word_before)
    if _is_scare(word_before):  # Luna called it “...”, and a law called “...”
        is_named = any(word[:1].isupper() for word in spoken.attribution.speaker.split())
        if not (is_cue_before and spoken.is_direct and is_named):
            return False
    return spoken.cue_follows or not _is_all_capitalized(words)


def _is_scare(word: str | None) -> bool:
    return word in reporting_words().scare


def _is_all_capitalized(words: str) -> bool:
    """Whether every word has a capital, as in a short name: “The Tempest”."""
    return all(word[0].isupper() for word in _WORD.findall(words))


def _is_title(words: str) -> bool:
    """Whether every long word has a capital, as in a title: “The Grapes of Wrath”."""
    found = _WORD.findall(words)
    long = [word for word in found if len(word) > _LONG_WORD]
    capitalized = sum(word[0].isupper() for word in found)
    if len(long) < 2 or not all(word[0].isupper() for word in long):  # noqa: PLR2004
        return False
    # A comma or period before an American closing mark may belong to the sentence around it.
    return not words.rstrip().endswith((".", ",")) or capitalized > _LONG_WORD


def _is_in_headline(text: str, quotation: Quotation) -> bool:
    """Whether the line, or the parenthesis, of a quotation is capitalized like a headline."""
    opens, closes, reach = quotation.opens, quotation.closes, _HEADLINE_CHARACTERS
    start = text.rfind("\n", max(0, opens - reach), opens) + 1
    end = text.find("\n", closes, closes + reach)
    around = text[start : end if end >= 0 else len(text)]
    opened = text.rfind("(", max(start, opens - reach), opens)
    if opened >= 0 and ")" not in text[opened:opens]:
        shut = text.find(")", closes, closes + reach)
        around = text[opened + 1 : shut if shut >= 0 else len(text)]
    if len(around) > 2 * reach:
        return False
    if around.rstrip(" ”\"’'*_").endswith((".", "!", ",", ":")):
        return False
    long = [word for word in _WORD.findall(around) if len(word) > _LONG_WORD]
    capitalized = sum(word[0].isupper() for word in long)
    return len(long) > _LONG_WORD and capitalized >= _HEADLINE_CAPITALS * len(long)
