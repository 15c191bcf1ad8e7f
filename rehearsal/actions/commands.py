"""A person types a slash command.

https://docs.slack.dev/interactivity/implementing-slash-commands
"""

from __future__ import annotations

from rehearsal.actions.composing import escaped
from rehearsal.actions.failures import command_failure
from rehearsal.actions.interactions import VERIFICATION_TOKEN, visible_conversation
from rehearsal.courier import COMMAND, Courier
from rehearsal.exchange import Exchange
from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.people import APP_ID, TEAM_DOMAIN, TEAM_ID
from rehearsal.refusals import SlackRefusal
from rehearsal.responding import show_ack


async def command(
    host: Host, courier: Courier, user: str, channel: str, text: str, thread_ts: str | None
) -> Exchange:
    """Send `/name words` from a channel; in a thread, Slack refuses it and sends nothing."""
    conversation = visible_conversation(host, user, channel)
    name, _, words = text.strip().partition(" ")
    refusal = _slack_refuses(host, name, thread_ts)
    if refusal is not None:
        host.workspace.slackbot_says(user, channel, refusal, thread_ts)
        return Exchange(COMMAND, None, None, 0.0, {}, problem=refusal)
    payload: Payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel,
        "channel_name": conversation.payload_name,
        "user_id": user,
        "user_name": host.workspace.person(user).name,
        "command": name,
        "text": escaped(words.strip()),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": host.response_url(user, channel),
        "trigger_id": host.triggers.make(user),
    }
    exchange = await courier.send(COMMAND, payload)
    exchange.problem = command_failure(name, exchange) or _shown(host, exchange)
    if exchange.problem is not None:
        host.workspace.slackbot_says(user, channel, exchange.problem)
    return exchange


def _slack_refuses(host: Host, name: str, thread_ts: str | None) -> str | None:
    """Slack's own words where a command goes nowhere."""
    if host.app.commands and name not in host.app.commands:
        return (
            f"{name} is not a valid command. In Slack, all messages that start with the “/” "
            "character are interpreted as commands. If you are trying to send a message and not "
            "run a command, try preceding the “/” with an empty space."
        )
    if thread_ts is not None:
        return f"{name} is not supported in threads. Sorry!"
    return None


def _shown(host: Host, exchange: Exchange) -> str | None:
    """Show the ack's body; the failure that a body which Slack cannot show comes to."""
    body = exchange.body
    if isinstance(body, str):
        body = {"text": body}
    if not body:
        return None
    try:
        show_ack(host, exchange.payload["response_url"], body)
    except SlackRefusal as refusal:
        exchange.body = refusal.as_answer() | {"ack": body}
        return f'{exchange.payload["command"]} failed with the error "{refusal.error}"'
    return None
