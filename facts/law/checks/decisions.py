"""What is wrong with a decision, alone and beside the other facts on file."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from facts.errors import Problem
from facts.law.checks.dates import not_future
from facts.law.courts import courts
from facts.law.keys import bill_parts
from facts.model import Decision, Law, Outcome
from facts.wording import is_worded, wording_of
from facts.wording.table import Combination, reachable

_MERITS_WORDS = re.compile(
    r"\b(?:uph(?:eld|olds?|olding)|str(?:uck|ikes?|iking) (?:\w+ ){0,5}down"
    r"|(?:ruled|held|found|declared)(?: (?!likely|probably|may|might)\w+){0,6}"
    r" (?:un)?constitutional)\b",
    re.IGNORECASE,
)


def merits_words(text: str) -> str | None:
    """Return the words in a text that speak of a ruling on the merits: "upheld", "struck down"."""
    found = _MERITS_WORDS.search(text)
    return found.group() if found else None


def decision_problems(decision: Decision, today: date | None) -> Iterator[Problem]:
    """Yield what must be mended, at its field."""
    if decision.court not in courts():
        yield Problem("court", f"“{decision.court}” is no court on the list, such as scotus or ca9")
        return
    for field, when, before in (
        ("argued_on", decision.argued_on, decision.case_filed_on),
        ("decided_on", decision.decided_on, decision.case_filed_on),
        ("decided_on", decision.decided_on, decision.argued_on),
    ):
        if when is not None and before is not None and when.is_before(before):
            what = "argued" if before is decision.argued_on else "filed"
            yield Problem(field, f"is before the case was {what} ({before.full()})")
    yield from not_future("decided_on", decision.decided_on, today)
    yield from _unworded(decision)
    if not decision.merits_reached:
        for field, text in _texts(decision):
            if said := merits_words(text):
                yield Problem(field, f"says “{said}”, but the merits were not reached")
    yield from _of_effects(decision)
    if decision.appeal_from == decision.key:
        yield Problem("appeal_from", "is this decision itself")


def _texts(decision: Decision) -> Iterator[tuple[str, str]]:
    yield "holding", decision.holding or ""
    yield "separate_views", decision.separate_views or ""
    for place, effect in enumerate(decision.effects):
        yield f"effects.{place}.basis", effect.basis or ""


def _unworded(decision: Decision) -> Iterator[Problem]:
    """Say which of level, posture, disposition and merits does not go with the others."""
    if is_worded(decision):
        return
    court = courts()[decision.court]
    rows = [row for row in reachable() if row.posture is decision.posture]
    posture = decision.posture.value.replace("_", " ")
    at_level = [row for row in rows if row.level is court.level]
    if not at_level:
        yield Problem("posture", f"“{posture}” does not come before {court.sentence}")
        return
    done = [row for row in at_level if row.disposition is decision.disposition]
    if not done:
        yield Problem("disposition", f"with “{posture}” it is one of: {_dispositions(at_level)}")
        return
    reached = "not reached" if decision.merits_reached else "reached"
    disposition = decision.disposition.value.replace("_", " ")
    yield Problem("merits_reached", f"with “{posture}, {disposition}” the merits are {reached}")


def _dispositions(rows: Iterable[Combination]) -> str:
    return ", ".join(dict.fromkeys(row.disposition.value.replace("_", " ") for row in rows))


def _of_effects(decision: Decision) -> Iterator[Problem]:
    allowed = wording_of(decision).law
    seen: dict[tuple[str, tuple[str, ...], str | None], Outcome] = {}
    for place, effect in enumerate(decision.effects):
        field = f"effects.{place}"
        if not _is_full_key(effect.law):
            yield Problem(f"{field}.law", "is no law's key: write us-ca/2017-2018/sb-54")
        if allowed and effect.outcome not in allowed:
            names = ", ".join(outcome.value.replace("_", " ") for outcome in allowed)
            yield Problem(f"{field}.outcome", f"of such a decision it is one of: {names}")
        scope = (effect.law, effect.provisions, effect.limited_to)
        if seen.setdefault(scope, effect.outcome) is not effect.outcome:
            yield Problem(
                f"{field}.outcome",
                "there is another outcome for the same law: name the provisions of each",
            )


def _is_full_key(key: str) -> bool:
    try:
        parts = bill_parts(key)
    except ValueError:
        return False
    return bool(parts.jurisdiction and parts.session)


def decision_warnings(decision: Decision) -> Iterator[str]:
    """Yield what is unusual and may yet be true."""
    court = courts().get(decision.court)
    if court is not None and court.jurisdiction != decision.jurisdiction:
        yield f"{court.name} is a court of {court.jurisdiction}, not of {decision.jurisdiction}."
    if not decision.effects:
        yield "No effect on a law is on file with it."


def decision_problems_among(
    decision: Decision, laws: Iterable[str], decisions: Iterable[Decision]
) -> Iterator[Problem]:
    """Yield effects on laws not on file, circles, and a review before what it reviews."""
    known = set(laws)
    for place, effect in enumerate(decision.effects):
        if effect.law not in known:
            yield Problem(
                f"effects.{place}.law", f"“{effect.law}” is not on file: file that law first"
            )
    by_key = {one.key: one for one in decisions} | {decision.key: decision}
    below = by_key.get(decision.appeal_from or "")
    if circle := _circle(decision, by_key):
        yield Problem("appeal_from", f"the case goes in a circle: {' ← '.join(circle)}")
    elif below is not None and below.decided_on.is_after(decision.decided_on):
        reviewed = below.decided_on.full()
        yield Problem("decided_on", f"is before the decision that it reviews ({reviewed})")


def decision_warnings_among(
    decision: Decision, laws: Iterable[Law], decisions: Iterable[Decision]
) -> Iterator[str]:
    """Yield a reviewed decision that is not on file, and laws younger than the decision."""
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
