"""The tables. `workspace_id` is our own id and leads every primary key.

Bodies and messages are JSON text. The full-text index is not a SQLAlchemy table: each database has
its own kind (`facts/store/sqlite/full_text.py`).
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC: aware in Python, without a zone in the database (SQLite stores none)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC and drop the zone; a naive value is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Restore UTC."""
        return value.replace(tzinfo=UTC) if value is not None else None


KEY = String(300).with_variant(String(300, collation="C"), "postgresql")
"""A key, sorted by its characters: keys are also found by their beginning."""


def _workspace_id() -> Column[int]:
    return Column("workspace_id", Integer, ForeignKey("workspace.workspace_id"), primary_key=True)


def _refers_to(table: str, *columns: str) -> ForeignKeyConstraint:
    """Refer to a row of another table in the same workspace, by columns that have its names."""
    both = ("workspace_id", *columns)
    return ForeignKeyConstraint(both, [f"{table}.{column}" for column in both])


workspace = Table(
    "workspace",
    metadata,
    Column("workspace_id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", String(32), nullable=True, unique=True),
    Column("name", String(300), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

role = Table(
    "role",
    metadata,
    _workspace_id(),
    Column("person", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("given_by", String(64), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
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
    Column("filed_at", UtcDateTime, nullable=False),
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
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("embargo_until", UtcDateTime, nullable=True),
    Column("audience", String(16), nullable=False),
    _refers_to("fact", "fact_number"),
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
    Column("decided_at", UtcDateTime, nullable=False),
    Column("why", Text, nullable=True),
    # The editor is repeated here, so that the database itself can refuse an author's own approval.
    _refers_to("revision", "fact_number", "revision_number", "editor"),
    CheckConstraint("approver <> editor", name="not_the_author"),
    CheckConstraint("(basis = 'second_editor') = (approver IS NOT NULL)", name="basis_fits"),
)

verification = Table(
    "verification",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("verified_at", UtcDateTime, primary_key=True),
    Column("person", String(64), nullable=False),
    Column("why", Text, nullable=True),
    _refers_to("revision", "fact_number", "revision_number"),
)

fact_key = Table(
    "fact_key",
    metadata,
    _workspace_id(),
    Column("kind", String(16), primary_key=True),
    Column("key", KEY, primary_key=True),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    _refers_to("fact", "fact_number"),
    Index(None, "workspace_id", "fact_number"),
)

inbound = Table(
    "inbound",
    metadata,
    _workspace_id(),
    Column("inbound_key", String(300), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
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
    Column("asked_at", UtcDateTime, nullable=False),
    Column("response_url", Text, nullable=True),
    Column("posted_at", UtcDateTime, nullable=True),
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
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcDateTime, nullable=True),
    Column("error", String(300), nullable=True),
    Column("ts", String(32), nullable=True),
    Column("posted_channel", String(64), nullable=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, nullable=True),
    Column("mark", String(32), nullable=False),
    Column("lane", String(130), nullable=True),
    Column("until_known", Boolean, nullable=False, server_default=false()),
    Column("resent", Integer, nullable=False, server_default=text("0")),
    Column("of_dead_delivery", Integer, nullable=True),
    Column("opens_thread", Boolean, nullable=False, server_default=false()),
    Index(None, "workspace_id", "state"),
    Index("ix_delivery_lane", "workspace_id", "lane", "delivery_number"),
    _refers_to("question", "question_number"),
    ForeignKeyConstraint(
        ["workspace_id", "under_delivery"],
        ["delivery.workspace_id", "delivery.delivery_number"],
        name="fk_delivery_under_delivery",
    ),
    # A notice or an edit is found by the message that it is about.
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
    # The questions that the message answers with this fact, one per line; NULL if the message
    # only rests on the fact.
    Column("questions", Text, nullable=True),
    Index(None, "workspace_id", "fact_number"),
    _refers_to("delivery", "delivery_number"),
    _refers_to("revision", "fact_number", "revision_number"),
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
    Column("seen_at", UtcDateTime, nullable=True),
    # The revision of the same fact whose notice replaces this one, which was never sent.
    Column("replaced_by", Integer, nullable=True),
    Column("reminded_at", UtcDateTime, nullable=True),
    _refers_to("revision", "fact_number", "revision_number"),
    _refers_to("delivery", "delivery_number"),
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
    Column("asked_at", UtcDateTime, nullable=False),
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
    Column("disputed_at", UtcDateTime, nullable=False),
    _refers_to("revision", "fact_number", "revision_number"),
)


notice_candidate = Table(
    "notice_candidate",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    _refers_to("revision", "fact_number", "revision_number"),
    Column("delivery_number", Integer, primary_key=True, autoincrement=False),
    Column("place", String(200), nullable=False),
    Index(None, "workspace_id", "place"),
    _refers_to("delivery", "delivery_number"),
)
"""A delivered message that a change may have made wrong: not compared yet."""

fan_out = Table(
    "fan_out",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    _refers_to("revision", "fact_number", "revision_number"),
    Column("places", Integer, nullable=False),
    Column("person", String(64), nullable=False),
    Column("message_delivery", Integer, nullable=True),
    Column("edit_delivery", Integer, nullable=True),
    Column("finished_at", UtcDateTime, nullable=True),
)
"""A change that concerns more places than one transaction handles, and its progress message."""

stem_frequency = Table(
    "stem_frequency",
    metadata,
    _workspace_id(),
    Column("stem", String, primary_key=True),
    Column("facts", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many of a workspace's indexed facts have a stem."""

text_index_size = Table(
    "text_index_size",
    metadata,
    _workspace_id(),
    Column("facts", Integer, nullable=False),
    Column("words", Integer, nullable=False),
)
"""How many facts of a workspace are indexed, and their total number of words."""

spelling = Table(
    "spelling",
    metadata,
    _workspace_id(),
    Column("part", String(8), primary_key=True),
    Column("length", Integer, primary_key=True, autoincrement=False),
    Column("word", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""The longer words of a workspace's facts, each under its first, middle and last two letters.

A word stays when the last fact with it goes: the stem's frequency shows whether any has it.
"""

fact_embedding = Table(
    "fact_embedding",
    metadata,
    _workspace_id(),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, nullable=False),
    Column("encoder", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=True),
    Index(None, "workspace_id", "change"),
)
"""The embedding of each fact, float32 in little-endian order.

`change` counts a workspace's writes, so that a process with embeddings in memory reads only the
newer ones. A retracted fact keeps its row, without a vector, so that such a process drops it.
"""
