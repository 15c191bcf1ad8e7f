"""What a post on a social network says, without what the network puts around it.

People paste posts to ask about them. Who posted one when, where it links to and what it is filed
under are no part of what it says; a handle or a hashtag inside a sentence is, as its words.
"""

import re
from dataclasses import dataclass

_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|\bt\.co/)\S*", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"[\s.?!\"”…][—–]\s*(?P<by>[^—–]{0,80}?)\s*\(@\w{1,30}\)\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s*$"
)
"""As a post is embedded: “— Name (@handle) May 4, 2016”."""
_CREDIT = re.compile(r"\s(?:via|h/t|cc|rt)\s*:?\s*@\w+", re.IGNORECASE)
_FILED_UNDER = re.compile(r"(?<=[.?!…])(?:\s*#[A-Za-z_]+\b)+\W*$")
"""After the last sentence, and no bill's number: in a sentence a tag may be what is asked for."""
_TAG = re.compile(r"(?<![\w&/<])[#@](?=[A-Za-z_])(\w+)")
_WORDS_IN_TAG = re.compile(r"(?:[A-Z][a-z]{2,}|[A-Z]{3,}(?![a-z])|\d+){2,}")
_WORD_IN_TAG = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")


@dataclass(frozen=True, slots=True)
class Post:
    """A post, taken apart; what is none says all that it is."""

    said: str
    by: str | None = None
    """Who posted it, as the network shows the name."""


def read_post(text: str) -> Post:
    """Take a post apart; a text that is no post, or nothing but its frame, is unchanged."""
    signed = _SIGNATURE.search(text)
    said = text[: signed.start() + 1] if signed else text
    said = _CREDIT.sub(" ", _LINK.sub(" ", said))
    said = _TAG.sub(_in_words, _FILED_UNDER.sub(" ", said))
    said = " ".join(said.split())
    if not any(map(str.isalnum, said)):
        return Post(text)
    return Post(said, signed["by"] or None if signed else None)


def _in_words(tag: re.Match[str]) -> str:
    """Return a tag's words, where capitals tell them: LasVegas is Las Vegas, COVID19 COVID-19."""
    if not _WORDS_IN_TAG.fullmatch(tag[1]):
        return tag[1]
    return re.sub(r" (?=\d)", "-", " ".join(_WORD_IN_TAG.findall(tag[1])))
