"""The first tables: facts and their revisions, roles, questions, the outbox."""

import sqlalchemy as sa
from alembic import op

from facts.store import sqlite
from facts.store.schema import KEY

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("workspace_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspace_team_id")),
    )
    op.create_table(
        "fact",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=True),
        sa.Column("import_ref", sa.String(length=300), nullable=True),
        sa.Column("filed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_fact_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "fact_number", name=op.f("pk_fact")),
        sa.UniqueConstraint(
            "workspace_id", "import_ref", name=op.f("uq_fact_workspace_id_import_ref")
        ),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_fact_workspace_id_key")),
    )
    op.create_table(
        "inbound",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("inbound_key", sa.String(length=300), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_inbound_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "inbound_key", name=op.f("pk_inbound")),
    )
    op.create_table(
        "question",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("question_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("response_url", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_question_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "question_number", name=op.f("pk_question")),
    )
    op.create_table(
        "request",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("request_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_request_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "request_number", name=op.f("pk_request")),
    )
    op.create_table(
        "role",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("given_by", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'contributor', 'editor', 'admin')", name=op.f("ck_role_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_role_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_role")),
    )
    op.create_table(
        "delivery",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("delivery_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_number", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("under_delivery", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("posted_channel", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'refused', 'cancelled')",
            name=op.f("ck_delivery_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "question_number"],
            ["question.workspace_id", "question.question_number"],
            name=op.f("fk_delivery_question"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "under_delivery"],
            ["delivery.workspace_id", "delivery.delivery_number"],
            name="fk_delivery_under_delivery",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_delivery_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "delivery_number", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_state"), "delivery", ["state"], unique=False)
    op.create_table(
        "fact_key",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number"],
            ["fact.workspace_id", "fact.fact_number"],
            name=op.f("fk_fact_key_fact"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_fact_key_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "kind", "key", "fact_number", name=op.f("pk_fact_key")
        ),
    )
    op.create_table(
        "revision",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("editor", sa.String(length=64), nullable=False),
        sa.Column("editor_name", sa.String(length=300), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("change", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("embargo_until", sa.DateTime(), nullable=True),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number"],
            ["fact.workspace_id", "fact.fact_number"],
            name=op.f("fk_revision_fact"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_revision_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "fact_number", "revision_number", name=op.f("pk_revision")
        ),
        sa.UniqueConstraint(
            "workspace_id",
            "fact_number",
            "revision_number",
            "editor",
            name=op.f("uq_revision_workspace_id_fact_number_revision_number_editor"),
        ),
    )
    op.create_table(
        "approval",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("editor", sa.String(length=64), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("approver", sa.String(length=64), nullable=True),
        sa.Column("approver_name", sa.String(length=300), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(basis = 'second_editor') = (approver IS NOT NULL)",
            name=op.f("ck_approval_basis_fits"),
        ),
        sa.CheckConstraint("approver <> editor", name=op.f("ck_approval_not_the_author")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number", "editor"],
            [
                "revision.workspace_id",
                "revision.fact_number",
                "revision.revision_number",
                "revision.editor",
            ],
            name=op.f("fk_approval_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_approval_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "fact_number", "revision_number", name=op.f("pk_approval")
        ),
    )
    op.create_table(
        "delivery_fact",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("delivery_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "delivery_number"],
            ["delivery.workspace_id", "delivery.delivery_number"],
            name=op.f("fk_delivery_fact_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
            name=op.f("fk_delivery_fact_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_delivery_fact_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "delivery_number", "fact_number", name=op.f("pk_delivery_fact")
        ),
    )
    op.create_table(
        "dispute",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("dispute_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("disputed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
            name=op.f("fk_dispute_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_dispute_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "dispute_number", name=op.f("pk_dispute")),
    )
    op.create_table(
        "verification",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
            name=op.f("fk_verification_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_verification_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id",
            "fact_number",
            "revision_number",
            "verified_at",
            name=op.f("pk_verification"),
        ),
    )
    append_only = ("revision", "approval", "verification")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE fact_text USING fts5(title, names, body, "
            "tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        triggers = sqlite.append_only_ddl(append_only)
    else:
        from facts.store import postgres  # noqa: PLC0415 (an extra)

        triggers = postgres.append_only_ddl(append_only)
    for trigger in triggers:
        op.execute(trigger)
