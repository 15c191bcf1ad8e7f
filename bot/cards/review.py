"""The card of a draft for the second editor, and the same card after the decision.

What people wrote is shown in rich text, exactly as typed. A draft that is too long for a message is
cut, says so, and has a button that shows all of it.
"""

import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cards.differences import changed_rows
from bot.cards.draft import WHOLE, Size, draft_blocks
from bot.cards.message import (
    Message,
    actions,
    button,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.mrkdwn import Json, bold, cut, day, escape
from facts import ApprovalBasis, Revision

APPROVE, SEND_BACK, WHOLE_DRAFT = "approve", "send_back", "whole_draft"
_MESSAGE_SIZE = 11_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""
_VIEW_SIZE = 150_000
_MOST_CHANGES = 12
_NO_REVIEW = "This desk does not require a second editor."
_SIZES = (WHOLE, Size(1_000, 25), Size(400, 12), Size(150, 4))


def draft_card(
    revision: Revision, *, warnings: Sequence[str] = (), before: Revision | None = None
) -> Message:
    """Make the draft as the desk sees it: all of it, who filed it, Approve and Send back.

    The draft of a change begins with its differences from the revision `before`.
    """
    filed = f"a {revision.body.kind}, filed by {author(revision)}, {day(revision.recorded_at)}"
    head = [
        section(
            f"{bold(f'Draft {revision.label}')}  ·  {escape(filed)}. "
            "Readers will see it once a second editor approves it."
        ),
        *_warned(warnings),
        *(_changes(before, revision) if before is not None else []),
    ]
    text = f"Draft {revision.label}, {filed}: {revision.body.heading}. Approve it or send it back."
    return Message(escape(text), tuple(_fitted(head, revision, decide=True)))


def decided_card(revision: Revision, *, zone: ZoneInfo) -> Message:
    """Make the draft's card after the decision: who decided what, and when, without buttons."""
    approval = revision.approval
    if approval is None:
        return draft_card(revision)
    at = approval.at.astimezone(zone)
    when = f"{day(at)}, {at:%H:%M %Z}"
    verb = "Approved" if approval.approved else "Sent back"
    who = f" by {approval.approver_name or 'a second editor'}"
    if approval.basis is ApprovalBasis.REVIEW_OFF:
        who = ", no second editor"
    filed = f"{revision.label}, filed by {author(revision)}, {day(revision.recorded_at)}"
    head = [section(f"{bold(verb)}{escape(f'{who}, {when}')}  ·  {escape(filed)}")]
    if approval.why:
        head.append(rich(rich_quote(words(approval.why))))
    text = f"{verb}{who}, {when}: {revision.label}, {revision.body.heading}"
    return Message(escape(text), tuple(_fitted(head, revision, decide=False)))


def author_message(revision: Revision) -> Message:
    """Make the direct message to the author: approved, or sent back and why."""
    approval = revision.approval
    who = (approval and approval.approver_name) or "A second editor"
    named = f"{revision.label}, {revision.body.heading}"
    if approval is not None and approval.approved:
        then = "/fact finds it from now on."
        if revision.number > 1:
            then = "Every thread that got the old version gets a notice."
        decided = f"{who} approved {named}. {then}"
        return Message(escape(decided), (rich(rich_section(words(decided))),))
    decided = f"{who} sent back {named}."
    why = (approval and approval.why) or ""
    after = "Readers do not see it. To file it again, type /fact-add."
    blocks = [
        rich(rich_section(words(decided))),
        *([rich(rich_quote(words(why)))] if why else []),
        rich(rich_section(words(after))),
    ]
    return Message(escape(" ".join(part for part in (decided, why, after) if part)), tuple(blocks))


def filed_blocks(revision: Revision, *, waits_for: Sequence[Json]) -> list[Json]:
    """Make the author's receipt: the number, who must approve it, and all of it as it was read.

    `waits_for` are the runs of rich text after "is waiting for approval".
    """
    named = f"{revision.fact}" if revision.number == 1 else revision.label
    then = [words(" is waiting for approval"), *waits_for]
    if revision.is_approved:
        then = [words(f" is on file. {_NO_REVIEW}")]
    return [rich(rich_section(words(named, bold=True), *then)), *whole_draft(revision)]


def filed_list(revisions: Sequence[Revision], *, waits_for: Sequence[Json]) -> list[Json]:
    """Make the author's receipt for several facts: their numbers, and who must approve them."""
    rows = [
        rich_section(words(f"{each.label}  ", bold=True), words(each.body.heading))
        for each in revisions
    ]
    number, are = ("1 quote", "is") if len(rows) == 1 else (f"{len(rows)} quotes", "are")
    then = [words(f" {are} waiting for approval"), *waits_for]
    if all(each.is_approved for each in revisions):
        then = [words(f" {are} on file. {_NO_REVIEW}")]
    return [rich(rich_section(words(number, bold=True), *then), rich_list(rows))]


def whole_draft(revision: Revision, *, before: Revision | None = None) -> list[Json]:
    """Return all of a draft for a view; its differences from the revision `before` come first."""
    head = _changes(before, revision) if before is not None else []
    for size in _SIZES:
        blocks, _ = draft_blocks(revision, size)
        if _length(blocks) <= _VIEW_SIZE:
            break
    return [*head, *blocks]


def author(revision: Revision) -> str:
    """Return the name of the editor who filed a revision."""
    return revision.editor_name or "an editor"


def _changes(before: Revision, after: Revision) -> list[Json]:
    title = f"{after.change.capitalize()} of {before.label}"
    rows = changed_rows(before, after, limit=600)[:_MOST_CHANGES]
    said = [
        rich_section(words(f"{label}  ", bold=True), words(cut(text, 600)))
        for label, text in (
            ("What was wrong", after.was_wrong),
            ("What is correct", after.is_right),
            ("Why", after.reason),
        )
        if text
    ]
    listed = rich_list(rows) if rows else rich_section(words("Nothing changed."))
    return [rich(rich_section(words(title, bold=True)), *said, listed)]


def _warned(warnings: Sequence[str]) -> list[Json]:
    if not warnings:
        return []
    rows = [rich_section(words(warning)) for warning in warnings]
    return [rich(rich_section(words("Check this first", bold=True)), rich_list(rows))]


def _fitted(head: list[Json], revision: Revision, *, decide: bool) -> list[Json]:
    value = json.dumps({"fact": str(revision.fact), "number": revision.number})
    for size in _SIZES:
        blocks, was_cut = draft_blocks(revision, size)
        buttons = [
            *([button("Approve", APPROVE, value, style="primary")] if decide else []),
            *([button("Send back", SEND_BACK, value)] if decide else []),
            *([button("Whole draft", WHOLE_DRAFT, value)] if was_cut else []),
        ]
        made = [*head, *blocks, *([actions(*buttons)] if buttons else [])]
        if _length(made) <= _MESSAGE_SIZE:
            break
    return made


def _length(blocks: Sequence[Json]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False))
