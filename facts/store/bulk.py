"""Many facts at once: the same rows as filing and approving one by one, in few statements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table

from facts.model import Approval, Body, Change, FactId, Revision
from facts.store import index, schema
from facts.store.engine import Transaction
from facts.store.moment import stored
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
    made = dict(enumerate((body for _, body in filings), start=first))
    # What all have in common is checked once.
    like = Revision(
        fact=FactId(number=first),
        number=1,
        body=filings[0][1],
        editor=editor,
        reason=reason,
        change=Change.FILED,
        recorded_at=now,
        approval=approval,
    )
    recorded = stored(now)
    driver = await tx.driver()
    driver.executemany(
        _FACT,
        (
            (tx.workspace_id, number, body.kind, body.key, ref, recorded)
            for (number, body), (ref, _) in zip(made.items(), filings, strict=True)
        ),
    )
    filed = (editor, like.reason, like.change.value, recorded, like.audience.value)
    driver.executemany(
        _REVISION,
        (
            (tx.workspace_id, number, like.number, body.model_dump_json(exclude_none=True), *filed)
            for number, body in made.items()
        ),
    )
    approved = (
        editor,
        approval.approved,
        approval.basis.value,
        approval.approver,
        approval.approver_name,
        stored(approval.at),
        approval.why,
    )
    driver.executemany(
        _APPROVAL, ((tx.workspace_id, number, like.number, *approved) for number in made)
    )
    await index.add(tx, made)
    return [FactId(number=number) for number in made]


def _insert(table: Table, *columns: str) -> str:
    """Return the statement in SQLite's own words: SQLAlchemy takes longer over a row than it."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (names of ours)


_FACT = _insert(schema.fact, "workspace_id", "fact_number", "kind", "key", "import_ref", "filed_at")
_REVISION = _insert(
    schema.revision,
    "workspace_id",
    "fact_number",
    "revision_number",
    "body",
    "editor",
    "reason",
    "change",
    "recorded_at",
    "audience",
)
_APPROVAL = _insert(
    schema.approval,
    "workspace_id",
    "fact_number",
    "revision_number",
    "editor",
    "approved",
    "basis",
    "approver",
    "approver_name",
    "decided_at",
    "why",
)
