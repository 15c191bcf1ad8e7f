"""Find quotes in a message, compare them with the words on file, extract them from an article.

Pure: text in, values out. `find_spans`, then `check_message`, check a message; `compare` is one
comparison; `marked` and `describe_differences` show it; `extract` reads an article.
"""

from facts.quotes.check import CheckedMessage, CheckedQuote, QuoteOnFile, check_message
from facts.quotes.compare import compare
from facts.quotes.display import Piece, PieceKind, describe_differences, marked, shortened
from facts.quotes.extract import ExtractedQuote, extract, group_by_speech
from facts.quotes.overlap import Overlap, is_short, merged_passages, overlap
from facts.quotes.spans import Span, Spans, find_spans
from facts.quotes.verdict import Comparison, Difference, Op, Verdict, WordClass

__all__ = [
    "CheckedMessage",
    "CheckedQuote",
    "Comparison",
    "Difference",
    "ExtractedQuote",
    "Op",
    "Overlap",
    "Piece",
    "PieceKind",
    "QuoteOnFile",
    "Span",
    "Spans",
    "Verdict",
    "WordClass",
    "check_message",
    "compare",
    "describe_differences",
    "extract",
    "find_spans",
    "group_by_speech",
    "is_short",
    "marked",
    "merged_passages",
    "overlap",
    "shortened",
]
