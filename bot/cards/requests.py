"""What readers send to the desk: requests and disputes."""

from bot.cards.message import (
    Message,
    actions,
    button,
    context,
    rich,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.mrkdwn import Json, bold, escape
from facts import Matter, Revision

ADD_ALIAS = "add_alias"
_MATTERS = {
    Matter.WRONG: "something in it is wrong",
    Matter.OUTDATED: "out of date",
    Matter.SOURCE: "a source",
    Matter.WRONG_FACT: "wrong fact",
}


def requested(
    number: int, asker: str | None, channel: str | None, question: str | None, reason: str | None
) -> Message:
    """Make the message that sends a question to the desk."""
    return _to_desk(
        f"Request {number}",
        _who(asker, channel),
        question or "",
        reason,
        "Nothing on file answered it.",
        button("Add an alias", ADD_ALIAS, f"request {number}"),
    )


def disputed(
    number: int,
    revision: Revision,
    person: str | None,
    channel: str | None,
    matter: Matter,
    reason: str,
    question: str | None,
) -> Message:
    """Make the message to the desk that a reader disputes a fact, with what they had asked."""
    about = f"{revision.label}  ·  {revision.body.heading}"
    title = f"Dispute {number}: {_MATTERS[matter]}"
    asked = f"The question was: {question}" if question else None
    buttons = [button("History", "history", str(revision.fact))]
    if matter is Matter.WRONG_FACT and question:
        buttons.append(button("Add an alias", ADD_ALIAS, f"dispute {number}"))
    quoted = reason or question or revision.body.heading
    return _to_desk(
        title, _who(person, channel), quoted, asked if reason else None, about, *buttons
    )


def _to_desk(
    title: str, who: str, quoted: str, more: str | None, foot: str, *buttons: Json
) -> Message:
    blocks: list[Json] = [
        section(f"{bold(title)}  {who}"),
        rich(rich_quote(words(quoted or " "))),
        *([rich(rich_section(words(more)))] if more else []),
        context(escape(foot)),
        *([actions(*buttons)] if buttons else []),
    ]
    return Message(f"{escape(title)} {who}: {escape(quoted)}", tuple(blocks))


def _who(name: str | None, channel: str | None) -> str:
    where = f", in <#{channel}>" if channel and channel[:1] in "CG" else ""
    return f"from {escape(name or 'a reader')}{where}"
