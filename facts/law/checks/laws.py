"""What is wrong with a law: two signings, dates in the wrong order, dates in the future."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from facts.errors import Problem
from facts.law.checks.dates import not_future
from facts.model import Event, EventKind, Law

_ONCE = {
    EventKind.INTRODUCED: "introduced",
    EventKind.PASSED: "passed by the whole legislature",
    EventKind.SIGNED: "signed",
    EventKind.LAW_UNSIGNED: "made law unsigned",
    EventKind.VETOED: "vetoed",
    EventKind.DIED: "said to have died",
    EventKind.CHAPTERED: "chaptered",
    EventKind.EFFECTIVE: "given an effective date",
    EventKind.OPERATIVE: "given an operative date",
    EventKind.REPEALED: "repealed",
    EventKind.EXPIRED: "said to have expired",
}
# Each before the next, as far as both are on file.
_ORDER = (
    (EventKind.INTRODUCED,),
    (EventKind.PASSED_HOUSE,),
    (EventKind.PASSED,),
    (EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.VETOED),
    (EventKind.VETO_OVERRIDDEN,),
    (EventKind.EFFECTIVE,),
    (EventKind.OPERATIVE,),
)
_PLANNED = frozenset(
    (EventKind.EFFECTIVE, EventKind.OPERATIVE, EventKind.REPEALED, EventKind.EXPIRED)
)
_ENACTING = frozenset((EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED))
_ENDING = frozenset((EventKind.DIED, EventKind.WITHDRAWN))


def law_problems(law: Law, today: date | None) -> Iterator[Problem]:
    """Yield what must be mended, at its field."""
    first, _, last = law.session.partition("-")
    if last and int(last) < int(first):
        yield Problem("session", f"ends before it begins: write {last}-{first}")
    whole = [(place, event) for place, event in enumerate(law.events) if not event.provisions]
    yield from _twice(whole)
    yield from _reversed(whole)
    for place, event in enumerate(law.events):
        if event.event not in _PLANNED:
            yield from not_future(f"events.{place}.on", event.on, today)


def _twice(whole: Sequence[tuple[int, Event]]) -> Iterator[Problem]:
    seen: dict[EventKind, Event] = {}
    for place, event in whole:
        if event.event in _ONCE and event.event in seen:
            when = seen[event.event].on.full()
            yield Problem(
                f"events.{place}.event",
                f"a law is {_ONCE[event.event]} once, and this one was already ({when}): "
                "name the provisions, if only some are meant",
            )
        seen.setdefault(event.event, event)
    signed, unsigned = seen.get(EventKind.SIGNED), seen.get(EventKind.LAW_UNSIGNED)
    if signed and unsigned:
        place = next(place for place, event in whole if event is unsigned)
        yield Problem(f"events.{place}.event", "it was signed: it cannot be law unsigned as well")
    enacted = [event for kind, event in seen.items() if kind in _ENACTING]
    for place, event in whole:
        if event.event in _ENDING and enacted:
            yield Problem(
                f"events.{place}.event",
                f"it became law ({enacted[0].on.full()}): an enacted law is repealed or expires",
            )
        if event.event is EventKind.VETOED and signed:
            yield Problem(f"events.{place}.event", "it was signed: it cannot be vetoed as well")


def _reversed(whole: Sequence[tuple[int, Event]]) -> Iterator[Problem]:
    """Dates in the wrong order, each told once, at the later kind of event."""
    steps = [[(place, event) for place, event in whole if event.event in kinds] for kinds in _ORDER]
    for (_, before), (place, event) in (
        (earlier[-1], later[0]) for earlier, later in pairwise(filter(None, steps))
    ):
        if event.on.is_before(before.on):
            yield Problem(
                f"events.{place}.on",
                f"{_named(event)} ({event.on.full()}) before it was {_named(before)} "
                f"({before.on.full()}): check both dates{_back(event)}",
            )
    enacted = [event for _, event in whole if event.event in _ENACTING]
    for place, event in whole:
        ends = event.event in (EventKind.REPEALED, EventKind.EXPIRED, EventKind.CHAPTERED)
        if ends and enacted and event.on.is_before(enacted[0].on):
            yield Problem(
                f"events.{place}.on",
                f"{_named(event)} ({event.on.full()}) before it became law "
                f"({enacted[0].on.full()}): check both dates",
            )


def _named(event: Event) -> str:
    return event.event.value.replace("_", " ").replace("passed house", "passed by a chamber")


def _back(event: Event) -> str:
    if event.event not in (EventKind.EFFECTIVE, EventKind.OPERATIVE):
        return ""
    return ", or name the provisions that reach back"


def law_warnings(law: Law) -> Iterator[str]:
    """Yield what is unusual: provisions that reach back before the law was enacted."""
    enacted = [event for event in law.events if event.event in _ENACTING and not event.provisions]
    for event in law.events:
        starts = event.event in (EventKind.EFFECTIVE, EventKind.OPERATIVE)
        if starts and event.provisions and enacted and event.on.is_before(enacted[0].on):
            yield (
                f"{', '.join(event.provisions)} reaches back to {event.on.full()}, before the law "
                f"was enacted ({enacted[0].on.full()})."
            )
