"""The tables of what changes still owe."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table

from facts.store.moment import Moment
from facts.store.schema import metadata


def _of_a_revision() -> tuple[Column[int], Column[int], Column[int], ForeignKeyConstraint]:
    return (
        Column("workspace_id", Integer, ForeignKey("workspace.workspace_id"), primary_key=True),
        Column("fact_number", Integer, primary_key=True, autoincrement=False),
        Column("revision_number", Integer, primary_key=True, autoincrement=False),
        ForeignKeyConstraint(
            ["workspace_id", "fact_number", "revision_number"],
            ["revision.workspace_id", "revision.fact_number", "revision.revision_number"],
        ),
    )


# A message that a change has still to be compared with: whether its place is owed a notice.
owed = Table(
    "owed",
    metadata,
    *_of_a_revision(),
    Column("delivery_number", Integer, primary_key=True, autoincrement=False),
    Column("place", String(200), nullable=False),
    Index(None, "workspace_id", "place"),
    ForeignKeyConstraint(
        ["workspace_id", "delivery_number"],
        ["delivery.workspace_id", "delivery.delivery_number"],
    ),
)

# A change that concerns more places than one transaction tells, and where its progress is shown.
fan_out = Table(
    "fan_out",
    metadata,
    *_of_a_revision(),
    Column("places", Integer, nullable=False),
    Column("person", String(64), nullable=False),
    Column("message_delivery", Integer, nullable=True),
    Column("edit_delivery", Integer, nullable=True),
    Column("finished_at", Moment, nullable=True),
)
