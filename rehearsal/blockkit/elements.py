"""Block elements: buttons, menus, inputs.

https://docs.slack.dev/reference/block-kit/block-elements

`external_select`, `multi_external_select`, `file_input`, `rich_text_input` and `workflow_button`
are left out on purpose: the stand-in cannot act them, so it refuses them as unsupported rather
than draw something that does nothing.
"""

from __future__ import annotations

from typing import Final

from rehearsal.blockkit import limits
from rehearsal.blockkit.checks import ByType, Check, Shape, among, boolean, integer, items, string
from rehearsal.blockkit.composition import (
    CHOICE_OPTION,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SELECT_OPTION,
    SLACK_FILE,
    plain_text,
)

_ACTION_ID: Final[dict[str, Check]] = {"action_id": string(most=limits.ACTION_ID)}
_FOCUS: Final[dict[str, Check]] = {"focus_on_load": boolean}
_PLACEHOLDER: Final[dict[str, Check]] = {"placeholder": plain_text(limits.PLACEHOLDER)}
_CONFIRM: Final[dict[str, Check]] = {"confirm": CONFIRM}
_MENU: Final = _ACTION_ID | _FOCUS | _PLACEHOLDER | _CONFIRM
_WRITTEN: Final = _ACTION_ID | _FOCUS | _PLACEHOLDER | {"dispatch_action_config": DISPATCH_CONFIG}
_DATE: Final = string(matching=r"\d{4}-\d{2}-\d{2}")
_TIME: Final = string(matching=r"([01]\d|2[0-3]):[0-5]\d")
_NUMBER: Final = string(matching=r"-?\d+(\.\d+)?")
_LABEL: Final[dict[str, Check]] = {"accessibility_label": string(most=limits.ACCESSIBILITY_LABEL)}
_MANY: Final[dict[str, Check]] = {"max_selected_items": integer(least=1, most=limits.OPTIONS)}
_FILTERED: Final[dict[str, Check]] = {
    "default_to_current_conversation": boolean,
    "filter": CONVERSATION_FILTER,
}
_OPTIONS: Final[dict[str, Check]] = {
    "options": items(SELECT_OPTION, most=limits.OPTIONS),
    "option_groups": items(OPTION_GROUP, most=limits.OPTION_GROUPS),
}
_FEEDBACK_BUTTON: Final = Shape(
    {"text": plain_text(limits.BUTTON_TEXT), "value": string(most=limits.BUTTON_VALUE)}, _LABEL
)

IMAGE_ELEMENT: Final = Shape(
    {"alt_text": string(most=limits.IMAGE_ALT)},
    {"image_url": string(most=limits.IMAGE_URL), "slack_file": SLACK_FILE},
    either=[("image_url", "slack_file")],
    only_one=True,
)

ELEMENTS: Final = ByType(
    {
        "button": Shape(
            {"text": plain_text(limits.BUTTON_TEXT)},
            _ACTION_ID
            | _CONFIRM
            | _LABEL
            | {
                "url": string(most=limits.BUTTON_URL),
                "value": string(most=limits.BUTTON_VALUE, least=0),
                "style": among(("primary", "danger")),
            },
        ),
        "overflow": Shape(
            {"options": items(OVERFLOW_OPTION, most=limits.OVERFLOW_OPTIONS)},
            _ACTION_ID | _CONFIRM,
        ),
        "checkboxes": Shape(
            {"options": items(CHOICE_OPTION, most=limits.CHOICES)},
            _ACTION_ID
            | _CONFIRM
            | _FOCUS
            | {"initial_options": items(CHOICE_OPTION, most=limits.CHOICES)},
        ),
        "radio_buttons": Shape(
            {"options": items(CHOICE_OPTION, most=limits.CHOICES)},
            _ACTION_ID | _CONFIRM | _FOCUS | {"initial_option": CHOICE_OPTION},
        ),
        "static_select": Shape(
            {},
            _MENU | _OPTIONS | {"initial_option": SELECT_OPTION},
            either=[("options", "option_groups")],
            only_one=True,
        ),
        "multi_static_select": Shape(
            {},
            _MENU
            | _OPTIONS
            | _MANY
            | {"initial_options": items(SELECT_OPTION, most=limits.OPTIONS)},
            either=[("options", "option_groups")],
            only_one=True,
        ),
        "users_select": Shape({}, _MENU | {"initial_user": string()}),
        "multi_users_select": Shape({}, _MENU | _MANY | {"initial_users": items(string())}),
        "channels_select": Shape(
            {}, _MENU | {"initial_channel": string(), "response_url_enabled": boolean}
        ),
        "multi_channels_select": Shape({}, _MENU | _MANY | {"initial_channels": items(string())}),
        "conversations_select": Shape(
            {},
            _MENU | _FILTERED | {"initial_conversation": string(), "response_url_enabled": boolean},
        ),
        "multi_conversations_select": Shape(
            {}, _MENU | _FILTERED | _MANY | {"initial_conversations": items(string())}
        ),
        "datepicker": Shape({}, _MENU | {"initial_date": _DATE}),
        "timepicker": Shape({}, _MENU | {"initial_time": _TIME, "timezone": string()}),
        "datetimepicker": Shape(
            {},
            _ACTION_ID
            | _CONFIRM
            | _FOCUS
            | {"initial_date_time": integer(least=10**9, most=10**10 - 1)},
        ),
        "plain_text_input": Shape(
            {},
            _WRITTEN
            | {
                "initial_value": string(most=limits.INPUT_TEXT, least=0),
                "multiline": boolean,
                "min_length": integer(least=0, most=limits.INPUT_TEXT),
                "max_length": integer(least=1, most=limits.INPUT_TEXT),
            },
        ),
        "url_text_input": Shape({}, _WRITTEN | {"initial_value": string()}),
        "email_text_input": Shape({}, _WRITTEN | {"initial_value": string()}),
        "number_input": Shape(
            {"is_decimal_allowed": boolean},
            _WRITTEN | {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        ),
        "image": IMAGE_ELEMENT,
        "feedback_buttons": Shape(
            {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON}, _ACTION_ID
        ),
        "icon_button": Shape(
            {"icon": among(("trash",)), "text": plain_text(limits.BUTTON_TEXT)},
            _ACTION_ID
            | _CONFIRM
            | _LABEL
            | {
                "value": string(most=limits.BUTTON_VALUE),
                "visible_to_user_ids": items(string()),
            },
        ),
    }
)

_WRITING: Final = (
    "plain_text_input",
    "url_text_input",
    "email_text_input",
    "number_input",
)
_PICKING: Final = (
    "checkboxes",
    "radio_buttons",
    "static_select",
    "multi_static_select",
    "users_select",
    "multi_users_select",
    "channels_select",
    "multi_channels_select",
    "conversations_select",
    "multi_conversations_select",
    "datepicker",
    "timepicker",
)

INPUT_ELEMENTS: Final = ELEMENTS.only(*_WRITING, *_PICKING, "datetimepicker")
"""What an input block may hold."""
ACTION_ELEMENTS: Final = ELEMENTS.only(
    "button",
    "overflow",
    "checkboxes",
    "radio_buttons",
    "static_select",
    "users_select",
    "channels_select",
    "conversations_select",
    "datepicker",
    "timepicker",
    "datetimepicker",
)
"""What an actions block may hold (no multi-selects)."""
ACCESSORIES: Final = ELEMENTS.only("button", "overflow", "image", *_PICKING)
"""What may be a section's accessory."""
CONTEXT_ACTION_ELEMENTS: Final = ELEMENTS.only("feedback_buttons", "icon_button")
"""What a context_actions block may hold."""
