"""Search: rank the facts that may answer a question, and decide which one does, if any."""

from facts.search.acts import none_did_as_asked
from facts.search.asked import asks_who, people_named, phrase_in, supposed, to_confirm
from facts.search.candidates import names_law
from facts.search.cues import alias_problem, suggested_alias
from facts.search.decide import (
    Evidence,
    Resolution,
    SecondLook,
    decide,
    evidence_of,
    may_answer_reworded,
    needs_second_look,
)
from facts.search.details import chamber_asked, details_asked, events_asked
from facts.search.document import Document, document, phrase
from facts.search.effects import effects_asked
from facts.search.terms import RAREST, content_words, intents, stem

__all__ = [
    "RAREST",
    "Document",
    "Evidence",
    "Resolution",
    "SecondLook",
    "alias_problem",
    "asks_who",
    "chamber_asked",
    "content_words",
    "decide",
    "details_asked",
    "document",
    "effects_asked",
    "events_asked",
    "evidence_of",
    "intents",
    "may_answer_reworded",
    "names_law",
    "needs_second_look",
    "none_did_as_asked",
    "people_named",
    "phrase",
    "phrase_in",
    "stem",
    "suggested_alias",
    "supposed",
    "to_confirm",
]
