"""Choose among the facts that fit a question: by the kind of thing asked for, then by identity.

A bare number or caption that several facts have stays several: the asker chooses.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain

from facts.law.keys import KeyKind
from facts.law.standing import history
from facts.model import EventKind, Posture
from facts.question import Question
from facts.search.acts import does_alike, does_as_asked
from facts.search.candidates import Candidate
from facts.search.cues import Cues, names_in, people_in
from facts.search.document import phrase
from facts.search.postures import has_postures
from facts.search.terms import Pattern, intents, is_asked, stem, words

_INJUNCTIONS = {
    Posture.PRELIMINARY_INJUNCTION,
    Posture.APPEAL_OF_PRELIMINARY_INJUNCTION,
    Posture.TEMPORARY_RESTRAINING_ORDER,
}
_OF_INJUNCTION = frozenset(
    {Posture.PRELIMINARY_INJUNCTION, Posture.APPEAL_OF_PRELIMINARY_INJUNCTION}
)
_OF_LAWS = {
    EventKind.INTRODUCED, EventKind.PASSED, EventKind.PASSED_HOUSE, EventKind.SIGNED,
    EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETOED, EventKind.VETO_OVERRIDDEN,
    EventKind.CHAPTERED, EventKind.EFFECTIVE, EventKind.OPERATIVE,
}  # fmt: skip
"""What no court does to a law."""
_FIELDS = {"judges": "judges", "dissent": "separate_views", "citation": "citations"}
"""The field of a decision that has a detail asked for."""


def settle(
    cues: Cues, question: Question, fitting: list[Candidate], everything: Sequence[Candidate]
) -> list[Candidate]:
    """Choose among facts that fit by the kind of thing asked for, then by identity."""
    quotes = [one for one in fitting if one.fact.quote]
    laws = _of_bill(cues, [one for one in fitting if one.fact.law])
    decisions = [one for one in fitting if one.fact.decision]
    if _OF_LAWS & set(cues.events) and not _names_a_case(cues, decisions):
        decisions = []
    is_of_court = bool(cues.courts) and not (cues.saying and quotes)
    if is_of_court or cues.of(KeyKind.CITATION, KeyKind.DOCKET):
        return _one_a_case(cues, decisions, everything)
    if cues.saying and (_quotes_words(question, laws) or (quotes and cues.terms)):
        return _with_words(question, quotes)
    if (cues.saying and _names_more_than(cues, laws)) or _is_of_speaker(cues, everything):
        return quotes
    if not quotes and _names_a_person(cues, [one for one in everything if one.fact.quote]):
        decisions = [one for one in decisions if names_in(cues.sequence, one.doc.names)]
    if "certiorari" in cues.postures:
        decisions = [one for one in decisions if one.decision.posture is Posture.CERTIORARI]
    if cues.stages - {_OF_INJUNCTION} or "certiorari" in cues.postures:
        return _one_a_case(cues, decisions, everything)
    of_decisions = cues.starting or _OF_DECISIONS & cues.details or _asks_why(cues)
    if (of_decisions and decisions) or _names_a_person(cues, decisions):
        return _one_a_case(cues, decisions, everything)
    laws = _by_date(question, _by_posture(cues, laws, decisions))
    laws = [one for one in laws if not one.is_dated_otherwise] or laws
    return laws or _one_a_case(cues, decisions, everything) or quotes


_OF_DECISIONS = frozenset({"judges", "dissent", "docket", "argued"})
"""Details that only a decision has."""


def _asks_why(cues: Cues) -> bool:
    """Whether it asks for a court's reasons: "why did the judge block it"."""
    said = cues.folded
    return "why" in said and any(is_asked(each, said) for each in intents().acts.values())


def _names_a_case(cues: Cues, decisions: list[Candidate]) -> bool:
    return bool(cues.courts or cues.of(KeyKind.CITATION, KeyKind.DOCKET)) or any(
        names_in(cues.sequence, one.doc.names) for one in decisions
    )


def _of_bill(cues: Cues, laws: list[Candidate]) -> list[Candidate]:
    """Keep the bill meant by "the bill to repeal the Values Act", which names another."""
    if not cues.is_of_other_law:
        return laws
    return [one for one in laws if not names_in(cues.sequence, one.doc.names)] or laws


def _names_more_than(cues: Cues, laws: list[Candidate]) -> bool:
    """Whether a question about something said names more than a law: the person who said it."""
    excused = intents().of("law")
    named = {part for one in laws for part in names_in(cues.sequence, one.doc.names)}
    return any(stem(word) not in excused | named for word in cues.terms)


def _quotes_words(question: Question, laws: list[Candidate]) -> bool:
    """Whether what stands in quotation marks are words that somebody said, and no law's title."""
    titles = [name for one in laws for name in one.doc.names]
    return any(phrase(quoted) not in titles for quoted in question.quoted)


def _with_words(question: Question, quotes: list[Candidate]) -> list[Candidate]:
    """Keep the quotes that have the quoted words in order, if any does."""
    asked = [" ".join(words(quoted)) for quoted in question.quoted]
    holding = [
        one
        for one in quotes
        if one.fact.quote and all(part in " ".join(words(one.fact.quote.words)) for part in asked)
    ]
    return holding or quotes


def _names_a_person(cues: Cues, candidates: list[Candidate]) -> bool:
    return any(people_in(cues.sequence, one.doc.people) for one in candidates)


def _is_of_speaker(cues: Cues, everything: Sequence[Candidate]) -> bool:
    """Whether it begins with somebody who is quoted, and what about: "Gov. Brown on the law"."""
    speakers = [person for one in everything if one.fact.quote for person in one.doc.people]
    named = people_in(cues.sequence, speakers)
    if not named or cues.events or cues.form.dates:
        return False
    at = cues.sequence.index(named[0]) + len(named)
    return at <= _BEGINNING and cues.sequence[at : at + 1] in (("on",), ("about",))


_BEGINNING = 4
"""Within how many words a name begins a question, with a title before it."""


def _by_posture(cues: Cues, laws: list[Candidate], decisions: list[Candidate]) -> list[Candidate]:
    """If the question has a case word ("enjoined"), keep laws that a court was asked to block."""
    if len(laws) < 2 or not cues.postures:  # noqa: PLR2004 (one needs no choosing)
        return laws
    touched = {
        effect.law
        for one in decisions
        if one.decision.posture in _INJUNCTIONS
        for effect in one.decision.effects
    }
    return [one for one in laws if one.fact.body.key in touched] or laws


def _by_date(question: Question, laws: list[Candidate]) -> list[Candidate]:
    """If a date is asked about, keep the laws that existed by then."""
    if len(laws) < 2 or question.as_of is None:  # noqa: PLR2004 (one needs no choosing)
        return laws
    by = question.as_of.upper
    return [
        one
        for one in laws
        if one.fact.law
        and (
            min(event.on.lower for event in one.fact.law.events) <= by
            if one.fact.law.events
            else int(one.fact.law.session[:4]) <= by.year
        )
    ] or laws


def _one_a_case(
    cues: Cues, decisions: list[Candidate], everything: Sequence[Candidate]
) -> list[Candidate]:
    """Keep one decision of each case: usually the last, whose card lists the others.

    A case is a docket and the appeals from it, never a caption (`facts.law.standing.history`).

    For how a case began, or for a hearing, it is the one with that date; for what a court did, the
    one that did it; for an injunction else, the decision of the court that was first asked for it.
    Of several cases of a caption, the other decisions follow.
    """
    if not cues.courts and not is_asked(_reviewing(), cues.folded):
        decisions = [one for one in decisions if has_postures(one.decision, cues.stages, {})]
    decisions, is_settled = _by_act(cues, decisions)
    if stem("appeal") in cues.sequence and not is_settled:
        on_appeal = [one for one in decisions if one.decision.appeal_from is not None]
        decisions, is_settled = on_appeal or decisions, bool(on_appeal)
    if "preliminary_injunction" in cues.postures and not cues.courts and not is_settled:
        asked = [one for one in decisions if one.decision.posture in _INJUNCTIONS]
        decisions = [one for one in asked if one.decision.appeal_from is None] or asked or decisions
    if cues.starting:
        decisions = [one for one in decisions if one.decision.case_filed_on] or decisions
    for detail, name in _FIELDS.items():
        if detail in cues.details:
            decisions = [one for one in decisions if getattr(one.decision, name)] or decisions
    if cues.arguing:
        decisions = [one for one in decisions if one.decision.argued_on] or decisions
    cases = cases_of(everything)
    last: dict[int, Candidate] = {}
    for one in sorted(decisions, key=lambda one: one.decision.decided_on.order):
        last[cases[one.decision.key]] = one
    chosen = list(last.values())
    if len(chosen) > 1 and all(names_in(cues.sequence, one.doc.names) for one in chosen):
        chosen += [one for one in decisions if one not in chosen]
    return chosen


@cache
def _reviewing() -> tuple[Pattern, ...]:
    """Return what says that one court did something with the order of another."""
    acts = intents().acts
    return tuple(chain(*(acts[act] for act in ("affirm", "reverse", "overturn", "lift", "hear"))))


def _by_act(cues: Cues, decisions: list[Candidate]) -> tuple[list[Candidate], bool]:
    """Keep the decisions that did what the question says a court did, and say whether any did.

    "The injunction that was affirmed" is the order on appeal. Of an injunction, those on it count
    before those on the whole case.
    """
    did = [one for one in decisions if does_as_asked(one.decision, cues.folded)]
    did = did or [one for one in decisions if does_alike(one.decision, cues.folded)]
    if "preliminary_injunction" in cues.postures:
        did = [one for one in did if one.decision.posture in _INJUNCTIONS] or did
    return did or decisions, bool(did)


def cases_of(candidates: Sequence[Candidate]) -> dict[str, int]:
    """Return the number of the case of each decision, by key: a caption is not a case."""
    cases = history(one.decision for one in candidates if one.fact.decision)
    return {one.key: number for number, case in enumerate(cases) for one in case.decisions}
