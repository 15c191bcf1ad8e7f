"""What a person puts into an input: its state as Slack writes it, and what Slack's client refuses.

The shapes are those of `view.state.values`:
https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from rehearsal.errors import NoSuchThingError, NotPossibleError
from rehearsal.payloads import Payload, Values

_TEXTS = {"plain_text_input", "url_text_input", "email_text_input", "number_input"}
_CHOICES = {"static_select", "radio_buttons"}
_MANY = {"multi_static_select", "checkboxes"}
_KEYS = {
    **dict.fromkeys(_TEXTS, "value"),
    **dict.fromkeys(_CHOICES, "selected_option"),
    **dict.fromkeys(_MANY, "selected_options"),
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_INITIAL = {
    **dict.fromkeys(_TEXTS, "initial_value"),
    **dict.fromkeys(_CHOICES, "initial_option"),
    **dict.fromkeys(_MANY, "initial_options"),
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "users_select": "initial_user",
    "conversations_select": "initial_conversation",
    "channels_select": "initial_channel",
    "multi_users_select": "initial_users",
    "multi_conversations_select": "initial_conversations",
    "multi_channels_select": "initial_channels",
}
_REQUIRED = "Please complete this required field."


def state_key(kind: str) -> str | None:
    """Return the name under which an element of this type keeps its value, if it keeps one."""
    return _KEYS.get(kind)


def initial_state(element: Payload) -> Payload:
    """Return an element's state before anybody touched it."""
    kind = element["type"]
    empty: Any = [] if _KEYS[kind].endswith("s") else None
    return {"type": kind, _KEYS[kind]: element.get(_INITIAL[kind], empty)}


def filled_state(element: Payload, value: object) -> Payload:
    """Return an element's state with what a person typed or chose.

    `value` is text for inputs, an option's `value` for a choice, a list of them for several, an
    ISO date, `HH:MM`, or an id. None or "" empties it. An option that is not offered raises
    `NoSuchThingError`: no person could choose it.
    """
    kind = element["type"]
    key = _KEYS[kind]
    if kind in _MANY:
        wanted = [] if value is None else list(_as_list(value))
        return {"type": kind, key: [_option(element, each) for each in wanted]}
    if key.endswith("s"):
        return {"type": kind, key: [] if value is None else list(_as_list(value))}
    if value is None or value == "":
        return {"type": kind, key: None}
    if kind in _CHOICES:
        return {"type": kind, key: _option(element, value)}
    return {"type": kind, key: value}


def options(element: Payload) -> list[Payload]:
    """Every option that a choice offers, with groups opened."""
    grouped = [o for group in element.get("option_groups", ()) for o in group["options"]]
    return list(element.get("options", ())) + grouped


def elements(blocks: list[Payload]) -> Iterator[tuple[Payload, Payload]]:
    """Every interactive element with the block that holds it, in reading order."""
    for block in blocks:
        if "element" in block:
            yield block, block["element"]
        if "accessory" in block:
            yield block, block["accessory"]
        if block["type"] in ("actions", "context_actions"):
            for element in block["elements"]:
                yield block, element


def values_of(blocks: list[Payload], before: Values | None = None) -> Values:
    """`state.values` for blocks: what was there before under the same ids, else initial values.

    Slack keeps what a person typed across `views.update` where block_id and action_id stay.
    """
    values: Values = {}
    for block, element in elements(blocks):
        if element["type"] not in _KEYS:
            continue
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        same = kept is not None and kept["type"] == element["type"]
        state = kept if same and kept is not None else initial_state(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def fill(blocks: list[Payload], values: Values, filled: Mapping[str, object]) -> Values:
    """`values` with what a person filled in, named by block_id or by action_id.

    Raises `NoSuchThingError` for a name that no input of the view has.
    """
    left = dict(filled)
    for block, element in elements(blocks):
        for name in (block["block_id"], element.get("action_id")):
            if name in left and element["type"] in _KEYS:
                states = values.setdefault(block["block_id"], {})
                states[element["action_id"]] = filled_state(element, left.pop(name))
    if left:
        there = sorted({block["block_id"] for block, _ in elements(blocks)})
        raise NoSuchThingError(f"No input is named {sorted(left)}; the view has {there}.")
    return values


def refused(blocks: list[Payload], values: Values) -> dict[str, str]:
    """Return what Slack's client says under fields before it sends a form: block_id → sentence.

    Empty where the form may be sent. https://docs.slack.dev/reference/block-kit/blocks/input-block
    """
    problems: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        value = state[_KEYS[element["type"]]]
        if value is None or value in ("", []):
            problem = None if block.get("optional", False) else _REQUIRED
        else:
            check = _CHECKS.get(element["type"])
            problem = None if check is None else check(element, value)
        if problem is not None:
            problems[block["block_id"]] = problem
    return problems


def _url_problem(_element: Payload, value: str) -> str | None:
    # Slack asks for a scheme; what comes after it is the app's to judge.
    good = re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$", value)
    return None if good else "Please enter a valid URL."


def _email_problem(_element: Payload, value: str) -> str | None:
    good = re.match(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", value)
    return None if good else "Please enter a valid email address."


def _date_problem(_element: Payload, value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "Please enter a valid date."
    return None


def _length_problem(element: Payload, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please enter no more than {most} characters."
    return None


def _number_problem(element: Payload, value: str) -> str | None:
    whole = r"-?\d+" if not element.get("is_decimal_allowed") else r"-?\d+(\.\d+)?"
    if not re.fullmatch(whole, str(value)):
        return "Please enter a valid number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return None


_CHECKS: Final[dict[str, Callable[[Payload, str], str | None]]] = {
    "plain_text_input": _length_problem,
    "url_text_input": _url_problem,
    "email_text_input": _email_problem,
    "number_input": _number_problem,
    "datepicker": _date_problem,
}


def _option(element: Payload, value: object) -> Payload:
    for option in options(element):
        if option.get("value") == value:
            return option
    offered = [option.get("value") for option in options(element)]
    raise NoSuchThingError(f"{value!r} is not offered; the options are {offered}.")


def _as_list(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise NotPossibleError(f"Several may be chosen here: give a list, not {value!r}.")
    return list(value)
