"""Many facts at once: the same rows as filing and approving one by one, in few statements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert

from facts.model import Approval, Audience, Body, Change, FactId, Revision
from facts.store import index, schema
from facts.store.engine import Transaction
from facts.store.numbers import next_number


async def add_approved(
    tx: Transaction,
    filings: Sequence[tuple[str, Body]],
    *,
    editor: str,
    reason: str | None,
    approval: Approval,
    now: datetime,
) -> list[FactId]:
    """File new facts, (import reference, body), each approved, and index them; returns their ids.

    Keys and references must be new to the workspace: the database refuses the whole otherwise.
    """
    if not filings:
        return []
    first = await next_number(tx, schema.fact)
    made = [
        Revision(
            fact=FactId(number=number),
            number=1,
            body=body,
            editor=editor,
            reason=reason,
            change=Change.FILED,
            recorded_at=now,
            approval=approval,
        )
        for number, (_, body) in enumerate(filings, start=first)
    ]
    same: dict[str, object] = {"workspace_id": tx.workspace_id}
    await tx.connection.execute(
        insert(schema.fact),
        [
            same
            | {
                "fact_number": one.fact.number,
                "kind": one.body.kind,
                "key": one.body.key,
                "import_ref": ref,
                "filed_at": now,
            }
            for one, (ref, _) in zip(made, filings, strict=True)
        ],
    )
    await tx.connection.execute(
        insert(schema.revision),
        [
            same
            | {
                "fact_number": one.fact.number,
                "revision_number": one.number,
                "body": one.body.model_dump_json(exclude_none=True),
                "editor": editor,
                "reason": reason,
                "change": one.change.value,
                "recorded_at": now,
                "audience": Audience.NEWSROOM.value,
            }
            for one in made
        ],
    )
    await tx.connection.execute(
        insert(schema.approval),
        [
            same
            | {
                "fact_number": one.fact.number,
                "revision_number": one.number,
                "editor": editor,
                "approved": approval.approved,
                "basis": approval.basis.value,
                "approver": approval.approver,
                "approver_name": approval.approver_name,
                "decided_at": approval.at,
                "why": approval.why,
            }
            for one in made
        ],
    )
    await index.add(tx, made)
    return [one.fact for one in made]
