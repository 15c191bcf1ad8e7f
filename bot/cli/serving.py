"""`run` and `rehearse`: the bot, for a newsroom's Slack or for a stand-in on this machine."""

import asyncio
import logging
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import rehearsal
from bot.cli.terminal import desk_of
from bot.listeners.interaction import TimeLimits
from bot.logs import set_up_logs
from bot.server import running, serving, stopping
from bot.settings import Settings
from facts import Role, errors, starter_bodies

log = logging.getLogger("factdesk")

# Only the stand-in Slack on this machine accepts these.
_BOT_TOKEN = "xoxb-rehearsal"  # noqa: S105 (as above)
_SECRET = "rehearsal-signing-secret"  # noqa: S105 (as above)


async def run_bot(*, workspace: str | None, limits: TimeLimits | None = None) -> None:
    """Run the bot until SIGINT or SIGTERM; posts in progress are finished first.

    Slack allows no more than the default `limits`.
    """
    settings = Settings.read()
    settings.tokens()
    set_up_logs()
    with stopping() as stopped:
        await _serve(settings, workspace, stopped, limits)


async def _serve(
    settings: Settings, workspace: str | None, stopped: asyncio.Event, limits: TimeLimits | None
) -> None:
    async with (
        desk_of(settings, workspace=workspace, create=True, serving=True) as desk,
        running(desk, settings, limits=limits) as bot,
        # Slack's requests come from outside.
        serving(bot.asgi, host="0.0.0.0", port=settings.port) as port,  # noqa: S104
    ):
        mode = "Socket Mode" if settings.slack_app_token else "HTTP"
        log.info("Factdesk runs in %s; health pages on port %d", mode, port)
        await stopped.wait()


async def rehearse(*, port: int, database_url: str | None) -> None:
    """Run the bot and the stand-in Slack until SIGINT or SIGTERM.

    Without a `database_url`, facts are kept in a temporary folder that is deleted at the end.
    """
    async with AsyncExitStack() as stack:
        stopped = stack.enter_context(stopping())
        if database_url is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="factdesk-"))
            database_url = f"sqlite+aiosqlite:///{Path(folder) / 'rehearsal.db'}"
        try:
            slack = await stack.enter_async_context(
                rehearsal.StandIn(
                    rehearsal.newsroom(),
                    bot_token=_BOT_TOKEN,
                    app_token="",
                    signing_secret=_SECRET,
                    port=port,
                    shortcuts=[
                        ("check_quote", "Check this quote"),
                        ("file_quotes", "File quotes from this"),
                    ],
                    commands=["/fact", "/fact-add"],
                    events=["app_mention", "message.im", "app_home_opened"],
                )
            )
        except rehearsal.PortInUseError:
            raise errors.BadInput(
                f"Port {port} is in use: stop what is running there, or choose another with --port",
                field="--port",
            ) from None
        settings = Settings.read(
            _env_file=None,
            SLACK_APP_TOKEN=None,
            SLACK_BOT_TOKEN=_BOT_TOKEN,
            SLACK_SIGNING_SECRET=_SECRET,
            FACTDESK_SLACK_API_URL=slack.api_url,
            FACTDESK_DATABASE_URL=database_url,
            FACTDESK_ADMINS=rehearsal.ADMIN,
            FACTDESK_DESK_CHANNEL="C0DESK",
        )
        desk = await stack.enter_async_context(desk_of(settings, create=True, serving=True))
        await desk.filing.load(starter_bodies())
        for editor in (rehearsal.EDITOR, rehearsal.SECOND_EDITOR):
            await desk.roles.give(editor, Role.EDITOR, given_by="rehearsal")
        bot = await stack.enter_async_context(running(desk, settings))

        async with serving(bot.asgi, host="127.0.0.1", port=0) as bot_port:
            slack.bot_url = f"http://127.0.0.1:{bot_port}"
            print(
                f"The rehearsal newsroom is open: {slack.page_url}  (Ctrl-C closes it)", flush=True
            )
            await stopped.wait()
