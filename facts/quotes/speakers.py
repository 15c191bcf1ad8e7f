"""Resolve the speakers of an article, in order: names, descriptions, pronouns, and none at all."""

import re
from collections.abc import Sequence

from facts.people import name_words, people_words
from facts.quotes.attribution import Spoken
from facts.quotes.clauses import Attribution, subject_of
from facts.quotes.introduced import Mention, Speaker
from facts.quotes.introductions import read_introduced
from facts.quotes.marks import Quotation
from facts.quotes.pronouns import Pronouns
from facts.quotes.sentences import last_sentence

_WHOLE = re.compile(r"^\W*[A-Z].*[.!?…][”\"’')\]]*$", re.DOTALL)
"""Whole sentences."""
_CLOSING = ("”", '"', "’", "»", "'")

_ANYBODY = {"man": "he", "woman": "she", "boy": "he", "girl": "she"}
"""Nouns that, after "the", mean who was spoken of, as a pronoun does."""


class ArticleSpeakers:
    """Resolves the speakers of one article, in order."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._names = read_introduced(text, quotations)
        self._pronouns = Pronouns(text, self._names)
        self._text = text
        self._last: Speaker | None = None

    def resolve(self, spoken: Spoken, quotation: Quotation) -> Speaker | None:
        """Return who said a quotation; None if nothing says so."""
        if not spoken.continues:
            self._last = self._resolve(spoken, quotation)
        return self._last

    def _resolve(self, spoken: Spoken, quotation: Quotation) -> Speaker | None:
        attribution = spoken.attribution
        speaker = self._attributed(attribution, spoken, quotation) if attribution else None
        if speaker is not None and speaker.name is None:
            return None
        is_named = speaker is not None and speaker.name in self._names.roles
        if attribution is None or (spoken.is_implied and not is_named):
            speaker = self._proposed(quotation)
        if speaker is None or speaker.name is None:
            return None
        name, is_sure = speaker.name, attribution is not None and attribution.is_sure
        if spoken.is_implied or not is_sure:
            speaker = speaker._replace(is_certain=False)
        said = Mention(quotation.opens, name, self._names.is_body(name), speaker.is_certain)
        self._names.spoken.append(said)
        return speaker

    def _attributed(
        self, attribution: Attribution, spoken: Spoken, quotation: Quotation
    ) -> Speaker | None:
        words = name_words(attribution.speaker)
        if words and set(words) <= people_words().pronouns:
            place = self._pronouns.place(words[0], spoken, quotation)
            return self._pronouns.antecedent(words[0], place)
        named = self._names.named(attribution.speaker, quotation.closes) if words else None
        pronoun = _ANYBODY.get(words[-1]) if words[:1] == ["the"] and len(words) == 2 else None  # noqa: PLR2004
        if named is None or pronoun is None or named.is_certain:
            return named
        meant = self._pronouns.antecedent(pronoun, quotation.opens)
        return meant._replace(is_certain=False) if meant and meant.name else named

    def _proposed(self, quotation: Quotation) -> Speaker | None:
        """Return who probably said whole sentences that nothing attributes: a person must confirm.

        The speaker before in this paragraph, or the one that the paragraph before leads up to.
        """
        start = self._text.rfind("\n", 0, quotation.opens) + 1
        spoken = self._names.spoken[-1] if self._names.spoken else None
        if not _WHOLE.search(self._text[quotation.start : quotation.end].rstrip()):
            return None
        if spoken is not None and spoken.start >= start:
            return self._names.proposed(spoken.name)
        if self._text[start : quotation.opens].strip():
            return None
        above = self._text[:start].rstrip()
        first = above.rfind("\n") + 1
        subject = subject_of(last_sentence(self._names.outside[first : len(above)].rstrip()))
        at = above.rfind(subject.speaker) if subject else -1
        is_going_on = above.endswith(_CLOSING) or (spoken is not None and spoken.start > at)
        if spoken is not None and spoken.start >= first and is_going_on:
            return self._names.proposed(spoken.name)
        return self._subject(subject, max(at, first)) if subject else None

    def _subject(self, subject: Attribution, at: int) -> Speaker | None:
        """Return the person whom the subject of a sentence means."""
        words = name_words(subject.speaker)
        is_pronoun = bool(words) and set(words) <= people_words().pronouns
        meant = (
            self._pronouns.antecedent(words[0], at)
            if is_pronoun
            else self._names.named(subject.speaker, at)
        )
        name = meant.name if meant else None
        return self._names.proposed(name) if name in self._names.all_persons() and name else None
