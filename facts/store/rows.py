"""A revision as it is read: its approval and its latest verification in one row."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from facts.model import (
    Approval,
    ApprovalBasis,
    Audience,
    Body,
    Change,
    FactId,
    Revision,
    Verification,
    stored_body,
)
from facts.store import moment


class Row(NamedTuple):
    """One row of `ROWS`, as SQLite keeps it: moments are text, yes and no are 1 and 0."""

    fact_number: int
    revision_number: int
    body: str
    editor: str
    editor_name: str | None
    reason: str | None
    change: str
    was_wrong: str | None
    is_right: str | None
    recorded_at: str
    embargo_until: str | None
    audience: str
    approved: int | None
    basis: str
    approver: str | None
    approver_name: str | None
    decided_at: str
    why: str | None
    verified_at: str | None
    verified_by: str
    verified_why: str | None

    @property
    def decided(self) -> datetime:
        """When it was approved or sent back; only where it was."""
        return moment.read(self.decided_at)


# SQLAlchemy takes longer over this than SQLite, and every look-up asks it.
ROWS = """
    SELECT revision.fact_number, revision.revision_number, revision.body, revision.editor,
        revision.editor_name, revision.reason, revision.change, revision.was_wrong,
        revision.is_right, revision.recorded_at, revision.embargo_until, revision.audience,
        approval.approved, approval.basis, approval.approver, approval.approver_name,
        approval.decided_at, approval.why,
        verification.verified_at, verification.person, verification.why
    FROM json_each(?) AS wanted CROSS JOIN revision
        LEFT JOIN approval USING (workspace_id, fact_number, revision_number)
        LEFT JOIN verification ON verification.workspace_id = revision.workspace_id
            AND verification.fact_number = revision.fact_number
            AND verification.revision_number = revision.revision_number
            AND verification.verified_at = (
                SELECT max(every.verified_at) FROM verification AS every
                WHERE every.workspace_id = revision.workspace_id
                AND every.fact_number = revision.fact_number
                AND every.revision_number = revision.revision_number
            )
    WHERE revision.workspace_id = ? AND revision.fact_number = wanted.value
    ORDER BY revision.fact_number, revision.revision_number
"""
CURRENT_BODIES = """
    SELECT revision.body FROM json_each(?) AS wanted CROSS JOIN revision
    WHERE revision.workspace_id = ? AND revision.fact_number = wanted.value
    AND revision.revision_number = (
        SELECT max(approval.revision_number) FROM approval
        WHERE approval.workspace_id = revision.workspace_id
        AND approval.fact_number = revision.fact_number AND approval.approved
    )
"""
"""The bodies that the desk stands behind now."""


@lru_cache(maxsize=4096)
def read_body(text: str) -> Body:
    """Read a body; it never changes once it is stored."""
    return stored_body(text)


def read_verification(row: Row) -> Verification | None:
    """Return the latest verification of a row's revision, if any."""
    if row.verified_at is None:
        return None
    return Verification(
        person=row.verified_by, at=moment.read(row.verified_at), why=row.verified_why
    )


def read_revision(row: Row) -> Revision:
    """Return a row's revision, with what was decided on it."""
    approval = (
        None
        if row.approved is None
        else Approval(
            approved=bool(row.approved),
            basis=ApprovalBasis(row.basis),
            approver=row.approver,
            approver_name=row.approver_name,
            at=row.decided,
            why=row.why,
        )
    )
    return Revision(
        fact=FactId(number=row.fact_number),
        number=row.revision_number,
        body=read_body(row.body),
        editor=row.editor,
        editor_name=row.editor_name,
        reason=row.reason,
        change=Change(row.change),
        was_wrong=row.was_wrong,
        is_right=row.is_right,
        recorded_at=moment.read(row.recorded_at),
        embargo_until=moment.read(row.embargo_until) if row.embargo_until else None,
        audience=Audience(row.audience),
        approval=approval,
    )
