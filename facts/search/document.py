"""A fact as search sees it: the names it goes by, its words, its keys."""

import re
from dataclasses import dataclass
from functools import lru_cache

from facts.courts import court
from facts.dates import MONTHS, EdtfDate
from facts.keys import (
    KeyKind,
    bill_parts,
    citation_key,
    docket_key,
    find_keys,
    statute_key,
)
from facts.model import Decision, Law, Quote
from facts.search.terms import stem, stems, words
from facts.text import in_figures
from facts.wording import jurisdiction_name

Phrase = tuple[str, ...]
MISSPELT_LENGTH = 5
"""A word this long may be misspelt by a letter and still be known; what it meant, one shorter."""
_COVERED = ("title", "names", "people", "body")
"""Fields whose words a question may be covered by: a key is no word, context is not the fact."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one fact.

    `names` are phrases, as stems, that name this fact or its case or law; `people` phrases that
    name its speaker, author, signer or judges. `keys` are (kind, key) pairs: `own` for what it is,
    `bill` for a law's bare number, `mentions` for what a quote's text names (`names_bill` for the
    bare numbers among it), `affects` for the laws that a decision touches.
    """

    title: str
    names: tuple[Phrase, ...]
    people: tuple[Phrase, ...]
    terms: frozenset[str]
    vocabulary: frozenset[str]
    """Its longer words, unstemmed: what a misspelt word may have meant."""
    keys: frozenset[tuple[str, str]]
    fields: dict[str, str]
    """Stems, a blank between them, by field of the full-text index (`FIELDS`)."""


FIELDS = ("title", "names", "people", "keys", "body", "context")
"""What is weighed by itself: its heading; aliases and titles; its speaker, author or judges; the
identifiers it goes by; what it says; and the speech around a quote's words."""


def make_document(body: Quote | Law | Decision) -> Document:
    """Make the document of a body."""
    match body:
        case Quote():
            names: list[str] = [body.topic or "", *body.aliases]
            people = [body.speaker, *body.speaker_aliases]
            told = [*body.passages, body.role, body.occasion]
            text = [*told, _date_words(body.said_on)]
            keys = _mentioned(" ".join(filter(None, [*told, *names])))
        case Law():
            names = [body.title, *body.aliases]
            people = [body.author or "", *(event.by or "" for event in body.events)]
            text = [
                body.subject,
                body.summary,
                body.number,
                jurisdiction_name(body.jurisdiction),
                body.session,
                body.chapter,
                *(provision.about for provision in body.provisions),
                *(
                    f"{event.event} {_date_words(event.on)} {event.note or ''}"
                    for event in body.events
                ),
            ]
            keys = _law_keys(body)
        case Decision():
            names = [body.case, *body.aliases]
            people = [*body.judges, body.separate_views or ""]
            text = [
                court(body.court).name,
                body.holding,
                body.posture.replace("_", " "),
                body.disposition.replace("_", " "),
                *(
                    _date_words(day)
                    for day in (body.decided_on, body.argued_on, body.case_filed_on)
                    if day
                ),
                *(f"{effect.basis or ''} {effect.limited_to or ''}" for effect in body.effects),
            ]
            keys = _decision_keys(body)
    names = [name for name in names if name]
    label = body.heading
    people = [person for person in people if person]
    around = [body.before or "", body.after or ""] if isinstance(body, Quote) else []
    by_field = {
        "title": _words(label),
        "names": _words(*names),
        "people": _words(*people),
        "keys": [word for key in sorted({key for _, key in keys}) for word in _key_words(key)],
        "body": _words(*filter(None, text)),
        "context": _words(*around),
    }
    held = {word for name in _COVERED for word in by_field[name]}
    return Document(
        title=label,
        names=tuple(dict.fromkeys(phrase(name) for name in names)),
        people=tuple(dict.fromkeys(phrase(person) for person in people)),
        terms=frozenset(map(stem, held)),
        vocabulary=frozenset(word for word in held if len(word) >= MISSPELT_LENGTH - 1),
        keys=frozenset(keys),
        fields={name: " ".join(map(stem, by_field[name])) for name in FIELDS},
    )


@lru_cache(maxsize=8192)
def document(body: Quote | Law | Decision) -> Document:
    """Return the document of a body, made once while it is in use."""
    return make_document(body)


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in words(in_figures(text))]


def _key_words(key: str) -> list[str]:
    """Return the words of a key, a bill's also as one: of `sb-54` "sb", "54" and "sb54"."""
    bill = re.search(r"(?:^|/)([a-z]{1,6})-(\d+[a-z]?)$", key)
    return [*words(key), *([bill[1] + bill[2]] if bill else [])]


def phrase(text: str) -> Phrase:
    """Return the stems of a name; "United States v. X", "US vs X" and "U.S. versus X" agree."""
    found = " ".join(stems(text)).replace("unit state", "us")
    return tuple({"versus": "v", "vs": "v"}.get(word, word) for word in found.split())


def _date_words(when: EdtfDate) -> str:
    day = when.lower
    words = [str(day.year), when.short() if day.year != when.upper.year else ""]
    if (day.year, day.month) == (when.upper.year, when.upper.month):
        words.append(MONTHS[day.month - 1])
    if when.is_day:
        words.append(str(day.day))
    return " ".join(words)


def _mentioned(text: str) -> set[tuple[str, str]]:
    found = find_keys(text)
    bills = {bill_parts(key.key).bill for key in found if key.kind is KeyKind.BILL}
    return {("mentions", key.key) for key in found} | {("names_bill", bill) for bill in bills}


def _law_keys(law: Law) -> set[tuple[str, str]]:
    keys = {("own", law.key), ("bill", bill_parts(law.key).bill)}
    keys |= {("statute", statute_key(provision.key)) for provision in law.provisions}
    if law.chapter:
        keys |= {("chapter", key.key) for key in find_keys(law.chapter)}
    return keys


def _decision_keys(decision: Decision) -> set[tuple[str, str]]:
    keys = {("own", decision.key), ("docket", docket_key(decision.docket))}
    keys |= {("citation", citation_key(citation)) for citation in decision.citations}
    keys |= {("affects", effect.law) for effect in decision.effects}
    return keys
