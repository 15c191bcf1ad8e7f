"""Fan-outs of a change in steps; a single reminder of notices that nobody has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_REVISION = (
    ["workspace_id", "fact_number", "revision_number"],
    ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
)


def upgrade() -> None:
    op.add_column("notice", sa.Column("taken_over_by", sa.Integer(), nullable=True))
    op.add_column("notice", sa.Column("reminded_at", sa.DateTime(), nullable=True))
    op.create_table(
        "owed",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(*_REVISION, name=op.f("fk_owed_revision")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "delivery_number"],
            ["delivery.workspace_id", "delivery.delivery_number"],
            name=op.f("fk_owed_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_owed_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id",
            "fact_number",
            "revision_number",
            "delivery_number",
            name=op.f("pk_owed"),
        ),
    )
    op.create_index(op.f("ix_owed_workspace_id_place"), "owed", ["workspace_id", "place"])
    op.create_table(
        "fan_out",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("message_delivery", sa.Integer(), nullable=True),
        sa.Column("edit_delivery", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(*_REVISION, name=op.f("fk_fan_out_revision")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_fan_out_workspace")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "fact_number", "revision_number", name=op.f("pk_fan_out")
        ),
    )
