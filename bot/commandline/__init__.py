"""`factdesk`: what a person does from a terminal."""

from bot.commandline.app import app

__all__ = ["app"]
