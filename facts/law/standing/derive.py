"""A law's standing on a day, and the days on which it may change."""

from collections.abc import Iterable, Sequence
from datetime import date

from facts.dates import EdtfDate
from facts.law.standing.cases import InCourt, history, in_court, in_order
from facts.law.standing.events import Come, Own, own_standing
from facts.law.standing.value import Ground, Standing, StandingState, Turn
from facts.model import Decision, Event, Law

_ENDED = frozenset((StandingState.FAILED, StandingState.REPEALED, StandingState.EXPIRED))
_RUNNING = frozenset((StandingState.IN_FORCE, StandingState.IN_FORCE_IN_PART))
# What a part's state makes of the law's, the gravest first: (part, whole law, the law's state).
_BY_COURTS = (
    (StandingState.STRUCK_DOWN, True, StandingState.STRUCK_DOWN),
    (StandingState.ENJOINED, True, StandingState.ENJOINED),
    (StandingState.STRUCK_DOWN, False, StandingState.STRUCK_DOWN_IN_PART),
    (StandingState.ENJOINED, False, StandingState.ENJOINED_IN_PART),
)


def standing(law: Law, decisions: Iterable[Decision], on: date | EdtfDate) -> Standing:
    """Return the law's standing at the end of the day `on`, by its events and decisions' effects.

    Decisions with no effect on the law, and outside the cases that have one, count for nothing.
    Where a date on file, or `on` itself, is too vague to tell between two states the standing is
    `unknown`, with both of them and the date between.
    """
    related = _related(law, decisions)
    if isinstance(on, EdtfDate) and not on.is_day:
        return _over(law, related, on)
    day = on.lower if isinstance(on, EdtfDate) else on
    certain = _look(law, related, day, lambda when: when.upper <= day)
    if all(when.has_come(day) is not None for when in _dates(law, related)):
        return certain
    possible = _look(law, related, day, lambda when: when.lower <= day)
    if possible.state is certain.state:
        return certain
    between = _deciding(law, related, day, certain.state)
    return _unknown(certain, (Turn(on=between, state=possible.state),), possible.grounds)


def _deciding(law: Law, related: Sequence[Decision], day: date, certain: StandingState) -> EdtfDate:
    """Return the first vague date that alone would change the state; else the first of them."""
    vague = sorted(
        (when for when in _dates(law, related) if when.has_come(day) is None),
        key=lambda when: when.order,
    )
    for when in vague:

        def come(one: EdtfDate, settled: EdtfDate = when) -> bool:
            return one.upper <= day or one == settled

        if _look(law, related, day, come).state is not certain:
            return when
    return vague[0]


def changes(law: Law, decisions: Iterable[Decision]) -> tuple[date, ...]:
    """Return the days on which the standing may change, in order; between two it never does."""
    dates = _dates(law, _related(law, decisions))
    return tuple(sorted({day for when in dates for day in when.order}))


def later(law: Law, decisions: Iterable[Decision], on: date) -> tuple[Ground, ...]:
    """Return what came after the day `on`, in order: the law's events and decisions about it."""
    related = _related(law, decisions)
    events = [event for event in law.events if event.on.is_after(on)]
    return _grounds(law, events, [one for one in related if one.decided_on.is_after(on)])


def _related(law: Law, decisions: Iterable[Decision]) -> list[Decision]:
    cases = [case for case in history(decisions) if law.key in case.laws]
    return in_order(decision for case in cases for decision in case.decisions)


def _dates(law: Law, related: Sequence[Decision]) -> list[EdtfDate]:
    return [event.on for event in law.events] + [one.decided_on for one in related]


def _touches(decision: Decision, law: Law) -> bool:
    return any(effect.law == law.key for effect in decision.effects)


def _look(law: Law, related: Sequence[Decision], day: date, come: Come) -> Standing:
    """Read the standing in the world where the dates that have `come` are settled."""
    own = own_standing(law, come)
    made = [one for one in related if come(one.decided_on)]
    touching = [one for one in made if _touches(one, law)]
    court = in_court(law.key, made)
    state, since = _joined(own, court, known=bool(touching))
    over = state in _ENDED
    dates = _dates(law, [one for one in related if _touches(one, law)])
    return Standing(
        state=state,
        on=day,
        since=since,
        by_events=own.state,
        parts=() if over else (*court.parts, *own.parts),
        grounds=_grounds(law, own.grounds, touching),
        decisions_to=made[-1].decided_on if made else None,
        known_from=min(dates, key=lambda when: when.order, default=None)
        if state is StandingState.UNKNOWN
        else None,
    )


def _joined(own: Own, court: InCourt, *, known: bool) -> tuple[StandingState, EdtfDate | None]:
    """Join the two: what ended has ended; otherwise a court's word stands over the law's own."""
    if own.state in _ENDED:
        return own.state, own.since
    for of_part, is_whole, state in _BY_COURTS:
        dates = [
            part.since
            for part in court.parts
            if part.state is of_part and part.is_whole is is_whole and part.since
        ]
        if dates:
            return state, min(dates, key=lambda when: when.order)
    if own.state is None:
        # A court took it for a law, which says that it is one and not since when.
        state = StandingState.ENACTED_DATE_NOT_ON_FILE if known else StandingState.UNKNOWN
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


def _over(law: Law, related: Sequence[Decision], span: EdtfDate) -> Standing:
    """Read the standing over a month or a year: one state throughout, or which until when."""
    inside = [day for day in changes(law, related) if span.lower < day <= span.upper]
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
