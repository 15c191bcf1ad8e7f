"""The facts themselves: frozen values with every field the desk stands behind.

`Quote`, `Law` and `Decision` are told apart by `kind`; `Revision` wraps one version of one of them
with who filed it and why. Values only: no store, no Slack, nothing computed from the clock.
"""

from facts.model.bodies import BODY, Body, Quote, read_body, stored_body
from facts.model.decision import Decision, Disposition, Effect, Outcome, Posture
from facts.model.dispute import Matter
from facts.model.law import Event, EventKind, Law, Provision
from facts.model.revision import (
    REVIEW_AFTER,
    Approval,
    ApprovalBasis,
    Audience,
    Change,
    FactId,
    FactState,
    FiledFact,
    Revision,
    Role,
    Verification,
    Viewer,
    review_due,
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
    "Verification",
    "Viewer",
    "read_body",
    "review_due",
    "stored_body",
]
