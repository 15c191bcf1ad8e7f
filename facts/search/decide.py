"""Decide which fact answers a question: found, choices or nothing, with each candidate's reason.

It never guesses. A fact answers only if everything that the question names is in it
(`facts.search.fitting`); the kind of thing asked for then selects among those that fit
(`facts.search.choosing`). If the wording differs, the likeliest quote answers if its probability is
over the threshold and the guard finds nothing unmet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facts.answer import Outcome
from facts.explanation import Reason, ReasonKind
from facts.model import FiledFact, Law
from facts.question import Question
from facts.search.candidates import Candidate
from facts.search.choosing import cases_of, settle
from facts.search.cues import Cues, covers, names_in, people_in, read_cues
from facts.search.document import document
from facts.search.fitting import compare_candidates
from facts.search.ranking import Model, Ranked
from facts.search.terms import intents, stem

MOST_CHOICES = 5
MOST_RELATED = 3
_BY_KEY = 0.99
_BY_WORDS = 0.9
_AS_LIKELY_AS_NOT = 0.5
_LEAST_WORDS = 3
"""A question of fewer words is answered only by a fact that has all of them."""
_KEY_REFUSALS = {ReasonKind.KEY_MISSING, ReasonKind.LAW_NOT_ON_FILE}


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The likeliest fact, after the guard has seen how other facts write the question's words."""

    fact: FiledFact
    ranked: Ranked
    """With its share of the question apart from names, and the resulting probability."""
    unmet: tuple[str, ...]
    """What the question names and the fact lacks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a decision on a question is based on, as plain values."""

    question: Question
    cues: Cues
    candidates: tuple[Candidate, ...]
    """The facts read, in the order found, each with the reason it may not answer, if any."""
    model: Model
    """The weights and the threshold for answering in other words."""
    likeliest: Ranked | None = None
    """By its features alone; None if the question names a key or shares no words with a fact."""
    second_look: SecondLook | None = None
    """The second look at the likeliest fact; only if `needs_second_look`."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The facts that answer, best first, what is only related, and a reason for each candidate."""

    outcome: Outcome
    facts: tuple[FiledFact, ...] = ()
    probability: float = 0.0
    """Probability, for each of the facts, that it is the one asked for, 0 to 1."""
    related: tuple[FiledFact, ...] = ()
    reasons: tuple[tuple[FiledFact, Reason], ...] = ()
    """Why each fact considered does or does not answer, in the order found."""
    left: int = 0
    """How many more fit as well, after the facts."""


def evidence_of(
    question: Question,
    facts: Sequence[FiledFact],
    laws: Mapping[str, Law],
    *,
    model: Model,
    likeliest: Ranked | None = None,
    on_file: frozenset[str] = frozenset(),
) -> Evidence:
    """Compare the facts read with the question.

    `laws` are those that decisions are about, `on_file` the question's stems that any fact has.
    """
    cues = replace(read_cues(question), on_file=on_file)
    candidates = compare_candidates(cues, question, facts, laws)
    return Evidence(question, cues, candidates, model, likeliest)


def may_answer_reworded(question: Question, fact: FiledFact) -> bool:
    """Whether a fact may answer in other words: only a quote from by the date asked about.

    Laws and court decisions are found by key and name; similarity is not enough for them.
    """
    return fact.quote is not None and not _is_too_late(question, fact)


def needs_second_look(evidence: Evidence) -> bool:
    """Whether a second look at the likeliest fact could make it the answer.

    True if the question says enough and names neither a key nor a court, no candidate fits, and the
    likeliest fact is over the threshold.
    """
    cues, likeliest = evidence.cues, evidence.likeliest
    return (
        likeliest is not None
        and likeliest.probability >= evidence.model.line
        and not (cues.keys or cues.courts)
        and (cues.saying or not (cues.events and cues.is_dating))
        and len(cues.terms) >= _LEAST_WORDS
        and not _chosen(evidence)
    )


def decide(evidence: Evidence, *, after: int = 0) -> Resolution:
    """Decide which fact answers. Pure: the same evidence always gives the same answer.

    Of many choices, those `after` so many are given: `MOST_CHOICES` at a time.
    """
    chosen = _chosen(evidence)
    if _is_too_common(evidence, chosen):
        facts = [one.fact for one in chosen]
        reasons = dict.fromkeys(_numbers(facts), Reason(kind=ReasonKind.TOO_COMMON))
        related = tuple(facts[:MOST_CHOICES][:MOST_RELATED])
        return _resolution(evidence, Outcome.NOTHING, related=related, reasons=reasons)
    if chosen:
        after = after if len(chosen) > 1 else 0
        shown = [one.fact for one in chosen[after : after + MOST_CHOICES]]
        made = _resolution(
            evidence,
            Outcome.FOUND if len(chosen) == 1 else Outcome.CHOICES,
            shown,
            round((_BY_KEY if evidence.cues.keys else _BY_WORDS) / len(chosen), 4),
            reasons=_reasons_chosen(chosen, after),
        )
        return replace(made, left=max(0, len(chosen) - after - len(shown)))
    look = evidence.second_look
    if look is None:
        return _resolution(evidence, Outcome.NOTHING, related=_related(evidence))
    reason = _reason_reworded(evidence, look)
    reasons = {look.fact.id.number: reason}
    if reason.kind is not ReasonKind.ANSWERS_REWORDED:
        return _resolution(evidence, Outcome.NOTHING, related=_related(evidence), reasons=reasons)
    probability = round(look.ranked.probability, 4)
    return _resolution(evidence, Outcome.FOUND, [look.fact], probability, reasons=reasons)


def _resolution(
    evidence: Evidence,
    outcome: Outcome,
    facts: Sequence[FiledFact] = (),
    probability: float = 0.0,
    *,
    related: tuple[FiledFact, ...] = (),
    reasons: Mapping[int, Reason] | None = None,
) -> Resolution:
    """Build the resolution, with a reason for each candidate and the higher probability."""
    likeliest = evidence.likeliest
    if likeliest is not None and [likeliest.fact] == _numbers(facts):
        probability = max(probability, round(likeliest.probability, 4))
    given = reasons or {}
    candidates = {one.fact.id.number: one for one in evidence.candidates}
    considered = [one.fact for one in evidence.candidates]
    look = evidence.second_look
    if look is not None and look.fact.id.number not in candidates:
        considered.append(look.fact)
    chosen = [candidates[number] for number in _numbers(facts) if number in candidates]
    cases = cases_of(evidence.candidates)
    return Resolution(
        outcome,
        tuple(facts),
        probability,
        related,
        tuple(
            (
                fact,
                given.get(fact.id.number)
                or _reason_left_out(evidence.question, candidates[fact.id.number], chosen, cases),
            )
            for fact in considered
        ),
    )


def _numbers(facts: Sequence[FiledFact]) -> list[int]:
    return [fact.id.number for fact in facts]


def _reasons_chosen(chosen: Sequence[Candidate], after: int) -> dict[int, Reason]:
    if len(chosen) == 1:
        return {chosen[0].fact.id.number: Reason(kind=ReasonKind.ANSWERS)}
    return {
        one.fact.id.number: Reason(
            kind=(
                ReasonKind.CHOICE
                if after <= place < after + MOST_CHOICES
                else ReasonKind.MORE_CHOICES
            )
        )
        for place, one in enumerate(chosen)
    }


def _reason_left_out(
    question: Question, one: Candidate, chosen: Sequence[Candidate], cases: Mapping[str, int]
) -> Reason:
    """Return why a candidate was not chosen."""
    if one.refusal is not None:
        return one.refusal
    body = one.fact.body
    if _is_too_late(question, one.fact):
        return Reason(kind=ReasonKind.TOO_LATE)
    if not chosen:
        return Reason(kind=ReasonKind.NOT_ASKED_FOR)
    kinds = tuple(dict.fromkeys(other.fact.body.kind for other in chosen))
    if body.kind not in kinds:
        return Reason(kind=ReasonKind.OTHER_KIND, words=kinds)
    if one.fact.decision and any(
        cases[one.decision.key] == cases[other.decision.key]
        for other in chosen
        if other.fact.decision
    ):
        return Reason(kind=ReasonKind.SAME_CASE)
    says_the_same = _said(one) in map(_said, chosen)
    return Reason(kind=ReasonKind.SAME_WORDS if says_the_same else ReasonKind.LESS_EXACT)


def _reason_reworded(evidence: Evidence, look: SecondLook) -> Reason:
    """Return whether the likeliest fact answers in other words, or why it does not."""
    if look.fact.quote is None:
        return Reason(kind=ReasonKind.UNDER_LINE)
    if _is_too_late(evidence.question, look.fact):
        return Reason(kind=ReasonKind.TOO_LATE)
    topic = evidence.cues.topic
    lacks_topic = topic and not covers(document(look.fact.body), topic)
    if unmet := look.unmet or ((topic,) if lacks_topic else ()):
        return Reason(kind=ReasonKind.UNMET, words=unmet)
    if look.ranked.probability < evidence.model.line:
        return Reason(kind=ReasonKind.UNDER_LINE)
    if not evidence.model.says_enough(look.ranked.features):
        return Reason(kind=ReasonKind.ONLY_NAMES)
    return Reason(kind=ReasonKind.ANSWERS_REWORDED)


def _is_too_common(evidence: Evidence, chosen: Sequence[Candidate]) -> bool:
    """Whether only quotes are chosen, and they probably do not answer.

    Having every word of a question says little if those words are few and common. A key, the
    speaker, a word like "said", or quotation marks are enough to trust them.
    """
    likeliest, cues = evidence.likeliest, evidence.cues
    if likeliest is None or likeliest.probability >= _AS_LIKELY_AS_NOT or not chosen:
        return False
    if cues.keys or cues.saying or evidence.question.quoted:
        return False
    return all(
        one.fact.quote and not people_in(cues.sequence, one.doc.people)
        for one in chosen[:MOST_CHOICES]
    )


def _chosen(evidence: Evidence) -> list[Candidate]:
    """Return the candidates that fit and are what is asked for."""
    fitting = [
        one
        for one in evidence.candidates
        if one.refusal is None and not _is_too_late(evidence.question, one.fact)
    ]
    settled = settle(evidence.cues, evidence.question, fitting, evidence.candidates)
    first: dict[object, Candidate] = {}
    for one in settled:
        first.setdefault(_said(one), one)
    return list(first.values())


def _said(one: Candidate) -> object:
    """Return what a quote says: two that say the same are one answer, with the sources of both."""
    return one.fact.quote.said if one.fact.quote else one.fact.id


def _is_too_late(question: Question, fact: FiledFact) -> bool:
    """Whether a quote was said after the date that is asked about."""
    by, quote = question.as_of, fact.quote
    return by is not None and quote is not None and quote.said_on.is_after(by.upper)


def _related(evidence: Evidence) -> tuple[FiledFact, ...]:
    """Return the facts that share a subject with the question without answering it.

    If the question names a key that is not on file, nothing is related.
    """
    cues = evidence.cues
    refusals = [one.refusal for one in evidence.candidates]
    if cues.keys and all(one is not None and one.kind in _KEY_REFUSALS for one in refusals):
        return ()
    scored = []
    for order, one in enumerate(evidence.candidates):
        excused = intents().of(one.fact.body.kind)
        shared = sum(stem(word) not in excused and covers(one.doc, word) for word in cues.terms)
        named = people_in(cues.sequence, one.doc.people) or names_in(cues.sequence, one.doc.names)
        if shared:
            scored.append((-(shared + 2 * bool(named)), order, one.fact))
    return tuple(fact for _, _, fact in sorted(scored, key=lambda row: row[:2])[:MOST_RELATED])
