"""Whether the database can be written now."""

from datetime import datetime

from sqlalchemy import insert, update

from facts.store import schema
from facts.store.engine import Transaction

_ROOM = 65_536
"""Bytes that must fit: more than a question with its answer takes."""


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
