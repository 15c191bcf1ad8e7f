"""The tables beside the full-text index: how many facts hold a word, and how words are spelt.

The full-text index itself is SQLite's own (`facts.store.sqlite`).
"""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from facts.store.schema import metadata


def _workspace_id() -> Column[int]:
    return Column("workspace_id", Integer, ForeignKey("workspace.workspace_id"), primary_key=True)


stem_count = Table(
    "stem_count",
    metadata,
    _workspace_id(),
    Column("stem", String, primary_key=True),
    Column("facts", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many of a workspace's indexed facts hold a stem."""

text_total = Table(
    "text_total",
    metadata,
    _workspace_id(),
    Column("facts", Integer, nullable=False),
    Column("words", Integer, nullable=False),
)
"""How many facts of a workspace are indexed, and how many words they have together."""

spelling = Table(
    "spelling",
    metadata,
    _workspace_id(),
    Column("part", String(8), primary_key=True),
    Column("length", Integer, primary_key=True, autoincrement=False),
    Column("word", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""The longer words of a workspace's facts, each under its first, middle and last two letters.

A word stays when its last fact goes: whoever reads asks `stem_count` whether it is held still.
"""
