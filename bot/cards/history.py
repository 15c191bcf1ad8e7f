"""A fact's history: each revision with who, when and why, and what differs; where it was posted."""

import json
from collections.abc import Sequence

from bot.cards.differences import changed_rows
from bot.cards.message import (
    Message,
    actions,
    button,
    link_words,
    rich,
    rich_list,
    rich_section,
    words,
)
from bot.mrkdwn import Json, day, escape, permalink
from facts import ApprovalBasis, Change, Posted, Revision, wording

CORRECT, RETRACT, RESTORE = "correct", "retract", "restore"
EDIT_DRAFT = "edit_draft"
WHY = "why_this"
MOST = 40
_MOST_DIFFERENCES = 12
_SIZE = 11_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""


def history_message(
    revisions: Sequence[Revision],
    *,
    posted: Sequence[Posted] = (),
    more: int = 0,
    workspace: str = "",
    may_revise: bool = False,
    answer: tuple[str, str] | None = None,
) -> Message:
    """Make the list of a fact's revisions, newest first; what does not fit is counted.

    `posted` are the messages with the fact, `more` the number of others: only editors get these,
    and the buttons if they `may_revise`. `answer` is the channel and ts of the message from which
    the history was opened, if that answers a question.
    """
    newest = revisions[-1]
    shown = list(reversed(revisions))[:MOST]
    title = f"{newest.fact}  ·  {newest.body.heading}"
    lines = [
        f"{one.label}: {one.change}, {day(one.recorded_at)}. {wording.verified_by(one)}"
        for one in shown
    ]
    rest: list[Json] = []
    if posted:
        rows = [_posted(one, workspace) for one in posted]
        if more:
            rows.append(rich_section(words(f"… ({more} more)")))
        rest.append(rich(rich_section(words("Posted", bold=True)), rich_list(rows)))
    if may_revise:
        why = [button("Why this?", WHY, " ".join(answer))] if answer else []
        rest.append(actions(*_buttons(revisions), *why))
    for limit in (600, 120, 0):
        blocks = [rich(rich_section(words(title, bold=True)), *_rows(revisions, limit)), *rest]
        if len(json.dumps(blocks)) <= _SIZE:
            break
    return Message(escape("\n".join([title, *lines])), tuple(blocks))


def _rows(revisions: Sequence[Revision], limit: int) -> list[Json]:
    """Return the list: each revision, then its differences from the one before."""
    found: list[Json] = []
    for place in range(len(revisions) - 1, max(-1, len(revisions) - 1 - MOST), -1):
        one = revisions[place]
        found.append(rich_list([_row(one)]))
        if place and limit:
            rows = changed_rows(revisions[place - 1], one, limit=limit)
            left = len(rows) - _MOST_DIFFERENCES
            shown = [
                *rows[:_MOST_DIFFERENCES],
                *([rich_section(words(f"… ({left} more)"))] if left > 0 else []),
            ]
            found += [rich_list(shown) | {"indent": 1}] if shown else []
    if len(revisions) > MOST:
        found.append(rich_section(words(f"… ({len(revisions) - MOST} more)")))
    return found


def _row(one: Revision) -> Json:
    who = one.editor_name or "an editor"
    basis = one.approval.basis if one.approval else None
    is_loaded = basis in (ApprovalBasis.STARTER_SET, ApprovalBasis.LOADED)
    by = "" if is_loaded else f" by {who}"  # which its approval says
    runs = [
        words(f"rev {one.number}  ", bold=True),
        words(f"{one.change} {day(one.recorded_at)}{by}"),
    ]
    if one.reason and by:
        runs.append(words(f": {one.reason}"))
    return rich_section(*runs, words(f"  ·  {wording.verified_by(one)}", italic=True))


def _posted(one: Posted, workspace: str) -> Json:
    where = "to one person only"
    if one.place.channel and one.ts:
        where = "in a thread" if one.place.thread_ts else "in a channel"
    what = "Notice" if one.is_notice else "Card"
    posted = f"{what} of rev {one.revision}, {day(one.at)}, "
    state = "" if one.state == "sent" else f" ({one.state})"
    seen = f"; seen by {one.seen_by}" if one.seen_by else "; not seen yet" if one.is_notice else ""
    shown = words(where)
    if one.place.channel and one.ts and workspace:
        url = permalink(workspace, one.place.channel, one.ts, one.place.thread_ts)
        shown = link_words(url, where)
    return rich_section(words(posted), shown, words(f"{state}{seen}"))


def _buttons(revisions: Sequence[Revision]) -> list[Json]:
    newest, approved = revisions[-1], [one for one in revisions if one.is_approved]
    edit = [] if newest.is_approved else [edit_button(newest, style="primary")]
    if not approved:
        return edit
    is_retracted = approved[-1].change is Change.RETRACTION
    return [*edit, *change_buttons(str(newest.fact), is_retracted=is_retracted, quiet=bool(edit))]


def edit_button(draft: Revision, *, style: str | None = None) -> Json:
    """Return the button with which an editor changes a draft."""
    return button("Edit draft", EDIT_DRAFT, str(draft.fact), style=style)


def change_buttons(fact: str, *, is_retracted: bool, quiet: bool = False) -> list[Json]:
    """Return the buttons with which an editor can change a fact; `quiet` is for rows of a list."""
    first, last = (None, None) if quiet else ("primary", "danger")
    if is_retracted:
        return [button("Restore", RESTORE, fact)]
    return [
        button("Correct", CORRECT, fact, style=first),
        button("Retract", RETRACT, fact, style=last),
    ]
