"""Where a fact can be checked and who stands behind it: sources as text, who verified, warnings."""

from collections.abc import Iterator
from datetime import date, datetime

from facts.answer import Match
from facts.dates import EdtfDate
from facts.model import ApprovalBasis, FactState, Revision, Source

_REVISIONS_NAMED = 8


def source_text(source: Source) -> str:
    """Return a source as plain text with its address."""
    return source.title + source_details(source) + (f" {source.url}" if source.url else "")


def source_details(source: Source) -> str:
    """Return what follows a source's title: `, Justia, p. 3, Jul 5, 2018 · official`."""
    parts = [
        source.publisher,
        source.locator,
        source.published.short() if source.published else None,
    ]
    details = ", ".join(part for part in parts if part)
    note = f" ({source.note})" if source.note else ""
    return (f", {details}" if details else "") + f" · {source.tier}{note}"


def verified_by(revision: Revision) -> str:
    """Say who verified a revision and when."""
    approval = revision.approval
    if approval is None or not approval.approved:
        who = revision.editor_name or "an editor"
        return f"Draft filed by {who}, {_day(revision.recorded_at)}: not approved"
    match approval.basis:
        case ApprovalBasis.STARTER_SET:
            return "Filed with the starter set; not verified by this desk"
        case ApprovalBasis.LOADED:
            return f"Loaded from files, {_day(approval.at)}; not verified by this desk"
        case ApprovalBasis.REVIEW_OFF:
            who = revision.editor_name or "the desk"
            return f"Filed by {who}, {_day(approval.at)}; no second editor"
        case _:
            who = f" ({approval.approver_name})" if approval.approver_name else ""
            return f"Verified by the desk{who}, {_day(approval.at)}"


def verification(match: Match) -> Iterator[str]:
    """Yield who verified a fact, the revisions that its card rests on, when a review is due."""
    yield verified_by(match.fact.current)
    yield ", ".join(one.label for one in match.rests_on[:_REVISIONS_NAMED])
    due = match.fact.review_on
    if due is not None:
        overdue = due < match.today
        yield f"{'OVERDUE for review since' if overdue else 'review due'} {_day(due)}"


def warnings(match: Match) -> Iterator[str]:
    """Yield the sentences that stand above a card."""
    fact = match.fact
    if fact.state is FactState.DRAFT:
        yield "This is a draft that no second editor has approved: do not print."
    if fact.state is FactState.RETRACTED:
        why = f" {fact.current.reason}" if fact.current.reason else ""
        yield f"RETRACTED on {_day(fact.current.recorded_at)}: do not print.{why}"
    if fact.pending is not None:
        yield "A correction to this is under review: do not print."
    due = fact.review_on
    if due is not None and due < match.today:
        yield f"This was due for review on {_day(due)}."


def _day(moment: date | datetime) -> str:
    return EdtfDate.of(moment.date() if isinstance(moment, datetime) else moment).short()
