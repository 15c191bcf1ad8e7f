"""A dispute stores what it is about, and the question that the card answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dispute",
        sa.Column(
            "matter", sa.String(length=16), server_default=sa.text("'wrong'"), nullable=False
        ),
    )
    op.add_column("dispute", sa.Column("question", sa.Text(), nullable=True))
