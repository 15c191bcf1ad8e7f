"""What stands in a form: read from Slack's view, whatever it holds or leaves out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.mrkdwn import Json


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed and chose, by block_id; and the ids of the inputs that were shown.

    Only what is not blank is in `values`; text is as it was typed, to the letter.
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
    return value if isinstance(value, str) else ""
