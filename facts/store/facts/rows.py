"""Revisions as the database returns them, parsed."""

from datetime import UTC, datetime
from functools import lru_cache

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
from facts.store.database import RevisionRow


@lru_cache(maxsize=4096)
def read_body(text: str) -> Body:
    """Parse a stored body, cached by its text, since a body never changes."""
    return stored_body(text)


def read_verification(row: RevisionRow) -> Verification | None:
    """Return the newest verification of a row's revision, if any."""
    if row.verified_at is None:
        return None
    return Verification(person=row.verified_by, at=_moment(row.verified_at), why=row.verified_why)


def read_revision(row: RevisionRow) -> Revision:
    """Return a row's revision, with its approval."""
    approval = (
        None
        if row.approved is None
        else Approval(
            approved=bool(row.approved),
            basis=ApprovalBasis(row.basis),
            approver=row.approver,
            approver_name=row.approver_name,
            at=decided_at(row),
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
        recorded_at=_moment(row.recorded_at),
        embargo_until=_moment(row.embargo_until) if row.embargo_until else None,
        audience=Audience(row.audience),
        approval=approval,
    )


def decided_at(row: RevisionRow) -> datetime:
    """Return when a revision was approved or sent back; only for one that was."""
    return _moment(row.decided_at)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
