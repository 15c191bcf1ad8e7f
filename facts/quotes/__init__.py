"""Who said what: quotes found, compared with the words on file, and drawn from articles.

Pure: text in, values out.
"""

from facts.people import names_somebody
from facts.quotes.check import CheckedMessage, CheckedQuote, QuoteOnFile, check_message
from facts.quotes.compare import compare
from facts.quotes.display import Piece, PieceKind, pieces, plainly
from facts.quotes.extract import Extracted, extract, speeches
from facts.quotes.spans import Span, Spans, spans
from facts.quotes.verdict import Comparison, Difference, Op, Touch, Verdict

__all__ = [
    "CheckedMessage",
    "CheckedQuote",
    "Comparison",
    "Difference",
    "Extracted",
    "Op",
    "Piece",
    "PieceKind",
    "QuoteOnFile",
    "Span",
    "Spans",
    "Touch",
    "Verdict",
    "check_message",
    "compare",
    "extract",
    "names_somebody",
    "pieces",
    "plainly",
    "spans",
    "speeches",
]
