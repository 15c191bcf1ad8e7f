"""What a law's own events make of it, whatever courts did."""

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
Come = Callable[[EdtfDate], bool]
"""Whether a date has come, in the world that is looked at."""


@dataclass(frozen=True, slots=True)
class Own:
    """A state by the law's own events; None where none had come."""

    state: StandingState | None
    since: EdtfDate | None = None
    parts: tuple[Part, ...] = ()
    grounds: tuple[Event, ...] = ()


def own_standing(law: Law, come: Come) -> Own:
    """Return the state that the law's events give it once those that have `come` are counted."""
    whole = [event for event in law.events if not event.provisions]
    done = [event for event in whole if come(event.on)]
    enacted = _of(done, ENACTING)
    if not enacted and (_of(whole, ENACTING) or not _of(done, STARTING | set(_ENDINGS))):
        return _bill(done)
    enactment = enacted[:1]
    if ended := _of(done, _ENDINGS):
        return Own(_ENDINGS[ended[0].event], ended[0].on, grounds=(*enactment, ended[0]))
    return _statute(law, whole, done, enactment, come)


def _bill(done: list[Event]) -> Own:
    if failed := _of(done, FAILING):
        return Own(StandingState.FAILED, failed[-1].on, grounds=(failed[-1],))
    if proposed := _of(done, PROPOSING):
        ends = dict.fromkeys((proposed[0], proposed[-1]))
        return Own(StandingState.PROPOSED, proposed[0].on, grounds=tuple(ends))
    return Own(None)


def _statute(
    law: Law, whole: list[Event], done: list[Event], enactment: list[Event], come: Come
) -> Own:
    passed_on = enactment[0].on if enactment else None
    parts = _parts(law, come)
    started: list[Event] = []
    for kind in (EventKind.EFFECTIVE, EventKind.OPERATIVE):
        planned = _of(whole, (kind,))
        if planned and not _of(done, (kind,)):
            grounds = (*enactment, *started, planned[0])
            return Own(StandingState.ENACTED_NOT_YET_IN_EFFECT, passed_on, grounds=grounds)
        started += _of(done, (kind,))[:1]
    if not started:
        return _started_in_part(law, enactment, parts, come)
    # A law that reaches back in time is in force once it is enacted, not before.
    since = max((event.on for event in (*enactment, *started)), key=lambda on: on.order)
    grounds = (*enactment, *started)
    if not parts:
        return Own(StandingState.IN_FORCE, since, grounds=grounds)
    causes = tuple(event for event in law.events if event.provisions and _counts(event, come))
    return Own(StandingState.IN_FORCE_IN_PART, since, parts, (*grounds, *causes))


def _started_in_part(law: Law, enactment: list[Event], parts: tuple[Part, ...], come: Come) -> Own:
    passed_on = enactment[0].on if enactment else None
    planned = [event for event in law.events if event.event in STARTING and event.provisions]
    if started := [event for event in planned if come(event.on)]:
        return Own(StandingState.IN_FORCE_IN_PART, started[0].on, parts, (*enactment, *started))
    state = StandingState.ENACTED_DATE_NOT_ON_FILE
    if planned:
        state = StandingState.ENACTED_NOT_YET_IN_EFFECT
    return Own(state, passed_on, parts, (*enactment, *planned))


def _parts(law: Law, come: Come) -> tuple[Part, ...]:
    """Provisions not yet in effect, and those that have ended, by their own events."""
    by_provision: dict[str, list[Event]] = {}
    for event in law.events:
        if event.event in STARTING or event.event in _ENDINGS:
            for provision in event.provisions:
                by_provision.setdefault(provision, []).append(event)
    grouped: dict[tuple[StandingState, EdtfDate | None], list[str]] = {}
    for provision, events in by_provision.items():
        done = [event for event in events if come(event.on)]
        if done:
            last = max(done, key=lambda event: event.on.order)
            if last.event in _ENDINGS:
                grouped.setdefault((_ENDINGS[last.event], last.on), []).append(provision)
        elif planned := _of(events, STARTING):
            key = (StandingState.ENACTED_NOT_YET_IN_EFFECT, planned[0].on)
            grouped.setdefault(key, []).append(provision)
    return tuple(
        Part(provisions=tuple(provisions), state=state, since=since)
        for (state, since), provisions in grouped.items()
    )


def _counts(event: Event, come: Come) -> bool:
    return event.event in STARTING or (event.event in _ENDINGS and come(event.on))


def _of(events: Iterable[Event], kinds: Iterable[EventKind]) -> list[Event]:
    """Return the events of these kinds, in order of their dates."""
    wanted = frozenset(kinds)
    return sorted(
        (event for event in events if event.event in wanted), key=lambda event: event.on.order
    )
