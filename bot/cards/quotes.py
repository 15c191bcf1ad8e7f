"""The card of a checked message: each quote with its verdict, the differences inside the words."""

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
from bot.cards.provenance import stood_behind
from bot.mrkdwn import Json, bold, cut, escape
from facts import CheckedQuote, PieceKind, Quote, QuoteCheck, Revision, Verdict, pieces, plainly

_SAID = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.OMISSION: "Verbatim, but for declared gaps",
    Verdict.EDITORIAL: "Verbatim, but for words in brackets",
    Verdict.CUT: "Words are missing, and no ellipsis says so",
    Verdict.ALTERED: "Altered",
    Verdict.MISATTRIBUTED: "Said by someone else",
    Verdict.NOTHING: "No match on file",
}
_STYLES: dict[PieceKind, dict[str, bool]] = {
    PieceKind.SAME: {},
    PieceKind.MISSING: {"strike": True},
    PieceKind.ADDED: {"bold": True, "code": True},
    PieceKind.ON_FILE: {"bold": True},
}


def quote_check(check: QuoteCheck, question_number: int) -> Message:
    """Make the reply to "Check this quote"."""
    quotes = [one for one in check.message.quotes if one.verdict is not Verdict.TOO_SHORT]
    short = len(check.message.quotes) - len(quotes)
    citations = Citations()
    total = len(check.message.quotes) + check.message.more
    blocks: list[Json] = []
    lines: list[str] = []
    for one in quotes:
        said = verdict_line(one)
        lines.append(f"{said} “{cut(one.span.words, 200)}”")
        counted = f"  {len(lines)} of {total} quotes checked" if total > 1 else ""
        blocks.append(section(bold(said) + escape(counted)))
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
                escape("  ·  ".join([stood_behind(carried[0]), *(one.label for one in carried)]))
            )
        )
    blocks.append(_buttons(question_number, carried))
    return Message(escape("\n".join(lines)), tuple(blocks))


def verdict_line(one: CheckedQuote) -> str:
    """Return a verdict in plain words: `Altered, and the meaning changes.`."""
    changed = one.comparison is not None and one.comparison.meaning_changed
    return _SAID[one.verdict] + (", and the meaning changes." if changed else ".")


def carried_revisions(check: QuoteCheck) -> tuple[Revision, ...]:
    """Return the revisions that the card shows words of."""
    ids = [one.on_file.id for one in check.message.quotes if one.on_file is not None]
    return tuple(check.facts[found].current for found in dict.fromkeys(ids))


def _compared(one: CheckedQuote, check: QuoteCheck, citations: Citations) -> list[Json]:
    if one.on_file is None or one.comparison is None:
        said = "The desk has no such words on file. That says nothing about whether they were said."
        return [
            rich(rich_quote(words(cut(one.span.words, 2_500)))),
            context(escape(said)),
        ]
    fact = check.facts[one.on_file.id]
    message_side, on_file_side = pieces(one)
    blocks = [rich(
        rich_section(words("In the message", bold=True)),
        rich_quote(*(words(piece.text, **_STYLES[piece.kind]) for piece in message_side)),
        rich_section(words("On file", bold=True)),
        rich_quote(*(words(piece.text, **_STYLES[piece.kind]) for piece in on_file_side)),
    )]  # fmt: skip
    if sentence := plainly(one):
        blocks.append(rich(rich_section(words(sentence, bold=True))))
    if isinstance(fact.body, Quote):
        quote = fact.body
        for source in quote.sources:
            citations.number(source)
        role = f", {quote.role}" if quote.role else ""
        occasion = f", {quote.occasion}" if quote.occasion else ""
        rest = f"{role}  ·  {quote.said_on.short()}{occasion}"
        blocks.append(context(bold(quote.speaker) + escape(rest)))
    return blocks


def _buttons(question_number: int, carried: tuple[Revision, ...]) -> Json:
    if not carried:
        return actions(button("Ask the desk", "ask_desk", str(question_number), style="primary"))
    fact = str(carried[0].fact)
    return actions(
        button("Dispute", "dispute", fact),
        button("Whole quote", "whole", fact),
        button("Copy as text", "copy_text", f"{fact} "),
    )
