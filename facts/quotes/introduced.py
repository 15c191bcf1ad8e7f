"""Read whom an article introduces, outside of its quotations: people, their roles, organizations.

A person is introduced by a full name, a role by a title or an apposition, an organization by its
name or abbreviation.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from facts.people import forms_of, given_names, name_words, people_words, split_title
from facts.people.cues import cue_words
from facts.quotes.marks import Quotation
from facts.quotes.noun_phrases import (
    Word,
    in_apposition,
    is_description,
    is_job,
    phrase_at_start,
    phrase_text,
    split_words,
)
from facts.quotes.words import word_lists
from facts.text import fold

_ABBREVIATED_BODY = re.compile(
    r"(?P<body>[A-Z][\w’'.-]*(?:\s+(?:of|for|and|the|de)|\s+[A-Z][\w’'.-]*){0,12})\s+"
    r"\((?:the\s+)?[“\"]?(?P<short>[A-Z][A-Za-z.&]{1,9})[”\"]?\)"
)
_NAME_THEN_WORD = re.compile(r"\b([A-Z][\w-]*)(?=\s+([a-z]+))")
_WORD_THEN_NAME = re.compile(r"\b([a-z]+)\s+(?:[A-Z][\w-]*\s+){0,2}([A-Z][\w-]*)")
_COURTESY = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.?\s+(?:[A-Z][\w’'-]*\s+)?([A-Z][\w’-]*)")
_AHEAD = 80
"""How many words of a line are looked at from the start of a name."""
_ROLE_WORDS = 6
"""How many words at most a role before a name has."""


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
    is_body: bool
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
    mentions: list[Mention] = field(default_factory=list)
    spoken: list[Mention] = field(default_factory=list)
    """The speakers resolved so far, the latest last."""
    pronouns: dict[str, str] = field(default_factory=dict)
    """Full name → he or she, where the article has said so."""

    def full_names(self, words: list[str]) -> dict[str, str]:
        """Return the full names that a name, in folded words, may stand for, with their titles."""
        words = [word for word in words if word not in people_words().suffixes] or words
        named = self.people.get(words[-1], {})
        return {full: role for full, role in named.items() if _may_name(words, list(_words(full)))}

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

    def described(self, written: str, words: list[str]) -> Speaker:
        """Resolve a description to whom the article introduced so, if that is only one.

        An indefinite description ("a spokesman", "one critic") is resolved to nobody.
        """
        if words[0] in word_lists().articles - {"the"}:
            return Speaker(written, is_certain=False)
        described = [word for word in words if word != "the"]
        holders = [name for name, roles in self.roles.items()
                   if any(_is_role_of(described, role) for role in roles)]  # fmt: skip
        if len(holders) == 1:
            return Speaker(holders[0], self.full_names(name_words(holders[0])).get(holders[0], ""))
        if holders:
            return Speaker(written, is_certain=False)
        names = self._bodies_described(described)
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


def read_introduced(text: str, quotations: Sequence[Quotation] = ()) -> Introduced:
    """Read the people and organizations that an article, without markup, names in full.

    What stands in its quotations introduces nobody.
    """
    introduced = Introduced(text, _without_quotations(text, quotations))
    for found in _ABBREVIATED_BODY.finditer(text):
        body, short = found["body"], found["short"]
        if _is_abbreviation(short, body):
            introduced.bodies[short] = body.removeprefix("The ")
    introduced.speaking = _speaking(introduced.outside)
    phrases = list(_phrases(text, quotations))
    for _, phrase, rest in phrases:
        if len(phrase) > 1:
            _introduce(introduced, phrase, rest)
    for found in _COURTESY.finditer(text):
        for full in introduced.people.get(fold(found[2]), {}):
            introduced.pronouns[full] = "he" if found[1] == "Mr" else "she"
    beside: list[Word] = []
    for start, phrase, rest in phrases:
        # "Luna, the sheriff" is one mention.
        if not (is_description(phrase) and any(word is phrase[0] for word in beside)):
            _mention(introduced, start, phrase, rest)
        is_named = not is_description(phrase) and rest[:1] and rest[0].text == ","
        beside = rest[1 : 1 + len(phrase)] if is_named else []
    introduced.mentions.sort(key=lambda one: one.start)
    return introduced


def _without_quotations(text: str, quotations: Sequence[Quotation]) -> str:
    parts = []
    at = 0
    for one in quotations:
        parts += [text[at : one.opens], " " * (one.closes - one.opens)]
        at = one.closes
    return "".join([*parts, text[at:]])


def _speaking(text: str) -> frozenset[str]:
    verbs = cue_words().verbs
    before = {fold(one[1]) for one in _NAME_THEN_WORD.finditer(text) if one[2] in verbs}
    after = {fold(one[2]) for one in _WORD_THEN_NAME.finditer(text) if one[1] in verbs}
    return frozenset(before | after)


def _phrases(
    text: str, quotations: Sequence[Quotation]
) -> Iterable[tuple[int, list[Word], list[Word]]]:
    """Yield each name outside of quotations, with its offset and the words after it."""
    at = 0
    for quotation in [*quotations, None]:
        end = quotation.opens if quotation else len(text)
        for line in re.finditer(r"[^\n]+", text[at:end]):
            words = split_words(line.group())
            offset = at + line.start()
            place, reach = 0, 0
            while place < len(words):
                word = words[place]
                start = line.group().find(word.text, reach)
                reach = max(reach, start + len(word.text))
                starts = word.is_name or word.folded in word_lists().articles
                ahead = words[place : place + _AHEAD]
                phrase = phrase_at_start(ahead, informal=False) if starts else []
                if phrase:
                    skipped = _skipped(ahead, phrase)
                    rest = ahead[skipped + len(phrase) :]
                    for part in _people_in(phrase):
                        yield offset + max(start, 0), part, rest if part[-1] is phrase[-1] else []
                    place += skipped
                place += max(1, len(phrase))
        at = quotation.closes if quotation else end


def _people_in(phrase: list[Word]) -> list[list[Word]]:
    """Split two people's names at "and", if each is a full name."""
    ands = [at for at, word in enumerate(phrase) if word.text == "and"]
    if len(ands) != 1:
        return [phrase]
    parts = [phrase[: ands[0]], phrase[ands[0] + 1 :]]
    bodies = people_words().bodies
    is_people = all(
        sum(word.is_name for word in part) > 1 and not any(word.folded in bodies for word in part)
        for part in parts
    )
    return parts if is_people else [phrase]


def _skipped(words: Sequence[Word], phrase: Sequence[Word]) -> int:
    """Return how many words precede a phrase that drops the owner at its start."""
    return next((at for at, word in enumerate(words) if word is phrase[0]), 0)


def _introduce(introduced: Introduced, phrase: Sequence[Word], rest: Sequence[Word]) -> None:
    """Add a person named in full, with the title before the name and the role beside it."""
    lists = people_words()
    name, beside = in_apposition(phrase, rest)
    full, role = bare_name(phrase_text(name))
    words = name_words(full)
    if not words:
        return
    is_titled = bool(role)
    known = introduced.people.get(words[-1], {})
    is_beside = name != list(phrase)  # her mother, Opal
    if len(words) == 1 and not known and not is_titled and not is_beside:
        return
    if (
        words[0] in lists.particles
        or set(words) & (lists.bodies | word_lists().joiners | lists.company_endings)
        or set(words) & lists.roles - given_names()
        or not full[:1].isupper()
    ):
        return
    matches = [one for one in known if _may_name(words, name_words(one))]
    full = matches[0] if len(words) == 1 and len(matches) == 1 else full
    is_whole = bool(set(name_words(role)) & lists.before_given_names)  # Pope Francis
    if len(words) == 1 and not matches and not (is_whole or is_beside):
        return
    if not introduced.people[words[-1]].get(full):
        introduced.people[words[-1]][full] = role
    introduced.roles.setdefault(full, []).extend(one for one in (role, beside) if one)
    after = [word.folded for word in rest[:3]]
    if after[:1] == [","] and (after[1:2] == ["who"] or (after[1:2] and after[1].isdigit())):
        introduced.sure.add(full)


def _mention(
    introduced: Introduced, start: int, phrase: Sequence[Word], rest: Sequence[Word]
) -> None:
    """Add a mention of somebody introduced, of somebody described, or of an organization."""
    lists = people_words()
    written = without_article(phrase_text(phrase))
    is_owner = phrase[-1].text.endswith(("’s", "'s", "’", "'"))
    following = rest[0].folded if rest and not rest[0].is_mark else ""
    if is_owner and following in lists.speaks_for | lists.roles | lists.titles - lists.documents:
        if _has_apposition(rest):
            return
        owned = f"{phrase_text(phrase)}’s {following}"
        introduced.mentions.append(Mention(start, owned, is_body=False, is_certain=False))
        return
    name, role = bare_name(written)
    words = name_words(name)
    if not words:
        return
    full_names = introduced.full_names(words)
    full = next(iter(full_names), "")
    if full and (role or len(words) == 1 or introduced.is_person(full)):
        one = Mention(start, full, is_body=False, is_certain=len(full_names) == 1)
        introduced.mentions.append(one)
    elif is_body_name(written) or _is_company(written) or _is_office(phrase):
        introduced.mentions.append(Mention(start, written, is_body=True))
    elif is_description(phrase):
        _mention_described(introduced, start, phrase, rest)
    elif len(words) > 1 and _begins_sentence(introduced.text, start):
        # The subject of a sentence may be a person whom nothing tells to be one.
        introduced.mentions.append(Mention(start, written, is_body=False, is_certain=False))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in ".!?”\"’'\n" or before.endswith((". The", "\nThe"))


def _has_apposition(words: Sequence[Word]) -> bool:
    """Whether a name with a comma follows a role: *lawyer*, and the name."""
    marks = [at for at, word in enumerate(words[:_ROLE_WORDS]) if word.text == ","]
    return bool(marks) and bool(in_apposition([*words[: marks[0]]], words[marks[0] :])[1])


def _mention_described(
    introduced: Introduced, start: int, phrase: Sequence[Word], rest: Sequence[Word]
) -> None:
    """Add whom a description means: "the judge", "her supervisor"; it may be nobody introduced."""
    lists = people_words()
    if in_apposition(phrase, rest)[0] != list(phrase):
        return  # "her lawyer, ...": the name follows
    following = rest[0].folded if rest and not rest[0].is_mark else ""
    nouns = {word.folded for word in phrase} | {following}
    persons = (lists.roles | lists.titles | lists.speaks_for) - lists.documents
    if not nouns & persons or phrase[-1].folded in lists.documents:
        return
    written = phrase_text(phrase)
    meant = introduced.described(written, name_words(written))
    is_body = phrase[-1].folded in lists.bodies | lists.companies
    if meant.is_certain and meant.name is not None:
        is_body = meant.name not in introduced.all_persons()
    introduced.mentions.append(
        Mention(start, meant.name or written, is_body=is_body, is_certain=meant.is_certain)
    )


def _is_office(phrase: Sequence[Word]) -> bool:
    """Whether it is an organization by a common noun with a name: the U.N. refugee agency."""
    lists = people_words()
    has_name = any(word.is_name for word in phrase[:-1])
    return has_name and phrase[-1].folded in lists.bodies | lists.companies


def _is_company(name: str) -> bool:
    return bool(set(name_words(name)) & people_words().company_endings) and len(name.split()) > 1


def _is_role_of(described: Sequence[str], role: str) -> bool:
    """Whether a description has only words of a role, the last one its office: the governor."""
    alike = people_words().offices_alike.words
    words = [alike.get(word, word) for word in _words(role)]
    wanted = [alike.get(word, word) for word in described]
    known = people_words().titles | people_words().roles | set(alike.values())
    return bool(wanted) and wanted[-1] in known and set(wanted) <= set(words)


def _apart(names: Sequence[str]) -> list[str]:
    """Drop names that are a longer or shorter form of one before: BrightBox, BrightBox Inc."""
    kept: list[str] = []
    for name in names:
        words = _word_set(name)
        if not any(words <= _word_set(one) or _word_set(one) <= words for one in kept):
            kept.append(name)
    return kept


def has_name(written: str) -> bool:
    """Whether some word but the first article has a capital."""
    return any(
        word[:1].isupper() and fold(word) not in word_lists().articles for word in written.split()
    )


def _may_name(words: list[str], full: list[str]) -> bool:
    """Whether a name as written may be this full name: a surname alone, or the same first name."""
    full = [word for word in full if word not in people_words().suffixes] or full
    return words[-1] == full[-1] and (
        len(words) == 1 or words[0] == full[0] or words[0] in people_words().particles
    )


def bare_name(written: str) -> tuple[str, str]:
    """Split a name from what stands before it: a title, or common words that describe its bearer.

    "Local historian ...", "the judge", "Resident ..." (AP Stylebook, "titles": false titles).
    """
    lists = people_words()
    words = without_article(written).split()
    joined = word_lists().joiners | word_lists().prepositions | lists.particles
    last = max(
        (at for at, word in enumerate(words[:-1])
         if word[:1].islower() and word not in joined and words[at + 1][:1].isupper()),
        default=-1,
    )  # fmt: skip
    jobs = (lists.roles | lists.companies | lists.speaks_for) - lists.documents
    first = fold(words[0]) if words else ""
    is_job_first = bool({first, f"{first}s"} & jobs) and first not in lists.bodies | lists.titles
    has_full_name = len(words) > 2 and words[1][:1].isupper()  # noqa: PLR2004
    second = fold(words[1]) if len(words) > 1 else ""
    is_agent = is_job(split_words(first)[0]) if first.isalpha() else False
    is_agent = is_agent and first not in given_names() and second in given_names()
    is_kin = first in lists.speaks_for and second in given_names()
    if last < 0 and ((has_full_name and (is_job_first or is_agent)) or is_kin):
        last = 0
    if set(map(fold, words[: last + 1])) & (word_lists().joiners | word_lists().prepositions):
        last = -1
    name, title = split_title(" ".join(words[last + 1 :]))
    return without_place(name), " ".join([*words[: last + 1], *([title] if title else [])])


def without_place(name: str) -> str:
    """Drop where a person is from: Robert Luna *of Los Angeles*."""
    before = re.split(r"\s+(?:of|from|at)\s+", name, maxsplit=1)[0]
    words = name_words(before)
    lists = people_words()
    is_person = len(words) > 1 and not set(words) & (lists.bodies | lists.roles)
    return before if is_person else name


def without_article(written: str) -> str:
    """Drop an article at the start."""
    return re.sub(r"^(?:the|a|an)\s+", "", written, flags=re.IGNORECASE)


def is_body_name(name: str) -> bool:
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
