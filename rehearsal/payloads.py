"""The shape of what goes over the wire."""

from __future__ import annotations

from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]
"""A JSON object in Slack's own shape; what is inside is checked where it comes in."""

Values: TypeAlias = dict[str, dict[str, Payload]]
"""`state.values` of a view or message: block_id → action_id → the element's state."""
