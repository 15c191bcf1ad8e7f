"""`run`: the bot, for a newsroom."""

import asyncio
import logging

from bot.cli.running import desk_of
from bot.logs import set_up_logs
from bot.server import running, serving, stopping
from bot.settings import Settings
from facts import now_utc

log = logging.getLogger("factdesk")


async def run_bot(*, workspace: str | None) -> None:
    """Run until SIGINT or SIGTERM; what is being posted is posted before the end."""
    settings = Settings.read()
    settings.tokens()
    set_up_logs()
    with stopping() as stopped:
        await _serve(settings, workspace, stopped)


async def _serve(settings: Settings, workspace: str | None, stopped: asyncio.Event) -> None:
    async with (
        desk_of(settings, workspace=workspace, create=True, serving=True) as desk,
        running(desk, settings, clock=now_utc) as bot,
        # Slack's requests come from outside.
        serving(bot.asgi, host="0.0.0.0", port=settings.port) as port,  # noqa: S104
    ):
        mode = "Socket Mode" if settings.slack_app_token else "HTTP"
        log.info("Factdesk runs in %s; health pages on port %d", mode, port)
        await stopped.wait()
