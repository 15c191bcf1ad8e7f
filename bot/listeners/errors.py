"""Report errors: one sentence to the person who acted, saying why something could not be done.

Every listener is registered through `reporting_errors`, which also keeps it within the three
seconds that Slack waits for an acknowledgement.
"""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.cards import Message, sentence
from bot.delivery import Sender
from bot.delivery.outcomes import Failure, error_code
from bot.listeners.interaction import TimeLimits, best_effort, view_opener
from facts import Draft, Way, errors

log = logging.getLogger(__name__)

TOO_SLOW_WITHIN_S = 0.4
"""Timeout of the message that a listener took too long, in seconds."""

Listener = Callable[..., Awaitable[None]]
TOO_SLOW = (
    "The fact desk could not answer in time. If nothing appears within a minute, please try again."
)
"""Does not say that it failed: a write that waits for a slow disk may still succeed."""

TOO_LATE = "Slack timed out before the form could open: please try again."
"""A trigger_id lasts three seconds and opens one view (docs.slack.dev, "Modals")."""

SLACK_FAILED = "Slack could not open this just now. Nothing was changed: please try again."
"""Of a view that Slack did not open or update, whatever it answered. Listeners ask for views before
they write anything; calls after a commit are made with `best_effort`, which raises nothing."""


class NotReported(Exception):
    """An event failed, and the person could not be notified: Slack should send it again."""


def reporting_errors(listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
    """Wrap a listener: our own errors and timeouts become a sentence for the person.

    The listener names the arguments it wants, as any Bolt listener does; besides Bolt's own there
    are `desk`, `sender`, `home_tabs`, `limits` and `metrics`. Errors other than `FactdeskError` are
    bugs and pass through to Bolt.
    """
    names = inspect.getfullargspec(listener).args

    async def run(args: AsyncArgs) -> None:
        given: dict[str, Any] = {
            name: args.context[name] if name in args.context else getattr(args, name)
            for name in names
        }
        limits: TimeLimits = args.context["limits"]
        try:
            with args.context["metrics"].request(args.body):
                await _in_time(listener(**given), limits.listener, args.context["sender"])
        except errors.FactdeskError as error:
            if isinstance(error, errors.NotAllowed):
                action, person = _action_and_person(args.body)
                log.warning("%s may not do this, and was told why: %s", person, action)
            await _report(args, sentence(str(error)), within=limits.best_effort)
        except TimeoutError:
            await _report(args, sentence(TOO_SLOW), within=TOO_SLOW_WITHIN_S)
        except Failure as error:
            code = error_code(error) or type(error).__name__
            log.warning("Slack failed %s by %s: %s", *_action_and_person(args.body), code)
            await _report(
                args,
                sentence(TOO_LATE if "trigger" in code else SLACK_FAILED),
                within=limits.best_effort,
            )

    return run


async def _in_time(listening: Awaitable[None], time_limit: float, sender: Sender) -> None:
    """Await a listener for `time_limit` seconds at most, then raise TimeoutError.

    A listener that is cancelled in the middle of a write still completes its commit. This does not
    wait for it to end; deliveries that it has put into the outbox by then are sent.
    """
    task = asyncio.ensure_future(listening)
    try:
        done, _ = await asyncio.wait([task], timeout=time_limit)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if not done:
        _TIMED_OUT.add(task)
        task.add_done_callback(_TIMED_OUT.discard)
        task.add_done_callback(lambda ended: _ended_late(ended, sender))
        task.cancel()
        raise TimeoutError
    await task


_TIMED_OUT: set[asyncio.Future[None]] = set()
"""Listeners still running past their time: an event loop keeps only weak references to tasks."""


def _ended_late(task: asyncio.Future[None], sender: Sender) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("a listener failed after its time limit: %s", type(error).__name__)
    sender.wake()


def _action_and_person(body: dict[str, Any]) -> tuple[str, str]:
    """Return what was tried, by its name in the app manifest or the blocks, and the person's id."""
    match body:
        case {"command": str(command)}:
            return command, str(body.get("user_id"))
        case {"type": "block_actions", "actions": [{"selected_option": {"value": str(value)}}, *_]}:
            return value.partition(" ")[0], str(body["user"]["id"])
        case {"type": "block_actions", "actions": [{"action_id": str(name)}, *_]}:
            return name, str(body["user"]["id"])
        case {"view": {"callback_id": str(name)}} | {"callback_id": str(name)}:
            return name, str(body["user"]["id"])
        case _:
            return "an event", str((body.get("event") or {}).get("user"))


async def _report(args: AsyncArgs, message: Message, *, within: float) -> None:
    """Show a message to the person who acted, and to no one else.

    Where Slack does not show it, it goes to them as a direct message, through the outbox.

    Raises NotReported where the person behind an event could not be notified: Bolt then answers
    500, and Slack sends the event again. If a listener just returns, Bolt acknowledges.
    """
    payload = message.payload()
    call: Awaitable[object]
    match args.body:
        case {"command": _}:
            await args.ack(response_type="ephemeral", **payload)
        case {"type": "view_submission"}:
            await args.ack(response_action="push", view=_modal(message))
        case {"type": "block_actions" | "message_action", "response_url": str()}:
            await args.ack()
            call = args.respond(response_type="ephemeral", replace_original=False, **payload)
            if not await best_effort(call, within=within):
                await _send_directly(args, message)
        case {"type": "block_actions", "trigger_id": str(trigger_id)}:
            await args.ack()
            open_view = view_opener(args.client, args.body)
            call = open_view(trigger_id=trigger_id, view=_modal(message))
            if not await best_effort(call, within=within):
                await _send_directly(args, message)
        case {"event": {"channel": str(channel), "user": str(user)} as event}:
            call = args.client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=event.get("thread_ts"), **payload
            )
            if not await best_effort(call, within=within):
                raise NotReported
            await args.ack()
        case _:
            pass  # nobody to tell


async def _send_directly(args: AsyncArgs, message: Message) -> None:
    person = args.body["user"]["id"]
    draft = Draft(Way.DIRECT, message.json(), person=person)
    try:
        await args.context["desk"].questions.enqueue(None, [draft])
    except errors.Unavailable as error:
        log.warning("%s was not told that something failed: %s", person, error)
    args.context["sender"].wake()


def _modal(message: Message) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not done"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": list(message.blocks),
    }
