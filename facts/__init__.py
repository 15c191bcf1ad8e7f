"""The front door: `bot` imports from here and nothing deeper.

Open a `Desk` with `open_desk`; its verbs take and return the values named here. What belongs to one
subject is reached through that subject's module: `errors.NotOnFile`, `wording.card_lines`.

A name is imported from its own module on first use, so that a command loads only what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facts import dates, errors, explanation, law, notices, quotes, wording
    from facts import text as texts
    from facts.answer import Answer, Match, Outcome
    from facts.desk import Desk
    from facts.desk.answers.quotes import QuoteCheck
    from facts.desk.editing.loading import starter_bodies
    from facts.desk.workspace import database, overview
    from facts.desk.workspace.opening import open_desk
    from facts.model import (
        ApprovalBasis,
        Audience,
        Body,
        Change,
        Decision,
        FactId,
        FiledFact,
        Law,
        Matter,
        Quote,
        Revision,
        Role,
        Source,
        Viewer,
        fields,
        read_body,
    )
    from facts.question import Question
    from facts.search import embedding
    from facts.store.inbox import Asked
    from facts.store.outbox import Delivery, Draft, Posted, Way

__all__ = [
    "Answer",
    "ApprovalBasis",
    "Asked",
    "Audience",
    "Body",
    "Change",
    "Decision",
    "Delivery",
    "Desk",
    "Draft",
    "FactId",
    "FiledFact",
    "Law",
    "Match",
    "Matter",
    "Outcome",
    "Posted",
    "Question",
    "Quote",
    "QuoteCheck",
    "Revision",
    "Role",
    "Source",
    "Viewer",
    "Way",
    "database",
    "dates",
    "embedding",
    "errors",
    "explanation",
    "fields",
    "law",
    "notices",
    "open_desk",
    "overview",
    "quotes",
    "read_body",
    "starter_bodies",
    "texts",
    "wording",
]

if not TYPE_CHECKING:
    _MODULES = {
        "database": "facts.desk.workspace.database",
        "dates": "facts.dates",
        "embedding": "facts.search.embedding",
        "errors": "facts.errors",
        "explanation": "facts.explanation",
        "fields": "facts.model.fields",
        "law": "facts.law",
        "notices": "facts.notices",
        "overview": "facts.desk.workspace.overview",
        "quotes": "facts.quotes",
        "texts": "facts.text",
        "wording": "facts.wording",
    }
    _HOMES = {
        "Answer": "facts.answer",
        "ApprovalBasis": "facts.model",
        "Asked": "facts.store.inbox",
        "Audience": "facts.model",
        "Body": "facts.model",
        "Change": "facts.model",
        "Decision": "facts.model",
        "Delivery": "facts.store.outbox",
        "Desk": "facts.desk",
        "Draft": "facts.store.outbox",
        "FactId": "facts.model",
        "FiledFact": "facts.model",
        "Law": "facts.model",
        "Match": "facts.answer",
        "Matter": "facts.model",
        "Outcome": "facts.answer",
        "Posted": "facts.store.outbox",
        "Question": "facts.question",
        "Quote": "facts.model",
        "QuoteCheck": "facts.desk.answers.quotes",
        "Revision": "facts.model",
        "Role": "facts.model",
        "Source": "facts.model",
        "Viewer": "facts.model",
        "Way": "facts.store.outbox",
        "open_desk": "facts.desk.workspace.opening",
        "read_body": "facts.model",
        "starter_bodies": "facts.desk.editing.loading",
    }

    def __getattr__(name: str) -> object:
        """Return a name of `__all__`, imported from its own module."""
        if name in _MODULES:
            return import_module(_MODULES[name])
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
