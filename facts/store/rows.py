"""A revision as it is read: its approval and its latest verification in one row."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select

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
from facts.store import schema

_revision, _approval = schema.revision, schema.approval
_verified = schema.verification

_every = schema.verification.alias("every")
_last_verified = (
    select(func.max(_every.c.verified_at))
    .where(
        _every.c.workspace_id == _revision.c.workspace_id,
        _every.c.fact_number == _revision.c.fact_number,
        _every.c.revision_number == _revision.c.revision_number,
    )
    .scalar_subquery()
)
# Made once: SQLAlchemy keeps a statement's cache key with it, which is half the cost of a query.
_READ = (
    select(
        _revision,
        _approval.c.approved,
        _approval.c.basis,
        _approval.c.approver,
        _approval.c.approver_name,
        _approval.c.decided_at,
        _approval.c.why,
        _verified.c.verified_at,
        _verified.c.person.label("verified_by"),
        _verified.c.why.label("verified_why"),
    )
    .select_from(
        _revision.outerjoin(
            _approval,
            and_(
                _approval.c.workspace_id == _revision.c.workspace_id,
                _approval.c.fact_number == _revision.c.fact_number,
                _approval.c.revision_number == _revision.c.revision_number,
            ),
        ).outerjoin(
            _verified,
            and_(
                _verified.c.workspace_id == _revision.c.workspace_id,
                _verified.c.fact_number == _revision.c.fact_number,
                _verified.c.revision_number == _revision.c.revision_number,
                _verified.c.verified_at == _last_verified,
            ),
        )
    )
    .where(_revision.c.workspace_id == bindparam("workspace"))
    .order_by(_revision.c.fact_number, _revision.c.revision_number)
)
ROWS = _READ.where(_revision.c.fact_number.in_(bindparam("numbers", expanding=True)))


CURRENT_BODIES = """
    SELECT revision.body FROM json_each(?) AS wanted CROSS JOIN revision
    WHERE revision.workspace_id = ? AND revision.fact_number = wanted.value
    AND revision.revision_number = (
        SELECT max(approval.revision_number) FROM approval
        WHERE approval.workspace_id = revision.workspace_id
        AND approval.fact_number = revision.fact_number AND approval.approved
    )
"""
"""The bodies that the desk stands behind now; SQLAlchemy takes longer over it than SQLite does."""


@lru_cache(maxsize=4096)
def read_body(text: str) -> Body:
    """Read a body; it never changes once it is stored."""
    return stored_body(text)


def read_verification(row: Row[Any]) -> Verification | None:
    """Return the latest verification of a row's revision, if any."""
    if row.verified_at is None:
        return None
    return Verification(person=row.verified_by, at=row.verified_at, why=row.verified_why)


def read_revision(row: Row[Any]) -> Revision:
    """Return a row's revision, with what was decided on it."""
    approval = (
        None
        if row.approved is None
        else Approval(
            approved=row.approved,
            basis=ApprovalBasis(row.basis),
            approver=row.approver,
            approver_name=row.approver_name,
            at=row.decided_at,
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
        recorded_at=row.recorded_at,
        embargo_until=row.embargo_until,
        audience=Audience(row.audience),
        approval=approval,
    )
