"""What text may hold: one rule for what people file, one for what they ask.

Filed text is kept as it was written (NFC) or refused with a sentence; asked text is cleaned and
cut, since a question is never worth an error. Lengths are in code points.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Annotated, Final, cast

from pydantic import AfterValidator, ValidationInfo

QUESTION_LIMIT = 500
LINE_LIMIT = 300
TEXT_LIMIT = 3_000  # what one Slack input can hold
WORDS_LIMIT = 40_000  # a speech of some 6,000 words; comes by file, not by form

_NUL_AND_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# UAX #9: embeddings, overrides and isolates can make printed text read other than it is stored.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Slack's token shapes (docs.slack.dev, "Tokens"): pasted by accident, never to be stored or shown.
_TOKEN = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{6,}")


def without_tokens(text: str) -> str:
    """Replace anything shaped like a Slack token by "[removed]"."""
    return _TOKEN.sub("[removed]", text)


def question_text(raw: str) -> tuple[str, bool]:
    """Clean what somebody asked: (text on one line, whether it was cut at `QUESTION_LIMIT`)."""
    text = _SURROGATES.sub("", raw)
    text = re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text)
    text = _INVISIBLE.sub("", _BIDI.sub("", _NUL_AND_CONTROLS.sub("", text)))
    text = " ".join(without_tokens(unicodedata.normalize("NFC", text)).split())
    return text[:QUESTION_LIMIT].rstrip(), len(text) > QUESTION_LIMIT


def message_text(raw: str, limit: int = WORDS_LIMIT) -> str:
    """Clean a message or article to be checked, keeping its lines; cut at `limit`."""
    text = _BIDI.sub("", _NUL_AND_CONTROLS.sub("", _SURROGATES.sub("", raw.replace("\r\n", "\n"))))
    return without_tokens(text[:limit])


def filed_text(raw: str, *, limit: int = TEXT_LIMIT, lines: bool = True) -> str:
    """Return text fit to file, in NFC; ValueError says what may not be in it and where."""
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


STORED: Final = {"stored": True}
"""The context in which a value is read that was checked when it was filed, and never changes."""


def when_filed(check: Callable[[str], str]) -> AfterValidator:
    """Make a validator of a check that is not made again on what is `STORED`."""

    def validate(value: str, info: ValidationInfo) -> str:
        return value if info.context is STORED else check(value)

    return AfterValidator(validate)


def _line(value: str) -> str:
    return filed_text(value, limit=LINE_LIMIT, lines=False)


def _words(value: str) -> str:
    return filed_text(value, limit=WORDS_LIMIT)


Line = Annotated[str, when_filed(_line)]
"""One line of at most 300 characters."""
Text = Annotated[str, when_filed(filed_text)]
"""Some lines, at most 3,000 characters."""
Words = Annotated[str, when_filed(_words)]
"""Verbatim words, at most 40,000 characters; inner spacing is kept as written."""


def fold(text: str) -> str:
    """Fold for matching only: NFKC, no marks, straight quotes, no invisible characters.

    Lengths may change; never use the result's offsets on the original.
    """
    if text.isascii():  # most of what is folded, at a tenth of the time
        return text.replace("`", "'").casefold()
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub("[\u2018\u2019\u201a\u201b\u2032\u02bc`]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]", '"', text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return unicodedata.normalize("NFKC", text).casefold()


_FIGURES_ABOVE = 9.0
"""Numbers up to nine are words like any other ("two sides"); from ten on they are figures."""
_ABOUT_SO_MANY = re.compile(
    r"\b((?:(?:tens|hundreds|thousands|millions|billions|trillions)\b(?: of )?)+)", re.IGNORECASE
)
"""These name no number, which the library overlooks ("hundreds" would be 100)."""


_FROM_TEN = (
    r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_COUNTED = "year|month|week|day|hour|minute|mile|foot|story|member|page|point"
_HUNG_ON = re.compile(rf"\b({_FROM_TEN})-(?={_COUNTED})", re.IGNORECASE)
"""The library reads no number that is hung on to what is counted: "a sixty-one-year-old"."""


def in_figures(text: str) -> str:
    """Write numbers from ten on in figures: "fifty-four" is "54", "two million" is "2000000".

    "Millions" stays, since it is no number.
    """
    text = _HUNG_ON.sub(r"\1 ", text)
    if not _ABOUT_SO_MANY.search(text):
        return _alpha2digit()(text, "en", _FIGURES_ABOVE)
    parts = _ABOUT_SO_MANY.split(text)
    return "".join(
        part if place % 2 else _alpha2digit()(part, "en", _FIGURES_ABOVE)
        for place, part in enumerate(parts)
    )


@cache
def _alpha2digit() -> Callable[[str, str, float], str]:
    from text_to_num import alpha2digit  # noqa: PLC0415 (a compiled library: only where asked)

    return cast("Callable[[str, str, float], str]", alpha2digit)
