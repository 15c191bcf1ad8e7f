"""Clean the text that people file, ask or paste, and fold it for comparison.

Filed text is kept as it was written (in Unicode NFC) or refused with a reason. Questions and pasted
messages are cleaned and shortened without an error. Lengths are in code points.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

QUESTION_LIMIT = 500
ALIAS_LIMIT = 100
LINE_LIMIT = 300
TEXT_LIMIT = 3_000  # the most that one Slack text input holds (docs.slack.dev, "Plain-text input")
WORDS_LIMIT = 40_000  # a speech of some 6,000 words, loaded from a file, not typed in a form

_NUL_AND_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# UAX #9: embeddings, overrides and isolates can make printed text read other than it is stored.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# The forms of Slack tokens (docs.slack.dev, "Tokens"). People paste them by accident; they must not
# be stored or shown.
_TOKEN = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{6,}")


def without_tokens(text: str) -> str:
    """Replace anything that looks like a Slack token with "[removed]"."""
    return _TOKEN.sub("[removed]", text)


def question_text(raw: str) -> tuple[str, bool]:
    """Return a question as one clean line, and whether it was cut at `QUESTION_LIMIT`."""
    text = _SURROGATES.sub("", raw)
    text = re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text)
    text = _INVISIBLE.sub("", _BIDI.sub("", _NUL_AND_CONTROLS.sub("", text)))
    text = " ".join(without_tokens(unicodedata.normalize("NFC", text)).split())
    return text[:QUESTION_LIMIT].rstrip(), len(text) > QUESTION_LIMIT


def message_text(raw: str, limit: int = WORDS_LIMIT) -> str:
    """Clean a message or an article to be checked: line breaks stay, cut at `limit`."""
    text = _BIDI.sub("", _NUL_AND_CONTROLS.sub("", _SURROGATES.sub("", raw.replace("\r\n", "\n"))))
    return without_tokens(text[:limit])


def filed_text(raw: str, *, limit: int = TEXT_LIMIT, lines: bool = True) -> str:
    """Return text in the form it is filed in (NFC, stripped); with `lines` off, on one line.

    ValueError, worded to follow a field's name: "is empty", "is 3,100 characters long ...", or the
    character that is not allowed and its position, counted from 1.
    """
    for pattern, what in (
        (_SURROGATES, "a broken character"),
        (_BIDI, "a direction mark"),
        (_NUL_AND_CONTROLS, "a control character"),
    ):
        if found := pattern.search(raw.replace("\r\n", "\n")):
            code = f"U+{ord(found.group()):04X}"
            raise ValueError(f"has {what} ({code}) at character {found.start() + 1}: take it out")
    text = without_tokens(unicodedata.normalize("NFC", raw.replace("\r\n", "\n")).strip())
    if not lines:
        text = " ".join(text.split())
    if not _INVISIBLE.sub("", text):
        raise ValueError("is empty")
    if len(text) > limit:
        raise ValueError(f"is {len(text):,} characters long; at most {limit:,} fit")
    return text


def fold(text: str) -> str:
    """Fold text for comparison: NFKC, case-folded, no diacritics, straight quotes, plain hyphens.

    The length may change: an offset in the result is not an offset in `text`.
    """
    if text.isascii():  # most text is, and takes a tenth of the time
        return text.replace("`", "'").casefold()
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub("[\u2018\u2019\u201a\u201b\u2032\u02bc`]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]", '"', text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return unicodedata.normalize("NFKC", text).casefold()


_FIGURES_ABOVE = 9.0
"""Numbers up to nine stay words like any other ("two sides"); from ten on they become figures."""
_INDEFINITE = re.compile(
    r"\b((?:(?:tens|hundreds|thousands|millions|billions|trillions)\b(?: of )?)+)", re.IGNORECASE
)
"""Words for an indefinite number. `alpha2digit` reads "hundreds" as 100."""
_FROM_TEN = (
    r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_UNITS = "year|month|week|day|hour|minute|mile|foot|story|member|page|point"
_HYPHENATED = re.compile(rf"\b({_FROM_TEN})-(?={_UNITS})", re.IGNORECASE)
"""A number joined to its unit, as in "sixty-one-year-old". `alpha2digit` does not read these."""


def in_figures(text: str) -> str:
    """Write numbers from ten on in figures: "fifty-four" is "54", "two million" is "2000000".

    "Millions" stays a word, since it is not a definite number.
    """
    text = _HYPHENATED.sub(r"\1 ", text)
    if not _INDEFINITE.search(text):
        return _alpha2digit()(text, "en", _FIGURES_ABOVE)
    parts = _INDEFINITE.split(text)
    return "".join(
        part if place % 2 else _alpha2digit()(part, "en", _FIGURES_ABOVE)
        for place, part in enumerate(parts)
    )


@cache
def _alpha2digit() -> Callable[[str, str, float], str]:
    from text_to_num import alpha2digit  # noqa: PLC0415 (a compiled library: load it when first needed)

    return cast("Callable[[str, str, float], str]", alpha2digit)


_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|\bt\.co/)\S*", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"[\s.?!\"”…][—–]\s*(?P<author>[^—–]{0,80}?)\s*\(@\w{1,30}\)\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s*$"
)
"""The end of an embedded post: “— Name (@handle) May 4, 2016”."""
_CREDIT = re.compile(r"\s(?:via|h/t|cc|rt)\s*:?\s*@\w+", re.IGNORECASE)
_LAST_TAGS = re.compile(r"(?<=[.?!…])(?:\s*#[A-Za-z_]+\b)+\W*$")
"""Hashtags after the last sentence. One with digits may be a bill number, so it stays."""
_TAG = re.compile(r"(?<![\w&/<])[#@](?=[A-Za-z_])(\w+)")
_WORDS_IN_TAG = re.compile(r"(?:[A-Z][a-z]{2,}|[A-Z]{3,}(?![a-z])|\d+){2,}")
_WORD_IN_TAG = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")


@dataclass(frozen=True, slots=True)
class Post:
    """A pasted post from a social network; `text` is what its author wrote, in words."""

    text: str
    author: str | None = None
    """The author's name as the network shows it, where the post is signed."""


def read_post(text: str) -> Post:
    """Strip links, credits, closing hashtags and the signature from a pasted post.

    A handle or hashtag inside a sentence stays, as words. Text that is not a post, or that would
    be left empty, comes back unchanged.
    """
    signed = _SIGNATURE.search(text)
    body = text[: signed.start() + 1] if signed else text
    body = _CREDIT.sub(" ", _LINK.sub(" ", body))
    body = _TAG.sub(_tag_words, _LAST_TAGS.sub(" ", body))
    body = " ".join(body.split())
    if not any(map(str.isalnum, body)):
        return Post(text)
    return Post(body, signed["author"] or None if signed else None)


def _tag_words(tag: re.Match[str]) -> str:
    """Split a tag at its capitals: LasVegas is Las Vegas, COVID19 is COVID-19."""
    if not _WORDS_IN_TAG.fullmatch(tag[1]):
        return tag[1]
    return re.sub(r" (?=\d)", "-", " ".join(_WORD_IN_TAG.findall(tag[1])))
