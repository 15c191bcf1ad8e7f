"""The table of methods, and how one call is answered."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.refusals import SlackRefusal
from rehearsal.webapi import chat, conversations, files, users, views
from rehearsal.webapi.access import need_scope

Handler = Callable[[Host, Payload], Payload]


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method: its handler, and the scope that it needs in every channel."""

    answer: Handler
    scope: str | None = None
    needs_token: bool = True


METHODS: Final = {
    "api.test": Method(users.api_test, needs_token=False),
    "auth.test": Method(users.auth_test),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_),
    "conversations.replies": Method(conversations.replies),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write"),
    "files.getUploadURLExternal": Method(files.get_upload_url, "files:write"),
    "users.info": Method(users.info),
    "users.list": Method(users.list_),
    "views.open": Method(views.open_),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
"""`apps.connections.open` is not here: it takes the app token and belongs to Socket Mode."""


def answered(host: Host, name: str, token: str | None, arguments: Payload) -> Payload:
    """Return the JSON body for one call, `ok` true or false.

    The method is checked first, then the token, then the scope, then the arguments.
    https://docs.slack.dev/apis/web-api/using-the-slack-web-api
    """
    try:
        method = _method(name)
        if method.needs_token:
            _check_token(host, token)
        if method.scope is not None:
            need_scope(host, method.scope)
        # What was answered stays as it was, though the message in it goes on changing.
        return copy.deepcopy(method.answer(host, arguments))
    except SlackRefusal as refusal:
        return refusal.as_answer()


def _method(name: str) -> Method:
    try:
        return METHODS[name]
    except KeyError:
        raise SlackRefusal("unknown_method", req_method=name) from None


def _check_token(host: Host, token: str | None) -> None:
    if not token:
        raise SlackRefusal("not_authed")
    if token == host.app.app_token:
        raise SlackRefusal("not_allowed_token_type")
    if token != host.app.bot_token:
        raise SlackRefusal("invalid_auth")
