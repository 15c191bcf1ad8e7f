"""Posting from the outbox: one who sends, and what came of each message."""

from bot.delivery.pace import Pace, Timing
from bot.delivery.sender import Sender

__all__ = ["Pace", "Sender", "Timing"]
