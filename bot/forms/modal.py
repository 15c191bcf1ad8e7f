"""Modals: their frame, their inputs, and what a person typed into them.

Pure: values in, views out, and back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.mrkdwn import Json, cut, plain

INPUT_LIMIT = 3_000
"""Characters that one of Slack's inputs takes (docs.slack.dev, "Plain-text input")."""
LINE_LIMIT = 300
"""Characters in a one-line field, as the model limits them."""
BLOCK_LIMIT = 100
"""Blocks in a view (docs.slack.dev, "Views")."""


def modal(title: str, blocks: Sequence[Json], *, submit: str = "", **rest: str) -> Json:
    """Make a modal; without `submit` it can only be closed. `rest` are fields of the view."""
    buttons = {"submit": plain(submit)} if submit else {}
    close = plain("Cancel" if submit else "Close")
    return {
        "type": "modal",
        "title": plain(title),
        "close": close,
        "blocks": list(blocks),
        **buttons,
        **rest,
    }


def reading_view(title: str, blocks: Sequence[Json]) -> Json:
    """Make a read-only view; where there are more blocks than a view takes, it says how many."""
    if len(blocks) > BLOCK_LIMIT:
        left = len(blocks) - BLOCK_LIMIT + 1
        note = {"type": "context", "elements": [plain(f"... ({left} more do not fit here)")]}
        blocks = [*blocks[: BLOCK_LIMIT - 1], note]
    return modal(cut(title, 24), blocks)


def receipt_view(title: str, blocks: Sequence[Json]) -> Json:
    """Make a view that says what was done; closing it closes the views that it has outdated too."""
    return reading_view(title, blocks) | {"clear_on_close": True}


def text_to_copy(*texts: tuple[str, str]) -> Json:
    """Make a view with texts in fields to copy from, each under its label.

    Apps cannot write to the clipboard. A text too long for one field goes on in the next one.
    """
    fields: list[Json] = []
    for label, text in texts:
        parts = _parts(text, INPUT_LIMIT)
        for number, part in enumerate(parts, start=1):
            counted = f"{label}, part {number} of {len(parts)}" if len(parts) > 1 else label
            block_id = f"text.{len(fields)}"
            fields.append(
                text_input(block_id, counted, value=part, lines=True) | {"optional": True}
            )
    view = modal("Copy", fields[:BLOCK_LIMIT], submit="Done", callback_id="copied")
    return view | {"close": plain("Close")}


def _parts(text: str, limit: int) -> list[str]:
    """Divide a text between two lines, or where a line alone is too long, within it."""
    parts = [""]
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), limit // 2):  # a character may count as two
            piece = line[at : at + limit // 2]
            if _units(parts[-1]) + _units(piece) > limit and parts[-1]:
                parts.append("")
            parts[-1] += piece
    return [part.rstrip("\n") for part in parts]


def _units(text: str) -> int:
    """Return how long Slack counts a text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_input(
    block_id: str,
    label: str,
    *,
    hint: str = "",
    value: str = "",
    lines: bool = False,
    limit: int | None = None,
) -> Json:
    """Make a text input, multiline with `lines`."""
    element: Json = {"type": "plain_text_input", "action_id": "typed", "multiline": lines}
    if limit is not None:
        element["max_length"] = limit
    if value:
        element["initial_value"] = value[:limit]
    return input_block(block_id, label, element, hint=hint)


def input_block(block_id: str, label: str, element: Json, *, hint: str = "") -> Json:
    """Make an input block around an element."""
    block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return block | ({"hint": plain(hint)} if hint else {})


def radio_buttons(choices: Mapping[str, str]) -> Json:
    """Make radio buttons, one for each value and its label."""
    return {
        "type": "radio_buttons",
        "action_id": "chosen",
        "options": [
            {"text": plain(label), "value": str(value)} for value, label in choices.items()
        ],
    }


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed and chose, by block_id; and the ids of the inputs that were shown.

    `values` leaves out blanks; text is exactly as it was typed.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()

    @classmethod
    def of(cls, view: Json) -> "Typed":
        """Read the view of a submission or a press (docs.slack.dev, "View interactions payloads").

        Blocks, values and actions that are missing or null count as empty.
        """
        states: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
        values = {
            block_id: text
            for block_id, actions in states.items()
            for state in (actions or {}).values()
            if (text := _value(state or {})).strip()
        }
        shown = [b.get("block_id") for b in view.get("blocks") or () if b.get("type") == "input"]
        return cls(values, tuple(block_id for block_id in shown if block_id))

    def rows(self, group: str) -> int:
        """Return how many rows of a group were shown."""
        places = [
            re.match(rf"{re.escape(group)}\.(\d+)", name) for name in (*self.inputs, *self.values)
        ]
        return max((int(place[1]) + 1 for place in places if place), default=0)


def _value(state: Mapping[str, Any]) -> str:
    chosen = state.get("selected_option") or next(iter(state.get("selected_options") or ()), None)
    value = (chosen or {}).get("value") if chosen else state.get("value")
    if isinstance(moment := state.get("selected_date_time"), int):
        return str(moment)
    if person := state.get("selected_user"):
        return str(person)
    return value if isinstance(value, str) else ""


def cut_units(text: str, limit: int) -> str:
    """Cut at `limit` UTF-16 units, which is how Slack counts; "…" says that there is more."""
    if _units(text) <= limit:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)]
    return units.decode("utf-16-le", "ignore").rstrip() + "…"
