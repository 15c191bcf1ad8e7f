"""The card of a found answer, by kind; and the opening that it hangs under."""

from datetime import date

from bot.cards.message import (
    Citations,
    Message,
    actions,
    button,
    context,
    fields,
    person,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    words,
)
from bot.cards.provenance import lead, small_print, stood_behind, warnings
from bot.mrkdwn import Json, cut, escape, mention
from facts import (
    Decision,
    EventKind,
    Law,
    Match,
    Question,
    Quote,
    StandingState,
    TimelineLine,
    card_heading,
    case_heading,
    event_line,
    law_heading,
    session_shown,
    timeline,
)

_DATED = {
    "Signed": (EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED),
    "In effect": (EventKind.EFFECTIVE,),
    "Operative": (EventKind.OPERATIVE,),
    "Ended": (EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED, EventKind.VETOED),
}


def opening(asker: str, question: Question) -> Message:
    """Make the message in the channel that says who asked what; the asker is a live mention."""
    asked = rich_section(person(asker), words(" asked: "), words(question.text, bold=True))
    return Message(f"{mention(asker)} asked: {escape(question.text)}", (rich(asked),))


def card(match: Match, *, today: date) -> Message:
    """Make the sourced card of one fact."""
    citations = Citations()
    match match.fact.body:
        case Law() as law:
            body = _law(match, law, citations)
        case Decision() as decision:
            body = _decision(match, decision, citations)
        case Quote() as quote:
            body = _quote(quote, citations)
    warned = warnings(match, today=today)
    blocks = [
        *([rich(rich_section(words("\n".join(warned), bold=True)))] if warned else []),
        *body,
        *_after(match, citations),
        citations.block(),
        *_notes(match),
        small_print(match, today=today),
        _buttons(match),
    ]
    return Message(escape("\n".join([*warned, heading(match), match.sentence])), tuple(blocks))


def heading(match: Match) -> str:
    """Return what a card is about, on one line."""
    return card_heading(match.fact.body, match.law_body)


def copy_text(match: Match) -> str:
    """Return a card as plain text, to paste into a story or a note."""
    citations = Citations()
    lines = [*warnings(match, today=match.today), heading(match), match.sentence]
    case = None
    for line in timeline(match.decision_bodies, law=match.law_body):
        if line.decision.case != case:
            case = line.decision.case
            lines.append(f"In court: {case}")
        number = citations.number(line.decision.sources[0])
        note = f" ({line.note})" if line.note else ""
        lines.append(f"  {line.on.short()}: {line.text}{note} [{number}]")
    for source in match.fact.body.sources:
        citations.number(source)
    if namesakes := namesakes_line(match):
        lines.append(namesakes)
    return "\n".join(
        [
            *lines,
            citations.text(),
            f"{stood_behind(match.fact.current)} · {match.fact.current.label}",
        ]
    )


def _answer(match: Match, title: str) -> Json:
    first, rest = lead(match.sentence)
    return rich(
        rich_section(words(title)),
        rich_section(words(first, bold=True), words(f" {rest}" if rest else "")),
    )


def _law(match: Match, law: Law, citations: Citations) -> list[Json]:
    for event in law.events:
        if any(event.event in kinds for kinds in _DATED.values()):
            citations.number(law.sources[event.source - 1])
    history = _history(match, citations)
    for source in law.sources:
        citations.number(source)
    return [_answer(match, law_heading(law)), fields(_law_fields(match, law)), *history]


def _law_fields(match: Match, law: Law) -> list[tuple[str, str]]:
    standing = match.standing
    shown = [("Standing", _capital(standing.state.value) if standing else "")]
    to = standing.decisions_to if standing else None
    to_date = f", decisions on file to {to.short()}" if to else ""
    shown.append(("As of", match.asked_for.short() + to_date))
    for label, kinds in _DATED.items():
        events = [
            event
            for event in law.events
            if event.event in kinds and not (match.is_past and event.on.is_after(match.on))
        ]
        if events:
            by = f", {events[0].by}" if events[0].by else ""
            shown.append((label, events[0].on.short() + by))
    if standing and standing.state is StandingState.ENACTED_DATE_NOT_ON_FILE:
        shown.append(("In effect", "date not on file"))
    return shown


def _decision(match: Match, decision: Decision, citations: Citations) -> list[Json]:
    citations.number(decision.sources[0])
    shown = [
        ("Case", case_heading(decision)),
        ("Decided", decision.decided_on.short()),
        ("Merits", "Reached" if decision.merits_reached else "Not reached"),
    ]
    if decision.case_filed_on is not None:
        shown.append(("Case filed", decision.case_filed_on.short()))
    if decision.argued_on is not None:
        shown.append(("Argued", decision.argued_on.short()))
    if decision.citations:
        shown.append(("Reported", ", ".join(decision.citations)))
    law = match.law_body
    if law is not None and match.standing is not None:
        name = law.number or law.title
        shown.append((f"Standing of {name}", _capital(match.standing.state.value)))
    history = _history(match, citations)
    for source in decision.sources:
        citations.number(source)
    return [_answer(match, heading(match)), fields(shown), *history]


def _history(match: Match, citations: Citations) -> list[Json]:
    """Make the case history in order, a heading for each case."""
    blocks: list[Json] = []
    lines = timeline(match.decision_bodies, law=match.law_body)
    for case in dict.fromkeys(line.decision.case for line in lines):
        rows = [_court_row(line, citations) for line in lines if line.decision.case == case]
        blocks.append(rich(rich_section(words(f"In court: {case}", bold=True)), rich_list(rows)))
    return blocks


def _court_row(line: TimelineLine, citations: Citations) -> Json:
    return rich_section(
        words(f"{line.on.short()}  ", bold=True),
        words(line.text + ("; " if line.note else " ")),
        *([words(f"{line.note} ", italic=True)] if line.note else []),
        citations.mark(line.decision.sources[0]),
    )


def _after(match: Match, citations: Citations) -> list[Json]:
    """Make the list of what came after a past date: it is no part of the answer."""
    if not match.later:
        return []
    decided = [ground.decision for ground in match.later if ground.decision]
    lines = {line.decision.key: line for line in timeline(decided, match.law_body)}
    rows = []
    for ground in match.later:
        if ground.decision is not None:
            rows.append(_court_row(lines[ground.decision.key], citations))
        if ground.event is not None:
            rows.append(
                rich_section(
                    words(f"{ground.on.short()}  ", bold=True),
                    words(f"{event_line(ground.event)} "),
                    citations.mark(ground.source),
                )
            )
    return [rich(rich_section(words("After that date", bold=True)), rich_list(rows))]


def _quote(quote: Quote, citations: Citations) -> list[Json]:
    role = f", {quote.role}" if quote.role else ""
    occasion = f", {quote.occasion}" if quote.occasion else ""
    for source in quote.sources:
        citations.number(source)
    return [
        rich(
            rich_section(
                words(quote.speaker, bold=True),
                words(f"{role}  ·  {quote.said_on.short()}{occasion}"),
            ),
            *(rich_quote(words(f"“{passage}”")) for passage in quote.passages),
        )
    ]


def _notes(match: Match) -> list[Json]:
    blocks = []
    if namesakes := namesakes_line(match):
        blocks.append(context(escape(namesakes)))
    if noted := match.fact.body.notes:
        blocks.append(context(escape(cut("; ".join(noted), 2_000))))
    return blocks


def namesakes_line(match: Match) -> str:
    """Say that other bills have the same number; "" where none on file has."""
    law = match.law_body
    if law is None or not match.namesakes:
        return ""
    others = [
        f"{one.body.title} ({session_shown(one.body)})"
        for one in match.namesakes
        if isinstance(one.body, Law)
    ]
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""  # noqa: PLR2004 (a line's worth)
    return (
        f"This is the {law.number} of {session_shown(law)}. "
        f"The number is also that of {'; '.join(others[:3])}{more}."
    )


def _buttons(match: Match) -> Json:
    value = f"{match.fact.id}"
    return actions(
        button("Dispute", "dispute", value),
        button("History", "history", value),
        button("Copy as text", "copy_text", _again(match)),
    )


def _again(match: Match) -> str:
    """Return what brings the same card back: the fact, and the date where it is past."""
    return f"{match.fact.id} {match.asked_for}" if match.is_past else f"{match.fact.id}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
