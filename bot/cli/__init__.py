"""`factdesk`: what a person does from a terminal."""

from bot.cli.app import app

__all__ = ["app"]
