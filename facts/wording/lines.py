"""The lines of a card: one list, which cards, notices, the copied text and the comparison read.

    lines = card_lines(match)             every line of the whole card of a match, in its order

What a card's first screen shows of them is in `first_screen.py`; which count when two cards are
compared, in `card_changes.py`.
"""

from collections.abc import Iterator
from enum import StrEnum

from facts.answer import Match
from facts.law.courts import court
from facts.law.standing import StandingState, history
from facts.model import Decision, Event, EventKind, Law, Quote, Source
from facts.model.field import Type
from facts.model.fields import card_fields
from facts.model.value import Value
from facts.wording.court_acts import CourtHistoryLine, court_history
from facts.wording.events import event_line, failed, is_law
from facts.wording.names import (
    capital,
    card_heading,
    case_heading,
    law_label,
    law_short,
    provisions_in_words,
)
from facts.wording.provenance import source_text, verification, warnings
from facts.wording.values import value_text

# A law's events as fields of its card. What ended it stands under "Ended": the standing says which.
_DATED = {
    EventKind.SIGNED: "Signed",
    EventKind.LAW_UNSIGNED: "Law unsigned",
    EventKind.ADOPTED: "Adopted",
    EventKind.VETOED: "Vetoed",
    EventKind.VETO_OVERRIDDEN: "Veto overridden",
    EventKind.EFFECTIVE: "In effect",
    EventKind.OPERATIVE: "Operative",
    EventKind.AMENDED: "Amended",
    EventKind.REPEALED: "Repealed",
    EventKind.EXPIRED: "Expired",
    EventKind.DIED: "Died",
    EventKind.WITHDRAWN: "Withdrawn",
    EventKind.REVIVED: "Revived",
}
_ENDED = frozenset((StandingState.FAILED, StandingState.REPEALED, StandingState.EXPIRED))
_NAMESAKES_NAMED = 3
_LINE_LIMIT = 90  # characters of words: what a picker shows without a second line


class LineKind(StrEnum):
    """Where on a card a line stands."""

    WARNING = "warning"
    HEADING = "heading"
    ANSWER = "answer"
    """The sentence that may be printed; of a quote the card shows its speaker and words instead."""
    SPEAKER = "speaker"
    """The label is the speaker's name, the text what follows it."""
    PASSAGE = "passage"
    FIELD = "field"
    AS_OF = "as_of"
    """A field: the date that the card speaks for."""
    CASE = "case"
    """Heads the court history of one case."""
    COURT = "court"
    """One decision in a court history; the label is its date."""
    LATER = "later"
    """What came after the date that the card speaks for; the label is its date."""
    NAMESAKES = "namesakes"
    NOTE = "note"
    SOURCE = "source"
    LATER_SOURCE = "later_source"
    """A source that only lines of kind LATER cite."""
    VERIFIED = "verified"
    """Who verified the fact; the revisions that the card rests on; when a review is due."""


MARKED = frozenset({LineKind.COURT, LineKind.LATER})
"""The kinds of line that are printed with the number of their source."""


class Line(Value):
    """One line of a card, as text."""

    kind: LineKind
    text: str
    label: str = ""
    note: str = ""
    """Printed after the text, set off from it."""
    source: Source | None = None
    """Where the line can be checked; of a source's own line that source."""
    quoted: str = ""
    """The line as a notice quotes it, where it stands by itself."""

    @property
    def printed(self) -> tuple[str, ...]:
        """What a reader sees. Lines with equal `printed` read the same."""
        cited = source_text(self.source) if self.source and self.kind in MARKED else ""
        return (self.kind, self.label, self.text, self.note, cited)


def card_lines(match: Match) -> tuple[Line, ...]:
    """Return every line that the card of a match prints, in its order."""
    return tuple(_lines(match))


def _lines(match: Match) -> Iterator[Line]:
    body = match.fact.body
    yield from (Line(kind=LineKind.WARNING, text=text) for text in warnings(match))
    heading = card_heading(body, match.law_body)
    yield Line(kind=LineKind.HEADING, text=heading, quoted=heading)
    match body:
        case Quote():
            yield from _quote_lines(body)
        case Law():
            yield _answer(match)
            yield from _law_fields(match, body)
        case Decision():
            yield _answer(match)
            yield from _decision_fields(match, body)
    yield from _court_history(match)
    later = tuple(_later(match))
    yield from later
    cited = tuple(dict.fromkeys(_cited(match)))
    yield from (_source_line(source, LineKind.SOURCE) for source in cited)
    yield from (
        _source_line(line.source, LineKind.LATER_SOURCE)
        for line in {line.source: line for line in later}.values()
        if line.source is not None and line.source not in cited
    )
    if namesakes := _namesakes(match):
        yield Line(kind=LineKind.NAMESAKES, text=namesakes)
    for note in body.notes:
        yield Line(kind=LineKind.NOTE, text=note, quoted=f"Note: {note}")
    yield Line(kind=LineKind.VERIFIED, text="  ·  ".join(verification(match)))


def quote_sentence(quote: Quote) -> str:
    """`Robert Luna, Los Angeles County Sheriff, press conference, July 17, 2025: “...”`."""
    who = ", ".join(filter(None, (quote.speaker, quote.role, quote.occasion)))
    words = " [...] ".join(f"“{passage}”" for passage in quote.passages)
    return f"{who}, {quote.said_on.full()}: {words}"


def quote_line(quote: Quote) -> str:
    """Say what sets a quote apart: its first words, cut between two words."""
    words = " ".join(quote.passages[0].split())
    if len(words) > _LINE_LIMIT:
        words = words[:_LINE_LIMIT].rsplit(" ", 1)[0].rstrip(",;:.—–-") + " ..."
    return f"“{words}”"


def _answer(match: Match) -> Line:
    return Line(kind=LineKind.ANSWER, text=match.sentence, quoted=match.sentence)


def _quote_lines(quote: Quote) -> Iterator[Line]:
    role = f", {quote.role}" if quote.role else ""
    occasion = f", {quote.occasion}" if quote.occasion else ""
    yield Line(
        kind=LineKind.SPEAKER,
        label=quote.speaker,
        text=f"{role}  ·  {quote.said_on.short()}{occasion}",
        quoted=f"{quote.speaker}{role}, {quote.said_on.full()}{occasion}",
    )
    for passage in quote.passages:
        words = f"“{passage}”"
        yield Line(kind=LineKind.PASSAGE, text=words, quoted=words)


def _law_fields(match: Match, law: Law) -> Iterator[Line]:
    standing = match.standing
    if standing is not None:
        yield _standing("Status", match, law)
    yield _as_of(match)
    ended = _end(match)
    for event, label in _dated(match, law):
        happened = event_line(event, law)
        if event.by and event.by not in happened:
            happened = f"{happened}, {event.by}"
        is_planned = event.on.has_come(match.on) is False
        when = f"from {event.on.short()}" if is_planned else event.on.short()
        only = f"only {provisions_in_words(event.provisions)}" if event.provisions else ""
        yield Line(
            kind=LineKind.FIELD,
            label="Ended" if event == ended else label,
            text=", ".join(filter(None, (when, event.by, only))),
            source=law.sources[event.source - 1],
            quoted=f"{happened}, {'from ' if is_planned else ''}{event.on.full()}.",
        )
    if standing and standing.state is StandingState.ENACTED_DATE_NOT_ON_FILE:
        text = "date not on file"
        yield Line(kind=LineKind.FIELD, label="In effect", text=text, quoted=f"In effect: {text}.")
    yield from _declared(law)


def _as_of(match: Match) -> Line:
    to = match.standing.decisions_to if match.standing else None
    to_date = f", decisions on file to {to.short()}" if to else ""
    return Line(kind=LineKind.AS_OF, label="As of", text=match.asked_for.short() + to_date)


def _end(match: Match) -> Event | None:
    """Return the event that ended a law, or by which a bill came to nothing, if one has."""
    standing = match.standing
    law = match.law_body
    if law is None or standing is None or standing.state not in _ENDED:
        return None
    if standing.state is StandingState.FAILED:
        return failed(law, match.on)
    return next((one.event for one in reversed(standing.grounds) if one.event), None)


def _dated(match: Match, law: Law) -> list[tuple[Event, str]]:
    """Return the events that a card shows as fields, in order, each with its label."""
    ended = _end(match)
    shown: list[tuple[Event, str]] = []
    for kind, label in _DATED.items():
        events = [one for one in law.events if one.event is kind]
        if match.is_past:
            events = [one for one in events if not one.on.is_after(match.on)]
        if not is_law(law, match.on):  # the dates that a bill sets count only once it is law
            events = [one for one in events if one.on.has_come(match.on) is not False]
        events = [one for one in events if not one.provisions] or events
        if events:
            shown.append((ended if ended in events else events[0], label))
    return shown


def _decision_fields(match: Match, decision: Decision) -> Iterator[Line]:
    case = case_heading(decision)
    yield Line(kind=LineKind.FIELD, label="Case", text=case, quoted=f"{case}.")
    yield from _declared(decision)
    law = match.law_body
    if law is not None and match.standing is not None:
        yield _standing(f"Status of {law_label(law)}", match, law)
        yield _as_of(match)


def _declared(body: Law | Decision) -> Iterator[Line]:
    """Yield the fields that the table of the kind declares for its card."""
    for field in card_fields(body.kind):
        text, label = value_text(field, body, short_dates=True), field.in_card
        if text:
            whole = value_text(field, body)
            whole = whole.rstrip(".")
            quoted = f"{label} {whole}." if field.type is Type.DATE else f"{label}: {whole}."
            yield Line(kind=LineKind.FIELD, label=label, text=text, quoted=quoted)


def _standing(label: str, match: Match, law: Law) -> Line:
    state = match.standing.state.value if match.standing else ""
    quoted = f"Status of {law_label(law)}: {state}."
    return Line(kind=LineKind.FIELD, label=label, text=capital(state), quoted=quoted)


def _court_history(match: Match) -> Iterator[Line]:
    """Yield the court history in order, each case after its heading."""
    rows = court_history(match.decision_bodies, law=match.law_body)
    cases = history(row.decision for row in rows)
    for case in cases:
        heading = f"In court: {case.name}"
        if sum(other.name == case.name for other in cases) > 1:
            first = case.decisions[0]
            heading += f", {court(first.court).short}, No. {first.docket}"
        yield Line(kind=LineKind.CASE, text=heading, quoted=heading)
        for row in rows:
            if row.decision in case.decisions:
                yield _court_line(row, LineKind.COURT)


def _court_line(row: CourtHistoryLine, kind: LineKind) -> Line:
    note = f"; {row.note}" if row.note else ""
    return Line(
        kind=kind,
        label=row.on.short(),
        text=row.text,
        note=row.note or "",
        source=row.decision.sources[0],
        quoted=f"{row.on.short()}: {row.text}{note}",
    )


def _later(match: Match) -> Iterator[Line]:
    decided = [ground.decision for ground in match.later if ground.decision]
    rows = {row.decision.key: row for row in court_history(decided, match.law_body)}
    for ground in match.later:
        if ground.decision is not None:
            yield _court_line(rows[ground.decision.key], LineKind.LATER)
        if ground.event is not None:
            yield Line(
                kind=LineKind.LATER,
                label=ground.on.short(),
                text=event_line(ground.event, match.law_body),
                source=ground.source,
            )


def _cited(match: Match) -> Iterator[Source]:
    """Yield the sources in the order in which the card numbers them; some come again."""
    body = match.fact.body
    match body:
        case Law():
            for event, _ in _dated(match, body):
                yield body.sources[event.source - 1]
        case Decision():
            yield body.sources[0]
        case Quote():
            pass
    for row in court_history(match.decision_bodies, law=match.law_body):
        yield row.decision.sources[0]
    yield from body.sources


def _source_line(source: Source, kind: LineKind) -> Line:
    text = source_text(source)
    return Line(kind=kind, text=text, source=source, quoted=f"Source: {text}")


def _namesakes(match: Match) -> str:
    """Say that other bills have the same number; "" where none on file has."""
    law = match.law_body
    if law is None or not match.namesakes:
        return ""
    others = [law_short(one.law) for one in match.namesakes if one.law]
    left = len(others) - _NAMESAKES_NAMED
    shown = others[:_NAMESAKES_NAMED] + ([f"{left} more of that number"] if left > 0 else [])
    return f"Not to be confused with {' or '.join(shown)}."
