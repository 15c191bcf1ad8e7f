"""The standing that a law's own events give it, without courts.

An event counts from its date on, and not before: a repeal or a sunset in the future ends nothing
yet. A veto ends a bill until it is overridden. A repeal or a sunset of the whole law ends the law
until it is revived as a whole; of some provisions, those alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from facts.dates import EdtfDate
from facts.law.keys import statute_covers
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
_REVIVAL = frozenset((EventKind.REVIVED,))
_OF_PARTS = STARTING | set(_ENDINGS) | _REVIVAL
HasCome = Callable[[EdtfDate], bool]
"""Whether a date counts as past. An imprecise date may count either way: see `derive.standing`."""


@dataclass(frozen=True, slots=True)
class ByEvents:
    """A law's state by its own events; None if no event had come."""

    state: StandingState | None
    since: EdtfDate | None = None
    parts: tuple[Part, ...] = ()
    grounds: tuple[Event, ...] = ()
    revived: EdtfDate | None = None
    """When the law as a whole was revived after an end; None if it was not."""


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
    ended, revived = _last_end(past, _ENDINGS)
    if ended is not None and revived is None:
        return ByEvents(_ENDINGS[ended.event], ended.on, grounds=(*enactment, ended))
    found = _enacted(law, whole, past, enactment, revived, has_come)
    return replace(found, revived=revived.on) if revived is not None else found


def _last_end(
    events: Iterable[Event], ends: Iterable[EventKind]
) -> tuple[Event | None, Event | None]:
    """Return the first end since the last revival, and the revival if the law has not ended since.

    A revival counts only after an end; on one day, the end comes first.
    """
    ending, revived = None, None
    for event in _of_kinds(events, {*ends, *_REVIVAL}):
        if event.event not in _REVIVAL:
            ending, revived = (event if ending is None or revived else ending), None
        elif ending is not None and revived is None:
            revived = event
    return ending, revived


def _not_enacted(past: list[Event]) -> ByEvents:
    failed = _of_kinds(past, FAILING)
    _, revived = _last_end(past, FAILING)
    if failed and revived is None:
        return ByEvents(StandingState.FAILED, failed[-1].on, grounds=(failed[-1],))
    if proposed := _of_kinds(past, PROPOSING | _REVIVAL):
        ends = dict.fromkeys((proposed[0], proposed[-1]))
        return ByEvents(StandingState.PROPOSED, proposed[0].on, grounds=tuple(ends))
    return ByEvents(None)


def _enacted(
    law: Law,
    whole: list[Event],
    past: list[Event],
    enactment: list[Event],
    revived: Event | None,
    has_come: HasCome,
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
    if revived is not None:
        started.append(revived)
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
    """Return the provisions that are not yet in effect or have ended, by their own events.

    An event of a provision is one of everything in it: § 1 repealed is § 1(a) repealed.
    """
    events = [event for event in law.events if event.provisions and event.event in _OF_PARTS]
    states: dict[str, tuple[StandingState, EdtfDate] | None] = {}
    for provision in dict.fromkeys(one for event in events for one in event.provisions):
        own = [one for one in events if any(covers(named, provision) for named in one.provisions)]
        states[provision] = _part_state(own, has_come)
    grouped: dict[tuple[StandingState, EdtfDate], list[str]] = {}
    for provision, state in states.items():
        within = [one for one in states if one != provision and covers(one, provision)]
        if state is not None and all(states[one] != state for one in within):
            grouped.setdefault(state, []).append(provision)
    return tuple(
        Part(
            provisions=tuple(provisions),
            state=state,
            since=since,
            excepted=tuple(
                other
                for other, its_state in states.items()
                if its_state is None and any(covers(one, other) for one in provisions)
            ),
        )
        for (state, since), provisions in grouped.items()
    )


def has_ended(law: Law, provision: str, has_come: HasCome) -> bool:
    """Whether a provision is repealed or expired by itself, and nothing in it is revived."""
    events = [event for event in law.events if event.provisions and event.event in _OF_PARTS]
    named = dict.fromkeys(one for event in events for one in event.provisions)
    for one in (provision, *(other for other in named if covers(provision, other))):
        own = [event for event in events if any(covers(other, one) for other in event.provisions)]
        state = _part_state(own, has_come)
        if state is None or state[0] not in _ENDINGS.values():
            return False
    return True


def _part_state(events: list[Event], has_come: HasCome) -> tuple[StandingState, EdtfDate] | None:
    """Return how a provision differs from the law, and since when or from when; None if not."""
    past = [event for event in events if has_come(event.on)]
    ended, revived = _last_end(past, _ENDINGS)
    if ended is not None and revived is None:
        return _ENDINGS[ended.event], ended.on
    for kind in (EventKind.EFFECTIVE, EventKind.OPERATIVE):
        planned = _of_kinds(events, (kind,))
        if planned and not _of_kinds(past, (kind,)):
            return StandingState.ENACTED_NOT_YET_IN_EFFECT, planned[0].on
    return None


def covers(whole: str, part: str) -> bool:
    """Whether one provision is or includes another; both may be words such as "Part 2"."""
    return whole == part or statute_covers(whole, part)


def _makes_part(event: Event, has_come: HasCome) -> bool:
    return event.event in STARTING or (event.event in {*_ENDINGS, *_REVIVAL} and has_come(event.on))


def _of_kinds(events: Iterable[Event], kinds: Iterable[EventKind]) -> list[Event]:
    """Return the events of these kinds, in order of date; of one day, a revival comes last."""
    wanted = frozenset(kinds)
    return sorted(
        (event for event in events if event.event in wanted),
        key=lambda event: (*event.on.order, event.event in _REVIVAL),
    )
