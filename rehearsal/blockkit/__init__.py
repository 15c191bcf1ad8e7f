"""Slack's rules for blocks and views: what the real Slack would refuse is refused here."""

from __future__ import annotations

from rehearsal.blockkit.blocks import METADATA
from rehearsal.blockkit.surfaces import (
    message_is_too_long,
    message_problems,
    view_is_too_large,
    view_problems,
    with_ids,
)

__all__ = [
    "METADATA",
    "message_is_too_long",
    "message_problems",
    "view_is_too_large",
    "view_problems",
    "with_ids",
]
