"""The card of a found answer: its first screen, the whole of it, and what its buttons open."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.cards.message import (
    Citations,
    Message,
    actions,
    button,
    context,
    fields,
    overflow,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    section,
    source_line,
    words,
)
from bot.mrkdwn import Json, bold, cut, escape, link
from facts import FactId, Match, wording

_FIELDS = (wording.LineKind.FIELD, wording.LineKind.AS_OF)
_SOURCES = (wording.LineKind.SOURCE, wording.LineKind.LATER_SOURCE)
_NOTES_LIMIT = 2_000
_MESSAGE_SIZE = 12_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""
_FIELD_WIDTH = 60
"""Characters of a value that fit beside another field."""


def posted_card(
    match: Match, question: int | None, *, by_id: bool = False, direct: bool = False
) -> Message:
    """Make the card that answers a question; the whole of it by a fact's id or in private.

    Of a retracted fact the first screen is enough: that nobody should print it. So it is where the
    whole card is more than Slack takes; its menu opens the whole.
    """
    if (by_id or direct) and not match.fact.is_retracted:
        whole = whole_card(match, question)
        if len(whole.json()) <= _MESSAGE_SIZE:
            return whole
    return card(match, question)


def card(match: Match, question: int | None = None) -> Message:
    """Make the first screen of one fact's card; `question` is the number of what was asked.

    What it leaves out is behind its buttons, which look the fact up again when they are pressed.
    """
    shown = wording.first_screen(match)
    strike = {"strike": True} if shown.is_retracted else {}
    blocks = [
        *(
            [rich(rich_section(words("\n".join(shown.warnings), bold=True)))]
            if shown.warnings
            else []
        ),
        *_answer_shown(shown, strike),
        *([context(_fields_in_line(shown.fields))] if shown.fields else []),
        context(_lead_source(shown)),
        context(escape("\n".join(shown.small_print))),
        _buttons(match, question, shown),
    ]
    return Message(_as_text(match, shown.warnings), tuple(blocks))


def whole_card(match: Match, question: int | None = None) -> Message:
    """Make the whole card of one fact: every field, the court history, all sources and notes."""
    lines = wording.card_lines(match)
    citations = Citations(line.source for line in _of(lines, *_SOURCES) if line.source)
    warned = [line.text for line in _of(lines, wording.LineKind.WARNING)]
    notes = "; ".join(line.text.removesuffix(".") for line in _of(lines, wording.LineKind.NOTE))
    small_print = [line.text for line in _of(lines, wording.LineKind.NAMESAKES)]
    small_print += [cut(notes, _NOTES_LIMIT)] if notes else []
    small_print += [line.text for line in _of(lines, wording.LineKind.VERIFIED)]
    blocks = [
        *([rich(rich_section(words("\n".join(warned), bold=True)))] if warned else []),
        _answer(lines, heading(match), is_retracted=match.fact.is_retracted),
        *_fields_shown([(line.label, line.text) for line in _of(lines, *_FIELDS)]),
        *_court_history(lines, citations),
        *_later(lines, citations),
        citations.block(),
        *(context(escape(text)) for text in small_print),
        _buttons(match, question),
    ]
    return Message(_as_text(match, warned), tuple(blocks))


def sources_shown(match: Match) -> tuple[Json, ...]:
    """Make what Sources shows: each source by itself, numbered as in the whole card."""
    lines = _of(wording.card_lines(match), *_SOURCES)
    return (
        *_warned(match),
        *(
            context(f"[{number}] {source_line(line.source)}")
            for number, line in enumerate(lines, start=1)
            if line.source
        ),
    )


def court_history_shown(match: Match) -> tuple[Json, ...]:
    """Make what **Court history** shows: every case in order, and what came after a past date."""
    lines = wording.card_lines(match)
    citations = Citations(line.source for line in _of(lines, *_SOURCES) if line.source)
    shown = [*_court_history(lines, citations), *_later(lines, citations)]
    as_of = [
        context(escape(f"{one.label} {one.text}")) for one in _of(lines, wording.LineKind.AS_OF)
    ]
    return (*_warned(match), *shown, *as_of, citations.block())


def heading(match: Match) -> str:
    """Return what a card is about, on one line."""
    return wording.card_heading(match.fact.body, match.law_body)


def answer_to_copy(match: Match) -> str:
    """Return the answer that may be printed, the source that carries it, and every caveat."""
    shown = wording.first_screen(match)
    lead = f"Source: {wording.source_text(shown.source)}"
    small_print = [line for line in shown.small_print if not line.startswith("Not to be confused")]
    lines = wording.card_lines(match)
    as_of = [f"{line.label} {line.text}" for line in _of(lines, wording.LineKind.AS_OF)]
    notes = [line.quoted for line in _of(lines, wording.LineKind.NOTE)]
    return "\n".join([*shown.warnings, match.sentence, lead, *as_of, *notes, *small_print])


def whole_text(match: Match) -> str:
    """Return the whole card as plain text, its sources numbered as on the card."""
    card = wording.card_lines(match)
    citations = Citations(line.source for line in _of(card, *_SOURCES) if line.source)
    lines = [line.text for line in _of(card, wording.LineKind.WARNING, wording.LineKind.HEADING)]
    lines.append(match.sentence)
    lines += [f"{line.label}: {line.text}" for line in _of(card, *_FIELDS)]
    dated = (wording.LineKind.CASE, wording.LineKind.COURT, wording.LineKind.LATER)
    for line in _of(card, *dated):
        if line.kind is wording.LineKind.CASE or line.source is None:
            lines.append(line.text)
            continue
        note = f" ({line.note})" if line.note else ""
        after = "After that date, " if line.kind is wording.LineKind.LATER else ""
        number = citations.number(line.source)
        lines.append(f"  {after}{line.label}: {line.text}{note} [{number}]")
    lines += [line.text for line in _of(card, wording.LineKind.NAMESAKES)]
    lines += [line.quoted for line in _of(card, wording.LineKind.NOTE)]
    verified = [line.text for line in _of(card, wording.LineKind.VERIFIED)]
    return "\n".join([*lines, citations.text(), *verified])


def _of(lines: Sequence[wording.Line], *kinds: wording.LineKind) -> list[wording.Line]:
    return [line for line in lines if line.kind in kinds]


def _as_text(match: Match, warned: Sequence[str]) -> str:
    return escape("\n".join([*warned, heading(match), match.sentence]))


def _warned(match: Match) -> list[Json]:
    """Make the warnings of a card as they head what one of its buttons opens."""
    warned = _of(wording.card_lines(match), wording.LineKind.WARNING)
    return [section(bold(escape("\n".join(line.text for line in warned))))] if warned else []


def _answer_shown(shown: wording.FirstScreen, style: dict[str, bool]) -> list[Json]:
    """Make the words of a quote under their speaker, or the answer in bold under the heading."""
    if shown.speaker:
        who = context(bold(escape(shown.speaker)) + escape(shown.said_on))
        return [who, rich(*(rich_quote(words(text, **style)) for text in shown.passages))]
    rest = f" {shown.context}" if shown.context else ""
    more = [words(" ...")] if shown.is_cut else []
    answer = rich_section(words(shown.sentence, bold=True, **style), words(rest, **style), *more)
    return [context(escape(shown.heading)), rich(answer)]


def _fields_in_line(pairs: Sequence[tuple[str, str]]) -> str:
    shown = [(f"{bold(label)} " if label else "") + escape(value) for label, value in pairs]
    text = "  ·  ".join(shown)
    return text[:1].upper() + text[1:]


def _lead_source(shown: wording.FirstScreen) -> str:
    source = shown.source
    title = link(source.url, source.title) if source.url else f"“{escape(source.title)}”"
    return title + escape(shown.source_details)


def _fields_shown(pairs: Sequence[tuple[str, str]]) -> list[Json]:
    """Make the fields two by two, ten to a block; one with a long text has the width to itself."""
    short = [one for one in pairs if len(one[1]) <= _FIELD_WIDTH]
    blocks = [fields(short[at : at + 10]) for at in range(0, len(short), 10)]
    for label, value in pairs:
        if len(value) > _FIELD_WIDTH:
            blocks.append(rich(rich_section(words(f"{label}  ", bold=True), words(value))))
    return blocks


def _answer(lines: Sequence[wording.Line], title: str, *, is_retracted: bool) -> Json:
    """Make the words of a quote under their speaker, or the answer under the card's heading."""
    style = {"strike": True} if is_retracted else {}
    elements = [
        rich_section(words(line.label, bold=True), words(line.text))
        for line in _of(lines, wording.LineKind.SPEAKER)
    ]
    elements += [
        rich_quote(words(line.text, **style)) for line in _of(lines, wording.LineKind.PASSAGE)
    ]
    for line in _of(lines, wording.LineKind.ANSWER):
        first, *rest = wording.sentences(line.text)
        more = words(f" {' '.join(rest)}" if rest else "", **style)
        elements.append(rich_section(words(title)))
        elements.append(rich_section(words(first, bold=True, **style), more))
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


def _buttons(match: Match, question: int | None, first: wording.FirstScreen | None = None) -> Json:
    """Make the buttons: on a first screen also those that open what it leaves out."""
    value, fact = CardRef.of(match, question).value, f"{match.fact.id}"
    opening = []
    if first is not None:
        opening.append(button(f"Sources ({first.sources})", "sources", value))
        if first.has_court_history:
            opening.append(button("Court history", "court_history", value))
        if first.speaker and first.is_cut:
            opening.append(button("Whole quote", "whole_card", value))
    more = [("History", f"history {fact}"), ("Dispute", f"dispute {fact}")]
    if first is not None and not (first.speaker and first.is_cut):
        more.insert(0, ("Whole card", f"whole_card {value}"))
    return actions(button("Copy", "copy_text", value), *opening, overflow("card_menu", more))


@dataclass(frozen=True, slots=True)
class CardRef:
    """What a button of a card carries, to look the same card up again when it is pressed."""

    fact: FactId
    as_of: str | None = None
    question: int | None = None
    """The number of the question that the card answers."""
    rests_on: int | None = None
    """A checksum of the revisions that the card was made of, to tell whether they have changed."""

    @classmethod
    def of(cls, match: Match, question: int | None) -> "CardRef":
        """Return what refers to the card of a match."""
        as_of = str(match.asked_for) if match.is_past else None
        return cls(match.fact.id, as_of, question, _rests_on(match))

    @property
    def value(self) -> str:
        """Return it as the value of a button."""
        given = [f"{self.fact}", self.as_of, self.question, self.rests_on]
        return json.dumps(given)

    @classmethod
    def parse(cls, value: str) -> "CardRef":
        """Read a button's value; cards posted by an earlier version have "F-12 2018-03-15"."""
        if not value.startswith("["):
            fact, _, as_of = value.partition(" ")
            return cls(FactId.parse(fact), as_of or None)
        fact, on, question, rests_on = json.loads(value)
        return cls(FactId.parse(fact), on, question, rests_on)

    def has_changed(self, match: Match) -> bool:
        """Whether a fact that the card rests on has another revision now."""
        return self.rests_on is not None and self.rests_on != _rests_on(match)


def _rests_on(match: Match) -> int:
    return crc32(" ".join(sorted(one.label for one in match.rests_on)).encode())
