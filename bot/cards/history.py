"""A fact's history: each revision with who, when and why."""

from collections.abc import Sequence

from bot.cards.message import Message, rich, rich_list, rich_section, words
from bot.cards.provenance import stood_behind
from bot.mrkdwn import Json, day, escape
from facts import Revision

MOST = 40


def history_message(revisions: Sequence[Revision]) -> Message:
    """Make the list of a fact's revisions, newest first; what does not fit is counted."""
    newest = revisions[-1]
    shown = list(reversed(revisions))[:MOST]
    title = f"{newest.fact}  ·  {newest.body.heading}"
    rows = [_row(one) for one in shown]
    if len(revisions) > MOST:
        rows.append(rich_section(words(f"… ({len(revisions) - MOST} more)")))
    lines = [
        f"{one.label}: {one.change}, {day(one.recorded_at)}. {stood_behind(one)}" for one in shown
    ]
    return Message(
        escape("\n".join([title, *lines])),
        (rich(rich_section(words(title, bold=True)), rich_list(rows)),),
    )


def _row(one: Revision) -> Json:
    who = one.editor_name or ("the starter set" if one.editor == "starter set" else "an editor")
    runs = [
        words(f"rev {one.number}  ", bold=True),
        words(f"{one.change} {day(one.recorded_at)} by {who}"),
    ]
    if one.reason and one.reason != who and one.reason not in who:
        runs.append(words(f": {one.reason}"))
    return rich_section(*runs, words(f"  ·  {stood_behind(one)}", italic=True))
