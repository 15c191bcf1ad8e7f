"""The standing that a law's own events give it, without courts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from facts.dates import EdtfDate
from facts.law.standing.value import Part, StandingState
from facts.model import Event, EventKind, Law

ENACTING = frozenset(
    (
        EventKind.SIGNED,
        EventKind.LAW_UNSIGNED,
        EventKind.ADOPTED,
        EventKind.VETO_OVERRIDDEN,
        EventKind.CHAPTERED,
    )
)
PROPOSING = frozenset((EventKind.INTRODUCED, EventKind.PASSED_HOUSE, EventKind.PASSED))
FAILING = frozenset((EventKind.DIED, EventKind.WITHDRAWN, EventKind.VETOED))
STARTING = frozenset((EventKind.EFFECTIVE, EventKind.OPERATIVE))
_ENDINGS = {
    EventKind.REPEALED: StandingState.REPEALED,
    EventKind.EXPIRED: StandingState.EXPIRED,
}
HasCome = Callable[[EdtfDate], bool]
"""Whether a date counts as past. An imprecise date may count either way: see `derive.standing`."""


@dataclass(frozen=True, slots=True)
class ByEvents:
    """A law's state by its own events; None if no event had come."""

    state: StandingState | None
    since: EdtfDate | None = None
    parts: tuple[Part, ...] = ()
    grounds: tuple[Event, ...] = ()


def standing_by_events(law: Law, has_come: HasCome) -> ByEvents:
    """Return the state that follows from the law's events with dates that have come.

    Events for some provisions only make parts; the others make the state of the whole law.
    """
    whole = [event for event in law.events if not event.provisions]
    past = [event for event in whole if has_come(event.on)]
    enacted = _of_kinds(past, ENACTING)
    if not enacted and (
        _of_kinds(whole, ENACTING) or not _of_kinds(past, STARTING | set(_ENDINGS))
    ):
        return _not_enacted(past)
    enactment = enacted[:1]
    if ended := _of_kinds(past, _ENDINGS):
        return ByEvents(_ENDINGS[ended[0].event], ended[0].on, grounds=(*enactment, ended[0]))
    return _enacted(law, whole, past, enactment, has_come)


def _not_enacted(past: list[Event]) -> ByEvents:
    if failed := _of_kinds(past, FAILING):
        return ByEvents(StandingState.FAILED, failed[-1].on, grounds=(failed[-1],))
    if proposed := _of_kinds(past, PROPOSING):
        ends = dict.fromkeys((proposed[0], proposed[-1]))
        return ByEvents(StandingState.PROPOSED, proposed[0].on, grounds=tuple(ends))
    return ByEvents(None)


def _enacted(
    law: Law, whole: list[Event], past: list[Event], enactment: list[Event], has_come: HasCome
) -> ByEvents:
    enacted_on = enactment[0].on if enactment else None
    parts = _parts(law, has_come)
    started: list[Event] = []
    for kind in (EventKind.EFFECTIVE, EventKind.OPERATIVE):
        planned = _of_kinds(whole, (kind,))
        if planned and not _of_kinds(past, (kind,)):
            grounds = (*enactment, *started, planned[0])
            return ByEvents(StandingState.ENACTED_NOT_YET_IN_EFFECT, enacted_on, grounds=grounds)
        started += _of_kinds(past, (kind,))[:1]
    if not started:
        return _started_in_part(law, enactment, parts, has_come)
    # A retroactive law is in force from its enactment, not before.
    since = max((event.on for event in (*enactment, *started)), key=lambda on: on.order)
    grounds = (*enactment, *started)
    if not parts:
        return ByEvents(StandingState.IN_FORCE, since, grounds=grounds)
    causes = tuple(
        event for event in law.events if event.provisions and _makes_part(event, has_come)
    )
    return ByEvents(StandingState.IN_FORCE_IN_PART, since, parts, (*grounds, *causes))


def _started_in_part(
    law: Law, enactment: list[Event], parts: tuple[Part, ...], has_come: HasCome
) -> ByEvents:
    enacted_on = enactment[0].on if enactment else None
    planned = [event for event in law.events if event.event in STARTING and event.provisions]
    if started := [event for event in planned if has_come(event.on)]:
        return ByEvents(
            StandingState.IN_FORCE_IN_PART, started[0].on, parts, (*enactment, *started)
        )
    state = StandingState.ENACTED_DATE_NOT_ON_FILE
    if planned:
        state = StandingState.ENACTED_NOT_YET_IN_EFFECT
    return ByEvents(state, enacted_on, parts, (*enactment, *planned))


def _parts(law: Law, has_come: HasCome) -> tuple[Part, ...]:
    """Return the provisions that are not yet in effect or have ended, by their own events."""
    by_provision: dict[str, list[Event]] = {}
    for event in law.events:
        if event.event in STARTING or event.event in _ENDINGS:
            for provision in event.provisions:
                by_provision.setdefault(provision, []).append(event)
    grouped: dict[tuple[StandingState, EdtfDate | None], list[str]] = {}
    for provision, events in by_provision.items():
        past = [event for event in events if has_come(event.on)]
        if past:
            last = max(past, key=lambda event: event.on.order)
            if last.event in _ENDINGS:
                grouped.setdefault((_ENDINGS[last.event], last.on), []).append(provision)
        elif planned := _of_kinds(events, STARTING):
            key = (StandingState.ENACTED_NOT_YET_IN_EFFECT, planned[0].on)
            grouped.setdefault(key, []).append(provision)
    return tuple(
        Part(provisions=tuple(provisions), state=state, since=since)
        for (state, since), provisions in grouped.items()
    )


def _makes_part(event: Event, has_come: HasCome) -> bool:
    return event.event in STARTING or (event.event in _ENDINGS and has_come(event.on))


def _of_kinds(events: Iterable[Event], kinds: Iterable[EventKind]) -> list[Event]:
    """Return the events of these kinds, in order of date."""
    wanted = frozenset(kinds)
    return sorted(
        (event for event in events if event.event in wanted), key=lambda event: event.on.order
    )
