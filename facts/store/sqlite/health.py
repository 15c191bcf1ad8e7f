"""What is wrong, or risky, with a SQLite file."""

from collections.abc import Iterator

from sqlalchemy import Connection

from facts.store.database import Problem

_WAL_BUG_FIXED_IN = (3, 51, 3)
"""Versions before have "The WAL-Reset Bug" (sqlite.org/wal.html)."""


def problems(connection: Connection) -> Iterator[Problem]:
    """Check the version, the journal, the pages and the foreign keys; may take long."""
    version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar_one())
    if has_wal_bug(version):
        yield Problem(
            f"SQLite {version} has a rare fault that can damage a database which several "
            "processes write at once (sqlite.org/wal.html, “The WAL-Reset Bug”; mended in "
            "3.51.3): while the bot runs, keep other writing commands few, or install a newer "
            "SQLite.",
            is_wrong=False,
        )
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode != "wal":
        yield Problem(
            f"The journal mode is {mode}, not WAL: readers and the writer hold each other up "
            "until the next start of the bot.",
            is_wrong=False,
        )
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem(f"The database is damaged: {message}. Restore a backup.")
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"A row of {table} refers to one that is not there.")


def has_wal_bug(version: str) -> bool:
    """Return whether a version of SQLite has the WAL-reset bug."""
    return tuple(int(part) for part in version.split(".")) < _WAL_BUG_FIXED_IN
