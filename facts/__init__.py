"""The front door: what is known, and how it is found.

`bot` imports from here and nothing deeper. Open a `Store`, make a `Desk` of it, ask the desk.
"""

from facts.answer import Answer, Match, Outcome
from facts.dates import MONTHS, EdtfDate, read_date
from facts.desk import Desk
from facts.desk.answers import QuoteCheck
from facts.desk.editing.aliases import ALIAS_LIMIT
from facts.desk.editing.filing import Loaded, starter_bodies
from facts.desk.setup import Clock, now_utc
from facts.desk.workspace.health import Examination, examine_database
from facts.desk.workspace.opening import database_drift, open_desk, upgrade_database, warm_up
from facts.desk.workspace.overview import DeskWork, Due, Listed, Pending, Posting, UnseenChange
from facts.errors import (
    AlreadyServed,
    BadInput,
    FactdeskError,
    InvalidFact,
    NotAllowed,
    NotOnFile,
    OutOfDate,
    Problem,
    StoreBusy,
    StoreMismatch,
    Unavailable,
)
from facts.explanation import Considered, Explanation, ReasonKind, Weighed
from facts.law.courts import Court, court, courts_by_place, courts_named
from facts.law.keys import Key, KeyKind, find_keys, jurisdiction_id, statute_key
from facts.law.standing import Ground, Standing, StandingState
from facts.model import (
    Approval,
    ApprovalBasis,
    Audience,
    Body,
    Change,
    Decision,
    Disposition,
    EventKind,
    FactId,
    FactState,
    FiledFact,
    Law,
    Matter,
    Posture,
    Quote,
    Revision,
    Role,
    Source,
    Tier,
    Viewer,
    fields,
    read_body,
    review_due,
)
from facts.model import (
    Outcome as EffectOutcome,
)
from facts.notice import Label, Notice, Said, Seen, Superseded
from facts.outgoing import Lost, Moved, Outgoing, Progress, Unseen, UnseenAt
from facts.people import names_somebody
from facts.question import Question, read_question
from facts.quotes import (
    CheckedQuote,
    ExtractedQuote,
    PieceKind,
    Verdict,
    describe_differences,
    extract,
    group_by_speech,
    side_by_side,
)
from facts.search.embedding import Encoder
from facts.search.embedding import install as install_model
from facts.search.embedding import installed as installed_model
from facts.store import Store
from facts.store.inbox import Asked
from facts.store.outbox import Delivery, Draft, Posted, Way
from facts.store.outbox import Place as PostedPlace
from facts.store.overview import OpenRequest, OwnQuestion, Undelivered
from facts.text import filed_text, message_text, without_tokens
from facts.wording import (
    Line,
    LineKind,
    card_heading,
    card_lines,
    draft_text,
    jurisdiction_name,
    labels,
    row_parts,
    session_shown,
    source_details,
    source_text,
    verified_by,
)

__all__ = [
    "ALIAS_LIMIT",
    "MONTHS",
    "AlreadyServed",
    "Answer",
    "Approval",
    "ApprovalBasis",
    "Asked",
    "Audience",
    "BadInput",
    "Body",
    "Change",
    "CheckedQuote",
    "Clock",
    "Considered",
    "Court",
    "Decision",
    "Delivery",
    "Desk",
    "DeskWork",
    "Disposition",
    "Draft",
    "Due",
    "EdtfDate",
    "EffectOutcome",
    "Encoder",
    "EventKind",
    "Examination",
    "Explanation",
    "ExtractedQuote",
    "FactId",
    "FactState",
    "FactdeskError",
    "FiledFact",
    "Ground",
    "InvalidFact",
    "Key",
    "KeyKind",
    "Label",
    "Law",
    "Line",
    "LineKind",
    "Listed",
    "Loaded",
    "Lost",
    "Match",
    "Matter",
    "Moved",
    "NotAllowed",
    "NotOnFile",
    "Notice",
    "OpenRequest",
    "OutOfDate",
    "Outcome",
    "Outgoing",
    "OwnQuestion",
    "Pending",
    "PieceKind",
    "Posted",
    "PostedPlace",
    "Posting",
    "Posture",
    "Problem",
    "Progress",
    "Question",
    "Quote",
    "QuoteCheck",
    "ReasonKind",
    "Revision",
    "Role",
    "Said",
    "Seen",
    "Source",
    "Standing",
    "StandingState",
    "Store",
    "StoreBusy",
    "StoreMismatch",
    "Superseded",
    "Tier",
    "Unavailable",
    "Undelivered",
    "Unseen",
    "UnseenAt",
    "UnseenChange",
    "Verdict",
    "Viewer",
    "Way",
    "Weighed",
    "card_heading",
    "card_lines",
    "court",
    "courts_by_place",
    "courts_named",
    "database_drift",
    "describe_differences",
    "draft_text",
    "examine_database",
    "extract",
    "fields",
    "filed_text",
    "find_keys",
    "group_by_speech",
    "install_model",
    "installed_model",
    "jurisdiction_id",
    "jurisdiction_name",
    "labels",
    "message_text",
    "names_somebody",
    "now_utc",
    "open_desk",
    "read_body",
    "read_date",
    "read_question",
    "review_due",
    "row_parts",
    "session_shown",
    "side_by_side",
    "source_details",
    "source_text",
    "starter_bodies",
    "statute_key",
    "upgrade_database",
    "verified_by",
    "warm_up",
    "without_tokens",
]
