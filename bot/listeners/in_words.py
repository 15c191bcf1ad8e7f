"""Expected failures, said in one sentence on the surface that the person is looking at."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.cards import Message, sentence
from bot.listeners.surfaces import opener
from facts import FactdeskError, NotAllowed

log = logging.getLogger(__name__)

TIME_S = 2.5
"""Slack gives a listener three seconds to acknowledge; what needs longer is told so."""

Listener = Callable[..., Awaitable[None]]
TOO_SLOW = "The fact desk could not answer in time. Please try again: nothing is done twice."

TOO_LATE = "Slack gave the form no more time to open: please try again."
"""A trigger_id lasts three seconds and opens one view (docs.slack.dev, "Modals")."""


def in_words(listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
    """Turn our own errors, and a listener that is too slow, into a sentence for the person.

    The listener names what it wants (Bolt's arguments, `desk`, `sender`), as any Bolt listener.
    """
    names = inspect.getfullargspec(listener).args

    async def run(args: AsyncArgs) -> None:
        given: dict[str, Any] = {
            name: args.context[name] if name in args.context else getattr(args, name)
            for name in names
        }
        try:
            async with asyncio.timeout(TIME_S):
                await listener(**given)
        except FactdeskError as error:
            if isinstance(error, NotAllowed):
                log.warning("refused: %s by %s", *_deed(args.body))
            await _say(args, sentence(str(error)))
        except TimeoutError:
            await _say(args, sentence(TOO_SLOW))
        except SlackApiError as error:
            if "trigger" not in str(error.response.get("error")):
                raise
            await _say(args, sentence(TOO_LATE))

    return run


def _deed(body: dict[str, Any]) -> tuple[str, str]:
    """Return what was tried, by its name in the app, and by whom."""
    match body:
        case {"command": str(command)}:
            return command, str(body.get("user_id"))
        case {"type": "block_actions", "actions": [{"action_id": str(name)}, *_]}:
            return name, str(body["user"]["id"])
        case {"view": {"callback_id": str(name)}} | {"callback_id": str(name)}:
            return name, str(body["user"]["id"])
        case _:
            return "an event", str((body.get("event") or {}).get("user"))


async def _say(args: AsyncArgs, message: Message) -> None:
    """Show a message to the person who acted, and to nobody else."""
    payload = message.payload()
    match args.body:
        case {"command": _}:
            await args.ack(response_type="ephemeral", **payload)
        case {"type": "view_submission"}:
            await args.ack(response_action="push", view=_sentence_view(message))
        case {"type": "block_actions" | "message_action", "response_url": str()}:
            await args.ack()
            await args.respond(response_type="ephemeral", replace_original=False, **payload)
        case {"type": "block_actions", "trigger_id": str(trigger_id)}:
            await args.ack()
            opens = opener(args.client, args.body)
            await opens(trigger_id=trigger_id, view=_sentence_view(message))
        case {"event": {"channel": str(channel), "user": str(user)} as event}:
            await args.client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=event.get("thread_ts"), **payload
            )
            await args.ack()


def _sentence_view(message: Message) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not done"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": list(message.blocks),
    }
