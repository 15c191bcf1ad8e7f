"""Slack's limits, as data. Characters are counted in UTF-16 units, the stricter reading.

Sources: https://docs.slack.dev/reference/block-kit/blocks (and .../block-elements,
.../composition-objects), https://docs.slack.dev/reference/views, and for `MESSAGE_BLOCKS_JSON`
slackapi/bolt-js issue 2509 (undocumented, measured there near 13,200 characters of JSON).
"""

from __future__ import annotations

from typing import Final

MESSAGE_TEXT: Final = 40_000
MESSAGE_BLOCKS: Final = 50
MESSAGE_BLOCKS_JSON: Final = 13_200
MESSAGE_TABLES: Final = 1

VIEW_BLOCKS: Final = 100
VIEW_BYTES: Final = 250_000
VIEW_TITLE: Final = 24
VIEW_BUTTON: Final = 24
PRIVATE_METADATA: Final = 3000
CALLBACK_ID: Final = 255
EXTERNAL_ID: Final = 255

BLOCK_ID: Final = 255
ACTION_ID: Final = 255

SECTION_TEXT: Final = 3000
SECTION_FIELDS: Final = 10
SECTION_FIELD: Final = 2000
HEADER_TEXT: Final = 150
CONTEXT_ELEMENTS: Final = 10
CONTEXT_TEXT: Final = 3000
CONTEXT_ACTIONS: Final = 5
ACTIONS_ELEMENTS: Final = 25
INPUT_LABEL: Final = 2000
INPUT_HINT: Final = 2000
IMAGE_URL: Final = 3000
IMAGE_ALT: Final = 2000
IMAGE_TITLE: Final = 2000
MARKDOWN_TEXT: Final = 12_000
VIDEO_TITLE: Final = 200
VIDEO_AUTHOR: Final = 50
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
LIST_INDENT: Final = 8

BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2000
BUTTON_URL: Final = 3000
ACCESSIBILITY_LABEL: Final = 75
PLACEHOLDER: Final = 150
INPUT_TEXT: Final = 3000

OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTION_DESCRIPTION: Final = 75
OPTION_URL: Final = 3000
OPTIONS: Final = 100
OPTION_GROUPS: Final = 100
OPTION_GROUP_LABEL: Final = 75
CHOICES: Final = 10
OVERFLOW_OPTIONS: Final = 5

CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
