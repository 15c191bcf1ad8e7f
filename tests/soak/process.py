"""The real bot as a process of its own, as `factdesk run` starts it: to stop, and to kill."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import rehearsal
from facts import Role, open_desk, starter_bodies

ROOT = Path(__file__).parents[2]
_RUNS = "health pages on port "
PATIENCE_S = 60.0
"""How long Slack waits, and a listener may take: a busy machine loses no question here."""
_RUN = f"""
from bot.cli.serving import run_bot
from bot.cli.terminal import run
from bot.listeners.interaction import TimeLimits
run(lambda: run_bot(workspace=None, limits=TimeLimits(listener={PATIENCE_S})))
"""


class BotProcess:
    """A bot that runs. `log` is what it has written to standard error, `url` where it serves."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.url = ""
        self.log: list[str] = []
        self._written = asyncio.Event()
        self._has_ended = False
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            text = line.decode(errors="replace")
            self.log.append(text)
            if _RUNS in text:
                self.url = f"http://127.0.0.1:{text.rpartition(_RUNS)[2].strip()}"
            self._written.set()
        self._has_ended = True
        self._written.set()

    async def says(self, text: str) -> bool:
        """Wait until a text stands in the log; False where the process ends without it."""
        while not any(text in line for line in self.log):
            if self._has_ended:
                return False
            self._written.clear()
            await self._written.wait()
        return True

    async def ended(self) -> int:
        """Wait for its end; returns the exit code, which is -9 where it was killed."""
        code = await self.process.wait()
        await self.reading
        return code

    async def kill(self) -> None:
        """Send SIGKILL: it ends where it stands."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """Send SIGTERM, and wait for its end."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()


@asynccontextmanager
async def bot_process(
    slack: rehearsal.StandIn, database_url: str, *, serves: bool = True
) -> AsyncIterator[BotProcess]:
    """Start the bot against a stand-in Slack and wait until it serves; killed at the end.

    With `serves` False it need not come up; `url` is empty then, and `log` says why.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _RUN,
        cwd=Path(database_url.partition("///")[2]).parent,
        env=environment(slack, database_url),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    bot = BotProcess(process)
    try:
        assert await bot.says(_RUNS) or not serves, "".join(bot.log)
        slack.bot_url = bot.url or slack.bot_url
        yield bot
    finally:
        await bot.kill()


async def prepare(database_url: str) -> None:
    """Make a database with the starter facts and two editors in it."""
    async with open_desk(database_url, create=True) as desk:
        await desk.filing.load(starter_bodies())
        for editor in (rehearsal.EDITOR, rehearsal.SECOND_EDITOR):
            await desk.roles.give(editor, Role.EDITOR, given_by="test")


def stand_in(*, channels: int = 0, scopes: Collection[str] | None = None) -> rehearsal.StandIn:
    """Make a newsroom's Slack with some more channels, `C0BEAT00` and on, that the bot is in."""
    workspace = rehearsal.newsroom()
    everybody = {*workspace.people} - {"USLACKBOT"}
    for number in range(channels):
        workspace.add_conversation(
            rehearsal.Conversation(f"C0BEAT{number:02}", f"beat-{number:02}", members=everybody)
        )
    return rehearsal.StandIn(
        workspace,
        bot_token="xoxb-0123456789-process",
        app_token="",
        signing_secret="process-signing-secret",
        shortcuts=[("check_quote", "Check this quote"), ("file_quotes", "File quotes from this")],
        commands=["/fact", "/fact-add"],
        scopes=scopes,
        ack_timeout=PATIENCE_S,
        triggers_live=PATIENCE_S,
    )


def environment(slack: rehearsal.StandIn, database_url: str) -> Mapping[str, str]:
    """Return all that the bot is told: it is at home nowhere but in the stand-in."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "FACTDESK_SLACK_API_URL": slack.api_url,
        "FACTDESK_DATABASE_URL": database_url,
        "FACTDESK_PORT": "0",
        "FACTDESK_ADMINS": rehearsal.ADMIN,
        "FACTDESK_DESK_CHANNEL": "C0DESK",
    }
