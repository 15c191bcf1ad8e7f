"""What the desk is told of readers: a request, a dispute."""

from bot.cards.message import Message, context, rich, rich_quote, rich_section, section, words
from bot.mrkdwn import Json, bold, escape
from facts import Revision


def requested(
    number: int, asker: str | None, channel: str | None, question: str | None, reason: str | None
) -> Message:
    """Make the message that puts a question to the desk."""
    return _told(
        f"Request {number}",
        _who(asker, channel),
        question or "",
        reason,
        "Nothing on file answered it.",
    )


def disputed(
    number: int, revision: Revision, person: str | None, channel: str | None, reason: str
) -> Message:
    """Make the message that tells the desk what a reader disputes."""
    about = f"{revision.label}  ·  {revision.body.heading}"
    return _told(f"Dispute {number}", _who(person, channel), reason, None, about)


def _told(title: str, who: str, quoted: str, more: str | None, foot: str) -> Message:
    blocks: list[Json] = [
        section(f"{bold(title)}  {who}"),
        rich(rich_quote(words(quoted or " "))),
        *([rich(rich_section(words(more)))] if more else []),
        context(escape(foot)),
    ]
    return Message(f"{escape(title)} {who}: {escape(quoted)}", tuple(blocks))


def _who(name: str | None, channel: str | None) -> str:
    where = f", in <#{channel}>" if channel and channel[:1] in "CG" else ""
    return f"from {escape(name or 'a reader')}{where}"
