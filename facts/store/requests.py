"""What readers ask of the desk: requests (nothing on file) and disputes (something is wrong)."""

from datetime import datetime

from sqlalchemy import insert, select

from facts.model import Matter, Revision
from facts.store import schema
from facts.store.engine import Transaction
from facts.store.numbers import next_number


async def add_request(
    tx: Transaction,
    *,
    asker: str,
    channel: str | None,
    message_ts: str | None,
    question: str,
    reason: str | None,
    now: datetime,
) -> int:
    """Keep a request to the desk; returns its number."""
    number = await next_number(tx, schema.request)
    await tx.connection.execute(
        insert(schema.request).values(
            workspace_id=tx.workspace_id,
            request_number=number,
            asker=asker,
            channel=channel,
            message_ts=message_ts,
            question=question,
            reason=reason,
            asked_at=now,
        )
    )
    return number


async def add_dispute(
    tx: Transaction,
    revision: Revision,
    *,
    person: str,
    channel: str | None,
    message_ts: str | None,
    matter: Matter,
    question: str | None,
    reason: str,
    now: datetime,
) -> int:
    """Keep a dispute of a revision, with the question that it answered; returns its number."""
    number = await next_number(tx, schema.dispute)
    await tx.connection.execute(
        insert(schema.dispute).values(
            workspace_id=tx.workspace_id,
            dispute_number=number,
            fact_number=revision.fact.number,
            revision_number=revision.number,
            person=person,
            channel=channel,
            message_ts=message_ts,
            matter=matter.value,
            question=question,
            reason=reason,
            disputed_at=now,
        )
    )
    return number


async def question_of(tx: Transaction, kind: str, number: int) -> str | None:
    """Return the question of a `request` or of a `dispute`; None where there is none."""
    table = {"request": schema.request, "dispute": schema.dispute}.get(kind)
    if table is None:
        return None
    found: str | None = await tx.connection.scalar(
        select(table.c.question).where(
            table.c.workspace_id == tx.workspace_id, table.c[f"{kind}_number"] == number
        )
    )
    return found
