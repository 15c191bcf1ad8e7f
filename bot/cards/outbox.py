"""Draw the messages in the outbox, and what the desk sees about its deliveries.

That is the progress of a fan-out, notices that nobody has seen, and messages that Slack refused.
"""

import json
import tomllib
from functools import cache
from importlib import resources

from bot.cards.answers import posted_card
from bot.cards.message import (
    Message,
    actions,
    button,
    context,
    link_words,
    rich,
    rich_list,
    rich_section,
    section,
    when,
    words,
)
from bot.cards.notices import notice_card, superseded_card
from bot.cards.opening import opening, posted
from bot.cards.private import was_cut_note
from bot.mrkdwn import Json, bold, cut, escape, in_utc, permalink
from facts import Delivery, notices

_MOST_REASONS = 10


def drawn(delivery: Delivery, message: str, *, workspace: str) -> Json:
    """Return a stored message as Slack expects it; links start with `workspace`."""
    held: Json = json.loads(message)
    if "blocks" in held:
        return held
    outgoing = notices.Outgoing.model_validate(held)
    about = above = None
    if delivery.about is not None:
        about = permalink(workspace, *delivery.about, delivery.thread_ts)
    if delivery.above is not None:
        thread_ts = delivery.thread_ts
        if outgoing.superseded is not None and outgoing.superseded.opening and delivery.about:
            _, thread_ts = delivery.about  # the opening may have had no address when it was struck
        above = permalink(workspace, *delivery.above, thread_ts)
    if outgoing.notice is not None:
        if outgoing.moved is not None and delivery.about is not None:
            about = permalink(workspace, *delivery.about)
        made = notice_card(outgoing.notice, delivery.number, about=about, moved=outgoing.moved)
        return made.payload()
    if outgoing.unseen is not None:
        return unseen_list(outgoing.unseen, workspace=workspace).payload()
    if outgoing.posted is not None:
        return posted(outgoing.posted, above).payload() | {"replace_original": True}
    if outgoing.checked is not None:  # a shortcut leaves no message of the bot's to replace
        return posted(outgoing.checked, above).payload()
    is_direct = (delivery.channel or "").startswith("D")
    return _message(outgoing, above, is_direct=is_direct).payload()


def _message(outgoing: notices.Outgoing, above: str | None, *, is_direct: bool) -> Message:
    if outgoing.progress is not None:
        return progress_card(outgoing.progress)
    if outgoing.superseded is not None:
        return superseded_card(outgoing.superseded, notice=above)
    match = outgoing.card
    assert match is not None  # noqa: S101 (it holds exactly one of them)
    if outgoing.opening is not None:
        return opening(outgoing.opening, match)
    made = posted_card(match, outgoing.question, by_id=outgoing.by_id, direct=is_direct)
    return Message(made.text, (*made.blocks, *was_cut_note(was_cut=outgoing.was_cut)))


def progress_card(progress: notices.Progress) -> Message:
    """Make the progress of a fan-out for the editor who approved the change; edited as it goes."""
    count = f"{progress.sent:,} of {_threads(progress.places)}"
    what = f"Notified {count}." if progress.is_done else f"Notifying: {count} so far."
    label = f"{progress.fact} rev {progress.revision}"
    lines: list[str] = []
    if progress.taken_over:
        lines.append(f"{_threads(progress.taken_over)} will get a later notice instead.")
    for error, places in progress.refused[:_MOST_REASONS]:
        lines.append(f"{_threads(places)} could not be notified. {reason(error)} ({error})")
    if left := sum(places for _, places in progress.refused[_MOST_REASONS:]):
        lines.append(f"{_threads(left)} could not be notified for other reasons.")
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


def unseen_list(unseen: notices.Unseen, *, workspace: str) -> Message:
    """Make the list of notices that nobody has seen for a day; links start with `workspace`."""
    count = len(unseen.places) + unseen.more
    counted = "1 notice has" if count == 1 else f"{count:,} notices have"
    first = f"{counted} not been marked as seen for a day."
    rows = [_unseen_row(one, workspace) for one in unseen.places]
    if unseen.more:
        rows.append(rich_section(words(f"… ({unseen.more:,} more)")))
    lines = [f"{one.fact}, {one.heading}, {in_utc(one.at)}" for one in unseen.places]
    return Message(
        escape("\n".join([first, *lines])),
        (
            section(bold(first)),
            rich(rich_list(rows)),
            context(escape("Each was sent once. People who relied on the card may not know yet.")),
        ),
    )


def _unseen_row(one: notices.UnseenAt, workspace: str) -> Json:
    notice = [words(f"{one.fact}, {cut(one.heading, 120)}, "), when(one.at), words(", ")]
    if one.channel is None or one.ts is None:
        return rich_section(*notice, words("in a direct message"))
    where = "in a thread" if one.thread_ts else "in a channel"
    url = permalink(workspace, one.channel, one.ts, one.thread_ts)
    return rich_section(*notice, link_words(url, where))


def undelivered(delivery: Delivery, error: str) -> Message:
    """Make the message to admins: where a message should have gone, why it did not, a button."""
    first = "A message could not be delivered."
    why = reason(error)
    return Message(
        f"{first} {escape(why)}",
        (
            section(f"{bold(first)}  {_where(delivery)}"),
            rich(rich_section(words(why))),
            rich(rich_section(words(f"Slack’s error code: {error}"))),
            actions(button("Try again", "try_again", str(delivery.number))),
        ),
    )


def reason(error: str) -> str:
    """Return the sentence on why Slack refused a message, and what an admin can do."""
    if error.startswith("perhaps posted"):
        return (
            "Slack did not say whether it posted the message, and Factdesk may not read the "
            "channel to check. Look there before you send it again."
        )
    return _data()["refusals"].get(error, "Slack gave a reason that Factdesk does not know.")


def delivery_states() -> dict[str, str]:
    """Return the label of each state of a delivery, in the order of lists."""
    return _data()["states"]


def _where(delivery: Delivery) -> str:
    if delivery.channel and delivery.channel[:1] in "CG":
        return f"For <#{delivery.channel}>."
    return "For a direct message."


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        resources.files("bot.cards").joinpath("deliveries.toml").read_text("utf-8")
    )
