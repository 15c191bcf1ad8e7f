"""Candidates: the facts read for a question, and those that are of something else than it names."""

from collections.abc import Mapping
from dataclasses import dataclass

from facts.explanation import Reason, ReasonKind
from facts.law.keys import (
    KeyKind,
    bill_matches,
    bill_parts,
    docket_key,
    docket_matches,
    statute_covers,
)
from facts.model import Decision, FiledFact, Law
from facts.search.cues import Cues, names_in
from facts.search.document import Document, document, keys_of, named_bills
from facts.search.postures import has_postures

_WORDS_IN_TITLE = 2
"""The least words of a title that identify a law: one word alone may be said of anything."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that might answer, with its document and the laws that it is about."""

    fact: FiledFact
    doc: Document
    laws: tuple[Law, ...]
    refusal: Reason | None = None
    """Why it may not answer; None where it may."""
    is_dated_otherwise: bool = False
    """Whether it answers a yes-or-no question about a date with another date."""

    @property
    def about_laws(self) -> tuple[Law, ...]:
        """Itself, where it is a law, and its laws."""
        return (*([self.fact.law] if self.fact.law else []), *self.laws)

    @property
    def about(self) -> tuple[Document, ...]:
        """Its own document, then those of its laws."""
        return (self.doc, *map(document, self.laws))

    @property
    def decision(self) -> Decision:
        """Its body. Only of a decision: TypeError otherwise."""
        if self.fact.decision is None:  # pragma: no cover (callers sort by kind)
            raise TypeError(self.fact.body.kind)
        return self.fact.decision


def candidate(fact: FiledFact, laws: Mapping[str, Law]) -> Candidate:
    """Make a candidate of a fact; `laws` are those that decisions are about, by key."""
    effects = fact.decision.effects if fact.decision else ()
    keys = dict.fromkeys(effect.law for effect in effects)
    about = tuple(laws[key] for key in keys if key in laws)
    return Candidate(fact, document(fact.body), about)


def of_others(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Return the candidates, by number, of another key, case, posture or title than are named."""
    refusals: dict[int, Reason] = {}
    for refuse in _REFUSALS:
        left = [one for one in candidates if one.fact.id.number not in refusals]
        refusals |= refuse(cues, left)
    return refusals


def _without_key(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Return the candidates, by number, that lack a key of the question, each with the reason.

    A bill is on file only where its law is; a quote that mentions the number is not enough.
    """
    refusals: dict[int, Reason] = {}
    for key in cues.keys:
        having = [one for one in candidates if _has_key(one, key.kind, key.key)]
        missing = Reason(kind=ReasonKind.KEY_MISSING, words=(key.text,))
        refusals |= dict.fromkeys(_numbers(candidates) - _numbers(having), missing)
        if key.kind is KeyKind.BILL and not any(
            one.fact.law and names_law(key.key, one.fact.law) for one in candidates
        ):
            absent = Reason(kind=ReasonKind.LAW_NOT_ON_FILE, words=(key.text,))
            return refusals | dict.fromkeys(_numbers(having), absent)
        candidates = having
    return refusals


def _of_other_case(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Where the question names a case, return all but its decisions: nothing else can answer."""
    named = [
        one for one in candidates if one.fact.decision and names_in(cues.sequence, one.doc.names)
    ]
    others = _numbers(candidates) - _numbers(named) if named else set()
    return dict.fromkeys(others, Reason(kind=ReasonKind.OTHER_CASE))


def _of_other_posture(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Return the decisions that neither have each posture named nor review one that has it."""
    decisions = [one for one in candidates if one.fact.decision]
    by_key = {one.decision.key: one.decision for one in decisions}
    others = [one for one in decisions if not has_postures(one.decision, cues.stages, by_key)]
    return dict.fromkeys(_numbers(others), Reason(kind=ReasonKind.NOT_ASKED_FOR))


def _of_other_title(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Where the question has the whole title of a law, return the other laws."""
    if cues.is_of_other_law:
        return {}
    laws = [one for one in candidates if one.fact.law]
    sizes = [len(names_in(cues.sequence, one.doc.names)) for one in laws]
    most = max(sizes, default=0)
    if most < _WORDS_IN_TITLE:
        return {}
    others = [one for one, size in zip(laws, sizes, strict=True) if size < most]
    return dict.fromkeys(_numbers(others), Reason(kind=ReasonKind.OTHER_TITLE))


def _of_other_state(cues: Cues, candidates: list[Candidate]) -> dict[int, Reason]:
    """Where the question names a city's state, return what is about a place in another."""
    others = [
        one
        for one in candidates
        if (
            own := {
                law.jurisdiction[:5] for law in one.about_laws if len(law.jurisdiction) > _STATE
            }
        )
        and cues.states
        and cues.states.isdisjoint(own)
    ]
    return dict.fromkeys(_numbers(others), Reason(kind=ReasonKind.OTHER_TITLE))


_STATE = len("us-ca")
_REFUSALS = (_without_key, _of_other_case, _of_other_posture, _of_other_title, _of_other_state)


def _numbers(candidates: list[Candidate]) -> set[int]:
    return {one.fact.id.number for one in candidates}


def _has_key(one: Candidate, kind: KeyKind, key: str) -> bool:
    body = one.fact.body
    laws = one.about_laws
    match kind:
        case KeyKind.BILL:
            return any(names_law(key, law) for law in laws) or (
                one.fact.quote is not None
                and any(_may_mean(key, name) for how, name in keys_of(body) if how == "mentions")
            )
        case KeyKind.STATUTE:
            sections = [name for law in laws for how, name in keys_of(law) if how == "statute"]
            return any(statute_covers(part, key) or statute_covers(key, part) for part in sections)
        case KeyKind.DOCKET:
            decision = one.fact.decision
            return decision is not None and docket_matches(key, docket_key(decision.docket))
        case _:
            return (kind.value, key) in keys_of(body)


def names_law(key: str, law: Law) -> bool:
    """Whether a bill's key means a law: by its own number, or by one that it is called by."""
    asked = bill_parts(key)
    by_name = asked.bill in named_bills(law) and asked.jurisdiction in (None, law.jurisdiction)
    return by_name or bill_matches(key, law.key)


def _may_mean(asked: str, mentioned: str) -> bool:
    """Whether the bill a quote mentions may be the one asked for: no part of both differs."""
    if not _is_bill(mentioned):
        return False
    want, have = bill_parts(asked), bill_parts(mentioned)
    return want.bill == have.bill and (
        None in (want.jurisdiction, have.jurisdiction) or want.jurisdiction == have.jurisdiction
    )


def _is_bill(key: str) -> bool:
    return "-" in key.rsplit("/", 1)[-1] and " " not in key
