"""What an admin is told of a message that Slack will not take."""

import tomllib
from functools import cache
from importlib import resources

from bot.cards.message import Message, actions, button, rich, rich_section, section, words
from bot.mrkdwn import bold, escape
from facts import Delivery


def undelivered(delivery: Delivery, error: str) -> Message:
    """Make the direct message: where it was to go, why it did not, and a button to try again."""
    first = "A message could not be delivered."
    told = why(error)
    return Message(
        f"{first} {escape(told)}",
        (
            section(f"{bold(first)}  {_where(delivery)}"),
            rich(rich_section(words(told))),
            rich(rich_section(words(f"Slack’s word for it: {error}"))),
            actions(button("Try again", "try_again", str(delivery.number))),
        ),
    )


def why(error: str) -> str:
    """Return what Slack's word for a refusal means, in a sentence."""
    if error.startswith("perhaps posted"):
        return (
            "Slack did not say whether it took the message, and Factdesk may not read the channel "
            "to see. Look there before you send it again."
        )
    return _reasons().get(error, "Slack gave no reason that Factdesk knows.")


def _where(delivery: Delivery) -> str:
    if delivery.channel and delivery.channel[:1] in "CG":
        return f"For <#{delivery.channel}>."
    return "For a direct message."


@cache
def _reasons() -> dict[str, str]:
    file = resources.files("bot.cards") / "refusals.toml"
    return tomllib.loads(file.read_text("utf-8"))
