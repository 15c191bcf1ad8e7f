"""`rehearse`: the real bot in a stand-in newsroom on this machine, with a page."""

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import rehearsal
from bot.cli.running import desk_of
from bot.server import running, serving, stopping
from bot.settings import Settings
from facts import BadInput, Role, now_utc, starter_bodies

# The rehearsal's own secrets: they open nothing but the stand-in on this machine.
_BOT_TOKEN = "xoxb-rehearsal"  # noqa: S105 (see above)
_SECRET = "rehearsal-signing-secret"  # noqa: S105 (see above)


async def rehearse(*, port: int, database_url: str | None) -> None:
    """Open the rehearsal newsroom until Ctrl-C."""
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
            raise BadInput(
                f"Port {port} is in use: stop what runs there, or give another with --port",
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
        await desk.filing.load_starter(starter_bodies())
        for editor in (rehearsal.EDITOR, rehearsal.SECOND_EDITOR):
            await desk.people.give(editor, Role.EDITOR, given_by="rehearsal")
        bot = await stack.enter_async_context(running(desk, settings, clock=now_utc))

        async with serving(bot.asgi, host="127.0.0.1", port=0) as bot_port:
            slack.bot_url = f"http://127.0.0.1:{bot_port}"
            print(
                f"The rehearsal newsroom is open: {slack.page_url}  (Ctrl-C closes it)", flush=True
            )
            await stopped.wait()
