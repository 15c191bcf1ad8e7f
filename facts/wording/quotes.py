"""A quote on file, in a sentence and in a line."""

from facts.model import Quote

_LINE_LIMIT = 90  # characters of words: what a picker shows without a second line


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
