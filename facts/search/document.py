"""The text of a fact, for each of its readers: full-text search, the guard, the encoder.

Which fields each of them sees, and in what order, is declared in `facts.model.fields`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Literal

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
from facts.model import Body, Decision, Law, Quote
from facts.model.field import Column, Field, Type
from facts.model.fields import fields_of
from facts.search.terms import stem, stems, words
from facts.text import in_figures
from facts.wording import jurisdiction_name

Phrase = tuple[str, ...]
MISSPELLED_LENGTH = 5
"""A word this long matches with one letter misspelled; the intended word may be one shorter."""


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of one fact that a question is compared with.

    `names` are phrases, as stems, that name this fact or its case or law; `numbers` those that name
    a law by a number that is no bill's; `people` phrases that name its speaker, author, signer or
    judges.
    """

    names: tuple[Phrase, ...]
    numbers: tuple[Phrase, ...]
    people: tuple[Phrase, ...]
    terms: frozenset[str]
    vocabulary: frozenset[str]
    """Its longer words, unstemmed, to match misspelled words."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The indexed form of one fact."""

    fields: tuple[str, ...]
    """For each of `FIELDS`, its stems with spaces between them."""
    vocabulary: frozenset[str]
    """As `Document` has it."""
    keys: frozenset[tuple[str, str]]
    """As `keys_of` returns them."""


FIELDS = ("title", "names", "people", "keys", "body", "context")
NAME_FIELDS = FIELDS[:4]
"""The fields of what a fact and its people are called, and of its keys."""
"""The separately weighted fields: heading; aliases and titles; speaker, author or judges;
identifiers; text; and the speech around a quote's words."""

Reader = Column | Literal["guard", "embedding"]
"""The consumer of a fact's text."""
_WITHOUT_CONTEXT = (Column.NAMES, Column.PEOPLE, Column.BODY)


@lru_cache(maxsize=2048)
def document(body: Body) -> Document:
    """Return the document of a body, cached while in use."""
    names, people, text = (texts(body, column) for column in _WITHOUT_CONTEXT)
    numbers = _numbers(body)
    held = set(_words(body.heading, *names, *numbers, *people, *text))
    return Document(
        names=tuple(dict.fromkeys(map(phrase, names))),
        numbers=tuple(map(phrase, numbers)),
        people=tuple(dict.fromkeys(map(phrase, people))),
        terms=frozenset(map(stem, held)),
        vocabulary=_vocabulary(held),
    )


def _numbers(body: Body) -> list[str]:
    """Return how a law is called by a number that is no bill's: "Ordinance No. 5846", "Act 372"."""
    if not isinstance(body, Law):
        return []
    written = [body.bill.replace("-", " "), body.chapter or ""]
    found = [_NUMBERED.match(each) for each in written]
    return [f"{one['kind']} {no}{one['number']}" for one in found if one for no in ("", "no. ")]


_NUMBERED = re.compile(
    r"(?P<kind>[^\W\d_]{3,}) (?:no\. )?(?P<number>\d+)(?=,| of\b|$)", re.IGNORECASE
)


def indexed(body: Body) -> Indexed:
    """Return the indexed form of a body."""
    names, people, text, context = (_words(*texts(body, column)) for column in Column)
    title, keys = _words(body.heading), keys_of(body)
    key_words = [word for key in sorted({key for _, key in keys}) for word in _key_words(key)]
    by_field = (title, names, people, key_words, text, context)
    return Indexed(
        fields=tuple(" ".join(map(stem, words)) for words in by_field),
        vocabulary=_vocabulary({*title, *names, *people, *text}),
        keys=keys,
    )


def _vocabulary(held: set[str]) -> frozenset[str]:
    """Return the words that a misspelled one may match: not keys, nor the context of a quote."""
    return frozenset(word for word in held if len(word) >= MISSPELLED_LENGTH - 1)


@lru_cache(maxsize=2048)
def guard_text(body: Body) -> str:
    """Return the text that the guard reads, as written, since capitals mark names.

    Everything the fact says and its names, one per line; without its sources and notes.
    """
    return "\n".join(texts(body, "guard", date=EdtfDate.full))


def embedding_text(body: Body) -> str:
    """Return the text to embed: the subject of a fact before its text.

    Without dates and sources. The encoder reads the first 128 word pieces.
    """
    parts = texts(body, "embedding")
    with_letters = [part for part in parts if any(map(str.isalnum, part))]
    return ". ".join(part.rstrip(".") for part in with_letters or parts)


def texts(
    body: Body, reader: Reader, *, date: Callable[[EdtfDate], str] | None = None
) -> list[str]:
    """Return the texts of a fact for a reader, in the order that its field table gives.

    Each row is one text. Dates are written as people ask for them, or by `date`.
    """
    return [
        text
        for field, inner in _read_by(reader, body.kind)
        for text in _texts(field, field.value_of(body), inner, date or _date_words)
    ]


@cache
def _read_by(reader: Reader, kind: str) -> tuple[tuple[Field, tuple[Field, ...]], ...]:
    """Return the fields of a kind that a reader sees, each with the fields it sees of its rows."""

    def among(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        placed = [(place, field) for field in fields if (place := _place(field, reader))]
        return tuple(field for _, field in sorted(placed, key=itemgetter(0)))

    return tuple((field, among(field.fields)) for field in among(fields_of(kind)))


def _place(field: Field, reader: Reader) -> int:
    """Return a field's position for a reader, from 1; 0 if the reader does not see it."""
    if reader == "guard":
        return field.guard
    if reader == "embedding":
        return field.embedding
    return int(field.search is reader or any(each.search is reader for each in field.fields))


def _texts(
    field: Field,
    value: Any,  # noqa: ANN401 (as many types as there are fields)
    inner: tuple[Field, ...],
    date: Callable[[EdtfDate], str],
) -> Iterator[str]:
    if value is None or value in ("", ()):
        return
    if field.fields:
        for row in value:
            parts = [part for each in inner for part in _texts(each, each.value_of(row), (), date)]
            yield from [" ".join(parts)] if parts else []
    elif isinstance(value, tuple):
        yield from value
    elif field.type is Type.DATE:
        yield date(value)
    elif field.type is Type.COURT:
        yield court(value).name
    elif field.type is Type.JURISDICTION:
        yield jurisdiction_name(value)
    else:
        yield str(value)


@lru_cache(maxsize=2048)
def keys_of(body: Body) -> frozenset[tuple[str, str]]:
    """Return the keys that a fact is found by, as (kind, key) pairs.

    `own` is its identity, `bill` a law's bare number, `mentions` a key in a quote's text
    (`names_bill` for a bare number), `affects` a law that a decision touches.
    """
    match body:
        case Quote():
            undated = texts(body, Column.BODY, date=lambda _: "")
            named = [*undated, *texts(body, Column.NAMES)]
            return frozenset(_mentioned(" ".join(filter(None, named))))
        case Law():
            return frozenset(_law_keys(body))
        case Decision():
            return frozenset(_decision_keys(body))


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
    # A name may be a number of another kind: HCR 2060 is Proposition 319 on the ballot.
    keys |= {("names_bill", bill) for bill in named_bills(law)}
    if law.chapter:
        keys |= {("chapter", key.key) for key in find_keys(law.chapter)}
    return keys


def named_bills(law: Law) -> frozenset[str]:
    """Return the bare numbers that a law's title and other names are or contain."""
    found = (key for name in (law.title, *law.aliases) for key in find_keys(name))
    return frozenset(bill_parts(key.key).bill for key in found if key.kind is KeyKind.BILL)


def _decision_keys(decision: Decision) -> set[tuple[str, str]]:
    keys = {("own", decision.key), ("docket", docket_key(decision.docket))}
    keys |= {("citation", citation_key(citation)) for citation in decision.citations}
    keys |= {("affects", effect.law) for effect in decision.effects}
    return keys
