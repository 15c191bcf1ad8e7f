"""The files of a labeled set: facts as bare sentences, questions, and which answers which.

`claims` and `queries` are JSON lines with `id` and `text` (claims may have a `title`); `qrels` has
TREC's four columns: query, an unused figure, claim, relevance; `near-misses` are JSON lines,
`{"text", "must_not_return"}`, the latter the id of one claim or a list of ids.

A query or near-miss may say which `half` of the set it is in: "read" for the questions that people
look at to improve the product, "unread" for those that nobody reads and only the benchmark opens.
A near-miss may say what was changed in it, as its `kind`: "person", "year", "negated".
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facts import Body, read_body
from facts.errors import BadInput, InvalidFact

HALVES = ("read", "unread")
_QRELS_COLUMNS = 4
_TITLE_LIMIT = 300
_SPEAKER = "Unnamed"
_SAID_ON = "1583"
"""Earlier than any day a question may ask about: a quote said later would not answer."""
_SOURCE = {
    "title": "A labeled set",
    "tier": "secondary",
    "publisher": "Nobody",
    "published": _SAID_ON,
}


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the numbers of the facts that answer it; empty if none on file does."""

    text: str
    gold: frozenset[int]
    half: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that resembles a fact and asks for something else."""

    text: str
    must_not_return: frozenset[int]
    """Numbers of facts."""
    half: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LabeledSet:
    """A whole set; a fact's number is its position among the claims, from 1."""

    facts: tuple[tuple[str, Body], ...]
    """(id, body)."""
    queries: tuple[Query, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    file: Path
    number: int
    text: str

    def wrong(self, problem: str) -> BadInput:
        return BadInput(f"{self.file}, line {self.number}: {problem}", field=self.file.name)


def read_labeled_set(
    claims: Path, queries: Path, qrels: Path, near_misses: Path | None
) -> LabeledSet:
    """Read a set; BadInput names the file and line of the first mistake."""
    facts: dict[str, Body] = {}
    for line, claim in _objects(claims):
        facts[_new_id(line, claim, facts)] = _body(line, claim)
    numbers = {id_: number for number, id_ in enumerate(facts, start=1)}
    texts: dict[str, str] = {}
    halves: dict[str, str] = {}
    for line, query in _objects(queries):
        id_ = _new_id(line, query, texts)
        texts[id_], halves[id_] = _text(line, query), _half(line, query)
    gold = _gold(qrels, texts, numbers)
    return LabeledSet(
        facts=tuple(facts.items()),
        queries=tuple(
            Query(text, frozenset(gold[id_]), halves[id_]) for id_, text in texts.items()
        ),
        near_misses=tuple(_near_misses(near_misses, numbers)) if near_misses else (),
    )


def _lines(file: Path) -> Iterator[_Line]:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"{file} cannot be read: {error.strerror or error}", field=file.name
        ) from error
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise _Line(file, number, "").wrong("this is not UTF-8") from error
    found = [
        _Line(file, number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not found:
        raise BadInput(f"{file} is empty", field=file.name)
    yield from found


def _objects(file: Path) -> Iterator[tuple[_Line, Mapping[str, Any]]]:
    for line in _lines(file):
        try:
            value = json.loads(line.text)
        except json.JSONDecodeError as error:
            raise line.wrong(f"this is no JSON: {error.msg}") from error
        if not isinstance(value, dict):
            raise line.wrong("this is no JSON object")
        yield line, value


def _text(line: _Line, value: Mapping[str, Any], name: str = "text") -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text.strip():
        raise line.wrong(f'"{name}" is missing, or no text')
    return text


def _half(line: _Line, value: Mapping[str, Any]) -> str:
    half = value.get("half", "")
    if half not in ("", *HALVES):
        raise line.wrong(f'"half" must be one of {", ".join(HALVES)}')
    return str(half)


def _new_id(line: _Line, value: Mapping[str, Any], known: Mapping[str, object]) -> str:
    id_ = _text(line, value, "id")
    if id_ in known:
        raise line.wrong(f"the id {id_!r} was there before")
    return id_


def _body(line: _Line, claim: Mapping[str, Any]) -> Body:
    body: dict[str, object] = {
        "kind": "quote",
        "passages": [_text(line, claim)],
        "speaker": _SPEAKER,
        "said_on": _SAID_ON,
        "sources": [_SOURCE],
    }
    title = claim.get("title") or ""
    if not isinstance(title, str):
        raise line.wrong('"title" is no text')
    if title.strip():
        body["topic"] = title.strip()[:_TITLE_LIMIT]
    try:
        return read_body(body)
    except InvalidFact as error:
        raise line.wrong(f"this makes no fact: {error}") from error


def _gold(
    qrels: Path, queries: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, set[int]]:
    gold: dict[str, set[int]] = {id_: set() for id_ in queries}
    for line in _lines(qrels):
        columns = line.text.split()
        if len(columns) != _QRELS_COLUMNS:
            raise line.wrong("four columns are wanted: query, 0, claim, relevance")
        query, _, claim, relevance = columns
        if query not in gold:
            raise line.wrong(f"there is no query {query!r}")
        if claim not in numbers:
            raise line.wrong(f"there is no claim {claim!r}")
        if not relevance.lstrip("-").isdecimal():
            raise line.wrong(f"the relevance {relevance!r} is no whole number")
        if int(relevance) > 0:
            gold[query].add(numbers[claim])
    if not any(gold.values()):
        raise BadInput(f"{qrels}: no claim is relevant to any query", field=qrels.name)
    return gold


def _near_misses(file: Path, numbers: Mapping[str, int]) -> Iterator[NearMiss]:
    for line, value in _objects(file):
        named = value.get("must_not_return")
        ids = [named] if isinstance(named, str) else named
        if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
            raise line.wrong('"must_not_return" must be the id of a claim, or a list of some')
        for one in ids:
            if one not in numbers:
                raise line.wrong(f"there is no claim {one!r}")
        yield NearMiss(
            _text(line, value),
            frozenset(numbers[one] for one in ids),
            half=_half(line, value),
            kind=_text(line, value, "kind") if "kind" in value else "",
        )
