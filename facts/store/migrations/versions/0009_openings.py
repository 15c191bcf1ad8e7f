"""An opening that carries its fact is marked, since its place is the thread that it opens."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "delivery",
        sa.Column("opens_thread", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
