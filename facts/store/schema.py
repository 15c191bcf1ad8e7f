"""The tables. `workspace_id` is our own id and leads every primary key.

Times are UTC; they are kept naive and handed out aware. Bodies and messages are JSON text.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from facts.store.moment import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _workspace_id() -> Column[int]:
    return Column("workspace_id", Integer, ForeignKey("workspace.workspace_id"), primary_key=True)


workspace = Table(
    "workspace",
    metadata,
    Column("workspace_id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", String(32), nullable=True, unique=True),
    Column("name", String(300), nullable=False),
    Column("created_at", Moment, nullable=False),
)

role = Table(
    "role",
    metadata,
    _workspace_id(),
    Column("person", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("given_by", String(64), nullable=False),
    Column("given_at", Moment, nullable=False),
    CheckConstraint("role IN ('reader', 'contributor', 'editor', 'admin')", name="role_known"),
)

fact = Table(
    "fact",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("key", String(300), nullable=True),
    Column("import_ref", String(300), nullable=True),
    Column("filed_at", Moment, nullable=False),
    UniqueConstraint("workspace_id", "key"),
    UniqueConstraint("workspace_id", "import_ref"),
)

revision = Table(
    "revision",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("editor", String(64), nullable=False),
    Column("editor_name", String(300), nullable=True),
    Column("reason", Text, nullable=True),
    Column("change", String(16), nullable=False),
    Column("was_wrong", Text, nullable=True),
    Column("is_right", Text, nullable=True),
    Column("recorded_at", Moment, nullable=False),
    Column("embargo_until", Moment, nullable=True),
    Column("audience", String(16), nullable=False),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number"], ["fact.workspace_id", "fact.fact_number"]
    ),
    UniqueConstraint("workspace_id", "fact_number", "revision_number", "editor"),
)

approval = Table(
    "approval",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("editor", String(64), nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("basis", String(16), nullable=False),
    Column("approver", String(64), nullable=True),
    Column("approver_name", String(300), nullable=True),
    Column("decided_at", Moment, nullable=False),
    Column("why", Text, nullable=True),
    # The editor comes along, so that the database itself can refuse an author's own approval.
    ForeignKeyConstraint(
        ["workspace_id", "fact_number", "revision_number", "editor"],
        [
            "revision.workspace_id",
            "revision.fact_number",
            "revision.revision_number",
            "revision.editor",
        ],
    ),
    CheckConstraint("approver <> editor", name="not_the_author"),
    CheckConstraint("(basis = 'second_editor') = (approver IS NOT NULL)", name="basis_fits"),
)

verification = Table(
    "verification",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("verified_at", Moment, primary_key=True),
    Column("person", String(64), nullable=False),
    Column("why", Text, nullable=True),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number", "revision_number"],
        ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
    ),
)

fact_key = Table(
    "fact_key",
    metadata,
    _workspace_id(),
    Column("kind", String(16), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number"], ["fact.workspace_id", "fact.fact_number"]
    ),
    Index(None, "workspace_id", "fact_number"),
)

inbound = Table(
    "inbound",
    metadata,
    _workspace_id(),
    Column("inbound_key", String(300), primary_key=True),
    Column("received_at", Moment, nullable=False),
)

question = Table(
    "question",
    metadata,
    _workspace_id(),
    Column("question_number", Integer, primary_key=True, autoincrement=False),
    Column("asker", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("thread_ts", String(32), nullable=True),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("response_url", Text, nullable=True),
    Column("posted_at", Moment, nullable=True),
)

delivery = Table(
    "delivery",
    metadata,
    _workspace_id(),
    Column("delivery_number", Integer, primary_key=True, autoincrement=False),
    Column("question_number", Integer, nullable=True),
    Column("way", String(16), nullable=False),
    Column("channel", String(64), nullable=True),
    Column("person", String(64), nullable=True),
    Column("thread_ts", String(32), nullable=True),
    Column("under_delivery", Integer, nullable=True),
    Column("about_delivery", Integer, nullable=True),
    Column("message", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment, nullable=True),
    Column("error", String(300), nullable=True),
    Column("ts", String(32), nullable=True),
    Column("posted_channel", String(64), nullable=True),
    Column("made_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=True),
    Column("mark", String(32), nullable=False),
    Column("lane", String(130), nullable=True),
    Column("until_known", Boolean, nullable=False, server_default=text("0")),
    Column("resent", Integer, nullable=False, server_default=text("0")),
    Column("of_dead_delivery", Integer, nullable=True),
    Index("ix_delivery_lane", "workspace_id", "lane", "delivery_number"),
    ForeignKeyConstraint(
        ["workspace_id", "question_number"],
        ["question.workspace_id", "question.question_number"],
    ),
    ForeignKeyConstraint(
        ["workspace_id", "under_delivery"],
        ["delivery.workspace_id", "delivery.delivery_number"],
        name="fk_delivery_under_delivery",
    ),
    # What is about an earlier message (a notice, an edit of it) is found by that message.
    Index(None, "workspace_id", "about_delivery"),
    CheckConstraint(
        "state IN ('waiting', 'sending', 'unknown', 'sent', 'refused', 'dead', 'cancelled')",
        name="state_known",
    ),
)

delivery_fact = Table(
    "delivery_fact",
    metadata,
    _workspace_id(),
    Column("delivery_number", Integer, primary_key=True, autoincrement=False),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, nullable=False),
    # The question that the message answers with this fact; without one it only rests on the fact.
    Column("asked", Text, nullable=True),
    Index(None, "workspace_id", "fact_number"),
    ForeignKeyConstraint(
        ["workspace_id", "delivery_number"],
        ["delivery.workspace_id", "delivery.delivery_number"],
    ),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number", "revision_number"],
        ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
    ),
)

notice = Table(
    "notice",
    metadata,
    _workspace_id(),
    Column("notice_number", Integer, primary_key=True, autoincrement=False),
    Column("fact_number", Integer, nullable=False),
    Column("revision_number", Integer, nullable=False),
    Column("place", String(200), nullable=False),
    Column("delivery_number", Integer, nullable=False),
    Column("seen_by", String(64), nullable=True),
    Column("seen_by_name", String(300), nullable=True),
    Column("seen_at", Moment, nullable=True),
    # The revision, of the same fact, whose notice stands for this one, which was never sent.
    Column("taken_over_by", Integer, nullable=True),
    Column("reminded_at", Moment, nullable=True),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number", "revision_number"],
        ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
    ),
    ForeignKeyConstraint(
        ["workspace_id", "delivery_number"],
        ["delivery.workspace_id", "delivery.delivery_number"],
    ),
    UniqueConstraint("workspace_id", "fact_number", "revision_number", "place"),
    UniqueConstraint("workspace_id", "delivery_number"),
)

request = Table(
    "request",
    metadata,
    _workspace_id(),
    Column("request_number", Integer, primary_key=True, autoincrement=False),
    Column("asker", String(64), nullable=False),
    Column("channel", String(64), nullable=True),
    Column("message_ts", String(32), nullable=True),
    Column("question", Text, nullable=False),
    Column("reason", Text, nullable=True),
    Column("asked_at", Moment, nullable=False),
)

dispute = Table(
    "dispute",
    metadata,
    _workspace_id(),
    Column("dispute_number", Integer, primary_key=True, autoincrement=False),
    Column("fact_number", Integer, nullable=False),
    Column("revision_number", Integer, nullable=False),
    Column("person", String(64), nullable=False),
    Column("channel", String(64), nullable=True),
    Column("message_ts", String(32), nullable=True),
    Column("matter", String(16), nullable=False, server_default=text("'wrong'")),
    Column("question", Text, nullable=True),
    Column("reason", Text, nullable=False),
    Column("disputed_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["workspace_id", "fact_number", "revision_number"],
        ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
    ),
)

APPEND_ONLY = ("revision", "approval", "verification")
"""Tables whose rows the database itself refuses to change or delete."""
