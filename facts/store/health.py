"""Whether the database is whole, and can be written now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update

from facts.store import schema, sqlite
from facts.store.engine import Store, Transaction

_ROOM = 65_536
"""Bytes that must fit: more than a question with its answer takes."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something for whoever looks after the database. What is not `is_wrong` is a risk."""

    sentence: str
    is_wrong: bool = True


async def require_room(tx: Transaction, *, now: datetime) -> None:
    """Return quietly where what a question needs can be written; Unavailable otherwise.

    As much is written and taken back. A row is then changed to what it was: only a commit that
    reaches the disk tells that the disk takes one.
    """
    await tx.connection.exec_driver_sql("SAVEPOINT room")
    await tx.connection.execute(
        insert(schema.inbound).values(
            workspace_id=tx.workspace_id, inbound_key="room:" + "x" * _ROOM, received_at=now
        )
    )
    await tx.connection.exec_driver_sql("ROLLBACK TO room")
    await tx.connection.exec_driver_sql("RELEASE room")
    await tx.connection.execute(
        update(schema.workspace)
        .where(schema.workspace.c.workspace_id == tx.workspace_id)
        .values(name=schema.workspace.c.name)
    )


def troubles(store: Store) -> Iterator[Trouble]:
    """Say what is wrong, or risky, with a SQLite file."""
    with store.connected() as connection:
        version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar_one())
        if sqlite.may_lose_wal(version):
            yield Trouble(
                f"SQLite {version} has a rare fault that can damage a database which several "
                "processes write at once (sqlite.org/wal.html, “The WAL-Reset Bug”; mended in "
                "3.51.3): while the bot runs, keep other writing commands few, or install a newer "
                "SQLite.",
                is_wrong=False,
            )
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        if mode != "wal":
            yield Trouble(
                f"The journal mode is {mode}, not WAL: readers and the writer hold each other up "
                "until the next start of the bot.",
                is_wrong=False,
            )
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Trouble(f"The database is damaged: {said}. Restore a backup.")
        for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Trouble(f"A row of {table} refers to one that is not there.")
