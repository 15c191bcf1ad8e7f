"""Who speaks in an article: full names for surnames, bodies for their abbreviations."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from facts.people import name_words, names_somebody, people_words, split_title
from facts.quotes.noun_phrases import phrase_at_start, phrase_text, split_words
from facts.text import fold

_INTRODUCED = re.compile(
    r"(?P<body>[A-Z][\w’'.-]*(?:\s+(?:of|for|and|the|de)|\s+[A-Z][\w’'.-]*)*)\s+"
    r"\((?:the\s+)?[“\"]?(?P<short>[A-Z][A-Za-z.&]{1,9})[”\"]?\)"
)


class Known(NamedTuple):
    """A speaker as the article has them: name, role before the name; unsure is a mere role."""

    name: str
    role: str = ""
    is_sure: bool = True


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one article."""

    persons: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """By surname: full names, each with the first title that it is given."""
    bodies: dict[str, str] = field(default_factory=dict)
    """By abbreviation: the body's name."""
    spoke: list[str] = field(default_factory=list)
    """Bodies in the order in which they spoke, the latest last."""

    def who(self, written: str) -> Known | None:
        """Return the speaker for a name as written; None for a pronoun."""
        words = name_words(written)
        people = people_words()
        if not words or set(words) <= people.pronouns:
            return None
        if set(words) & people.speaks_for and not self._full_names(words):
            return Known(written, is_sure=False)
        if not names_somebody(written) and not _is_proper(_bare(written)):
            return self._body_described(written, words)
        name, role = split_title(_bare(written))
        if name_words(name)[-1] in people.roles | people.titles and not _is_proper(name):
            return Known(written, is_sure=False)
        found = self._full_names(name_words(name))
        if len(found) == 1:
            full = next(iter(found))
            return Known(full, role or found[full])
        if name in self.bodies or _is_proper(name):
            self.spoke.append(name)
        return Known(name, role, is_sure=len(found) <= 1)

    def _full_names(self, words: list[str]) -> dict[str, str]:
        named = self.persons.get(words[-1], {})
        return {full: role for full, role in named.items() if _agrees(words, name_words(full))}

    def _body_described(self, written: str, words: list[str]) -> Known:
        """Lead "the department" back to a body with the word in its name.

        The one that spoke last; else the only one that the article introduces.
        """
        described = set(words) - {"the"}
        for name in reversed(self.spoke):
            if described <= set(name_words(self.bodies.get(name, name))):
                return Known(name)
        introduced = {name for name in self.bodies.values() if described <= set(name_words(name))}
        if len(introduced) == 1:
            return Known(introduced.pop())
        return Known(written, is_sure=False)


def cast_of(text: str) -> Cast:
    """Read an article's persons and bodies."""
    cast = Cast()
    for found in _INTRODUCED.finditer(text):
        body, short = found["body"], found["short"]
        if _initials_fit(body, short):
            cast.bodies[short] = body.removeprefix("The ")
    for line in text.split("\n"):
        words = split_words(line)
        at = 0
        while at < len(words):
            phrase = phrase_at_start(words[at:], informal=False) if words[at].is_name else []
            if len(phrase) > 1:
                _meet(cast, phrase_text(phrase))
            at += max(1, len(phrase))
    return cast


def _meet(cast: Cast, written: str) -> None:
    people = people_words()
    name, role = split_title(written)
    words = name_words(name)
    if (
        len(words) == 1
        or words[0] in people.particles
        or set(words) & (people.bodies | people.roles | {"of", "for", "and"})
    ):
        return
    named = cast.persons[words[-1]]
    if not named.get(name):
        named[name] = role


def _agrees(words: list[str], full: list[str]) -> bool:
    """Whether a shorter form may be this full name: surname alone, or the same first name."""
    return words[-1] == full[-1] and (
        len(words) == 1 or words[0] == full[0] or words[0] in people_words().particles
    )


def _bare(written: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", written, flags=re.IGNORECASE)


def _is_proper(name: str) -> bool:
    """Whether it is a body's own name: capitals throughout, or a word of bodies in it."""
    words = name.split()
    return (len(words) == 1 and len(name) > 1 and name.replace(".", "").isupper()) or (
        len(words) > 1
        and words[0][:1].isupper()
        and any(fold(word) in people_words().bodies and word[:1].isupper() for word in words)
    )


def _initials_fit(body: str, short: str) -> bool:
    letters = short.replace(".", "").lower()
    every = "".join(word[0] for word in body.split()).lower()
    capitals = "".join(word[0] for word in body.split() if word[0].isupper()).lower()
    return every.endswith(letters) or capitals.endswith(letters)
