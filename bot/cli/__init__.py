"""The `factdesk` command line."""

from bot.cli.app import app

__all__ = ["app"]
