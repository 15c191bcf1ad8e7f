"""Who stands behind a fact: the line under every card, and the warnings above it."""

import re
from datetime import date

from bot.cards.message import context
from bot.mrkdwn import day, escape
from facts import ApprovalBasis, FactState, Match, Revision


def lead(sentence: str) -> tuple[str, str]:
    """Cut an answer into its first sentence and the rest; abbreviations end none."""
    for stop in re.finditer(r"(?<=[a-z0-9)”])\. (?=[A-Z“])", sentence):
        last = sentence[: stop.start()].rsplit(maxsplit=1)[-1]
        if last not in _ABBREVIATIONS:
            return sentence[: stop.start() + 1], sentence[stop.end() :]
    return sentence, ""


_ABBREVIATIONS = {"Gov", "No", "Cir", "Cal", "Stats", "Sen", "Rep", "Inc", "Co", "Dist", "Dr", "Mr"}


def stood_behind(revision: Revision) -> str:
    """Say who verified a revision and when, as plain text."""
    approval = revision.approval
    if approval is None or not approval.approved:
        who = revision.editor_name or "an editor"
        return f"Draft filed by {who}, {day(revision.recorded_at)}: not approved"
    match approval.basis:
        case ApprovalBasis.STARTER_SET:
            return "Filed with the starter set; not verified by this desk"
        case ApprovalBasis.REVIEW_OFF:
            who = revision.editor_name or "the desk"
            return f"Filed by {who}, {day(approval.at)}; no second editor"
        case _:
            who = f" ({approval.approver_name})" if approval.approver_name else ""
            return f"Verified by the desk{who}, {day(approval.at)}"


def small_print(match: Match, *, today: date) -> dict[str, object]:
    """Make the line under a card: verified by, revisions, review due."""
    fact = match.fact
    parts = [stood_behind(fact.current), ", ".join(one.label for one in match.rests_on[:8])]
    due = fact.review_on
    if due is not None:
        overdue = due < today
        parts.append(f"{'OVERDUE for review since' if overdue else 'review due'} {day(due)}")
    return context(escape("  ·  ".join(parts)))


def warnings(match: Match, *, today: date) -> list[str]:
    """Return the sentences that stand above a card, as plain text."""
    found = []
    fact = match.fact
    if fact.state is FactState.DRAFT:
        found.append("This is a draft that no second editor has approved: do not print.")
    if fact.state is FactState.RETRACTED:
        why = f" {fact.current.reason}" if fact.current.reason else ""
        found.append(f"RETRACTED on {day(fact.current.recorded_at)}: do not print.{why}")
    if fact.pending is not None:
        found.append("A correction to this is under review: do not print.")
    due = fact.review_on
    if due is not None and due < today:
        found.append(f"This was to be verified again by {day(due)}.")
    return found
