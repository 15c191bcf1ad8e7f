"""A person sends or closes a modal.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

from collections.abc import Mapping

from rehearsal.actions.failures import MODAL_TROUBLE
from rehearsal.actions.interactions import interaction
from rehearsal.courier import INTERACTIVE, Courier
from rehearsal.errors import NoSuchThingError, NotPossibleError
from rehearsal.exchange import Exchange
from rehearsal.host import Host
from rehearsal.inputs import fill, refused
from rehearsal.payloads import Payload
from rehearsal.refusals import SlackRefusal
from rehearsal.views import STACK_LIMIT, View
from rehearsal.webapi.views import checked_view


def open_modal(host: Host, user: str, view_id: str) -> View:
    """Return the person's modal with this id, which must lie on top."""
    stack = host.workspace.views.stack(user)
    if not stack or all(view.id != view_id for view in stack):
        raise NoSuchThingError(f"{user} has no modal {view_id} open.")
    if stack[-1].id != view_id:
        raise NotPossibleError(f"Modal {view_id} lies under {stack[-1].id}.")
    return stack[-1]


def type_into(host: Host, user: str, view_id: str, values: Mapping[str, object]) -> None:
    """Change the values of a form's inputs, without notifying the app."""
    view = open_modal(host, user, view_id)
    view.values = fill(view.blocks, view.values, values)
    host.workspace.changes.announce()


async def submit(
    host: Host, courier: Courier, user: str, view_id: str, values: Mapping[str, object]
) -> Exchange:
    """Fill in a form and submit it; the ack's response_action changes the stack of views.

    A field that Slack's own client refuses (required, too long ...) is marked, and nothing is
    sent: the exchange has no status and an empty payload.
    """
    view = open_modal(host, user, view_id)
    if "submit" not in view.content:
        raise NotPossibleError(f"Modal {view_id} has no submit button.")
    view.values = fill(view.blocks, view.values, values)
    view.errors, view.problem = refused(view.blocks, view.values), None
    host.workspace.changes.announce()
    if view.errors:
        first = next(iter(view.errors.values()))
        return Exchange(INTERACTIVE, None, None, 0.0, {}, problem=first)
    payload = interaction(host, "view_submission", user) | {
        "view": view.as_slack(),
        "response_urls": [],
    }
    exchange = await courier.send(INTERACTIVE, payload)
    exchange.problem = view.problem = _obey(host, view, exchange)
    host.workspace.changes.announce()
    return exchange


async def close(host: Host, courier: Courier, user: str, view_id: str) -> Exchange:
    """Close the top modal; the app is notified if the view asked for that."""
    view = open_modal(host, user, view_id)
    is_cleared = bool(view.content.get("clear_on_close", False))
    payload = interaction(host, "view_closed", user) | {
        "view": view.as_slack(),
        "is_cleared": is_cleared,
    }
    del payload["trigger_id"]
    if is_cleared:
        host.workspace.views.clear(user)
    else:
        host.workspace.views.close(view)
    if not view.content.get("notify_on_close", False):
        return Exchange(INTERACTIVE, None, None, 0.0, {})
    return await courier.send(INTERACTIVE, payload)


def _obey(host: Host, view: View, exchange: Exchange) -> str | None:
    """Carry out the ack of a submission; Slack's error text if it is not valid.

    https://docs.slack.dev/surfaces/modals#handle_submissions
    """
    body = exchange.body
    if not exchange.is_acknowledged or isinstance(body, str):
        return MODAL_TROUBLE
    if host.workspace.views.find(view.id) is None:
        return None
    if not body:
        host.workspace.views.close(view)
        return None
    try:
        return _response_action(host, view, body)
    except SlackRefusal as refusal:
        exchange.body = refusal.as_answer() | {"ack": body}
        return MODAL_TROUBLE


def _response_action(host: Host, view: View, body: Payload) -> str | None:
    views = host.workspace.views
    match body.get("response_action"):
        case "errors":
            return _mark(view, body.get("errors"))
        case "update":
            views.update(view, checked_view(host, body.get("view"), replaces=view))
        case "push" if len(views.stack(view.user)) < STACK_LIMIT:
            views.push(view.user, checked_view(host, body.get("view")))
        case "clear":
            views.clear(view.user)
        case _:
            return MODAL_TROUBLE
    return None


def _mark(view: View, errors: object) -> str | None:
    """Show errors under fields. Slack accepts only block_ids of the view's inputs."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        return MODAL_TROUBLE
    marked: Payload = errors
    view.errors = {block_id: str(words) for block_id, words in marked.items()}
    return None
