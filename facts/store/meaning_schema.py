"""The vectors of facts: what each means, beside it in the same database."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from facts.store.schema import metadata

fact_meaning = Table(
    "fact_meaning",
    metadata,
    Column("workspace_id", Integer, ForeignKey("workspace.workspace_id"), primary_key=True),
    Column("fact_number", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, nullable=False),
    Column("encoder", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=True),
    Index("ix_fact_meaning_workspace_id_change", "workspace_id", "change"),
)
"""`change` counts the writes of a workspace, so that who keeps vectors in memory reads only what is
new; a fact that the desk no longer stands behind keeps its row, without a vector, to tell them."""
