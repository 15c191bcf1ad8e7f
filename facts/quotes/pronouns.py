"""Tell whom "he", "she", "it" or "they" stands for in an article, where only one can be meant.

A pronoun is the last speaker, the one person that its paragraph has named, or the subject of the
sentence before. What is not certain is proposed, for a person to confirm.
"""

import re
from collections.abc import Sequence

from facts.people import name_words, people_words
from facts.quotes.attribution import Spoken
from facts.quotes.clauses import subject_of
from facts.quotes.introduced import Introduced, Mention, Speaker
from facts.quotes.marks import Quotation
from facts.quotes.noun_phrases import is_description
from facts.quotes.phrase_words import is_determiner, is_job, phrase_text, split_words
from facts.quotes.sentences import last_sentence
from facts.quotes.subjects import phrase_size

_PRONOUNS = {
    "he": re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE),
    "she": re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE),
    "it": re.compile(r"(?!)"),
    "they": re.compile(r"(?!)"),
}
_OWNERS = _PRONOUNS | {
    "it": re.compile(r"\bits\b", re.IGNORECASE),
    "they": re.compile(r"\btheir\b", re.IGNORECASE),
}


class Pronouns:
    """Resolves the pronouns of one article, by whom it has introduced and quoted so far."""

    def __init__(self, text: str, names: Introduced) -> None:
        self._text = text
        self._names = names

    def place(self, pronoun: str, spoken: Spoken, quotation: Quotation) -> int:
        """Return the offset of a pronoun that attributes: nobody named after it is meant."""
        if spoken.cue_follows:
            return quotation.opens
        start = self._text.rfind("\n", 0, quotation.opens) + 1
        before = self._names.outside[start : quotation.opens]
        if pronoun not in _OWNERS:
            return quotation.opens
        exact = [*re.finditer(rf"\b{pronoun}\b", before, re.IGNORECASE)]
        found = exact or [*_OWNERS[pronoun].finditer(before)]  # "Her verdict:"
        return start + found[-1].start() if found else quotation.opens

    def antecedent(self, pronoun: str, at: int) -> Speaker | None:
        """Return whom a pronoun at an offset stands for, if only one can be meant."""
        if pronoun not in _PRONOUNS:
            return None
        start = self._text.rfind("\n", 0, at) + 1
        wants_body = pronoun in ("it", "they")
        thing = self._subject_before(start, at, pronoun) if wants_body else None
        if thing is not None or pronoun == "they":
            return thing
        here = self._near(start, at, pronoun, is_body=wants_body)
        said = self._said(start, at, pronoun, is_body=wants_body)
        first = here[0].start if here else start
        first -= len(last_sentence(f"{self._text[start:first]}X")) - 1  # where its sentence begins
        if not said and _PRONOUNS[pronoun].search(self._names.outside, start, first):
            # It stood for somebody before anybody here was named.
            earlier = self._of_paragraph_before(start, pronoun, is_body=wants_body)
            return earlier._replace(is_certain=False) if earlier else None
        after = [one.name for one in here if said and one.start > said[-1].start]
        if said and (not after or after[-1] == said[-1].name):
            if self._is_other_subject(said[-1], at):
                return self._subject_before(said[-1].start, at, pronoun)
            return self._meant(said[-1].name, pronoun)
        found = self._of_sentence(here, start, at, pronoun) if here else None
        if found is None and not any(one.is_certain for one in here):
            found = self._subject_before(start, at, pronoun)
        if found is None and pronoun == "it":
            found = self._object_before(start, at)
        if found is None and not any(one.is_certain for one in here):
            found = self._of_paragraph_before(start, pronoun, is_body=wants_body)
            is_far = bool(here) or self._has_subject(start, at)
            found = found._replace(is_certain=False) if found and is_far else found
        return found

    def _of_sentence(
        self, here: Sequence[Mention], start: int, at: int, pronoun: str
    ) -> Speaker | None:
        """Return the one who is named in a paragraph, or the subject of its last sentence."""
        names = {one.name for one in here}
        if len(names) == 1 and all(one.is_certain for one in here):
            return self._meant(here[0].name, pronoun)
        before = self._text[start:at].strip()
        sentence = last_sentence(before)
        # "Through a lawyer, she said" has no other subject.
        subject = subject_of(sentence) or subject_of(
            last_sentence(before[: len(before) - len(sentence)].strip())
        )
        meant = self._names.named(subject.speaker, at) if subject else None
        if meant and meant.name in names:
            return meant._replace(is_certain=False)
        certain = {one.name for one in here if one.is_certain}
        return self._names.proposed(certain.pop()) if len(certain) == 1 else None

    def _said(self, start: int, end: int, pronoun: str, *, is_body: bool) -> list[Mention]:
        """Return who spoke in a stretch of text and may be a person, or a body."""
        found = [one for one in self._names.spoken if start <= one.start < end]
        return [
            one
            for one in found
            if self._names.pronouns.get(one.name, pronoun) == pronoun
            and (
                one.is_body == is_body
                or (one.is_body is None and self._is_first(start, one.start, pronoun))
            )
        ]

    def _is_first(self, start: int, end: int, pronoun: str) -> bool:
        """Whether a pronoun means nobody yet in a stretch of text: "A magazine called her" ..."""
        return not _PRONOUNS[pronoun].search(self._names.outside, start, end)

    def _is_other_subject(self, said: Mention, at: int) -> bool:
        """Whether somebody else is the subject of a sentence after what a speaker said."""
        rest = self._names.outside[said.start : at].strip()
        if not rest.endswith((".", "!", "?")):
            rest = rest[: len(rest) - len(last_sentence(rest))].strip()  # "The bill, he wrote"
        last = subject_of(last_sentence(rest).strip())
        if last is None or set(name_words(last.speaker)) <= people_words().pronouns:
            return False
        if name_words(said.name)[-1:] == name_words(last.speaker)[-1:]:
            return False
        return self._names.named(last.speaker, at).name != said.name

    def _object_before(self, start: int, at: int) -> Speaker | None:
        """Return what the sentence before brings up: "sent her a note. It began" is the note."""
        before = self._names.outside[start:at].rstrip()
        words = split_words(last_sentence(before))
        found = [words[place:] for place, word in enumerate(words) if is_determiner(word)]
        for rest in reversed(found):
            size = phrase_size(rest)
            head = rest[size - 1] if size else None
            is_text = head is not None and head.folded in people_words().documents
            if head is not None and head.text.islower() and (is_text or not is_job(head)):
                return self._names.named(phrase_text(rest[:size]), at)._replace(is_certain=False)
        return None

    def _has_subject(self, start: int, at: int) -> bool:
        """Whether the last sentence in a stretch of text is about more than a pronoun."""
        subject = subject_of(last_sentence(self._names.outside[start:at].strip()))
        return (
            subject is not None and not set(name_words(subject.speaker)) <= people_words().pronouns
        )

    def _subject_before(self, start: int, at: int, pronoun: str) -> Speaker | None:
        """Return the last subject of a sentence that is a description and that a pronoun may mean.

        "The policy would ban phones. It says": the policy. A person may be asked whether it is so.
        """
        rest = self._names.outside[start:at].rstrip()
        while rest:
            sentence = last_sentence(rest)
            rest = rest[: len(rest) - len(sentence)].rstrip()
            subject = subject_of(sentence.strip())
            words = name_words(subject.speaker) if subject else []
            if subject is None or not words or set(words) <= people_words().pronouns:
                continue
            meant = self._names.named(subject.speaker, at)
            if meant.name is None:
                return None
            is_body = self._names.is_body(meant.name)
            if pronoun == "it" and is_body is not False:
                return meant
            if pronoun == "it" or (is_body and pronoun != "they"):
                return None
            is_met = meant.name in self._names.all_persons()
            is_first = is_body is False or self._is_first(start, start + len(rest), pronoun)
            return self._names.proposed(meant.name) if is_first and not is_met else None
        return None

    def _of_paragraph_before(self, start: int, pronoun: str, *, is_body: bool) -> Speaker | None:
        above = self._text[:start].rstrip()
        first = above.rfind("\n") + 1
        said = self._said(first, start, pronoun, is_body=is_body)
        named = self._near(first, start, pronoun, is_body=is_body)
        names = {one.name for one in named}
        if said:
            last = said[-1]
            if {one.name for one in named if one.start > last.start} <= {last.name}:
                return self._meant(last.name, pronoun)
        if len(names) == 1 and not said and all(one.is_certain for one in named):
            return self._meant(names.pop(), pronoun)
        if named and named[0].is_certain:
            return Speaker(named[0].name, is_certain=False)  # the subject of that paragraph
        before = [
            one.name
            for one in self._names.mentions
            if one.start < first and self._names.pronouns.get(one.name) == pronoun
        ]
        return Speaker(before[-1], is_certain=False) if before and not said else None

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
        if self._names.is_body(name) is not True and is_description(split_words(name)):
            return Speaker(name, is_certain=False)
        if pronoun != "it" and not self._names.is_person(name):
            return None
        self._names.pronouns[name] = pronoun
        return Speaker(name, self._names.full_names(name_words(name)).get(name, ""))
