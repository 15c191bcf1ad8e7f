"""Expected failures, said in one sentence on the surface that the person is looking at."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.cards import Message, sentence
from bot.delivery import Sender
from bot.listeners.last_word import LAST_WORD_S, last_word
from bot.listeners.surfaces import opener
from facts import FactdeskError, NotAllowed

log = logging.getLogger(__name__)

TIME_S = 2.5
"""What needs longer is told so: Slack gives a listener three seconds to acknowledge."""
ACK_S = 2.9

Listener = Callable[..., Awaitable[None]]
TOO_SLOW = (
    "The fact desk could not answer in time. If nothing has come in a minute, please try again."
)
"""What was being written may yet be: a disk that stalls has only to be waited for."""

TOO_LATE = "Slack gave the form no more time to open: please try again."
"""A trigger_id lasts three seconds and opens one view (docs.slack.dev, "Modals")."""


class Untold(Exception):
    """An event came to nothing, and the person could not be told."""


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
            await _in_time(listener(**given), args.context["sender"])
        except FactdeskError as error:
            if isinstance(error, NotAllowed):
                log.warning("refused: %s by %s", *_deed(args.body))
            await _say(args, sentence(str(error)))
        except TimeoutError:
            await _say(args, sentence(TOO_SLOW), within=ACK_S - TIME_S)
        except SlackApiError as error:
            if "trigger" not in str(error.response.get("error")):
                raise
            await _say(args, sentence(TOO_LATE))

    return run


async def _in_time(listening: Awaitable[None], sender: Sender) -> None:
    """Await a listener for `TIME_S` at most; TimeoutError then, whatever it is still about.

    One that is writing is given up and yet sees its commit through: its end is not waited for, and
    what it has put into the outbox by then is sent.
    """
    task = asyncio.ensure_future(listening)
    try:
        done, _ = await asyncio.wait([task], timeout=TIME_S)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if not done:
        _GIVEN_UP.add(task)
        task.add_done_callback(_GIVEN_UP.discard)
        task.add_done_callback(lambda ended: _ended(ended, sender))
        task.cancel()
        raise TimeoutError
    await task


_GIVEN_UP: set[asyncio.Future[None]] = set()
"""Those that are still at it: a loop keeps no hold of its tasks."""


def _ended(task: asyncio.Future[None], sender: Sender) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("a listener that was given up failed: %s", type(error).__name__)
    sender.wake()


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


async def _say(args: AsyncArgs, message: Message, *, within: float = LAST_WORD_S) -> None:
    """Show a message to the person who acted, and to nobody else.

    Untold for an event of which nobody could be told: it is answered with 500, and Slack sends
    it again. Bolt acknowledges one whose listener merely ends.
    """
    payload = message.payload()
    said: Awaitable[object]
    match args.body:
        case {"command": _}:
            await args.ack(response_type="ephemeral", **payload)
        case {"type": "view_submission"}:
            await args.ack(response_action="push", view=_sentence_view(message))
        case {"type": "block_actions" | "message_action", "response_url": str()}:
            await args.ack()
            said = args.respond(response_type="ephemeral", replace_original=False, **payload)
            await last_word(said, within=within)
        case {"type": "block_actions", "trigger_id": str(trigger_id)}:
            await args.ack()
            opens = opener(args.client, args.body)
            said = opens(trigger_id=trigger_id, view=_sentence_view(message))
            await last_word(said, within=within)
        case {"event": {"channel": str(channel), "user": str(user)} as event}:
            said = args.client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=event.get("thread_ts"), **payload
            )
            if not await last_word(said, within=within):
                raise Untold
            await args.ack()


def _sentence_view(message: Message) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not done"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": list(message.blocks),
    }
