"""What a card says of its fact, in lines: a change that alters none of them owes nobody a notice.

Not among them are a card's sources and notes, its list of what courts did, and what came after a
past date: what those change for the law is in the sentence and the standing.
"""

from facts import wording
from facts.answer import Match
from facts.model import Decision, Event, EventKind, FactState, Law, Quote, Source

_DATED = frozenset(
    {
        EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.EFFECTIVE,
        EventKind.OPERATIVE, EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED,
        EventKind.VETOED,
    }
)  # fmt: skip


def lines_of(match: Match) -> tuple[str, ...]:
    """Return the sentence, words and standing of a card; nothing of a retracted fact."""
    if match.fact.state is FactState.RETRACTED:
        return ()
    match match.fact.body:
        case Quote() as quote:
            return _quote(quote)
        case Law() as law:
            return (match.sentence, *_standing(match, law), *_events(match, law))
        case Decision() as decision:
            decided = f"Decided {decision.decided_on.full()}."
            heading = f"{wording.case_heading(decision)}."
            return (match.sentence, heading, decided, *_standing(match, match.law_body))


def source_of(match: Match, lines: tuple[str, ...]) -> Source:
    """Return the source of the event that a line tells of, else the first of the fact's."""
    body = match.fact.body
    for event in body.events if isinstance(body, Law) else ():
        if _event_line(event) in lines:
            return body.sources[event.source - 1]
    return body.sources[0]


def _quote(quote: Quote) -> tuple[str, ...]:
    role = f", {quote.role}" if quote.role else ""
    occasion = f", {quote.occasion}" if quote.occasion else ""
    said = f"{quote.speaker}{role}, {quote.said_on.full()}{occasion}"
    return (said, *(f"“{passage}”" for passage in quote.passages))


def _standing(match: Match, law: Law | None) -> tuple[str, ...]:
    if match.standing is None or law is None:
        return ()
    state = match.standing.state.value
    return (f"Standing of {law.number or law.title}: {state}.",)


def _events(match: Match, law: Law) -> tuple[str, ...]:
    return tuple(
        _event_line(event)
        for event in law.events
        if event.event in _DATED and not (match.is_past and event.on.is_after(match.on))
    )


def _event_line(event: Event) -> str:
    return f"{wording.event_line(event)}, {event.on.full()}."
