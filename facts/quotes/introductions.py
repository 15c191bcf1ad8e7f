"""Read whom an article introduces, outside of its quotations.

A person is introduced by a full name, a role by a title or an apposition, an organization by its
name or abbreviation.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from facts.people import given_names, name_words, people_words
from facts.people.reporting import reporting_words
from facts.quotes.introduced import Introduced, Mention, may_name
from facts.quotes.marks import Quotation
from facts.quotes.names_written import bare_name, is_body_name, is_company, without_article
from facts.quotes.noun_phrases import in_apposition, is_description, phrase_at_start
from facts.quotes.phrase_words import Word, is_determiner, is_job, phrase_text, split_words
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


class _Phrase(NamedTuple):
    """A name or description outside of quotations, and the words around it in its line."""

    start: int
    words: list[Word]
    rest: list[Word]
    before: Word | None = None

    @property
    def is_governed(self) -> bool:
        """Whether it is where something was said: *in* a filing, the company."""
        return self.before is not None and self.before.folded in ("in", "on", "at")

    @property
    def is_former(self) -> bool:
        """Whether it is a name that somebody no longer has: born Ruth Ann Calloway."""
        return self.before is not None and self.before.folded in ("born", "née", "nee")


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
    phrases = [one for one in _phrases(text, quotations) if not one.is_former]
    for one in phrases:
        if len(one.words) > 1:
            _introduce(introduced, one)
    for one in phrases:
        known = introduced.people.get(fold(one.words[0].text)) if len(one.words) == 1 else None
        if known and not (one.before and (is_determiner(one.before) or one.is_governed)):
            introduced.sure.update(known)  # whom the article calls by the surname alone
    for found in _COURTESY.finditer(text):
        for full in introduced.people.get(fold(found[2]), {}):
            introduced.pronouns[full] = "he" if found[1] == "Mr" else "she"
    _read_mentions(introduced, phrases)
    introduced.mentions.sort(key=lambda one: one.start)
    return introduced


def _read_mentions(introduced: Introduced, phrases: Sequence[_Phrase]) -> None:
    beside: list[Word] = []
    for start, phrase, rest, _ in phrases:
        # "Luna, the sheriff" is one mention.
        if not (is_description(phrase) and any(word is phrase[0] for word in beside)):
            _mention(introduced, start, phrase, rest)
        is_named = not is_description(phrase) and rest[:1] and rest[0].text == ","
        beside = rest[1 : 1 + len(phrase)] if is_named else []


def _without_quotations(text: str, quotations: Sequence[Quotation]) -> str:
    parts = []
    at = 0
    for one in quotations:
        parts += [text[at : one.opens], " " * (one.closes - one.opens)]
        at = one.closes
    return "".join([*parts, text[at:]])


def _speaking(text: str) -> frozenset[str]:
    verbs = reporting_words().verbs
    before = {fold(one[1]) for one in _NAME_THEN_WORD.finditer(text) if one[2] in verbs}
    after = {fold(one[2]) for one in _WORD_THEN_NAME.finditer(text) if one[1] in verbs}
    return frozenset(before | after)


def _phrases(text: str, quotations: Sequence[Quotation]) -> Iterable[_Phrase]:
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
                    first = place + skipped
                    before = words[first - 1] if first else None
                    for part in _people_in(phrase):
                        is_last = part[-1] is phrase[-1]
                        yield _Phrase(offset + max(start, 0), part, rest if is_last else [], before)
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


def _introduce(introduced: Introduced, one: _Phrase) -> None:
    """Add a person named in full, with the title before the name and the role beside it."""
    lists = people_words()
    phrase, rest = one.words, one.rest
    name, beside = in_apposition(phrase, [] if one.is_governed else rest)
    full, role = bare_name(phrase_text(name))
    words = name_words(full)
    if not words:
        return
    is_titled = bool(role)
    known = introduced.people.get(words[-1], {})
    # her mother, Opal; her son Daniel
    is_beside = name != list(phrase) or (
        name_words(role)[-1:] and name_words(role)[-1] in lists.speaks_for
    )
    if len(words) == 1 and not known and not is_titled and not is_beside:
        return
    if (
        words[0] in lists.particles
        or set(words) & (lists.bodies | word_lists().joiners | lists.company_endings)
        or set(words) & lists.roles - given_names()
        or not full[:1].isupper()
        or any(word.islower() and word not in lists.particles for word in full.split())
    ):
        return
    matches = [one for one in known if may_name(words, name_words(one))]
    full = matches[0] if len(words) == 1 and len(matches) == 1 else full
    is_whole = bool(set(name_words(role)) & lists.before_given_names)  # Pope Francis
    if len(words) == 1 and not matches and not (is_whole or is_beside):
        return
    if not introduced.people[words[-1]].get(full):
        introduced.people[words[-1]][full] = role
    introduced.first.setdefault(full, one.start)
    introduced.roles.setdefault(full, []).extend(role for role in (role, beside) if role)
    after = [word.folded for word in rest[:3]]
    if after[:1] == [","] and (after[1:2] == ["who"] or (after[1:2] and after[1].isdigit())):
        introduced.sure.add(full)
    if one.before is not None and len(words) > 1 and is_job(one.before):
        introduced.sure.add(full)  # co-author Hyun-woo Baek


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
    full_names = introduced.full_names(words, at=start)
    full = next(iter(full_names), "")
    if full and (role or len(words) == 1 or introduced.is_person(full)):
        one = Mention(start, full, is_body=False, is_certain=len(full_names) == 1)
        introduced.mentions.append(one)
    elif is_body_name(written) or is_company(written) or _is_office(phrase):
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


def _is_abbreviation(short: str, body: str) -> bool:
    """Whether the last initials of an organization's name, all or capitalized, spell it."""
    letters = short.replace(".", "").lower()
    initials = "".join(word[0] for word in body.split()).lower()
    capitals = "".join(word[0] for word in body.split() if word[0].isupper()).lower()
    return initials.endswith(letters) or capitals.endswith(letters)
