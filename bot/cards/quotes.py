"""The card of a checked message: each quote with its verdict, the differences inside the words."""

import json

from bot.cards.message import (
    Citations,
    Message,
    actions,
    button,
    context,
    rich,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.mrkdwn import Json, bold, cut, escape
from facts import QuoteCheck, Revision, quotes, wording

_SAID = {
    quotes.Verdict.VERBATIM: "Verbatim",
    quotes.Verdict.OMISSION: "Verbatim, with an ellipsis",
    quotes.Verdict.EDITORIAL: "Verbatim, with words in brackets",
    quotes.Verdict.CUT: "Words are missing without an ellipsis",
    quotes.Verdict.ALTERED: "Misquoted",
    quotes.Verdict.MISATTRIBUTED: "Said by someone else",
    quotes.Verdict.TOO_SHORT: "Too short to check without a speaker",
    quotes.Verdict.NOTHING: "No match on file",
}
_CHANGES_MEANING = {
    quotes.Verdict.VERBATIM: "Misleading excerpt: the meaning changes.",
    quotes.Verdict.OMISSION: "Misleading ellipsis: it changes the meaning.",
    quotes.Verdict.EDITORIAL: "Misleading brackets: the meaning changes.",
    quotes.Verdict.CUT: "Words are missing without an ellipsis: the meaning changes.",
    quotes.Verdict.ALTERED: "Misquoted: the meaning changes.",
    quotes.Verdict.MISATTRIBUTED: "Said by someone else, and the meaning changes.",
}
_STYLES: dict[quotes.PieceKind, dict[str, bool]] = {
    quotes.PieceKind.SAME: {},
    quotes.PieceKind.MISSING: {"strike": True},
    quotes.PieceKind.ADDED: {"bold": True, "code": True},
    quotes.PieceKind.ON_FILE: {"bold": True},
}
FILE_THIS = "file_this_quote"
_NAME_LIMIT = 300
_MESSAGE_SIZE = 12_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""


def quote_check(
    check: QuoteCheck, question_number: int, *, message_ts: str | None = None
) -> Message:
    """Make the reply to "Check this quote"; `message_ts` is the message that was checked."""
    checked = [one for one in check.message.quotes if one.verdict is not quotes.Verdict.TOO_SHORT]
    short = len(check.message.quotes) - len(checked)
    citations = Citations()
    total = len(check.message.quotes) + check.message.more
    blocks: list[Json] = []
    lines: list[str] = []
    for one in checked:
        said = verdict_line(one)
        lines.append(f"{said} “{cut(one.span.words, 200)}”")
        counted = f"  Quote {len(lines)} of {total}" if total > 1 else ""
        file_it = _file_this(one, question_number, message_ts)
        blocks.append(section(bold(said) + escape(counted), accessory=file_it))
        blocks += _compared(one, check, citations)
    if short:
        noun = "quoted fragment is" if short == 1 else "quoted fragments are"
        lines.append(f"{short} {noun} too short to check without a speaker.")
        blocks.append(context(escape(lines[-1])))
    if check.message.more:
        lines.append(f"{check.message.more} more quotes were not checked: only the first ten are.")
        blocks.append(context(escape(lines[-1])))
    carried = carried_revisions(check)
    if carried:
        blocks.append(citations.block())
        blocks.append(
            context(
                escape(
                    "  ·  ".join([wording.verified_by(carried[0]), *(one.label for one in carried)])
                )
            )
        )
    blocks.append(_buttons(question_number, carried, _asked_about(checked)))
    return Message(escape("\n".join(lines)), tuple(_fitted(blocks)))


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


def _compared(one: quotes.CheckedQuote, check: QuoteCheck, citations: Citations) -> list[Json]:
    if one.on_file is None or one.comparison is None:
        said = "The desk has no such words on file. That says nothing about whether they were said."
        return [
            rich(rich_quote(words(cut(one.span.words, 2_500)))),
            context(escape(said)),
        ]
    fact = check.facts[one.on_file.id]
    message_side, on_file_side = quotes.side_by_side(one)
    blocks = [rich(
        rich_section(words("In the message", bold=True)),
        rich_quote(*(words(piece.text, **_STYLES[piece.kind]) for piece in message_side)),
        rich_section(words("On file", bold=True)),
        rich_quote(*(words(piece.text, **_STYLES[piece.kind]) for piece in on_file_side)),
    )]  # fmt: skip
    if sentence := quotes.describe_differences(one):
        blocks.append(rich(rich_section(words(sentence, bold=True))))
    if quote := fact.quote:
        for source in quote.sources:
            citations.number(source)
        role = f", {quote.role}" if quote.role else ""
        occasion = f", {quote.occasion}" if quote.occasion else ""
        rest = f"{role}  ·  {quote.said_on.short()}{occasion}"
        blocks.append(context(bold(quote.speaker) + escape(rest)))
    return blocks


def _file_this(one: quotes.CheckedQuote, question: int, message_ts: str | None) -> Json | None:
    """Make the button that files a quote with no match; its words are cut from the question."""
    if one.verdict is not quotes.Verdict.NOTHING:
        return None
    value: Json = {"question": question, "start": one.span.start, "end": one.span.end}
    if message_ts:
        value["ts"] = message_ts
    if one.speaker and one.names_speaker:
        value["speaker"] = one.speaker[:_NAME_LIMIT]
    return button("File this quote", FILE_THIS, json.dumps(value))


def _fitted(blocks: list[Json]) -> list[Json]:
    """Take buttons out from the end where a message would be too long: the words go first."""
    for place in range(len(blocks) - 1, -1, -1):
        if len(json.dumps(blocks)) <= _MESSAGE_SIZE:
            break
        blocks[place] = {name: one for name, one in blocks[place].items() if name != "accessory"}
    return blocks


def _asked_about(checked: list[quotes.CheckedQuote]) -> str | None:
    """Return what the desk may be asked about: "" for the message, or where its one quote is."""
    missing = [one.span for one in checked if one.verdict is quotes.Verdict.NOTHING]
    if len(missing) == 1:
        return f" {missing[0].start} {missing[0].end}"
    return "" if missing else None


def _buttons(question_number: int, carried: tuple[Revision, ...], about: str | None) -> Json:
    if not carried:
        value = f"{question_number}{about or ''}"
        return actions(button("Ask the desk", "ask_desk", value, style="primary"))
    fact = str(carried[0].fact)
    asked = (
        [] if about is None else [button("Ask the desk", "ask_desk", f"{question_number}{about}")]
    )
    return actions(
        button("Dispute", "dispute", fact),
        button("Whole quote", "whole", fact),
        button("Copy", "copy_text", f"{fact} "),
        *asked,
    )
