"""Slack's messages to a person when an app did not answer properly."""

from __future__ import annotations

from typing import Final

from rehearsal.exchange import Exchange

MODAL_TROUBLE: Final = "We had some trouble connecting. Try again?"


def command_failure(command: str, exchange: Exchange) -> str | None:
    """Slack's sentence for a slash command that failed; None if it did not.

    https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    if exchange.is_acknowledged:
        return None
    error = "operation_timeout" if exchange.timed_out else "dispatch_failed"
    return f'{command} failed with the error "{error}"'


def action_failure(exchange: Exchange) -> str | None:
    """Slack's text beside a button or under a shortcut that failed; None if it did not."""
    if exchange.is_acknowledged:
        return None
    if exchange.timed_out:
        return "Operation timed out. Apps need to respond within 3 seconds."
    if exchange.status is None:
        return "This app could not be reached."
    return f"This app responded with Status Code {exchange.status}."
