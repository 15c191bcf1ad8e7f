"""Views to read: a history, a card's text in a field to copy from."""

from collections.abc import Sequence

from bot.mrkdwn import Json, cut, plain

VIEW_BLOCKS = 100
INPUT_LIMIT = 3_000


def reading_view(title: str, blocks: Sequence[Json]) -> Json:
    """Make a view that is only read."""
    return {
        "type": "modal",
        "title": plain(cut(title, 24)),
        "close": plain("Close"),
        "blocks": list(blocks[:VIEW_BLOCKS]),
    }


def text_to_copy(text: str) -> Json:
    """Make a view with a text in a field: Slack has no clipboard to write to."""
    field = {
        "type": "plain_text_input",
        "action_id": "typed",
        "multiline": True,
        "initial_value": cut(text, INPUT_LIMIT),
    }
    return {
        "type": "modal",
        "callback_id": "copied",
        "title": plain("Copy as text"),
        "submit": plain("Done"),
        "close": plain("Close"),
        "blocks": [
            {
                "type": "input",
                "block_id": "text",
                "optional": True,
                "label": plain("Select all, and copy"),
                "element": field,
            }
        ],
    }
