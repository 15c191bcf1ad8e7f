"""The only ranking and refusing: which fact answers a question, and whether any does."""

from facts.search.cues import alias_problem, details_asked, events_asked, suggested_alias
from facts.search.document import Document, document, phrase
from facts.search.resolve import Resolution, resolve
from facts.search.terms import RAREST, content_words, intents, stem

__all__ = [
    "RAREST",
    "Document",
    "Resolution",
    "alias_problem",
    "content_words",
    "details_asked",
    "document",
    "events_asked",
    "intents",
    "phrase",
    "resolve",
    "stem",
    "suggested_alias",
]
