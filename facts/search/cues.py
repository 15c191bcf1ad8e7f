"""Read what a question names and asks for: keys, courts, people, words; and suggest aliases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from facts.law.courts import courts_named
from facts.law.keys import Key, KeyKind, find_keys
from facts.model import Body, EventKind
from facts.people import surname
from facts.question import Question
from facts.search.document import MISSPELLED_LENGTH, Document, Phrase, document, phrase
from facts.search.terms import content_words, intents, stem, words

_ALSO_STATES = {EventKind.EFFECTIVE, EventKind.OPERATIVE}
_KINDS = ("quote", "law", "decision")
_COURT_WORDS = ("circuit", "court", "supreme", "district", "appeals", "appeal", "superior")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the text of a question names."""

    keys: tuple[Key, ...]
    courts: tuple[tuple[str, ...], ...]
    """For each court named, the ids of the courts that it can mean."""
    postures: frozenset[str]
    saying: bool
    """Whether it asks for words that somebody said."""
    starting: bool
    """Whether it asks how a case began (filed, sued)."""
    arguing: bool
    """Whether it asks when a case was heard."""
    sequence: Phrase
    """All stems in order, without keys and courts; names are matched against it."""
    terms: tuple[str, ...]
    """The words that a fact must have: the rest of the question without stop words."""

    def of(self, *kinds: KeyKind) -> tuple[Key, ...]:
        """Return the keys of these kinds."""
        return tuple(key for key in self.keys if key.kind in kinds)


def read_cues(question: Question) -> Cues:
    """Read the cues of a question."""
    text = _with_courts_corrected(question.subject)
    keys = question.keys if text == question.subject else find_keys(text)
    named = courts_named(text)
    asked = {stem(word) for word in words(text)}
    known = intents()
    spans = [(key.start, key.end) for key in keys] + [(one.start, one.end) for one in named]
    rest = _without(text, spans)
    if question.speaker:
        rest = f"{question.speaker} {rest}"
    return Cues(
        keys=keys,
        courts=tuple(court.ids for court in named),
        postures=frozenset(name for name, stems in known.postures.items() if stems & asked),
        saying=bool(question.quoted or question.speaker or known.saying & asked),
        starting=bool(known.starting & asked),
        arguing=bool(known.arguing & asked),
        sequence=phrase(rest),
        terms=tuple(content_words(rest)),
    )


def _with_courts_corrected(text: str) -> str:
    """Correct a word of a court's name that is misspelled by one letter."""

    def corrected(found: re.Match[str]) -> str:
        word = found.group()
        if word.casefold() in _COURT_WORDS:
            return word
        for right in _COURT_WORDS:
            if word[-1:] != "s" and OSA.distance(word.casefold(), right, score_cutoff=1) == 1:
                return right
        return word

    return re.sub(r"[^\W\d_]{5,}", corrected, text)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def names_in(sequence: Phrase, names: Sequence[Phrase]) -> Phrase:
    """Return the longest of the names that occurs word for word in the question; () for none."""
    best: Phrase = ()
    for name in names:
        size = len(name)
        if size > len(best) and any(
            sequence[at : at + size] == name for at in range(len(sequence) - size + 1)
        ):
            best = name
    return best


def people_in(sequence: Phrase, people: Sequence[Phrase]) -> Phrase:
    """Return the stems by which a question names one of the people: a full name or a surname."""
    whole = names_in(sequence, people)
    if whole:
        return whole
    surnames = [(surname(person),) for person in people if len(person) > 1]
    return names_in(sequence, surnames)


def covers(doc: Document, word: str) -> bool:
    """Whether a fact has a word: by its stem or, if it is long, misspelled by one letter."""
    if stem(word) in doc.terms:
        return True
    if len(word) < MISSPELLED_LENGTH or not word.isalpha():
        return False
    return any(
        known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) <= 1
        for known in doc.vocabulary
    )


def details_asked(question: Question) -> frozenset[str]:
    """Return the details that a question asks for: any of `author`, `filed`, `argued`."""
    asked = {stem(word) for word in words(question.subject)}
    known = intents()
    details = {"author": known.writing, "filed": known.starting, "argued": known.arguing}
    return frozenset(name for name, stems in details.items() if stems & asked)


def events_asked(question: Question) -> tuple[EventKind, ...]:
    """Return the events of a law that a question asks for: who signed it, when it took effect."""
    asked = {stem(word) for word in words(question.subject)}
    known = intents()
    dated = bool(known.dating & asked)
    named = [EventKind(name) for name, stems in known.events.items() if stems & asked]
    if EventKind.PASSED_HOUSE in named:
        # "Passed the Assembly" asks for one chamber's vote, not for the legislature's last.
        if EventKind.PASSED not in named:
            named.remove(EventKind.PASSED_HOUSE)
        else:
            named.remove(EventKind.PASSED)
    # "In effect" may ask for a state; "signed" asks for an event however it is worded.
    return tuple(kind for kind in named if dated or kind not in _ALSO_STATES)


def suggested_alias(subject: str) -> str:
    """Return the words of a question that may name its subject; "" where there are none.

    It begins and ends with a word that does more than say what kind of thing is asked.
    """
    asked = subject.split()
    telling = [place for place, word in enumerate(asked) if _tells(word)]
    return " ".join(asked[telling[0] : telling[-1] + 1]).strip(" ?!.,;:") if telling else ""


def _tells(text: str) -> bool:
    excused = frozenset().union(*(intents().of(kind) for kind in _KINDS))
    return any(stem(word) not in excused for word in content_words(text))


def alias_problem(alias: str, body: Body) -> str | None:
    """Return a sentence on why a fact may not have this alias; None where it may."""
    if find_keys(alias):
        return (
            "A bill number, a section, a citation or a docket number is no alias: it would answer "
            "for all that have it. Put in the words by which people call this one."
        )
    common = intents().of(body.kind)
    if not any(stem(word) not in common and not word.isdigit() for word in content_words(alias)):
        return "That is too common to name a fact by: put in a word that belongs to this one."
    if phrase(alias) in document(body).names:
        return "It goes by that name already."
    return None
