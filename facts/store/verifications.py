"""Verifications: that somebody looked a revision up again and found it still true."""

from datetime import datetime

from sqlalchemy import insert

from facts.model import Revision
from facts.store import schema
from facts.store.engine import Transaction


async def add(tx: Transaction, revision: Revision, *, person: str, why: str, now: datetime) -> None:
    """Write down who verified a revision, when, and on what."""
    await tx.connection.execute(
        insert(schema.verification).values(
            workspace_id=tx.workspace_id,
            fact_number=revision.fact.number,
            revision_number=revision.number,
            verified_at=now,
            person=person,
            why=why,
        )
    )
