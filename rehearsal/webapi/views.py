"""The views.* methods.

https://docs.slack.dev/reference/methods?family=views
"""

from __future__ import annotations

from rehearsal.blockkit import view_is_too_large, view_problems, with_ids
from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.refusals import SlackRefusal
from rehearsal.views import STACK_LIMIT, View
from rehearsal.webapi.access import text_argument
from rehearsal.webapi.files import unusable


def open_(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/views.open."""
    content = checked_view(host, arguments.get("view"))
    user = _exchanged(host, arguments)
    return _answer(host.workspace.views.open(user, content))


def push(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/views.push."""
    content = checked_view(host, arguments.get("view"))
    user = _exchanged(host, arguments)
    stack = host.workspace.views.stack(user)
    if not stack:
        raise SlackRefusal("invalid_trigger_id")
    if len(stack) >= STACK_LIMIT:
        raise SlackRefusal("push_limit_reached")
    return _answer(host.workspace.views.push(user, content))


def update(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/views.update."""
    views = host.workspace.views
    view = views.find(str(arguments.get("view_id") or ""))
    view = view or views.find_external(str(arguments.get("external_id") or ""))
    if view is None:
        raise SlackRefusal("not_found")
    kind = view.content["type"]
    content = checked_view(host, arguments.get("view"), kind=kind, replaces=view)
    if arguments.get("hash") not in (None, "", view.hash):
        raise SlackRefusal("hash_conflict")
    return _answer(views.update(view, content))


def publish(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/views.publish."""
    user = text_argument(arguments, "user_id")
    views = host.workspace.views
    person = host.workspace.people.get(user)
    if person is None or person.is_bot:
        raise SlackRefusal("invalid_arguments", ["invalid `user_id`"])
    home = views.home(user)
    content = checked_view(host, arguments.get("view"), kind="home", replaces=home)
    if home is not None and arguments.get("hash") not in (None, "", home.hash):
        raise SlackRefusal("hash_conflict")
    return _answer(views.publish(user, content))


def checked_view(
    host: Host, view: object, *, kind: str = "modal", replaces: View | None = None
) -> Payload:
    """Return a view that Slack would take, with ids filled in; else `SlackRefusal`.

    An external_id may belong to one open view only; the view that is replaced does not count.
    """
    problems = view_problems(view, kind=kind) or unusable(host, view, "/view")
    if problems or not isinstance(view, dict):
        raise SlackRefusal("invalid_arguments", problems)
    content: Payload = {name: each for name, each in view.items() if each is not None}
    if view_is_too_large(content):
        raise SlackRefusal("view_too_large")
    other = host.workspace.views.find_external(content.get("external_id", ""))
    if other is not None and other is not replaces:
        raise SlackRefusal("duplicate_external_id")
    content["blocks"] = with_ids(content["blocks"], host.numbers)
    return content


def _exchanged(host: Host, arguments: Payload) -> str:
    """Return the person whose trigger_id this is."""
    user, error = host.triggers.exchange(str(arguments.get("trigger_id") or ""))
    if user is None:
        raise SlackRefusal(error or "invalid_trigger_id")
    return user


def _answer(view: View) -> Payload:
    return {"ok": True, "view": view.as_slack()}
