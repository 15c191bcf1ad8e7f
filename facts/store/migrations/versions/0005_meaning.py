"""The vectors of facts. `factdesk model install` fills them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact_meaning",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fact_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_fact_meaning_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "fact_number", name=op.f("pk_fact_meaning")),
    )
    op.create_index(
        op.f("ix_fact_meaning_workspace_id_change"), "fact_meaning", ["workspace_id", "change"]
    )
