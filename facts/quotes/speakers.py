"""Resolve the speakers of an article: surnames to full names, abbreviations to organizations."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from facts.people import name_words, names_somebody, people_words, split_title
from facts.quotes.noun_phrases import phrase_at_start, phrase_text, split_words
from facts.quotes.words import word_lists
from facts.text import fold

_ABBREVIATED_BODY = re.compile(
    r"(?P<body>[A-Z][\w’'.-]*(?:\s+(?:of|for|and|the|de)|\s+[A-Z][\w’'.-]*)*)\s+"
    r"\((?:the\s+)?[“\"]?(?P<short>[A-Z][A-Za-z.&]{1,9})[”\"]?\)"
)


class Speaker(NamedTuple):
    """A speaker as the article introduces them."""

    name: str
    role: str = ""
    """The title before the name, here or where the article first gives one; "" if it never does."""
    is_certain: bool = True
    """False for a role or description, and for a surname that several people share."""


@dataclass(slots=True)
class ArticleSpeakers:
    """The people and organizations that one article names. Resolve its speakers in order."""

    people: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Surname → full names, each with its first title."""
    bodies: dict[str, str] = field(default_factory=dict)
    """Abbreviation → the organization's name."""
    spoken: list[str] = field(default_factory=list)
    """The organizations resolved so far, the latest last."""

    def resolve(self, written: str) -> Speaker | None:
        """Return the speaker for a name or description as written; None for a pronoun."""
        words = name_words(written)
        lists = people_words()
        if not words or set(words) <= lists.pronouns:
            return None
        if set(words) & lists.speaks_for and not self._full_names(words):
            return Speaker(written, is_certain=False)
        if not names_somebody(written) and not _is_body_name(_without_article(written)):
            return self._body_described(written, words)
        name, role = split_title(_without_article(written))
        if name_words(name)[-1] in lists.roles | lists.titles and not _is_body_name(name):
            return Speaker(written, is_certain=False)
        full_names = self._full_names(name_words(name))
        if len(full_names) == 1:
            full = next(iter(full_names))
            return Speaker(full, role or full_names[full])
        if name in self.bodies or _is_body_name(name):
            self.spoken.append(name)
        return Speaker(name, role, is_certain=len(full_names) <= 1)

    def _full_names(self, words: list[str]) -> dict[str, str]:
        named = self.people.get(words[-1], {})
        return {full: role for full, role in named.items() if _may_name(words, name_words(full))}

    def _body_described(self, written: str, words: list[str]) -> Speaker:
        """Resolve "the department" to an organization with that word in its name.

        That is the one that spoke last, or else the only one that the article abbreviates.
        """
        described = set(words) - {"the"}
        for name in reversed(self.spoken):
            if described <= set(name_words(self.bodies.get(name, name))):
                return Speaker(name)
        introduced = {name for name in self.bodies.values() if described <= set(name_words(name))}
        if len(introduced) == 1:
            return Speaker(introduced.pop())
        return Speaker(written, is_certain=False)


def read_speakers(text: str) -> ArticleSpeakers:
    """Read the people and organizations that an article, without markup, names in full."""
    speakers = ArticleSpeakers()
    for found in _ABBREVIATED_BODY.finditer(text):
        body, short = found["body"], found["short"]
        if _is_abbreviation(short, body):
            speakers.bodies[short] = body.removeprefix("The ")
    for line in text.split("\n"):
        words = split_words(line)
        at = 0
        while at < len(words):
            phrase = phrase_at_start(words[at:], informal=False) if words[at].is_name else []
            if len(phrase) > 1:
                _add_person(speakers, phrase_text(phrase))
            at += max(1, len(phrase))
    return speakers


def _add_person(speakers: ArticleSpeakers, written: str) -> None:
    lists = people_words()
    name, role = split_title(written)
    words = name_words(name)
    if (
        len(words) == 1
        or words[0] in lists.particles
        or set(words) & (lists.bodies | lists.roles | word_lists().joiners)
    ):
        return
    full_names = speakers.people[words[-1]]
    if not full_names.get(name):
        full_names[name] = role


def _may_name(words: list[str], full: list[str]) -> bool:
    """Whether a name as written may be this full name: a surname alone, or the same first name."""
    return words[-1] == full[-1] and (
        len(words) == 1 or words[0] == full[0] or words[0] in people_words().particles
    )


def _without_article(written: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", written, flags=re.IGNORECASE)


def _is_body_name(name: str) -> bool:
    """Whether it names an organization: all capitals, or with a capitalized word like "Office"."""
    words = name.split()
    return (len(words) == 1 and len(name) > 1 and name.replace(".", "").isupper()) or (
        len(words) > 1
        and words[0][:1].isupper()
        and any(fold(word) in people_words().bodies and word[:1].isupper() for word in words)
    )


def _is_abbreviation(short: str, body: str) -> bool:
    """Whether the last initials of an organization's name, all or capitalized, spell it."""
    letters = short.replace(".", "").lower()
    initials = "".join(word[0] for word in body.split()).lower()
    capitals = "".join(word[0] for word in body.split() if word[0].isupper()).lower()
    return initials.endswith(letters) or capitals.endswith(letters)
