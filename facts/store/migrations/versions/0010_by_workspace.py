"""Deliveries are found by state within a workspace, as everything is."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_delivery_state"), "delivery")
    op.create_index(op.f("ix_delivery_workspace_id_state"), "delivery", ["workspace_id", "state"])
