"""Where a fact can be checked and who stands behind it: sources as text, who verified, warnings."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from facts.answer import Match
from facts.dates import EdtfDate
from facts.model import ApprovalBasis, Change, FactState, Revision, Source, Tier

NO_ADDRESS = "no address on file"
_REVISIONS_NAMED = 8
_ADDRESS = re.compile(r"(?: at)? https?://[^\s)]+")


def source_text(source: Source) -> str:
    """Return a source as plain text with its address."""
    return source.title + source_details(source) + (f" {source.url}" if source.url else "")


def source_details(source: Source) -> str:
    """Return what follows a source's title: `, Justia, p. 3, Jul 5, 2018 · official`.

    Of our own: `, by the county reporter, Jul 17, 2025 · our own`.
    """
    return _details(source, source.locator, _caveat(source))


def source_briefly(source: Source) -> str:
    """Return what follows a source's title on a first screen: no page, no second address."""
    caveat = _ADDRESS.sub("", _caveat(source))
    return _details(source, None, caveat.removesuffix(" on file") if not source.url else caveat)


def _details(source: Source, locator: str | None, caveat: str) -> str:
    published = source.published.short() if source.published else None
    if locator and source.published and source.published.full() in locator:
        published = None  # "order of June 15, 2020" has the date
    parts = (source.publisher, source.by, locator, published)
    details = ", ".join(filter(None, parts))
    note = f" ({caveat})" if caveat else ""
    return (f", {details}" if details else "") + f" · {source.tier.shown}{note}"


def _caveat(source: Source) -> str:
    """Return what was not checked of a source; one without an address says so, but for our own."""
    missing = None if source.url or source.tier is Tier.OWN else NO_ADDRESS
    return "; ".join(filter(None, (source.note, missing)))


def verified_by(revision: Revision) -> str:
    """Say who verified a revision and when; of a retraction who retracted the fact."""
    if revision.change is Change.RETRACTION:
        who = revision.editor_name or "the desk"
        return f"Retracted by {who}, {_day(revision.recorded_at)}"
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


def verified_briefly(revision: Revision) -> str:
    """Say the same on a first screen."""
    approval = revision.approval
    is_starter = approval is not None and approval.basis is ApprovalBasis.STARTER_SET
    if is_starter and revision.change is Change.FILED:
        return "Not verified by this desk (starter set)"
    return verified_by(revision)


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
