"""What the desk is told of its notices: how far a change has come, and who has not seen one."""

from bot.cards.message import (
    Message,
    context,
    link_words,
    rich,
    rich_list,
    rich_section,
    section,
    words,
)
from bot.cards.undelivered import reason
from bot.mrkdwn import Json, bold, cut, day, escape, permalink
from facts import Progress, Unseen, UnseenAt

_MOST_REASONS = 10


def progress_card(progress: Progress) -> Message:
    """Make what the editor who approved a change sees of its telling, edited as it goes on."""
    told = f"{progress.sent:,} of {_threads(progress.places)}"
    what = f"Told {told}." if progress.is_done else f"Telling: {told} told so far."
    label = f"{progress.fact} rev {progress.revision}"
    lines: list[str] = []
    if progress.taken_over:
        lines.append(
            f"{_threads(progress.taken_over)} will be told by the notice of a later change instead."
        )
    for error, count in progress.refused[:_MOST_REASONS]:
        lines.append(f"{_threads(count)} could not be told. {reason(error)} ({error})")
    if left := sum(count for _, count in progress.refused[_MOST_REASONS:]):
        lines.append(f"{_threads(left)} could not be told for other reasons.")
    return Message(
        escape("\n".join([f"{label}: {what}", *lines])),
        (
            section(f"{bold(what)}"),
            *([rich(rich_list([rich_section(words(line)) for line in lines]))] if lines else []),
            context(escape(f"{label}, {cut(progress.heading, 300)}")),
        ),
    )


def _threads(count: int) -> str:
    return "1 thread" if count == 1 else f"{count:,} threads"


def unseen_list(unseen: Unseen, *, workspace: str) -> Message:
    """Make the list of notices that nobody has seen for a day; links begin with `workspace`."""
    count = len(unseen.places) + unseen.more
    notices = "1 notice has" if count == 1 else f"{count:,} notices have"
    first = f"{notices} not been marked as seen for a day."
    rows = [_row(one, workspace) for one in unseen.places]
    if unseen.more:
        rows.append(rich_section(words(f"… ({unseen.more:,} more)")))
    lines = [f"{one.fact}, {one.heading}, {day(one.on)}" for one in unseen.places]
    return Message(
        escape("\n".join([first, *lines])),
        (
            section(bold(first)),
            rich(rich_list(rows)),
            context(escape("Each was sent once. Who relied on the card may not know yet.")),
        ),
    )


def _row(one: UnseenAt, workspace: str) -> Json:
    told = f"{one.fact}, {cut(one.heading, 120)}, {day(one.on)}, "
    if one.channel is None or one.ts is None:
        return rich_section(words(f"{told}in a direct message"))
    where = "in a thread" if one.thread_ts else "in a channel"
    url = permalink(workspace, one.channel, one.ts, one.thread_ts)
    return rich_section(words(told), link_words(url, where))
