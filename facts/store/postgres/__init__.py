"""PostgreSQL: the interface of `facts.store.database`, on a server."""

from collections.abc import Iterable, Iterator

from facts.store.postgres.full_text import FULL_TEXT_DDL
from facts.store.postgres.server import PostgresServer

__all__ = ["FULL_TEXT_DDL", "PostgresServer", "append_only_ddl"]


def append_only_ddl(tables: Iterable[str]) -> Iterator[str]:
    """Yield the triggers that refuse UPDATE, DELETE and TRUNCATE on tables."""
    yield (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
