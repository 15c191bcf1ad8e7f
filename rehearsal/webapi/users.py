"""auth.test, api.test and the users.* methods.

https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.people import (
    APP_NAME,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    TEAM_NAME,
)
from rehearsal.refusals import SlackRefusal
from rehearsal.webapi.access import need_scope, text_argument


def auth_test(_host: Host, _arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/auth.test."""
    return {
        "ok": True,
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": APP_NAME.lower(),
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def api_test(_host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/api.test."""
    if error := arguments.get("error"):
        raise SlackRefusal(str(error))
    return {"ok": True, "args": arguments}


def info(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/users.info."""
    need_scope(host, "users:read")
    person = host.workspace.people.get(text_argument(arguments, "user"))
    if person is None:
        raise SlackRefusal("user_not_found")
    return {"ok": True, "user": person.as_user()}


def list_(host: Host, _arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/users.list."""
    need_scope(host, "users:read")
    people = [person.as_user() for person in host.workspace.people.values()]
    return {"ok": True, "members": people, "response_metadata": {"next_cursor": ""}}
