"""Composition objects: text, option, confirmation dialog.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from typing import Final

from rehearsal.blockkit import limits
from rehearsal.blockkit.checks import (
    ByType,
    Check,
    Shape,
    among,
    boolean,
    items,
    string,
)


def text(most: int, *, least: int = 1) -> ByType:
    """Return a text object of either type. `emoji` belongs to plain_text, `verbatim` to mrkdwn."""
    words = string(most=most, least=least)
    return ByType(
        {
            "plain_text": Shape({"text": words}, {"emoji": boolean}),
            "mrkdwn": Shape({"text": words}, {"verbatim": boolean}),
        }
    )


def plain_text(most: int) -> ByType:
    """Return a text object that must be plain_text."""
    return text(most).only("plain_text")


def option(words: ByType, *, with_url: bool = False) -> Shape:
    """One option of a choice."""
    optional: dict[str, Check] = {"description": text(limits.OPTION_DESCRIPTION)}
    if with_url:
        optional["url"] = string(most=limits.OPTION_URL)
    return Shape(
        {"text": words, "value": string(most=limits.OPTION_VALUE)},
        optional,
    )


SELECT_OPTION: Final = option(plain_text(limits.OPTION_TEXT))
CHOICE_OPTION: Final = option(text(limits.OPTION_TEXT))
OVERFLOW_OPTION: Final = option(plain_text(limits.OPTION_TEXT), with_url=True)

OPTION_GROUP: Final = Shape(
    {
        "label": plain_text(limits.OPTION_GROUP_LABEL),
        "options": items(SELECT_OPTION, most=limits.OPTIONS),
    }
)

CONFIRM: Final = Shape(
    {
        "title": plain_text(limits.CONFIRM_TITLE),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": plain_text(limits.CONFIRM_BUTTON),
        "deny": plain_text(limits.CONFIRM_BUTTON),
    },
    {"style": among(("primary", "danger"))},
)

DISPATCH_CONFIG: Final = Shape(
    {"trigger_actions_on": items(among(("on_enter_pressed", "on_character_entered")), most=2)}
)

SLACK_FILE: Final = Shape({}, {"id": string(), "url": string()}, either=[("id", "url")])

CONVERSATION_FILTER: Final = Shape(
    {},
    {
        "include": items(among(("im", "mpim", "private", "public")), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    either=[("include", "exclude_external_shared_channels", "exclude_bot_users")],
)
