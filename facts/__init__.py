"""The front door: `bot` imports from here and nothing deeper.

Open a `Desk` with `open_desk`; its verbs take and return the values named here. What belongs to one
subject is reached through that subject's module: `errors.NotOnFile`, `wording.card_lines`.
"""

from facts import dates, errors, explanation, law, notices, quotes, wording
from facts import text as texts
from facts.answer import Answer, Match, Outcome
from facts.desk import Desk
from facts.desk.answers import QuoteCheck
from facts.desk.editing.filing import starter_bodies
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
