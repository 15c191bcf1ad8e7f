"""The outbox's outcomes: unknown and dead deliveries, a mark for each, lanes kept in order."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = "state IN ('waiting', 'sending', 'unknown', 'sent', 'refused', 'dead', 'cancelled')"


def upgrade() -> None:
    # SQLite cannot change a CHECK, so the table is recreated.
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_state_known"), type_="check")
        table.create_check_constraint(op.f("ck_delivery_state_known"), STATES)
        table.add_column(sa.Column("mark", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("lane", sa.String(length=130), nullable=True))
        table.add_column(
            sa.Column("until_known", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.add_column(
            sa.Column("resent", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        table.add_column(sa.Column("of_dead_delivery", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":  # PostgreSQL has no rows of this version
        op.execute("UPDATE delivery SET mark = lower(hex(randomblob(16)))")
    # From here on, a reply to a message that has been posted already stores its thread.
    op.execute(
        "UPDATE delivery SET (channel, thread_ts) = (SELECT above.posted_channel, above.ts "
        "FROM delivery AS above WHERE above.workspace_id = delivery.workspace_id "
        "AND above.delivery_number = delivery.under_delivery) "
        "WHERE state IN ('waiting', 'sending') AND EXISTS (SELECT 1 FROM delivery AS above "
        "WHERE above.workspace_id = delivery.workspace_id "
        "AND above.delivery_number = delivery.under_delivery AND above.state = 'sent')"
    )
    op.execute(
        "UPDATE delivery SET lane = CASE WHEN way = 'direct' THEN person "
        "WHEN way IN ('channel', 'under') AND thread_ts IS NOT NULL "
        "THEN channel || ':' || thread_ts "
        "WHEN way = 'channel' AND channel LIKE 'D%' THEN channel END"
    )
    with op.batch_alter_table("delivery") as table:
        table.alter_column("mark", existing_type=sa.String(length=32), nullable=False)
    op.create_index("ix_delivery_lane", "delivery", ["workspace_id", "lane", "delivery_number"])
