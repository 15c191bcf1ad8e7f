"""Checks of a fact that go beyond the types of its fields.

A problem refuses the fact, at the field at fault, and says what is expected. A warning is a
sentence for the card of a fact that is accepted. `problems` and `warnings` look at the fact alone,
`problems_among` and `warnings_among` at the other facts on file too. Everything here is pure: the
caller passes today's date and what is on file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise

from facts.dates import EdtfDate
from facts.errors import Problem
from facts.law.courts import courts
from facts.law.keys import bill_parts, real_session, session_body
from facts.model import Decision, Event, EventKind, Law, Outcome, Quote, Source, Tier
from facts.wording import is_worded, wording_of
from facts.wording.table import Combination, reachable

__all__ = ["merits_words", "problems", "problems_among", "warnings", "warnings_among"]


def problems(body: Law | Decision | Quote, *, today: date | None = None) -> tuple[Problem, ...]:
    """Return what must be corrected before a fact can be filed.

    With `today`, dates in the future are refused, except those that a law sets for itself.
    """
    match body:
        case Law():
            found = _law_problems(body, today)
        case Decision():
            found = _decision_problems(body, today)
        case Quote():
            found = _not_future("said_on", body.said_on, today)
    return (*found, *_source_problems(body.sources, today))


def warnings(body: Law | Decision | Quote) -> tuple[str, ...]:
    """Return what is unusual but may be true, in sentences for the card."""
    match body:
        case Law():
            return tuple(_law_warnings(body))
        case Decision():
            return tuple(_decision_warnings(body))
        case Quote():
            return ()


def problems_among(
    body: Law | Decision | Quote, *, laws: Iterable[str], decisions: Iterable[Decision]
) -> tuple[Problem, ...]:
    """Return what is wrong with a fact, given the keys of the laws and the decisions on file."""
    if not isinstance(body, Decision):
        return ()
    return tuple(_decision_problems_among(body, laws, decisions))


def warnings_among(
    body: Law | Decision | Quote, *, laws: Iterable[Law], decisions: Iterable[Decision]
) -> tuple[str, ...]:
    """Return what is unusual about a fact, given the laws and decisions on file."""
    if not isinstance(body, Decision):
        return ()
    return tuple(_decision_warnings_among(body, laws, decisions))


def _spaced(member: StrEnum) -> str:
    return member.value.replace("_", " ")


def _not_future(field: str, when: EdtfDate | None, today: date | None) -> Iterator[Problem]:
    """Refuse a date that is certainly after `today`; without `today`, every date passes."""
    if when is not None and today is not None and when.is_after(today):
        yield Problem(field, f"is in the future ({when.full()}): use a date that has passed")


def _source_problems(sources: Iterable[Source], today: date | None) -> Iterator[Problem]:
    """Yield what our own interviews, notes and recordings lack: who and when."""
    for place, source in enumerate(sources):
        if source.tier is not Tier.OWN:
            continue
        if source.reporter is None:
            yield Problem(
                f"sources.{place}.reporter",
                "say who did our own interview, took the notes or made the recording",
            )
        if source.published is None:
            yield Problem(
                f"sources.{place}.published",
                "give the day of our own interview, notes or recording",
            )
        yield from _not_future(f"sources.{place}.published", source.published, today)


# ---- Laws ----

_ONCE = {
    EventKind.INTRODUCED: "introduced",
    EventKind.PASSED: "passed by the whole legislature",
    EventKind.SIGNED: "signed",
    EventKind.LAW_UNSIGNED: "made law unsigned",
    EventKind.VETOED: "vetoed",
    EventKind.DIED: "marked as died",
    EventKind.CHAPTERED: "chaptered",
    EventKind.EFFECTIVE: "given an effective date",
    EventKind.OPERATIVE: "given an operative date",
    EventKind.REPEALED: "repealed",
    EventKind.EXPIRED: "marked as expired",
}
# The steps of a law in order; a step that is not on file is skipped.
_ORDER = (
    (EventKind.INTRODUCED,),
    (EventKind.PASSED_HOUSE,),
    (EventKind.PASSED,),
    (EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.VETOED),
    (EventKind.VETO_OVERRIDDEN,),
    (EventKind.EFFECTIVE,),
    (EventKind.OPERATIVE,),
)
# Dates that a law sets for itself, so they may lie in the future.
_PLANNED = frozenset(
    (
        EventKind.EFFECTIVE, EventKind.OPERATIVE, EventKind.REPEALED, EventKind.EXPIRED,
        EventKind.REVIVED,
    )
)  # fmt: skip
_ENACTING = frozenset((EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED))
_ENDING = frozenset((EventKind.DIED, EventKind.WITHDRAWN))


def _law_problems(law: Law, today: date | None) -> Iterator[Problem]:
    """Yield what must be corrected, at its field."""
    first, _, last = law.session.partition("-")
    if last and int(last) < int(first):
        yield Problem("session", f"ends before it begins: write {last}-{first}")
    yield from _unreal_session(law, today)
    whole = [(place, event) for place, event in enumerate(law.events) if not event.provisions]
    yield from _impossible_together(whole)
    yield from _out_of_order(whole)
    for place, event in enumerate(law.events):
        if event.event not in _PLANNED:
            yield from _not_future(f"events.{place}.on", event.on, today)


def _unreal_session(law: Law, today: date | None) -> Iterator[Problem]:
    """Refuse a session that a legislature which counts its sessions does not have, or not yet."""
    real = real_session(law.session, law.jurisdiction)
    if real is None:
        return
    number, began = real
    body, years = session_body(law.jurisdiction), f"{began}-{began + 1}"
    if "-" in law.session and law.session != years:
        yield Problem("session", f"is no session of that {body}: {years} is, or {number} for short")
    elif today is not None and began > today.year + 1:
        yield Problem("session", f"begins in {began}: that {body} has not been elected yet")


def _impossible_together(whole: Sequence[tuple[int, Event]]) -> Iterator[Problem]:
    seen: dict[EventKind, Event] = {}
    for place, event in whole:
        if event.event in _ONCE and event.event in seen:
            when = seen[event.event].on.full()
            yield Problem(
                f"events.{place}.event",
                f"a law is {_ONCE[event.event]} once, and this one was already ({when}): "
                "if only part of it is meant, name the provisions",
            )
        seen.setdefault(event.event, event)
        if event.event is EventKind.REVIVED:
            for kind in (EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED):
                seen.pop(kind, None)
    signed, unsigned = seen.get(EventKind.SIGNED), seen.get(EventKind.LAW_UNSIGNED)
    if signed and unsigned:
        place = next(place for place, event in whole if event is unsigned)
        yield Problem(
            f"events.{place}.event", "it was signed, so it cannot also be law without a signature"
        )
    enacted = [event for kind, event in seen.items() if kind in _ENACTING]
    for place, event in whole:
        if event.event in _ENDING and enacted:
            yield Problem(
                f"events.{place}.event",
                f"it became law ({enacted[0].on.full()}): an enacted law is repealed or expires",
            )
        if event.event is EventKind.VETOED and signed:
            yield Problem(f"events.{place}.event", "it was signed, so it cannot also be vetoed")


def _out_of_order(whole: Sequence[tuple[int, Event]]) -> Iterator[Problem]:
    """Yield dates in the wrong order, each once, at the later kind of event."""
    steps = [[(place, event) for place, event in whole if event.event in kinds] for kinds in _ORDER]
    for (_, before), (place, event) in (
        (earlier[-1], later[0]) for earlier, later in pairwise(filter(None, steps))
    ):
        if event.on.is_before(before.on):
            yield Problem(
                f"events.{place}.on",
                f"{_verb(event)} ({event.on.full()}) before it was {_verb(before)} "
                f"({before.on.full()}): check both dates{_advice(event)}",
            )
    enacted = [event for _, event in whole if event.event in _ENACTING]
    for place, event in whole:
        ends = event.event in (EventKind.REPEALED, EventKind.EXPIRED, EventKind.CHAPTERED)
        if ends and enacted and event.on.is_before(enacted[0].on):
            yield Problem(
                f"events.{place}.on",
                f"{_verb(event)} ({event.on.full()}) before it became law "
                f"({enacted[0].on.full()}): check both dates",
            )


def _verb(event: Event) -> str:
    return _spaced(event.event).replace("passed house", "passed by a chamber")


def _advice(event: Event) -> str:
    if event.event not in (EventKind.EFFECTIVE, EventKind.OPERATIVE):
        return ""
    return ", or name the provisions that are retroactive"


def _law_warnings(law: Law) -> Iterator[str]:
    """Yield provisions that take effect before the law was enacted."""
    enacted = [event for event in law.events if event.event in _ENACTING and not event.provisions]
    for event in law.events:
        starts = event.event in (EventKind.EFFECTIVE, EventKind.OPERATIVE)
        if starts and event.provisions and enacted and event.on.is_before(enacted[0].on):
            yield (
                f"{', '.join(event.provisions)} is retroactive to {event.on.full()}, before the "
                f"law was enacted ({enacted[0].on.full()})."
            )


# ---- Decisions ----

_MERITS_WORDS = re.compile(
    r"\b(?:uph(?:eld|olds?|olding)|str(?:uck|ikes?|iking) (?:\w+ ){0,5}down"
    r"|(?:ruled|held|found|declared)(?: (?!likely|probably|may|might)\w+){0,6}"
    r" (?:un)?constitutional)\b",
    re.IGNORECASE,
)


def merits_words(text: str) -> str | None:
    """Return the first words in a text that report a decision on the merits, such as "upheld"."""
    found = _MERITS_WORDS.search(text)
    return found.group() if found else None


def _decision_problems(decision: Decision, today: date | None) -> Iterator[Problem]:
    """Yield what must be corrected, at its field."""
    if decision.court not in courts():
        yield Problem(
            "court",
            f"“{decision.court}” is not on the list of courts: use an id such as scotus or ca9",
        )
        return
    for field, when, before in (
        ("argued_on", decision.argued_on, decision.case_filed_on),
        ("decided_on", decision.decided_on, decision.case_filed_on),
        ("decided_on", decision.decided_on, decision.argued_on),
    ):
        if when is not None and before is not None and when.is_before(before):
            what = "argued" if before is decision.argued_on else "filed"
            yield Problem(field, f"is before the case was {what} ({before.full()})")
    yield from _not_future("decided_on", decision.decided_on, today)
    yield from _combination_problems(decision)
    if not decision.merits_reached:
        for field, text in _prose(decision):
            if words := merits_words(text):
                yield Problem(field, f"says “{words}”, but the merits were not reached")
    yield from _effect_problems(decision)
    if decision.appeal_from == decision.key:
        yield Problem("appeal_from", "is this decision itself")


def _prose(decision: Decision) -> Iterator[tuple[str, str]]:
    yield "holding", decision.holding or ""
    yield "separate_views", decision.separate_views or ""
    for place, effect in enumerate(decision.effects):
        yield f"effects.{place}.basis", effect.basis or ""


def _combination_problems(decision: Decision) -> Iterator[Problem]:
    """Yield the one of posture, disposition and merits that does not fit the court and the others.

    The table of wordings lists the combinations that exist.
    """
    if is_worded(decision):
        return
    if decision.under_review and is_worded(decision.model_copy(update={"under_review": None})):
        given = _spaced(decision.under_review)
        yield Problem("under_review", f"“{given}” does not go with this posture and disposition")
        return
    court = courts()[decision.court]
    rows = [row for row in reachable() if row.posture is decision.posture]
    posture = _spaced(decision.posture)
    at_level = [row for row in rows if row.level is court.level]
    if not at_level:
        yield Problem("posture", f"“{posture}” is not something that {court.sentence} decides")
        return
    same = [row for row in at_level if row.disposition is decision.disposition]
    if not same:
        yield Problem("disposition", f"with “{posture}”, use one of: {_dispositions(at_level)}")
        return
    reached = "not reached" if decision.merits_reached else "reached"
    disposition = _spaced(decision.disposition)
    yield Problem("merits_reached", f"with “{posture}, {disposition}” the merits are {reached}")


def _dispositions(rows: Iterable[Combination]) -> str:
    return ", ".join(dict.fromkeys(_spaced(row.disposition) for row in rows))


def _effect_problems(decision: Decision) -> Iterator[Problem]:
    allowed = wording_of(decision).law
    seen: dict[tuple[str, tuple[str, ...], str | None], Outcome] = {}
    for place, effect in enumerate(decision.effects):
        field = f"effects.{place}"
        if not _is_full_key(effect.law):
            yield Problem(f"{field}.law", "is not a law’s key: write it like us-ca/2017-2018/sb-54")
        if allowed and effect.outcome not in allowed:
            names = ", ".join(_spaced(outcome) for outcome in allowed)
            yield Problem(f"{field}.outcome", f"for this kind of decision, use one of: {names}")
        scope = (effect.law, effect.provisions, effect.limited_to)
        if seen.setdefault(scope, effect.outcome) is not effect.outcome:
            yield Problem(
                f"{field}.outcome",
                "this law has a different outcome above: name the provisions for each",
            )


def _is_full_key(key: str) -> bool:
    try:
        parts = bill_parts(key)
    except ValueError:
        return False
    return bool(parts.jurisdiction and parts.session)


def _decision_warnings(decision: Decision) -> Iterator[str]:
    """Yield what is unusual about a decision but may be true."""
    court = courts().get(decision.court)
    if court is not None and court.jurisdiction != decision.jurisdiction:
        yield f"{court.name} is a court of {court.jurisdiction}, not of {decision.jurisdiction}."
    if not decision.effects:
        yield "This decision isn’t linked to any law."


def _decision_problems_among(
    decision: Decision, laws: Iterable[str], decisions: Iterable[Decision]
) -> Iterator[Problem]:
    """Yield effects on laws not on file, circular appeals, and reviews before what they review."""
    known = set(laws)
    for place, effect in enumerate(decision.effects):
        if effect.law not in known:
            yield Problem(
                f"effects.{place}.law", f"“{effect.law}” is not on file: file that law first"
            )
    by_key = {one.key: one for one in decisions} | {decision.key: decision}
    below = by_key.get(decision.appeal_from or "")
    if circle := _circle(decision, by_key):
        yield Problem("appeal_from", f"these appeals form a loop: {' ← '.join(circle)}")
    elif below is not None and below.decided_on.is_after(decision.decided_on):
        reviewed = below.decided_on.full()
        yield Problem("decided_on", f"is before the decision that it reviews ({reviewed})")


def _decision_warnings_among(
    decision: Decision, laws: Iterable[Law], decisions: Iterable[Decision]
) -> Iterator[str]:
    """Yield a reviewed decision that is not on file, and laws that are newer than the decision."""
    if decision.appeal_from and decision.appeal_from not in {one.key for one in decisions}:
        yield f"The decision that it reviews, {decision.appeal_from}, is not on file."
    touched = {effect.law for effect in decision.effects}
    for law in laws:
        first = min((event.on for event in law.events), key=lambda on: on.order, default=None)
        if law.key in touched and first is not None and decision.decided_on.is_before(first):
            yield (
                f"It was decided before the first date on file of {law.number or law.title} "
                f"({first.full()})."
            )


def _circle(body: Decision, by_key: dict[str, Decision]) -> list[str]:
    path, current = [body.key], body
    while current.appeal_from and (below := by_key.get(current.appeal_from)):
        if below.key in path:
            return [*path, below.key]
        path.append(below.key)
        current = below
    return []
