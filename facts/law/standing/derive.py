"""Deriving the standing of a law on a day, or over a month or a year."""

from collections.abc import Iterable, Sequence
from datetime import date

from facts.dates import EdtfDate
from facts.law.standing.blocks import ByCourts, standing_by_courts, state_of
from facts.law.standing.cases import Roots, history, in_order
from facts.law.standing.events import ByEvents, HasCome, has_ended, standing_by_events
from facts.law.standing.value import Ground, Part, Standing, StandingState, Turn
from facts.model import Decision, Event, Law

_ENDED = frozenset((StandingState.FAILED, StandingState.REPEALED, StandingState.EXPIRED))
_RUNNING = frozenset((StandingState.IN_FORCE, StandingState.IN_FORCE_IN_PART))


def standing(law: Law, decisions: Iterable[Decision], on: date | EdtfDate) -> Standing:
    """Return the law's standing at the end of the day `on`.

    It follows from the law's events and from the decisions in cases that have an effect on the law;
    other decisions are ignored. If a date on file is too imprecise to tell between two states, or
    the state changes within an imprecise `on`, the standing is `unknown`, with the states and the
    date between them.
    """
    related = _related(law, decisions)
    if isinstance(on, EdtfDate) and not on.is_day:
        return _over_period(law, related, on)
    day = on.lower if isinstance(on, EdtfDate) else on
    certain = _assuming(law, related, day, lambda when: when.upper <= day)
    for assumed in _possible(law, related, day):

        def has_come(one: EdtfDate, come: tuple[EdtfDate, ...] = assumed) -> bool:
            return one.upper <= day or one in come

        possible = _assuming(law, related, day, has_come)
        if possible.state is not certain.state:
            turn = Turn(on=assumed[-1], state=possible.state)
            return _unknown(certain, (turn,), possible.grounds)
    return certain


def _possible(law: Law, related: Sequence[Decision], day: date) -> list[tuple[EdtfDate, ...]]:
    """Return which of the dates that may or may not have come by the day to assume past.

    The first, the first two and so on, up to all; then each alone.
    """
    imprecise = sorted(
        {when for when in _dates(law, related) if when.has_come(day) is None},
        key=lambda when: (*when.order, when.edtf),
    )
    first = [tuple(imprecise[: number + 1]) for number in range(len(imprecise))]
    return first + [(when,) for when in imprecise[1:]]


def days_of_change(law: Law, decisions: Iterable[Decision]) -> tuple[date, ...]:
    """Return the days on which the standing may change, in order; it never changes in between."""
    dates = _dates(law, _related(law, decisions))
    return tuple(sorted({day for when in dates for day in when.order}))


def later(law: Law, decisions: Iterable[Decision], on: date) -> tuple[Ground, ...]:
    """Return the law's events and the decisions in its cases after the day `on`, in order."""
    related = _related(law, decisions)
    events = [event for event in law.events if event.on.is_after(on)]
    return _grounds(law, events, [one for one in related if one.decided_on.is_after(on)])


def _related(law: Law, decisions: Iterable[Decision]) -> list[Decision]:
    cases = [case for case in history(decisions) if law.key in case.laws]
    return in_order(decision for case in cases for decision in case.decisions)


def _dates(law: Law, related: Sequence[Decision]) -> list[EdtfDate]:
    return [event.on for event in law.events] + [one.decided_on for one in related]


def _affects(decision: Decision, law: Law) -> bool:
    return any(effect.law == law.key for effect in decision.effects)


def _assuming(law: Law, related: Sequence[Decision], day: date, has_come: HasCome) -> Standing:
    """Return the standing, with the dates for which `has_come` is true, and only those, past."""
    own = standing_by_events(law, has_come)
    made = [one for one in related if has_come(one.decided_on)]
    affecting = [one for one in made if _affects(one, law)]
    court = standing_by_courts(law.key, made, Roots(related))
    parts = _not_ended(court.parts, law, has_come)
    state, since = _combined(own, court, state_of(parts), was_in_court=bool(affecting))
    dates = _dates(law, [one for one in related if _affects(one, law)])
    return Standing(
        state=state,
        on=day,
        since=since,
        by_events=own.state,
        parts=() if state in _ENDED else (*parts, *own.parts),
        grounds=_grounds(law, own.grounds, affecting),
        decisions_to=made[-1].decided_on if made else None,
        known_from=min(dates, key=lambda when: when.order, default=None)
        if state is StandingState.UNKNOWN
        else None,
    )


def _not_ended(parts: Iterable[Part], law: Law, has_come: HasCome) -> tuple[Part, ...]:
    """Return the blocked parts without provisions that have ended: nothing is left to block."""
    left = []
    for part in parts:
        provisions = tuple(one for one in part.provisions if not has_ended(law, one, has_come))
        if provisions or not part.provisions:
            left.append(part.model_copy(update={"provisions": provisions}))
    return tuple(left)


def _combined(
    own: ByEvents, court: ByCourts, by_courts: StandingState | None, *, was_in_court: bool
) -> tuple[StandingState, EdtfDate | None]:
    """Combine both: a law that has ended stays ended; otherwise courts prevail over its events."""
    if own.state in _ENDED:
        return own.state, own.since
    if by_courts is not None:
        dates = [when for when in (court.since, own.revived) if when is not None]
        return by_courts, max(dates, key=lambda when: when.order)
    if own.state is None:
        # A decision on it shows that it was enacted, but not when.
        state = StandingState.ENACTED_DATE_NOT_ON_FILE if was_in_court else StandingState.UNKNOWN
        return state, None
    since = own.since
    if court.resumed and own.state in _RUNNING and since and court.resumed.is_after(since):
        since = court.resumed
    return own.state, since


def _grounds(
    law: Law, events: Iterable[Event], decisions: Iterable[Decision]
) -> tuple[Ground, ...]:
    grounds = [
        Ground(on=event.on, event=event, source=law.sources[event.source - 1]) for event in events
    ]
    grounds += [Ground(on=one.decided_on, decision=one, source=one.sources[0]) for one in decisions]
    return tuple(sorted(grounds, key=lambda ground: ground.on.order))


def _over_period(law: Law, related: Sequence[Decision], span: EdtfDate) -> Standing:
    """Return the standing over a month or a year: one state, or `unknown` with each change."""
    inside = [day for day in days_of_change(law, related) if span.lower < day <= span.upper]
    first = standing(law, related, span.lower)
    last = standing(law, related, span.upper)
    turns: list[Turn] = list(first.turns)
    for day in inside:
        then = standing(law, related, day)
        turns += then.turns or (Turn(on=EdtfDate.of(day), state=then.state),)
    start = first.before or first.state
    states = [start, *(turn.state for turn in turns)]
    turns = [turn for turn, before in zip(turns, states, strict=False) if turn.state is not before]
    if not turns:
        return last.model_copy(update={"over": span})
    certain = last.model_copy(update={"state": start})
    return _unknown(certain, tuple(turns), last.grounds).model_copy(update={"over": span})


def _unknown(certain: Standing, turns: tuple[Turn, ...], grounds: tuple[Ground, ...]) -> Standing:
    return Standing(
        state=StandingState.UNKNOWN,
        on=certain.on,
        by_events=certain.by_events,
        grounds=grounds,
        decisions_to=certain.decisions_to,
        before=certain.state,
        turns=turns,
        known_from=certain.known_from,
    )
