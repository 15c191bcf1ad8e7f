"""Read what a question names and asks for: keys, courts, people, words; and suggest aliases."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from facts.law.courts import courts_named
from facts.law.keys import Key, KeyKind, find_keys
from facts.model import Body, EventKind, Posture
from facts.people import surname
from facts.question import Question
from facts.reading import QuestionForm, read_form
from facts.search import guard
from facts.search.document import MISSPELLED_LENGTH, Document, Phrase, document, phrase
from facts.search.postures import postures_named
from facts.search.terms import (
    Pattern,
    content_words,
    intents,
    pattern_place,
    stem,
    stop_words,
    words,
)

_ALSO_STATES = {EventKind.EFFECTIVE, EventKind.OPERATIVE}
# Where a question asks for the first of two, its words name the second as well.
_MORE_PRECISE = (
    (EventKind.PASSED_HOUSE, EventKind.PASSED),
    (EventKind.LAW_UNSIGNED, EventKind.SIGNED),
    (EventKind.VETO_OVERRIDDEN, EventKind.VETOED),
)
_CHAMBERS = ("senate", "house", "assembly")
_OF_COURTS = frozenset(
    map(stem, ("struck", "repealed", "upheld", "enjoined", "blocked", "reversed"))
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
_COURT_WORDS = ("circuit", "court", "supreme", "district", "appeals", "appeal", "superior")


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


def read_cues(question: Question) -> Cues:
    """Read the cues of a question."""
    text = corrected(question.subject)
    keys = question.keys if text == question.subject else find_keys(text)
    form = read_form(text)
    named = courts_named(text)
    asked = {stem(word) for word in words(text)}
    known, details = intents(), _details(text)
    spans = [(key.start, key.end) for key in keys] + [(one.start, one.end) for one in named]
    rest = _without(text, spans)
    dates = [(one.start, one.end) for one in form.dates]
    undated = _without(text, _apart([*spans, *dates, *form.frame]))
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
        starting=_is_of_case(asked, keys) and bool(known.starting & asked),
        arguing="argued" in details,
        sequence=phrase(rest),
        folded=tuple(words(rest)),
        terms=terms,
        form=form,
        events=_events_named(words(text)),
        details=details,
        topic=_topic(text),
        is_of_other_law=bool(_OTHER_LAW.search(text)),
        asides=_asides(terms, form.clause),
    )


def _is_of_case(asked: Collection[str], keys: Sequence[Key]) -> bool:
    """Whether what was filed can be a case: a petition, or a fact, is filed as well."""
    named = any(key.kind in (KeyKind.DOCKET, KeyKind.CITATION) for key in keys)
    return named or not intents().cases.isdisjoint(asked)


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


@lru_cache(maxsize=2048)
def corrected(text: str) -> str:
    """Correct words of a court's name, and words that ask, that are misspelled by one letter.

    "Happend", "circut" and "effectve" mean what they nearly are. A word with a capital may be a
    name, and an everyday word may mean itself.
    """
    text = _ORDINAL.sub(_ordinal, text)
    return re.sub(r"(?<![\w'\u2019.-])[^\W\d_]{3,}(?![\w'\u2019-])", _meant, text)


_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth",
)  # fmt: skip
_ORDINAL = re.compile(r"\b([^\W\d_]{5,10})(?= (?:c[ir]{2}[a-z]{2,4}t?|district)\b)", re.IGNORECASE)


def _ordinal(found: re.Match[str]) -> str:
    word = found.group().casefold()
    near = [one for one in _ORDINALS if OSA.distance(word, one, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 and word not in _ORDINALS else found.group()


def _meant(found: re.Match[str]) -> str:
    written = found.group()
    word, known = written.casefold(), intents()
    if word in known.short:
        return known.short[word]
    if word in stop_words() or word in known.asking or word in _COURT_WORDS:
        return written
    if len(word) < _CORRECTED:
        return _unswapped(word) if written.islower() else written
    for right in _COURT_WORDS:
        if word[-1:] != "s" and OSA.distance(word, right, score_cutoff=1) == 1:
            return right
    if written[0].isupper() or word in known.asking or guard.is_everyday(word):
        return written
    near = [right for right in known.by_letter.get(word[0], ()) if _is_near(word, right)]
    return near[0] if near and len({stem(one) for one in near}) == 1 else written


def _unswapped(word: str) -> str:
    """Return the stop word that a word is with two letters swapped ("teh"), else the word."""
    if guard.is_everyday(word):
        return word
    near = [
        one
        for one in stop_words()
        if one[0] == word[0] and sorted(one) == sorted(word) and OSA.distance(one, word) == 1
    ]
    return near[0] if len(near) == 1 else word


def _is_near(word: str, right: str) -> bool:
    """Whether a letter was left out or two were swapped: "charter" is no "chapter"."""
    is_short = len(right) == len(word) + 1
    is_swapped = sorted(word) == sorted(right)
    return (is_short or is_swapped) and OSA.distance(word, right, score_cutoff=1) == 1


_CORRECTED = 5
"""Shorter words are as they are: too many others are one letter away."""


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without these spans, each with what makes it a genitive."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {_GENITIVE.sub('', text[end:], count=1)}"
    return text


_GENITIVE = re.compile(r"\A['\u2019]s?(?!\w)")


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


def details_asked(question: Question) -> frozenset[str]:
    """Return the details that a question asks for: `author`, `filed`, `argued`, `judges` ...

    Of a law `chapter`, `subject` and `sections` as well.
    """
    return _details(corrected(question.subject))


def _details(text: str) -> frozenset[str]:
    """Read the details in the part that asks: who is "writing a story" asks for no author."""
    is_of_case = _is_of_case(set(map(stem, words(text))), find_keys(text))
    text = read_form(text).clause
    folded, known = words(text), intents()
    asked = set(map(stem, folded))
    found = {name for name, stems in known.details.items() if stems & asked}
    found |= {name for name, patterns in known.law_details.items() if is_asked(patterns, folded)}
    if asked & _OF_COURTS or asked & frozenset().union(*known.postures.values()):
        found.discard("sections")  # which sections a court blocked is another question
    if not is_of_case:
        found.discard("filed")
    if _HEARING.search(text):  # "hear" has the same stem, and asks for another thing
        found.add("argued")
    if _WOULD_HAVE.search(text):
        found.add("dissent")
    if "dissent" not in found and _JUDGES.search(text):
        found.add("judges")
    return frozenset(found)


def is_asked(patterns: Sequence[Pattern], asked: Sequence[str]) -> bool:
    """Whether folded words have one of the patterns."""
    return any(pattern_place(pattern, asked) is not None for pattern in patterns)


_WOULD_HAVE = re.compile(r"\b(?:judges?|justices?) would have\b", re.IGNORECASE)
_HEARING = re.compile(r"\bhearings?\b", re.IGNORECASE)
_JUDGES = re.compile(
    r"\b(?:who|which|what|names? of)\b.{0,30}\b(?:judges?|justices?|panel|bench)\b", re.IGNORECASE
)


def events_asked(question: Question) -> tuple[EventKind, ...]:
    """Return the events of a law that a question asks for, in its order: who signed it, when."""
    text = corrected(question.subject)
    asked = words(text)
    form = read_form(text)
    dated = bool(intents().dating & set(map(stem, asked))) or bool(form.dates)
    # "In effect" may ask for a state; "signed" asks for an event however it is worded.
    named = _events_named(words(form.clause)) or _events_named(asked)
    return tuple(kind for kind in named if dated or kind not in _ALSO_STATES)


def chamber_asked(question: Question) -> str:
    """Return the chamber that a question names, in small letters; "" for none, or for two."""
    rest = _without(question.subject, [(key.start, key.end) for key in question.keys])
    named = [word for word in words(rest) if word in _CHAMBERS]
    return named[0] if len(set(named)) == 1 else ""


def _events_named(asked: Sequence[str]) -> tuple[EventKind, ...]:
    """Return the events named, in order; "not the signing" sets one apart that is not asked for."""
    asked = [
        word for at, word in enumerate(asked) if tuple(asked[max(0, at - 2) : at]) != ("not", "the")
    ]
    named: dict[EventKind, int] = {}
    for name, patterns in intents().events.items():
        places = [pattern_place(pattern, asked) for pattern in patterns]
        if found := [place for place in places if place is not None]:
            named[EventKind(name)] = min(found)
    for precise, general in _MORE_PRECISE:
        if precise in named:
            named.pop(general, None)
    return tuple(sorted(named, key=named.__getitem__))


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
