"""Whom an article introduces: people, their roles, organizations; and whom a description means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from facts.people import forms_of, given_names, name_words, names_somebody, people_words
from facts.people.reporting import reporting_words
from facts.quotes.names_written import bare_name, has_name, is_body_name, without_article
from facts.quotes.noun_phrases import head_of, is_description
from facts.quotes.phrase_words import is_role, split_words
from facts.quotes.words import word_lists

_OF_TWO = frozenset({"older", "elder", "younger", "other", "senior", "junior"})
"""Adjectives that tell one of two of a name from the other."""
_OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
"""Whose somebody is: which son "her son" is may be another's."""


class Speaker(NamedTuple):
    """A speaker as the article introduces them."""

    name: str | None
    """None where nobody can be told: a person must say."""
    role: str = ""
    """The title before the name, here or where the article first gives one; "" if it never does."""
    is_certain: bool = True
    """False for a role or description, and for a surname that several people share."""


class Mention(NamedTuple):
    """A person or organization named outside of quotation marks."""

    start: int
    name: str
    is_body: bool | None
    """None for a description that may be a person or not: a source, the authors."""
    is_certain: bool = True


@dataclass(slots=True)
class Introduced:
    """The people and organizations that one article names."""

    text: str = ""
    outside: str = ""
    """The text with its quotations blank."""
    people: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Surname → full names, each with its first title."""
    roles: dict[str, list[str]] = field(default_factory=dict)
    """Full name → the roles that the article gives beside it."""
    bodies: dict[str, str] = field(default_factory=dict)
    """Abbreviation → the organization's name."""
    speaking: frozenset[str] = frozenset()
    """Names beside a reporting verb: `Luna said`, `said Luna`."""
    sure: set[str] = field(default_factory=set)
    """Full names that are certainly of persons: an age or "who" follows."""
    first: dict[str, int] = field(default_factory=dict)
    """Full name → the offset at which the article introduces it."""
    mentions: list[Mention] = field(default_factory=list)
    spoken: list[Mention] = field(default_factory=list)
    """The speakers resolved so far, the latest last."""
    pronouns: dict[str, str] = field(default_factory=dict)
    """Full name → he or she, where the article has said so."""

    def full_names(self, words: list[str], at: int | None = None) -> dict[str, str]:
        """Return the full names that a name, in folded words, may stand for, with their titles.

        Those introduced before the offset `at`, unless there are none.
        """
        words = [word for word in words if word not in people_words().suffixes] or words
        named = self.people.get(words[-1], {})
        found = {full: role for full, role in named.items() if may_name(words, list(_words(full)))}
        known = {full: role for full, role in found.items() if self.first.get(full, 0) <= (at or 0)}
        return known or found

    def all_persons(self) -> set[str]:
        """Return the full names of all people introduced."""
        return {full for named in self.people.values() for full in named}

    def is_person(self, full: str) -> bool:
        """Whether a full name is a person's: by its given name, a role, or by speaking."""
        words = name_words(full)
        is_given = words[0] in given_names() or len(forms_of(words[0])) > 1
        if is_given or self.roles.get(full) or full in self.sure:
            return True
        return words[-1] in self.speaking

    def named(self, written: str, at: int) -> Speaker:
        """Resolve a name, a role or a description beside what ends at an offset.

        A sign or a crowd is nobody.
        """
        lists, phrase, words = people_words(), split_words(written), name_words(written)
        head = head_of(phrase).folded
        is_chant = bool({head, head.removesuffix("s")} & reporting_words().chants)
        if is_chant and not has_name(written):
            return Speaker(None)
        name, role = bare_name(written)
        is_joined = bool(set(name_words(name)) & word_lists().joiners)
        is_for_another = set(words) & lists.speaks_for and (not role or is_joined)
        if is_for_another and words[0] not in _OWNERS and not self.full_names(words):
            return Speaker(written, is_certain=False)
        is_known = bool(self.full_names(name_words(name))) and name[:1].isupper()
        is_described = is_description(phrase) or not names_somebody(written)
        if is_described and not is_known and not is_body_name(without_article(written)):
            return self.described(written, words)
        if role[:1].islower() and name_words(role)[0] in _OF_TWO:
            return Speaker(written, is_certain=False)  # "the older Ms. Bishop"
        last = name.rsplit(maxsplit=1)[-1]
        is_role = bool(set(name_words(last)[-1:]) & (lists.roles | lists.titles))
        is_role = is_role and (last.islower() or last == name)
        if is_role and not is_known and not is_body_name(name):  # but Mr. Bishop
            return self.described(written, words)
        return self._person(name, role, at)

    def _person(self, name: str, role: str, at: int) -> Speaker:
        full_names = self.full_names(name_words(name), at=at)
        if len(full_names) == 1:
            full = next(iter(full_names))
            return Speaker(full, role or full_names[full])
        if full_names:
            # Of a family, the one introduced first goes by the surname (AP Stylebook, "names").
            return Speaker(next(iter(full_names)), role, is_certain=False)
        return Speaker(name, role)

    def proposed(self, name: str) -> Speaker:
        """Return a speaker for a person to confirm."""
        return Speaker(name, self.full_names(name_words(name)).get(name, ""), is_certain=False)

    def is_body(self, name: str) -> bool | None:
        """Whether a speaker is an organization or a text; None if only its noun could tell."""
        if name in self.all_persons():
            return False
        words = split_words(name)
        if not is_description(words):
            return True if is_body_name(name) or len(words) > 1 else None
        head, lists = head_of(words), people_words()
        if head.folded in lists.bodies | lists.companies | lists.documents:
            return True
        return False if is_role(head) else None

    def described(self, written: str, words: list[str]) -> Speaker:
        """Resolve a description to whom the article introduced so, if that is only one.

        An indefinite description ("a spokesman", "one critic") is resolved to nobody.
        """
        owners = _OWNERS
        if words[0] in word_lists().articles - owners - {"the"}:
            return Speaker(written, is_certain=False)
        described = [word for word in words if word != "the"]
        holders = [name for name, roles in self.roles.items()
                   if any(_is_role_of(described, role) for role in roles)]  # fmt: skip
        if len(holders) == 1 and words[0] in owners:
            return Speaker(holders[0], written, is_certain=False)  # whose son may not be certain
        if len(holders) == 1:
            return Speaker(holders[0], self.full_names(name_words(holders[0])).get(holders[0], ""))
        if holders:
            return Speaker(written, is_certain=False)
        names = [] if words[0] in owners else self._bodies_described(described)
        if len(names) == 1:
            return Speaker(names[0])
        return Speaker(written, is_certain=False)

    def _bodies_described(self, described: Sequence[str]) -> list[str]:
        """Return the organizations that a description fits: the last speaker, or all named."""
        head = described[-1] if described else ""
        named: dict[str, str] = {}
        for name in (
            *(one.name for one in reversed(self.spoken) if one.is_body and one.is_certain),
            *self.bodies.values(),
            *(one.name for one in self.mentions if one.is_body and one.is_certain),
        ):
            named.setdefault(self.bodies.get(name, name), name)
        wanted = set(described)
        fitting = [name for full, name in named.items() if wanted <= _word_set(full)]
        spoken = [one.name for one in self.spoken if one.name in fitting]
        if spoken:
            return [spoken[-1]]
        if not fitting and head in people_words().companies:
            fitting = [
                name
                for full, name in named.items()
                if _word_set(full) & people_words().company_endings
            ]
        return _apart(fitting)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    return tuple(name_words(name))


@lru_cache(maxsize=8192)
def _word_set(name: str) -> frozenset[str]:
    return frozenset(_words(name))


def may_name(words: list[str], full: list[str]) -> bool:
    """Whether a name as written may be this full name: a surname alone, or the same first name."""
    full = [word for word in full if word not in people_words().suffixes] or full
    return words[-1] == full[-1] and (
        len(words) == 1 or words[0] == full[0] or words[0] in people_words().particles
    )


def _is_role_of(described: Sequence[str], role: str) -> bool:
    """Whether a description has only words of a role, the last one its office: the governor."""
    alike = people_words().offices_alike.words
    words = [alike.get(word, word) for word in _words(role)]
    wanted = [alike.get(word, word) for word in described]
    lists = people_words()
    known = lists.titles | lists.roles | lists.speaks_for | set(alike.values())
    return bool(wanted) and wanted[-1] in known and set(wanted) <= set(words)


def _apart(names: Sequence[str]) -> list[str]:
    """Drop names that are a longer or shorter form of one before: BrightBox, BrightBox Inc."""
    kept: list[str] = []
    for name in names:
        words = _word_set(name)
        if not any(words <= _word_set(one) or _word_set(one) <= words for one in kept):
            kept.append(name)
    return kept
