"""The schema separates workspaces, and could be spread over many machines by workspace.

Citus distributes a table by one column (docs.citusdata.com, "Determining Application Type" and
"Multi-tenant Applications"): it must be in every primary key, unique constraint and unique index,
and a foreign key between distributed tables must have it on both sides, in the same place. Tables
that every machine has whole (reference tables) may be referred to from any other.
"""

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from facts.store import schema

WHOLE = {"workspace"}
"""A row for each newsroom: on every machine."""
TABLES = [one for one in schema.metadata.sorted_tables if one.name not in WHOLE]


@pytest.mark.parametrize("table", TABLES, ids=[one.name for one in TABLES])
def test_everything_leads_by_workspace(table: Table) -> None:
    """Its primary key, its indexes and its unique constraints."""
    led = [table.primary_key, *table.indexes]
    led += [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    assert [next(iter(one.columns)).name for one in led] == ["workspace_id"] * len(led)


@pytest.mark.parametrize("table", TABLES, ids=[one.name for one in TABLES])
def test_what_a_row_refers_to_is_in_its_workspace(table: Table) -> None:
    keys = [one for one in table.constraints if isinstance(one, ForeignKeyConstraint)]
    assert keys
    for key in keys:
        pairs = [(one.parent.name, one.column.name) for one in key.elements]
        assert pairs[0] == ("workspace_id", "workspace_id")
        assert key.referred_table.name in WHOLE or len(pairs) > 1
