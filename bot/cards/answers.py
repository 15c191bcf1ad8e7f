"""The card of a found answer, its lines laid out as blocks."""

from collections.abc import Sequence

from bot.cards.message import (
    Citations,
    Message,
    actions,
    button,
    context,
    fields,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    words,
)
from bot.mrkdwn import Json, cut, escape
from facts import Match, wording

_FIELDS = (wording.LineKind.FIELD, wording.LineKind.AS_OF)
_SOURCES = (wording.LineKind.SOURCE, wording.LineKind.LATER_SOURCE)
_NOTES_LIMIT = 2_000


def card(match: Match) -> Message:
    """Make the sourced card of one fact."""
    lines = wording.card_lines(match)
    citations = Citations(line.source for line in _of(lines, *_SOURCES) if line.source)
    warned = [line.text for line in _of(lines, wording.LineKind.WARNING)]
    shown = [(line.label, line.text) for line in _of(lines, *_FIELDS)]
    notes = "; ".join(line.text for line in _of(lines, wording.LineKind.NOTE))
    small_print = [line.text for line in _of(lines, wording.LineKind.NAMESAKES)]
    small_print += [cut(notes, _NOTES_LIMIT)] if notes else []
    small_print += [line.text for line in _of(lines, wording.LineKind.VERIFIED)]
    blocks = [
        *([rich(rich_section(words("\n".join(warned), bold=True)))] if warned else []),
        _answer(lines, heading(match)),
        *([fields(shown)] if shown else []),
        *_court_history(lines, citations),
        *_later(lines, citations),
        citations.block(),
        *(context(escape(text)) for text in small_print),
        _buttons(match),
    ]
    return Message(escape("\n".join([*warned, heading(match), match.sentence])), tuple(blocks))


def heading(match: Match) -> str:
    """Return what a card is about, on one line."""
    return wording.card_heading(match.fact.body, match.law_body)


def copy_text(match: Match) -> str:
    """Return a card as plain text, to paste into a story or a note."""
    card = wording.card_lines(match)
    citations = Citations()
    lines = [line.text for line in _of(card, wording.LineKind.WARNING, wording.LineKind.HEADING)]
    lines.append(match.sentence)
    decision = match.fact.decision
    if decision is not None and not decision.decided_on.is_after(match.on):
        lines += filter(None, [wording.holding_beside(decision, match.sentence)])
    for line in _of(card, wording.LineKind.CASE, wording.LineKind.COURT):
        if line.kind is wording.LineKind.CASE or line.source is None:
            lines.append(line.text)
            continue
        note = f" ({line.note})" if line.note else ""
        number = citations.number(line.source)
        lines.append(f"  {line.label}: {line.text}{note} [{number}]")
    for source in match.fact.body.sources:
        citations.number(source)
    lines += [line.text for line in _of(card, wording.LineKind.NAMESAKES)]
    current = match.fact.current
    return "\n".join(
        [*lines, citations.text(), f"{wording.verified_by(current)} · {current.label}"]
    )


def _of(lines: Sequence[wording.Line], *kinds: wording.LineKind) -> list[wording.Line]:
    return [line for line in lines if line.kind in kinds]


def _answer(lines: Sequence[wording.Line], title: str) -> Json:
    """Make the words of a quote under their speaker, or the answer under the card's heading."""
    elements = [
        rich_section(words(line.label, bold=True), words(line.text))
        for line in _of(lines, wording.LineKind.SPEAKER)
    ]
    elements += [rich_quote(words(line.text)) for line in _of(lines, wording.LineKind.PASSAGE)]
    for line in _of(lines, wording.LineKind.ANSWER):
        first, rest = wording.first_sentence(line.text)
        elements.append(rich_section(words(title)))
        elements.append(rich_section(words(first, bold=True), words(f" {rest}" if rest else "")))
    return rich(*elements)


def _court_history(lines: Sequence[wording.Line], citations: Citations) -> list[Json]:
    """Make the court history in order, a list under the heading of each case."""
    cases: list[tuple[wording.Line, list[Json]]] = []
    for line in _of(lines, wording.LineKind.CASE, wording.LineKind.COURT):
        if line.kind is wording.LineKind.CASE:
            cases.append((line, []))
        else:
            cases[-1][1].append(_dated(line, citations))
    return [
        rich(rich_section(words(case.text, bold=True)), rich_list(rows)) for case, rows in cases
    ]


def _later(lines: Sequence[wording.Line], citations: Citations) -> list[Json]:
    """Make the list of what came after a past date, which is not part of the answer."""
    rows = [_dated(line, citations) for line in _of(lines, wording.LineKind.LATER)]
    return (
        [rich(rich_section(words("After that date", bold=True)), rich_list(rows))] if rows else []
    )


def _dated(line: wording.Line, citations: Citations) -> Json:
    return rich_section(
        words(f"{line.label}  ", bold=True),
        words(line.text + ("; " if line.note else " ")),
        *([words(f"{line.note} ", italic=True)] if line.note else []),
        *([citations.mark(line.source)] if line.source else []),
    )


def _buttons(match: Match) -> Json:
    value = f"{match.fact.id}"
    return actions(
        button("Dispute", "dispute", value),
        button("History", "history", value),
        button("Copy as text", "copy_text", _again(match)),
    )


def _again(match: Match) -> str:
    """Return what looks up the same card again: the fact, and the date if it is in the past."""
    return f"{match.fact.id} {match.asked_for}" if match.is_past else f"{match.fact.id}"
