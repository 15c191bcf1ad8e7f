"""A person presses a button or chooses in a menu: in a message, a modal or App Home.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rehearsal.actions.failures import action_failure
from rehearsal.actions.interactions import channel_of, interaction, visible_message
from rehearsal.courier import INTERACTIVE, Courier
from rehearsal.errors import NoSuchThingError, NotPossibleError
from rehearsal.exchange import Exchange
from rehearsal.host import Host
from rehearsal.inputs import elements, filled_state, options, state_key, values_of
from rehearsal.messages import Message
from rehearsal.payloads import Payload, Values
from rehearsal.views import View

_BUTTONS: Final = ("button", "icon_button", "feedback_buttons")


@dataclass(frozen=True, slots=True)
class Target:
    """Which element to use. `value` is the button's value, or the choice."""

    action_id: str
    block_id: str | None = None
    value: object = None


async def click_in_message(
    host: Host, courier: Courier, user: str, channel: str, ts: str, target: Target
) -> Exchange:
    """Act on an element of a message; an ephemeral one's payload carries no `message`."""
    message = visible_message(host, user, channel, ts)
    if not message.is_bots or message.blocks is None:
        raise NotPossibleError(f"Message {ts} has nothing to press.")
    block, element = _found(message.blocks, target)
    message.state = values_of(message.blocks, message.state)
    action = _action(host, block, element, target, message.state)
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    payload = interaction(host, "block_actions", user) | {
        "container": container,
        "channel": channel_of(host.workspace.conversation(channel)),
        "state": {"values": message.state},
        "response_url": host.response_url(
            user, channel, source_ts=message.ts, ephemeral=message.is_ephemeral
        ),
        "actions": [action],
    }
    if not message.is_ephemeral:
        payload["message"] = host.workspace.as_slack(message)
    exchange = await courier.send(INTERACTIVE, payload)
    exchange.problem = action_failure(exchange)
    _show_problem(host, message, user, exchange.problem)
    return exchange


async def click_in_view(
    host: Host, courier: Courier, user: str, view: View, target: Target
) -> Exchange:
    """Act on an element of a modal or of App Home."""
    block, element = _found(view.blocks, target)
    if block["type"] == "input" and not block.get("dispatch_action", False):
        raise NotPossibleError(
            f"{target.action_id} is an input without dispatch_action: Slack tells the app nothing "
            "until the form is sent."
        )
    action = _action(host, block, element, target, view.values)
    payload = interaction(host, "block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_slack(),
        "actions": [action],
    }
    exchange = await courier.send(INTERACTIVE, payload)
    exchange.problem = view.problem = action_failure(exchange)
    host.workspace.changes.announce()
    return exchange


def _show_problem(host: Host, message: Message, user: str, problem: str | None) -> None:
    if problem is not None:
        host.workspace.slackbot_says(user, message.channel, problem, message.thread_ts)


def _values(element: Payload) -> list[object]:
    return [element.get("value"), *(option["value"] for option in options(element))]


def _found(blocks: list[Payload], target: Target) -> tuple[Payload, Payload]:
    """Return the one element that is meant; a value of its own settles it where ids are shared."""
    found = [
        (block, element)
        for block, element in elements(blocks)
        if element.get("action_id") == target.action_id
        and target.block_id in (None, block["block_id"])
    ]
    if len(found) > 1 and target.value is not None:
        found = [each for each in found if target.value in _values(each[1])] or found
    if len(found) == 1:
        return found[0]
    there = _named(element for _, element in elements(blocks))
    if not found:
        raise NoSuchThingError(f"No element has action_id {target.action_id!r}; there is {there}.")
    raise NoSuchThingError(
        f"{len(found)} elements have action_id {target.action_id!r}: give block_id or value too."
    )


def _named(found: Iterable[Payload]) -> list[str]:
    return sorted({element["action_id"] for element in found if "action_id" in element})


def _action(
    host: Host, block: Payload, element: Payload, target: Target, values: Values
) -> Payload:
    """One entry of `actions`, and the new state of the element in `values`."""
    kind = element["type"]
    action: Payload = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": host.workspace.timestamps.next(),
    }
    if kind in _BUTTONS:
        return action | _pressed(element, target.value)
    if kind == "overflow":
        return action | {"selected_option": _chosen(element, target.value)}
    if state_key(kind) is None:
        raise NotPossibleError(f"Nothing can be chosen in an element of type {kind}.")
    state = filled_state(element, target.value)
    values.setdefault(block["block_id"], {})[element["action_id"]] = state
    for name in ("placeholder", "initial_option", "initial_options", "initial_date"):
        if name in element:
            action[name] = element[name]
    return action | state


def _pressed(element: Payload, value: object) -> Payload:
    """Return a button's own fields; for feedback buttons, those of the one with the given value."""
    if element["type"] == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            if element[name]["value"] == value:
                return {"text": element[name]["text"], "value": value}
        raise NoSuchThingError(f"No feedback button has the value {value!r}.")
    if value is not None and value != element.get("value"):
        raise NoSuchThingError(f"The button's value is {element.get('value')!r}, not {value!r}.")
    names = ("text", "value", "style")
    return {name: element[name] for name in names if name in element}


def _chosen(element: Payload, value: object) -> Payload:
    for option in options(element):
        if option["value"] == value:
            return option
    raise NoSuchThingError(f"{value!r} is not in the menu.")
