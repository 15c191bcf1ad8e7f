"""Read what a question names and asks for: keys, courts, people, words; and suggest aliases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from facts.law.courts import courts_named
from facts.law.keys import Key, KeyKind, find_keys, jurisdictions_named
from facts.model import Body, EventKind, Posture
from facts.people import surname
from facts.question import Question
from facts.reading import QuestionForm, read_form
from facts.search.details import details_of, events_named, may_be_case, without_spans
from facts.search.document import MISSPELLED_LENGTH, Document, Phrase, document, phrase
from facts.search.postures import postures_named
from facts.search.spelling import corrected
from facts.search.terms import (
    content_words,
    intents,
    stem,
    words,
)

_KINDS = ("quote", "law", "decision")
_OTHER_LAW = re.compile(
    r"\b(?:bill|act|law|measure|ordinance|proposal) (?:to|that (?:would|will)) (?:have )?"
    r"(?:repeal|amend|replace|undo|extend)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:say|says|said|saying|tell|told|comment\w*|quotes?|remarks?|statements?|spoke|talk\w*)\b"
    r".{0,60}?\b(?:about|regarding|concerning)\b(.*)",
    re.IGNORECASE,
)
_DATING = re.compile(r"\b(?:when|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cues:
    """What the text of a question names."""

    keys: tuple[Key, ...]
    courts: tuple[tuple[str, ...], ...]
    """For each court named, the ids of the courts that it can mean."""
    court_words: tuple[tuple[str, ...], ...]
    """For each, the words that name it."""
    postures: frozenset[str]
    stages: frozenset[frozenset[Posture]]
    """For each posture named in full ("temporary restraining order"), those that it can be."""
    stage_words: frozenset[str]
    """The stems that name them."""
    saying: bool
    """Whether it asks for words that somebody said."""
    starting: bool
    """Whether it asks how a case began (filed, sued)."""
    arguing: bool
    """Whether it asks when a case was heard."""
    sequence: Phrase
    """All stems in order, without keys and courts; names are matched against it."""
    folded: tuple[str, ...]
    """The same words, not stemmed."""
    terms: tuple[str, ...]
    """The words that a fact must have: the rest of the question without stop words and dates."""
    form: QuestionForm
    """Whether it asks for yes or no; its dates."""
    states: frozenset[str] = frozenset()
    """The states named after a city, by id: "Kansas City, Kansas"."""
    is_dating: bool = False
    """Whether it asks when, or who did it."""
    events: tuple[EventKind, ...] = ()
    """The events of a law that it names, in whatever way it asks for them."""
    details: frozenset[str] = frozenset()
    """As `details_asked` returns them."""
    topic: str = ""
    """The word right after "say about": a quote that lacks it does not answer in other words."""
    is_of_other_law: bool = False
    """Whether it asks for a bill that repeals or amends the law that it names."""
    on_file: frozenset[str] = frozenset()
    """Stems that other facts have: such a word is not taken for a misspelling of another."""
    asides: frozenset[str] = frozenset()
    """Stems of terms that only stand outside the part that asks: a fact need not have them, unless
    they name something."""

    def of(self, *kinds: KeyKind) -> tuple[Key, ...]:
        """Return the keys of these kinds."""
        return tuple(key for key in self.keys if key.kind in kinds)


@lru_cache(maxsize=256)
def read_cues(question: Question) -> Cues:
    """Read the cues of a question."""
    text = corrected(question.subject)
    keys = question.keys if text == question.subject else find_keys(text)
    form = read_form(text)
    named = courts_named(text)
    asked = {stem(word) for word in words(text)}
    known, details = intents(), details_of(text)
    spans = [(key.start, key.end) for key in keys] + [(one.start, one.end) for one in named]
    rest = without_spans(text, spans)
    dates = [(one.start, one.end) for one in form.dates]
    undated = without_spans(text, _apart([*spans, *dates, *form.frame]))
    if question.speaker:
        rest, undated = f"{question.speaker} {rest}", f"{question.speaker} {undated}"
    terms = tuple(content_words(undated))
    stages, naming = postures_named(text)
    return Cues(
        keys=keys,
        courts=tuple(court.ids for court in named),
        court_words=tuple(tuple(content_words(text[one.start : one.end])) for one in named),
        postures=frozenset(name for name, stems in known.postures.items() if stems & asked),
        stages=stages,
        stage_words=frozenset(stem(word) for each in naming for word in words(each)),
        saying=bool(question.quoted or question.speaker or known.saying & asked),
        starting=may_be_case(asked, keys) and bool(known.starting & asked),
        arguing="argued" in details,
        sequence=phrase(rest),
        folded=tuple(words(rest)),
        terms=terms,
        form=form,
        states=_states_of_cities(text),
        is_dating=bool(_DATING.search(form.clause)),
        events=events_named(words(text)),
        details=details,
        topic=_topic(text),
        is_of_other_law=bool(_OTHER_LAW.search(text)),
        asides=_asides(terms, form.clause),
    )


_CITY = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*, (?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")


def _states_of_cities(text: str) -> frozenset[str]:
    named = "; ".join(found["state"] for found in _CITY.finditer(text))
    return frozenset(id_ for id_, *_ in jurisdictions_named(named)) if named else frozenset()


def _topic(text: str) -> str:
    found = _ABOUT.search(text)
    return next(iter(content_words(found[1])), "") if found else ""


def _asides(terms: Sequence[str], clause: str) -> frozenset[str]:
    """Return the stems outside the part that asks; none where that part says nothing itself."""
    asking = {stem(word) for word in content_words(clause)}
    return frozenset(map(stem, terms)) - asking if asking else frozenset()


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that do not overlap; of those that do, the first."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not made or start >= made[-1][1]:
            made.append((start, end))
    return made


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


def covers(doc: Document, word: str, on_file: frozenset[str] = frozenset()) -> bool:
    """Whether a fact has a word: by its stem or, if it is long, misspelled by one letter.

    A word that is `on_file`, by its stem, is not misspelled.
    """
    if stem(word) in doc.terms:
        return True
    if len(word) < MISSPELLED_LENGTH or not word.isalpha() or stem(word) in on_file:
        return False
    return any(
        known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) <= 1
        for known in doc.vocabulary
    )


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
            "A bill number, a section, a citation or a docket number cannot be an alias: it "
            "would match every fact that has it. Enter the words people use for this one."
        )
    common = intents().of(body.kind)
    if not any(stem(word) not in common and not word.isdigit() for word in content_words(alias)):
        return "That is too common to name a fact by: put in a word that belongs to this one."
    if phrase(alias) in document(body).names:
        return "It goes by that name already."
    return None
