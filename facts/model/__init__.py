"""The three kinds of fact and their revisions, as frozen values.

`kind` distinguishes `Quote`, `Law` and `Decision`. A `Revision` holds one version of one of them,
with who filed it and why. Nothing here reads the store, Slack or the clock.
"""

from facts.model.decision import Decision, Disposition, Effect, Outcome, Posture, UnderReview
from facts.model.law import Event, EventKind, Law, Provision
from facts.model.quote import Quote
from facts.model.revision import (
    BODY,
    REVIEW_AFTER,
    Approval,
    ApprovalBasis,
    Audience,
    Body,
    Change,
    FactId,
    FactState,
    FiledFact,
    Matter,
    Revision,
    Role,
    Verification,
    Viewer,
    read_body,
    review_due,
    stored_body,
)
from facts.model.source import Source, Tier

__all__ = [
    "BODY",
    "REVIEW_AFTER",
    "Approval",
    "ApprovalBasis",
    "Audience",
    "Body",
    "Change",
    "Decision",
    "Disposition",
    "Effect",
    "Event",
    "EventKind",
    "FactId",
    "FactState",
    "FiledFact",
    "Law",
    "Matter",
    "Outcome",
    "Posture",
    "Provision",
    "Quote",
    "Revision",
    "Role",
    "Source",
    "Tier",
    "UnderReview",
    "Verification",
    "Viewer",
    "read_body",
    "review_due",
    "stored_body",
]
