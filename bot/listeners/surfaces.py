"""Where somebody pressed: on a message, in a form, in the Home tab; what opens from there."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.mrkdwn import Json


def is_home(body: Json) -> bool:
    """Whether it was pressed in the Home tab: there is no message to edit or to answer under."""
    return (body.get("view") or {}).get("type") == "home"


def opener(client: AsyncWebClient, body: Json) -> Callable[..., Awaitable[Any]]:
    """Return what opens a view: above the form that it was pressed in, else by itself."""
    in_modal = (body.get("view") or {}).get("type") == "modal"
    return client.views_push if in_modal else client.views_open
