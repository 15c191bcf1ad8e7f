"""What an app may answer to a person's act: through its response_url, or in the ack of a command.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

from rehearsal.host import Host
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.posting import edit, post_as_bot
from rehearsal.refusals import SlackRefusal
from rehearsal.tickets import ResponseUrl


def respond(host: Host, token: str, body: Payload) -> tuple[int, Payload]:
    """Carry out a POST to a response_url; returns (HTTP status, JSON body).

    It works where the bot is no member, and gives no ts. A url that is used up or too old is
    answered with 404.
    """
    url, error = host.response_urls.use(token)
    if url is None:
        return 404, {"ok": False, "error": error}
    try:
        _act(host, url, body)
    except SlackRefusal as refusal:
        return 400, refusal.as_answer()
    return 200, {"ok": True}


def show_ack(host: Host, response_url: str, body: Payload) -> None:
    """Show the message in a command's ack: only to the person, unless it is `in_channel`."""
    _post(host, host.response_urls.of(response_url), body)


def _act(host: Host, url: ResponseUrl, body: Payload) -> None:
    if body.get("delete_original") in (True, "true"):
        host.workspace.remove(_source(host, url))
    elif body.get("replace_original") in (True, "true"):
        edit(host, _source(host, url), body, limit_json=False)
    else:
        _post(host, url, body)


def _post(host: Host, url: ResponseUrl, body: Payload) -> None:
    """Post a new message; where the person acted on none, it is what `replace_original` means."""
    seen_by = None if body.get("response_type") == "in_channel" else url.user
    message = post_as_bot(host, url.channel, body, visible_to=seen_by, limit_json=False)
    if url.source_ts is None:
        url.source_ts, url.ephemeral = message.ts, message.is_ephemeral


def _source(host: Host, url: ResponseUrl) -> Message:
    """Return the message on which the person acted, if the app may change it."""
    source = None
    if url.source_ts is not None and url.ephemeral:
        source = host.workspace.find_ephemeral(url.user, url.channel, url.source_ts)
    elif url.source_ts is not None:
        source = host.workspace.find(url.channel, url.source_ts)
    if source is None:
        raise SlackRefusal("message_not_found")
    if not source.is_bots:
        raise SlackRefusal("cant_update_message")
    return source
