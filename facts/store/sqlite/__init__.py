"""SQLite: the interface of `facts.store.database`, on a local file."""

from collections.abc import Iterable, Iterator

from facts.store.sqlite.file import SqliteFile, copy_file

__all__ = ["SqliteFile", "append_only_ddl", "copy_file"]


def append_only_ddl(tables: Iterable[str]) -> Iterator[str]:
    """Yield the triggers that refuse UPDATE and DELETE on tables."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
