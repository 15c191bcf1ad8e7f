"""Notices: which facts each message carries, and which places got a notice of a change."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revision", sa.Column("was_wrong", sa.Text(), nullable=True))
    op.add_column("revision", sa.Column("is_right", sa.Text(), nullable=True))
    op.add_column("delivery", sa.Column("about_delivery", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_delivery_workspace_id_about_delivery"),
        "delivery",
        ["workspace_id", "about_delivery"],
    )
    op.add_column("delivery_fact", sa.Column("asked", sa.Text(), nullable=True))
    op.create_index(
        op.f("ix_delivery_fact_workspace_id_fact_number"),
        "delivery_fact",
        ["workspace_id", "fact_number"],
    )
    op.create_table(
        "notice",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("notice_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("delivery_number", sa.Integer(), nullable=False),
        sa.Column("seen_by", sa.String(length=64), nullable=True),
        sa.Column("seen_by_name", sa.String(length=300), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
            name=op.f("fk_notice_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "delivery_number"],
            ["delivery.workspace_id", "delivery.delivery_number"],
            name=op.f("fk_notice_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_notice_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "notice_number", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "workspace_id",
            "fact_number",
            "revision_number",
            "place",
            name=op.f("uq_notice_workspace_id_fact_number_revision_number_place"),
        ),
        sa.UniqueConstraint(
            "workspace_id", "delivery_number", name=op.f("uq_notice_workspace_id_delivery_number")
        ),
    )
