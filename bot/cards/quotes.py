"""The card of a checked message: each quote with its verdict, the changes marked in its words."""

import json
from collections.abc import Iterator
from textwrap import wrap

from bot.cards.message import (
    Message,
    actions,
    button,
    context,
    overflow,
    rich,
    rich_quote,
    rich_section,
    words,
)
from bot.mrkdwn import Json, bold, cut, escape, link, unescape
from facts import FiledFact, QuoteCheck, Revision, quotes, wording

_SAID = {
    quotes.Verdict.VERBATIM: "Verbatim",
    quotes.Verdict.OMISSION: "Verbatim, with an ellipsis",
    quotes.Verdict.EDITORIAL: "Verbatim, with words in brackets",
    quotes.Verdict.CUT: "Words left out without an ellipsis",
    quotes.Verdict.ALTERED: "Misquoted",
    quotes.Verdict.MISATTRIBUTED: "Said by someone else",
    quotes.Verdict.TOO_SHORT: "Too short to check without a speaker",
    quotes.Verdict.NOTHING: "No match on file",
}
_CHANGES_MEANING = {
    quotes.Verdict.VERBATIM: "Misleading excerpt: the meaning changes.",
    quotes.Verdict.OMISSION: "Misleading ellipsis: it changes the meaning.",
    quotes.Verdict.EDITORIAL: "Misleading brackets: the meaning changes.",
    quotes.Verdict.CUT: "Words left out: the meaning changes.",
    quotes.Verdict.ALTERED: "Misquoted: the meaning changes.",
    quotes.Verdict.MISATTRIBUTED: "Said by someone else, and the meaning changes.",
}
_STYLES: dict[quotes.PieceKind, dict[str, bool]] = {
    quotes.PieceKind.SAME: {},
    quotes.PieceKind.STRUCK: {"strike": True},
    quotes.PieceKind.MOVED: {"code": True},
    quotes.PieceKind.ON_FILE: {"bold": True},
    quotes.PieceKind.SKIPPED: {"italic": True},
}
_LEGEND = {
    quotes.PieceKind.STRUCK: "~Struck~: not on file.",
    quotes.PieceKind.ON_FILE: "*Bold*: on file.",
    quotes.PieceKind.MOVED: "`Boxed`: elsewhere on file.",
}
FILE_THIS = "file_this_quote"
NO_QUOTES = (
    "There is no quote to check in that message. A quote needs quotation marks, and at least four "
    "words or the speaker’s name."
)
_NOT_ON_FILE = "This does not mean that nobody said it."
_NAME_LIMIT = 300
_LINES = (10, 6, 4)
"""Lines of a quote's part of the card in a thread; fewer where the message would be too long."""
_LEAST_LINES = 2
"""Lines that its words have at least."""
_LINE, _SMALL_LINE = 36, 47
"""Characters of a line in a thread of 400 pixels, and of small print."""
_MESSAGE_SIZE = 12_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""


def quote_check(
    check: QuoteCheck, question_number: int, *, message_ts: str | None = None
) -> Message:
    """Make the reply to "Check this quote"; `message_ts` is the message that was checked."""
    for most in _LINES:
        blocks, lines = _blocks(check, question_number, message_ts, most)
        if len(json.dumps(blocks)) <= _MESSAGE_SIZE:
            break
    return Message(escape("\n".join(lines)), tuple(_fitted(blocks)))


def _blocks(
    check: QuoteCheck, question_number: int, message_ts: str | None, most: int
) -> tuple[list[Json], list[str]]:
    """Make the card with `most` lines for each quote; and its text, line by line."""
    checked = [one for one in check.message.quotes if one.verdict is not quotes.Verdict.TOO_SHORT]
    short = len(check.message.quotes) - len(checked)
    total = len(checked) + check.message.more
    blocks: list[Json] = []
    lines: list[str] = []
    for place, one in enumerate(checked, start=1):
        said = " ".join(filter(None, (verdict_line(one), quotes.describe_differences(one))))
        lines.append(f"{said} “{cut(one.span.words, 200)}”")
        counted = f"Quote {place} of {total}: " if total > 1 else ""
        blocks += _one(one, check, counted, most)
        blocks.append(actions(*_buttons(one, question_number, message_ts)))
    if short:
        noun = "quoted fragment is" if short == 1 else "quoted fragments are"
        lines.append(f"{short} {noun} too short to check without a speaker.")
        blocks.append(context(escape(lines[-1])))
    if check.message.more:
        lines.append(f"{check.message.more} more quotes were not checked: only the first ten are.")
        blocks.append(context(escape(lines[-1])))
    return blocks, lines


def verdict_line(one: quotes.CheckedQuote) -> str:
    """Return a verdict in plain words: `Misquoted: the meaning changes.`."""
    if one.comparison is not None and one.comparison.meaning_changed:
        return _CHANGES_MEANING[one.verdict]
    if not one.closes_early:
        return f"{_SAID[one.verdict]}."
    is_verbatim = one.verdict is quotes.Verdict.VERBATIM
    return f"{'Accurate excerpt' if is_verbatim else _SAID[one.verdict]}; the sentence continues."


def carried_revisions(check: QuoteCheck) -> tuple[Revision, ...]:
    """Return the revisions that the card shows words of."""
    ids = [one.on_file.id for one in check.message.quotes if one.on_file is not None]
    return tuple(check.facts[found].current for found in dict.fromkeys(ids))


def _one(one: quotes.CheckedQuote, check: QuoteCheck, counted: str, most: int) -> list[Json]:
    """Make a quote's verdict, its words with the changes marked, and whose words are on file."""
    pieces = quotes.marked(one)
    kinds = {piece.kind for piece in pieces}
    legend = " ".join(text for kind, text in _LEGEND.items() if kind in kinds)
    explained = "" if legend and not one.other_speaker else quotes.describe_differences(one)
    said = f"{counted}{verdict_line(one)} {explained}"
    small = [_NOT_ON_FILE]
    if one.on_file is not None:
        small = [*filter(None, [legend]), *_on_file(check.facts[one.on_file.id])]
    room = most - len(wrap(said, _LINE)) - sum(len(wrap(unescape(t), _SMALL_LINE)) for t in small)
    pieces = quotes.shortened(pieces, max(_LEAST_LINES, room) * _LINE)
    verdict = rich_section(
        words(counted), words(verdict_line(one), bold=True), words(f" {explained}".rstrip())
    )
    shown = rich_quote(*(words(piece.text, **_STYLES[piece.kind]) for piece in pieces))
    return [rich(verdict, shown), context("\n".join(small))]


def _on_file(fact: FiledFact) -> Iterator[str]:
    """Yield what warns of a fact; whose words it has, where to read them, who stands behind it."""
    quote = fact.quote
    assert quote is not None  # noqa: S101 (only quotes are compared)
    if fact.pending is not None:
        yield bold("A correction to this is under review: do not print.")
    said = escape(", ".join(["", *filter(None, [quote.role, quote.said_on.short()])]))
    source = quote.sources[0]
    details = wording.source_briefly(source)
    read = link(source.url, "Source") if source.url else ""
    read += escape(details if read else details.removeprefix(", "))
    checked = escape(f"{fact.current.label}, {wording.verified_briefly(fact.current)}")
    yield "  ·  ".join([f"{bold(quote.speaker)}{said}", read, checked])


def _buttons(one: quotes.CheckedQuote, question: int, message_ts: str | None) -> list[Json]:
    """Make a quote's buttons; words with no match are cut from the question by their place."""
    if one.on_file is not None:
        fact = one.on_file.id
        return [
            button("Copy", "copy_text", fact),
            button("Whole quote", "whole_card", fact),
            overflow("card_menu", [("History", f"history {fact}"), ("Dispute", f"dispute {fact}")]),
        ]
    span = one.span
    value: Json = {"question": question, "start": span.start, "end": span.end}
    if message_ts:
        value["ts"] = message_ts
    if one.speaker and one.names_speaker:
        value["speaker"] = one.speaker[:_NAME_LIMIT]
    return [
        button("Ask the desk", "ask_desk", f"{question} {span.start} {span.end}"),
        button("File this quote", FILE_THIS, json.dumps(value)),
    ]


def _fitted(blocks: list[Json]) -> list[Json]:
    """Take buttons out from the end where a message would be too long: the words go first."""
    kept = list(blocks)
    for place in range(len(blocks) - 1, -1, -1):
        if len(json.dumps(kept)) <= _MESSAGE_SIZE:
            break
        if blocks[place]["type"] == "actions":
            del kept[place]
    return kept
