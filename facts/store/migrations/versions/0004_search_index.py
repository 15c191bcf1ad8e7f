"""The search index: more fields, counts of stems, spellings. Filled after the upgrade."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stem_count",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_stem_count_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "stem", name=op.f("pk_stem_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_total",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_text_total_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_text_total")),
    )
    op.create_table(
        "spelling",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("length", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_spelling_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "part", "length", "word", name=op.f("pk_spelling")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_fact_key_workspace_id_fact_number"),
        "fact_key",
        ["workspace_id", "fact_number"],
        unique=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE fact_text")
        op.execute(
            "CREATE VIRTUAL TABLE fact_text USING fts5(title, names, people, keys, body, context, "
            "tokenize = 'unicode61 remove_diacritics 0')"
        )
    else:
        from facts.store import postgres  # noqa: PLC0415 (an extra)

        for statement in postgres.FULL_TEXT_DDL:
            op.execute(statement)
