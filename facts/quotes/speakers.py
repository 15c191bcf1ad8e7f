"""Resolve the speakers of an article: surnames, pronouns and descriptions, to who was introduced.

A pronoun is the one person that its paragraph has spoken of, or the last speaker; "the firm" the
one company, "the sheriff" the one sheriff. Where more than one is possible, nobody.
"""

import re
from collections.abc import Sequence

from facts.people import name_words, names_somebody, people_words
from facts.people.cues import cue_words
from facts.quotes.attribution import Spoken
from facts.quotes.cues import Attribution, last_sentence, subject_of
from facts.quotes.introduced import (
    Mention,
    Speaker,
    bare_name,
    has_name,
    is_body_name,
    read_introduced,
    without_article,
)
from facts.quotes.marks import Quotation
from facts.quotes.noun_phrases import is_description, split_words
from facts.quotes.words import word_lists

_PRONOUNS = {
    "he": re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE),
    "she": re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE),
    "it": re.compile(r"(?!)"),
}

_OF_TWO = frozenset({"older", "elder", "younger", "other", "senior", "junior"})
"""Adjectives that tell one of two of a name from the other."""


class ArticleSpeakers:
    """Resolves the speakers of one article, in order."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._names = read_introduced(text, quotations)
        self._text = text
        self._last: Speaker | None = None

    def resolve(self, spoken: Spoken, quotation: Quotation) -> Speaker | None:
        """Return who said a quotation; None if nothing says so."""
        if not spoken.continues:
            self._last = self._resolve(spoken, quotation)
        return self._last

    def _resolve(self, spoken: Spoken, quotation: Quotation) -> Speaker | None:
        attribution = spoken.attribution
        words = name_words(attribution.speaker) if attribution else []
        if attribution is None or not words:
            return None
        is_pronoun = set(words) <= people_words().pronouns
        if is_pronoun:
            speaker = self._antecedent(words[0], quotation)
        else:
            speaker = self._named(attribution, words)
        if speaker is None or speaker.name is None:
            return None
        is_body = speaker.name not in self._names.all_persons()
        if spoken.is_implied:
            if is_body and speaker.name not in self._names.roles:
                return None
            speaker = speaker._replace(is_certain=False)
        said = Mention(quotation.opens, speaker.name or "", is_body, speaker.is_certain)
        self._names.spoken.append(said)
        return speaker

    def _named(self, attribution: Attribution, words: list[str]) -> Speaker:
        """Resolve a name, a role or a description; a sign or a crowd is nobody."""
        lists = people_words()
        written = attribution.speaker
        folded = {word.removesuffix("s") for word in words} | set(words)
        if folded & cue_words().chants and not has_name(written):
            return Speaker(None)
        name, role = bare_name(written)
        is_joined = bool(set(name_words(name)) & word_lists().joiners)
        is_for_another = set(words) & lists.speaks_for and (not role or is_joined)
        if is_for_another and not self._names.full_names(words):
            return Speaker(written, is_certain=False)
        is_known = bool(self._names.full_names(name_words(name))) and name[:1].isupper()
        is_described = is_description(split_words(written)) or not names_somebody(written)
        if is_described and not is_known and not is_body_name(without_article(written)):
            return self._names.described(written, words)
        if role[:1].islower() and name_words(role)[0] in _OF_TWO:
            return Speaker(written, is_certain=False)  # "the older Ms. Bishop"
        last = name.rsplit(maxsplit=1)[-1]
        is_role = name_words(last)[-1:] and name_words(last)[-1] in lists.roles | lists.titles
        is_role = is_role and (last.islower() or last == name)
        if is_role and not is_known and not is_body_name(name):  # but Mr. Bishop
            return self._names.described(written, words)
        return self._person(name, role)

    def _person(self, name: str, role: str) -> Speaker:
        full_names = self._names.full_names(name_words(name))
        if len(full_names) == 1:
            full = next(iter(full_names))
            return Speaker(full, role or full_names[full])
        if full_names:
            # Of a family, the one introduced first goes by the surname (AP Stylebook, "names").
            return Speaker(next(iter(full_names)), role, is_certain=False)
        return Speaker(name, role)

    # Pronouns

    def _antecedent(self, pronoun: str, quotation: Quotation) -> Speaker | None:
        """Return whom "he", "she" or "it" stands for, if only one can be meant."""
        if pronoun not in ("he", "she", "it"):
            return None
        wants_body = pronoun == "it"
        start = self._text.rfind("\n", 0, quotation.opens) + 1
        here = self._near(start, quotation.opens, pronoun, is_body=wants_body)
        said = [
            one for one in self._names.spoken if start <= one.start and one.is_body == wants_body
        ]
        first = here[0].start if here else start
        first -= len(last_sentence(f"{self._text[start:first]}X")) - 1  # where its sentence begins
        if not said and _PRONOUNS[pronoun].search(self._names.outside, start, first):
            return None  # it stood for somebody before anybody here was named
        if said:
            after = [one.name for one in here if one.start > said[-1].start]
            if not after or after[-1] == said[-1].name:
                return self._meant(said[-1].name, pronoun)
        names = list(dict.fromkeys(one.name for one in here))
        if len(names) == 1 and all(one.is_certain for one in here):
            return self._meant(names[0], pronoun)
        if names:
            subject = subject_of(last_sentence(self._text[start : quotation.opens].strip()))
            meant = self._named(subject, name_words(subject.speaker)) if subject else None
            is_one = (
                meant is not None
                and meant.name in names
                and meant.name in self._names.all_persons()
            )
            return Speaker(meant.name, meant.role, is_certain=False) if is_one and meant else None
        return self._of_paragraph_before(start, pronoun, is_body=wants_body)

    def _of_paragraph_before(self, start: int, pronoun: str, *, is_body: bool) -> Speaker | None:
        above = self._text[:start].rstrip()
        first = above.rfind("\n") + 1
        said = [one for one in self._names.spoken if first <= one.start < start]
        named = self._near(first, start, pronoun, is_body=is_body)
        names = {one.name for one in named}
        if said and said[-1].is_body == is_body:
            last = said[-1]
            if {one.name for one in named if one.start > last.start} <= {last.name}:
                return self._meant(last.name, pronoun)
        if len(names) == 1 and not said and all(one.is_certain for one in named):
            return self._meant(names.pop(), pronoun)
        if named and named[0].is_certain:
            return Speaker(named[0].name, is_certain=False)  # the subject of that paragraph
        return None

    def _near(self, start: int, end: int, pronoun: str, *, is_body: bool) -> list[Mention]:
        """Return who is named in a stretch of text and may be meant by the pronoun."""
        return [
            one
            for one in self._names.mentions
            if start <= one.start < end
            and one.is_body == is_body
            and self._names.pronouns.get(one.name, pronoun) == pronoun
        ]

    def _meant(self, name: str, pronoun: str) -> Speaker | None:
        if self._names.pronouns.get(name, pronoun) != pronoun:
            return None
        if pronoun != "it" and not self._names.is_person(name):
            return None
        self._names.pronouns[name] = pronoun
        return Speaker(name, self._names.full_names(name_words(name)).get(name, ""))
