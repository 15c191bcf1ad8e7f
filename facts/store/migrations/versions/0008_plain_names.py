"""Tables and columns get names that say what they hold. Every row is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_WORKSPACE = (["workspace_id"], ["workspace.workspace_id"])


def upgrade() -> None:
    # Recreated, not renamed, since their constraints contain their names.
    _candidates()
    _embeddings()
    _counts()
    for table, before, after in (
        ("notice", "taken_over_by", "replaced_by"),
        ("delivery_fact", "asked", "questions"),
    ):
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")


def _move(before: str, after: str, columns: str) -> None:
    op.execute(f"INSERT INTO {after} ({columns}) SELECT {columns} FROM {before}")  # noqa: S608 (names of ours)
    op.drop_table(before)


def _candidates() -> None:
    op.create_table(
        "notice_candidate",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
            name=op.f("fk_notice_candidate_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "delivery_number"],
            ["delivery.workspace_id", "delivery.delivery_number"],
            name=op.f("fk_notice_candidate_delivery"),
        ),
        sa.ForeignKeyConstraint(*_WORKSPACE, name=op.f("fk_notice_candidate_workspace")),
        sa.PrimaryKeyConstraint(
            "workspace_id",
            "fact_number",
            "revision_number",
            "delivery_number",
            name=op.f("pk_notice_candidate"),
        ),
    )
    columns = "workspace_id, fact_number, revision_number, delivery_number, place"
    _move("owed", "notice_candidate", columns)
    op.create_index(
        op.f("ix_notice_candidate_workspace_id_place"),
        "notice_candidate",
        ["workspace_id", "place"],
    )


def _embeddings() -> None:
    op.create_table(
        "fact_embedding",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(*_WORKSPACE, name=op.f("fk_fact_embedding_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "fact_number", name=op.f("pk_fact_embedding")),
    )
    columns = "workspace_id, fact_number, change, encoder, vector"
    _move("fact_meaning", "fact_embedding", columns)
    op.create_index(
        op.f("ix_fact_embedding_workspace_id_change"),
        "fact_embedding",
        ["workspace_id", "change"],
    )


def _counts() -> None:
    op.create_table(
        "stem_frequency",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(*_WORKSPACE, name=op.f("fk_stem_frequency_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "stem", name=op.f("pk_stem_frequency")),
        sqlite_with_rowid=False,
    )
    _move("stem_count", "stem_frequency", "workspace_id, stem, facts")
    op.create_table(
        "text_index_size",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(*_WORKSPACE, name=op.f("fk_text_index_size_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_text_index_size")),
    )
    _move("text_total", "text_index_size", "workspace_id, facts, words")
