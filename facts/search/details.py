"""Read which events and details of a fact a question asks for: who signed a law, its judges."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from facts.law.keys import Key, KeyKind, find_keys, statutes_meet
from facts.model import EventKind, Law
from facts.question import Question
from facts.reading import read_form
from facts.search.spelling import corrected
from facts.search.terms import intents, is_asked, pattern_place, stem, words

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


def details_asked(question: Question) -> frozenset[str]:
    """Return the details that a question asks for: `author`, `filed`, `argued`, `judges` ...

    Of a law `chapter`, `subject` and `sections` as well.
    """
    return details_of(corrected(question.subject))


@lru_cache(maxsize=2048)
def details_of(text: str) -> frozenset[str]:
    """Read the details in the part that asks: who is "writing a story" asks for no author."""
    is_of_case = may_be_case(set(map(stem, words(text))), find_keys(text))
    form = read_form(text)
    is_plain = not (form.is_yes_no or events_named(words(text)))
    text = form.clause
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
    said = any(is_asked(patterns, folded) for patterns in known.acts.values())
    if is_plain and not said and found <= {"ending"}:
        found |= {"dates"} if _DATES.search(text) else {"content"} if _asks_content(text) else set()
    return frozenset(found)


OF_OTHER_WORDS = frozenset({"dates", "content"})
"""Details that a question asks for in words of its own: "from what day", "how many hours"."""
_DATES = re.compile(
    r"\b(?:when|since|until|dates?|deadline|(?:what|which|first|last) (?:day|year|month))\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"\b(?:what|which|how (?:many|much|long|far|often|old))\b", re.IGNORECASE)
_STATE = re.compile(
    r"\b(?:status|stands?|standing|happen\w*|became|becom\w+|latest|fate)\b", re.IGNORECASE
)


def _asks_content(text: str) -> bool:
    """Whether it asks what a law says, and not what became of it."""
    return bool(_CONTENT.search(text)) and not _STATE.search(text)


_WOULD_HAVE = re.compile(r"\b(?:judges?|justices?) would have\b", re.IGNORECASE)
_HEARING = re.compile(r"\bhearings?\b", re.IGNORECASE)
_JUDGES = re.compile(
    r"\b(?:who|which|what|names? of)\b.{0,30}\b(?:judges?|justices?|panel|bench)\b", re.IGNORECASE
)


def may_be_case(asked: Collection[str], keys: Sequence[Key]) -> bool:
    """Whether what was filed can be a case: a petition, or a fact, is filed as well."""
    named = any(key.kind in (KeyKind.DOCKET, KeyKind.CITATION) for key in keys)
    return named or not intents().cases.isdisjoint(asked)


def events_asked(question: Question, law: Law | None = None) -> tuple[EventKind, ...]:
    """Return the events of a law that a question asks for, in its order: who signed it, when.

    Given the law, a question for a date in words of its own asks for the days on which it, or the
    sections asked about, began to apply.
    """
    text = corrected(question.subject)
    asked = words(text)
    form = read_form(text)
    dated = bool(intents().dating & set(map(stem, asked))) or bool(form.dates)
    # "In effect" may ask for a state; "signed" asks for an event however it is worded.
    named = events_named(words(form.clause)) or events_named(asked)
    kinds = tuple(kind for kind in named if dated or kind not in _ALSO_STATES)
    if kinds or law is None:
        return kinds
    sections = [key.key for key in question.keys if key.kind is KeyKind.STATUTE]
    own = [event.event for event in law.events if statutes_meet(event.provisions, sections)]
    is_whole = any(
        event.event is EventKind.EFFECTIVE and not event.provisions for event in law.events
    )
    if "dates" in details_of(text) or (is_whole and _ALSO_STATES.intersection(own)):
        own = [EventKind.EFFECTIVE]
    own = [kind for kind in own if kind in _ALSO_STATES]
    return tuple(dict.fromkeys(own)) if not form.is_yes_no else ()


def chamber_asked(question: Question) -> str:
    """Return the chamber that a question names, in small letters; "" for none, or for two."""
    rest = without_spans(question.subject, [(key.start, key.end) for key in question.keys])
    named = [word for word in words(rest) if word in _CHAMBERS]
    return named[0] if len(set(named)) == 1 else ""


def events_named(asked: Sequence[str]) -> tuple[EventKind, ...]:
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


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without these spans, each with what makes it a genitive."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {_GENITIVE.sub('', text[end:], count=1)}"
    return text


_GENITIVE = re.compile(r"\A['\u2019]s?(?!\w)")
