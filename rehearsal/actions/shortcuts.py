"""A person uses a message shortcut.

https://docs.slack.dev/interactivity/implementing-shortcuts
"""

from __future__ import annotations

from rehearsal.actions.failures import action_failure
from rehearsal.actions.interactions import (
    channel_of,
    interaction,
    visible_conversation,
    visible_message,
)
from rehearsal.courier import INTERACTIVE, Courier
from rehearsal.errors import NotPossibleError
from rehearsal.exchange import Exchange
from rehearsal.host import Host


async def shortcut(
    host: Host, courier: Courier, user: str, channel: str, ts: str, callback_id: str
) -> Exchange:
    """Send `message_action` with the whole message; works even where the bot is not a member."""
    conversation = visible_conversation(host, user, channel)
    message = visible_message(host, user, channel, ts)
    if message.is_ephemeral:
        raise NotPossibleError("Slack offers no shortcuts on a message that only one person sees.")
    offered = [each for each, _ in host.app.shortcuts]
    if offered and callback_id not in offered:
        raise NotPossibleError(f"No shortcut {callback_id!r} is registered; there is {offered}.")
    payload = interaction(host, "message_action", user) | {
        "callback_id": callback_id,
        "action_ts": host.workspace.timestamps.next(),
        "channel": channel_of(conversation),
        "message_ts": message.ts,
        "message": host.workspace.as_slack(message),
        "response_url": host.response_url(user, channel),
    }
    exchange = await courier.send(INTERACTIVE, payload)
    exchange.problem = action_failure(exchange)
    if exchange.problem is not None:
        host.workspace.slackbot_says(user, channel, exchange.problem, message.thread_ts)
    return exchange
