"""The card of a draft for the second editor, and the same card after the decision.

What people wrote is shown in rich text, exactly as typed. A draft that is too long for a message is
cut, says so, and has a button that shows all of it.
"""

import json
import re
from collections.abc import Sequence

from bot.cards.differences import changed_rows
from bot.cards.draft import WHOLE, Size, draft_blocks
from bot.cards.history import edit_button
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
from bot.mrkdwn import Json, bold, cut, escape, moment
from facts import ApprovalBasis, Revision

APPROVE, SEND_BACK, WHOLE_DRAFT = "approve", "send_back", "whole_draft"
OPEN_FACT = "open_fact"
"""Followed by the fact's id: one row may have several such buttons."""
_MOST_NAMED = 5
_MESSAGE_SIZE = 11_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""
_VIEW_SIZE = 150_000
_NO_REVIEW = "This desk does not require a second editor."
_SIZES = (WHOLE, Size(1_000, 25), Size(400, 12), Size(150, 4), Size(60, 1))


def draft_card(
    revision: Revision, *, warnings: Sequence[str] = (), earlier: Sequence[Revision] = ()
) -> Message:
    """Make the draft as the desk sees it: all of it, who filed it, Approve and Send back.

    It begins with its differences from the `earlier` revisions, if there are any.
    """
    filed = f"a {revision.body.kind}, filed by {author(revision)}"
    head = [
        section(
            f"{bold(f'Draft {revision.label}')}  ·  {escape(filed)}, "
            f"{moment(revision.recorded_at)}. "
            "Readers will see it once a second editor approves it."
        ),
        *_warned(warnings),
    ]
    text = f"Draft {revision.label}, {filed}: {revision.body.heading}. Approve it or send it back."
    value = _value(revision)
    named = dict.fromkeys(re.findall(r"\bF-\d+\b", " ".join(warnings)))
    buttons = [
        button("Approve", APPROVE, value, style="primary"),
        button("Send back", SEND_BACK, value),
        *(
            button(f"Open {fact}", f"{OPEN_FACT}.{fact}", fact)
            for fact in [*named][:_MOST_NAMED]
            if fact != str(revision.fact)
        ),
    ]
    return Message(escape(text), tuple(_fitted(head, revision, buttons, earlier)))


def decided_card(revision: Revision) -> Message:
    """Make the draft's card after the decision: who decided what, and when, without buttons."""
    approval = revision.approval
    if approval is None:
        return draft_card(revision)
    verb = "Approved" if approval.approved else "Sent back"
    who = f" by {approval.approver_name or 'a second editor'}"
    if approval.basis is ApprovalBasis.REVIEW_OFF:
        who = ", no second editor"
    filed = escape(f"{revision.label}, filed by {author(revision)}, ")
    decided = f"{bold(verb)}{escape(who)}, {moment(approval.at)}"
    head = [section(f"{decided}  ·  {filed}{moment(revision.recorded_at)}")]
    if approval.why:
        head.append(rich(rich_quote(words(approval.why))))
    text = f"{verb}{who}: {revision.label}, {revision.body.heading}"
    buttons = [] if approval.approved else [edit_button(revision)]
    return Message(escape(text), tuple(_fitted(head, revision, buttons)))


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
    after = "Readers do not see it. Edit draft opens its form as it was filed."
    blocks = [
        rich(rich_section(words(decided))),
        *([rich(rich_quote(words(why)))] if why else []),
        rich(rich_section(words(after))),
        actions(edit_button(revision, style="primary")),
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


def whole_draft(revision: Revision, *, earlier: Sequence[Revision] = ()) -> list[Json]:
    """Return all of a draft for a view; its differences from `earlier` revisions come first."""
    return _cut_to(_VIEW_SIZE, revision, earlier)[0]


def author(revision: Revision) -> str:
    """Return the name of the editor who filed a revision."""
    return revision.editor_name or "an editor"


def _differences(
    revision: Revision, earlier: Sequence[Revision], size: Size
) -> tuple[list[Json], bool]:
    """Return what differs from the approved revision and from the last draft; whether it is cut.

    `earlier` are the revisions before it, oldest first.
    """
    approved = [one for one in earlier if one.is_approved]
    found: list[Json] = []
    was_cut = False
    if approved:
        said = [
            rich_section(words(f"{label}  ", bold=True), words(cut(text, size.text)))
            for label, text in (
                ("What was wrong", revision.was_wrong),
                ("What is correct", revision.is_right),
                ("Why", revision.reason),
            )
            if text
        ]
        title = f"{revision.change.capitalize()} of {approved[-1].label}"
        rows, was_cut = _changed(approved[-1], revision, size)
        found.append(rich(rich_section(words(title, bold=True)), *said, *rows))
    if earlier and not earlier[-1].is_approved:
        rows, is_cut = _changed(earlier[-1], revision, size)
        found.append(rich(*_last_draft(earlier[-1]), *rows))
        was_cut |= is_cut
    return found, was_cut


def _last_draft(last: Revision) -> list[Json]:
    approval = last.approval
    if approval is None:
        return [rich_section(words(f"Changes since {last.label}", bold=True))]
    who = approval.approver_name or "a second editor"
    head = rich_section(words(f"Changes since {last.label}, which {who} sent back", bold=True))
    return [head, *([rich_quote(words(approval.why))] if approval.why else [])]


def _changed(before: Revision, after: Revision, size: Size) -> tuple[list[Json], bool]:
    rows = changed_rows(before, after, limit=size.text)
    if not rows:
        return [rich_section(words("Nothing changed."))], False
    was_cut = rows != changed_rows(before, after, limit=WHOLE.text)
    left = len(rows) - size.lines
    more = [rich_section(words(f"… ({left} more)"))] if left > 0 else []
    return [rich_list([*rows[: size.lines], *more])], was_cut or left > 0


def _warned(warnings: Sequence[str]) -> list[Json]:
    if not warnings:
        return []
    rows = [rich_section(words(warning)) for warning in warnings]
    return [rich(rich_section(words("Check this first", bold=True)), rich_list(rows))]


def _fitted(
    head: list[Json],
    revision: Revision,
    buttons: Sequence[Json],
    earlier: Sequence[Revision] = (),
) -> list[Json]:
    """Return a message's blocks: what is cut to fit has a button that shows all of it."""
    whole = button("Whole draft", WHOLE_DRAFT, _value(revision))
    left = _MESSAGE_SIZE - _length([*head, actions(*buttons, whole)])
    blocks, was_cut = _cut_to(left, revision, earlier)
    pressed = [*buttons, *([whole] if was_cut else [])]
    return [*head, *blocks, *([actions(*pressed)] if pressed else [])]


def _cut_to(limit: int, revision: Revision, earlier: Sequence[Revision]) -> tuple[list[Json], bool]:
    """Return a draft in at most so many characters, and whether it is cut: its differences last."""
    for of_differences in _SIZES:
        differences, one_cut = _differences(revision, earlier, of_differences)
        for size in _SIZES:
            blocks, other_cut = draft_blocks(revision, size)
            made = [*differences, *blocks]
            if _length(made) <= limit:
                return made, one_cut or other_cut
    return made, True


def _value(revision: Revision) -> str:
    return json.dumps({"fact": str(revision.fact), "number": revision.number})


def _length(blocks: Sequence[Json]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False))
