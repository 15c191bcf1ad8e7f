"""The blocks, and which surface allows which.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from typing import Final

from rehearsal.blockkit import limits
from rehearsal.blockkit.checks import ByType, Check, Shape, among, anything, boolean, items, string
from rehearsal.blockkit.composition import SLACK_FILE, plain_text, text
from rehearsal.blockkit.elements import (
    ACCESSORIES,
    ACTION_ELEMENTS,
    CONTEXT_ACTION_ELEMENTS,
    IMAGE_ELEMENT,
    INPUT_ELEMENTS,
)
from rehearsal.blockkit.richtext import RICH_TEXT

_ID: Final[dict[str, Check]] = {"block_id": string(most=limits.BLOCK_ID)}
_ONE_RICH_TEXT: Final = Shape({"elements": items(RICH_TEXT)}, _ID)
_CELL: Final = ByType({"raw_text": Shape({"text": string()}), "rich_text": _ONE_RICH_TEXT})
_COLUMN: Final = Shape({}, {"align": among(("left", "center", "right")), "is_wrapped": boolean})
_CONTEXT_TEXT: Final = text(limits.CONTEXT_TEXT).shapes

_EVERYWHERE: Final = {
    "section": Shape(
        {},
        _ID
        | {
            "text": text(limits.SECTION_TEXT),
            "fields": items(text(limits.SECTION_FIELD), most=limits.SECTION_FIELDS),
            "accessory": ACCESSORIES,
            "expand": boolean,
        },
        either=[("text", "fields")],
    ),
    "divider": Shape({}, _ID),
    "header": Shape({"text": plain_text(limits.HEADER_TEXT)}, _ID),
    "context": Shape(
        {
            "elements": items(
                ByType({**_CONTEXT_TEXT, "image": IMAGE_ELEMENT}), most=limits.CONTEXT_ELEMENTS
            )
        },
        _ID,
    ),
    "actions": Shape({"elements": items(ACTION_ELEMENTS, most=limits.ACTIONS_ELEMENTS)}, _ID),
    "image": Shape(
        {"alt_text": string(most=limits.IMAGE_ALT)},
        _ID
        | {
            "image_url": string(most=limits.IMAGE_URL),
            "slack_file": SLACK_FILE,
            "title": plain_text(limits.IMAGE_TITLE),
        },
        either=[("image_url", "slack_file")],
        only_one=True,
    ),
    "input": Shape(
        {"label": plain_text(limits.INPUT_LABEL), "element": INPUT_ELEMENTS},
        _ID
        | {
            "hint": plain_text(limits.INPUT_HINT),
            "optional": boolean,
            "dispatch_action": boolean,
        },
    ),
    "rich_text": _ONE_RICH_TEXT,
    "video": Shape(
        {
            "title": plain_text(limits.VIDEO_TITLE),
            "video_url": string(),
            "thumbnail_url": string(),
            "alt_text": string(),
        },
        _ID
        | {
            "title_url": string(),
            "description": plain_text(limits.VIDEO_TITLE),
            "author_name": string(most=limits.VIDEO_AUTHOR),
            "provider_name": string(),
            "provider_icon_url": string(),
        },
    ),
}

MESSAGE_BLOCKS: Final = ByType(
    {
        **_EVERYWHERE,
        "context_actions": Shape(
            {"elements": items(CONTEXT_ACTION_ELEMENTS, most=limits.CONTEXT_ACTIONS)}, _ID
        ),
        "markdown": Shape({"text": string(most=limits.MARKDOWN_TEXT)}, _ID),
        "table": Shape(
            {"rows": items(items(_CELL, most=limits.TABLE_COLUMNS), most=limits.TABLE_ROWS)},
            _ID | {"column_settings": items(_COLUMN, most=limits.TABLE_COLUMNS)},
        ),
    }
)
"""What a message may hold."""

MODAL_BLOCKS: Final = ByType(
    {
        **_EVERYWHERE,
        "alert": Shape(
            {"text": text(limits.SECTION_TEXT)},
            _ID | {"level": among(("default", "info", "warning", "error", "success"))},
        ),
    }
)
"""What a modal may hold (`alert` is for modals only: slackapi/node-slack-sdk issue 2567)."""

HOME_BLOCKS: Final = ByType(_EVERYWHERE)
"""What App Home may hold."""

METADATA: Final = Shape({"event_type": string(), "event_payload": anything})
"""Message metadata: https://docs.slack.dev/messaging/message-metadata"""
