"""Slack's Web API: the methods that a bot calls, with the errors that Slack's pages document."""

from __future__ import annotations

from rehearsal.refusals import SlackRefusal
from rehearsal.webapi.methods import answered

__all__ = ["SlackRefusal", "answered"]
