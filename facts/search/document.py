"""A fact as search sees it: the names it goes by, its words, its keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.dates import MONTHS, EdtfDate
from facts.law.courts import court
from facts.law.keys import (
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


@dataclass(frozen=True, slots=True)
class Document:
    """What a question is compared with, of one fact.

    `names` are phrases, as stems, that name this fact or its case or law; `people` phrases that
    name its speaker, author, signer or judges.
    """

    names: tuple[Phrase, ...]
    people: tuple[Phrase, ...]
    terms: frozenset[str]
    vocabulary: frozenset[str]
    """Its longer words, unstemmed: what a misspelt word may have meant."""
    keys: frozenset[tuple[str, str]]
    """As `Indexed` has them."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is indexed of one fact.

    `keys` are (kind, key) pairs: `own` for what it is, `bill` for a law's bare number, `mentions`
    for what a quote's text names (`names_bill` for the bare numbers among it), `affects` for the
    laws that a decision touches.
    """

    fields: tuple[str, ...]
    """Stems, a blank between them, for each of `FIELDS`."""
    vocabulary: frozenset[str]
    """As `Document` has it."""
    keys: frozenset[tuple[str, str]]


FIELDS = ("title", "names", "people", "keys", "body", "context")
"""What is weighed by itself: its heading; aliases and titles; its speaker, author or judges; the
identifiers it goes by; what it says; and the speech around a quote's words."""


@lru_cache(maxsize=2048)
def document(body: Quote | Law | Decision) -> Document:
    """Return the document of a body, made once while it is in use."""
    texts = _texts_of(body)
    held = set(_words(texts.title, *texts.names, *texts.people, *texts.body))
    return Document(
        names=tuple(dict.fromkeys(map(phrase, texts.names))),
        people=tuple(dict.fromkeys(map(phrase, texts.people))),
        terms=frozenset(map(stem, held)),
        vocabulary=_vocabulary(held),
        keys=frozenset(texts.keys),
    )


def indexed(body: Quote | Law | Decision) -> Indexed:
    """Return what is indexed of a body."""
    texts = _texts_of(body)
    covered = [_words(texts.title), _words(*texts.names), _words(*texts.people)]
    keys = [word for key in sorted({key for _, key in texts.keys}) for word in _key_words(key)]
    said = _words(*texts.body)
    by_field = (*covered, keys, said, _words(*texts.context))
    return Indexed(
        fields=tuple(" ".join(map(stem, words)) for words in by_field),
        vocabulary=_vocabulary({word for words in (*covered, said) for word in words}),
        keys=frozenset(texts.keys),
    )


def _vocabulary(held: set[str]) -> frozenset[str]:
    """Return the words by which a misspelt one is known: a key is no word, context not the fact."""
    return frozenset(word for word in held if len(word) >= MISSPELT_LENGTH - 1)


@dataclass(frozen=True, slots=True)
class _Texts:
    """A fact's texts by what they are for; none is empty."""

    title: str
    names: Sequence[str]
    people: Sequence[str]
    body: Sequence[str]
    context: Sequence[str]
    keys: set[tuple[str, str]]


def _texts_of(body: Quote | Law | Decision) -> _Texts:
    names: list[str | None]
    people: list[str | None]
    text: list[str | None]
    around: list[str | None] = []
    match body:
        case Quote():
            names = [body.topic, *body.aliases]
            people = [body.speaker, *body.speaker_aliases]
            text = [*body.passages, body.role, body.occasion]
            keys = _mentioned(" ".join(filter(None, [*text, *names])))
            text.append(_date_words(body.said_on))
            around = [body.before, body.after]
        case Law():
            names = [body.title, *body.aliases]
            people = [body.author, *(event.by for event in body.events)]
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
            people = [*body.judges, body.separate_views]
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
    return _Texts(
        title=body.heading,
        names=[name for name in names if name],
        people=[person for person in people if person],
        body=[part for part in text if part],
        context=[part for part in around if part],
        keys=keys,
    )


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
