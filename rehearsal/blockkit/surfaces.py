"""Whole messages and whole views: would Slack take them.

https://docs.slack.dev/reference/views
"""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from typing import Final

from rehearsal.blockkit import limits
from rehearsal.blockkit.blocks import HOME_BLOCKS, MESSAGE_BLOCKS, MODAL_BLOCKS
from rehearsal.blockkit.checks import Check, Shape, boolean, items, problem, string
from rehearsal.blockkit.composition import plain_text
from rehearsal.inputs import elements
from rehearsal.payloads import Payload

_VIEW: Final[dict[str, Check]] = {
    "private_metadata": string(most=limits.PRIVATE_METADATA, least=0),
    "callback_id": string(most=limits.CALLBACK_ID, least=0),
    "external_id": string(most=limits.EXTERNAL_ID, least=0),
}
_MODAL: Final = Shape(
    {
        "title": plain_text(limits.VIEW_TITLE),
        "blocks": items(MODAL_BLOCKS, most=limits.VIEW_BLOCKS),
    },
    _VIEW
    | {
        "submit": plain_text(limits.VIEW_BUTTON),
        "close": plain_text(limits.VIEW_BUTTON),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME: Final = Shape({"blocks": items(HOME_BLOCKS, most=limits.VIEW_BLOCKS)}, _VIEW)
_MESSAGE: Final = items(MESSAGE_BLOCKS, most=limits.MESSAGE_BLOCKS, least=0)


def message_problems(blocks: object) -> list[str]:
    """Why Slack would answer `invalid_blocks`; empty if it would not."""
    problems = list(_MESSAGE(blocks, "/blocks"))
    if not problems and isinstance(blocks, list):
        tables = [block for block in blocks if block["type"] == "table"]
        if len(tables) > limits.MESSAGE_TABLES:
            problems.append(problem("only one table block allowed", "/blocks"))
        problems += _repeated_ids(blocks, "/blocks")
    return problems


def message_is_too_long(blocks: list[Payload]) -> bool:
    """Whether Slack would answer `msg_blocks_too_long`."""
    return len(json.dumps(blocks, ensure_ascii=False)) > limits.MESSAGE_BLOCKS_JSON


def view_problems(view: object, *, kind: str) -> list[str]:
    """Why Slack would answer `invalid_arguments` for a view of this kind (modal or home)."""
    if not isinstance(view, dict):
        return [problem("must provide an object", "/view")]
    if view.get("type") != kind:
        return [problem(f"unsupported type: {view.get('type')}", "/view/type")]
    rest = {name: each for name, each in view.items() if name != "type" and each is not None}
    problems = list((_MODAL if kind == "modal" else _HOME)(rest, "/view"))
    if not problems:
        blocks = rest["blocks"]
        problems += _repeated_ids(blocks, "/view/blocks")
        has_inputs = any(block["type"] == "input" for block in blocks)
        if kind == "modal" and has_inputs and "submit" not in rest:
            problems.append(problem("missing required field: submit", "/view"))
    return problems


def view_is_too_large(view: Payload) -> bool:
    """Whether Slack would answer `view_too_large`."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES


def with_ids(blocks: list[Payload], numbers: itertools.count[int]) -> list[Payload]:
    """Return a copy in which blocks have a block_id and elements an action_id, as Slack's have."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", f"b{next(numbers)}")
    for _, element in elements(blocks):
        if element["type"] != "image":
            element.setdefault("action_id", f"a{next(numbers)}")
    return blocks


def _repeated_ids(blocks: list[Payload], pointer: str) -> Iterator[str]:
    """block_id is unique in a surface, action_id in a block."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            yield problem(f"`block_id` {block_id} already exists", f"{pointer}/{place}/block_id")
        seen.add(block_id or "")
        actions = [e["action_id"] for _, e in elements([block]) if "action_id" in e]
        for action_id in sorted({each for each in actions if actions.count(each) > 1}):
            yield problem(f"`action_id` {action_id} already exists", f"{pointer}/{place}")
