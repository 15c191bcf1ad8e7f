"""A newsroom on loopback: the stand-in Slack, the real bot, a real database of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import hypothesis
import pytest
from databases import (
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    postgres_server,
    with_starter_facts,
)
from driver import APP_TOKEN, BOT_TOKEN, PATIENCE_S, SECRET, Factdesk, Newsroom, OpenNewsroom
from stopped_clock import StoppedClock

import rehearsal
from bot.listeners.interaction import TimeLimits
from bot.server import running, serving
from bot.settings import Settings
from facts import Desk, Role, open_desk, starter_bodies
from facts.desk.setup import now_utc
from facts.search.embedding import Encoder

hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what rests on a database on both, or on SQLite alone where a test says so.

    The tests of `facts/` and those marked `both_databases` run on both.
    """
    if "databases" in metafunc.fixturenames:
        marks = {mark.name for mark in metafunc.definition.iter_markers()}
        both = "both_databases" in marks or metafunc.definition.path.parent.name == "facts"
        kinds = ["sqlite", "postgres"] if both and "sqlite" not in marks else ["sqlite"]
        metafunc.parametrize("databases", kinds, indirect=True)


@pytest.fixture
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Makes the databases of one test."""
    if request.param == "sqlite":
        yield SqliteDatabases(tmp_path, request.getfixturevalue("starter_file"))
        return
    made = PostgresDatabases(request.getfixturevalue("postgres_url"))
    yield made
    made.drop()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The address of a database of the test's own, with nothing in it."""
    return databases.empty()


@pytest.fixture(scope="session")
def starter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the starter facts, made once: a test works on its own copy."""
    file = tmp_path_factory.mktemp("starter") / "facts.db"
    asyncio.run(with_starter_facts(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server: `FACTDESK_TEST_POSTGRES_URL`, or one started here."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[PostgresDatabases]:
    """Makes the databases of one test that is about PostgreSQL."""
    made = PostgresDatabases(postgres_url)
    yield made
    made.drop()


@pytest.fixture
def starter_url(databases: Databases, database_url: str) -> str:
    """The same address, with the starter facts in the database."""
    databases.fill(database_url)
    return database_url


@pytest.fixture
async def desk(starter_url: str) -> AsyncIterator[Desk]:
    """A desk with the starter facts, and an admin."""
    async with open_desk(starter_url, admins=frozenset({rehearsal.ADMIN})) as opened:
        yield opened


@pytest.fixture
def open_newsroom(database_url: str) -> OpenNewsroom:
    """Open a newsroom with the settings that a test needs.

    With `in_time` Slack waits three seconds and a listener has the bot's own limit; otherwise
    both have a minute, so that a busy machine changes no test that is about something else.
    """

    @asynccontextmanager
    async def opened(
        *,
        review: str = "on",
        socket_mode: bool = False,
        desk_channel: str | None = "C0DESK",
        admins: str = rehearsal.ADMIN,
        time: StoppedClock | None = None,
        scopes: Collection[str] | None = None,
        slack_answers_in: float = 10.0,
        in_time: bool = False,
        best_effort_in: float = PATIENCE_S,
        encoder: Encoder | None = None,
    ) -> AsyncIterator[Newsroom]:
        async with AsyncExitStack() as stack:
            slack = await stack.enter_async_context(
                rehearsal.StandIn(
                    rehearsal.newsroom(),
                    bot_token=BOT_TOKEN,
                    app_token=APP_TOKEN,
                    signing_secret=SECRET,
                    shortcuts=[
                        ("check_quote", "Check this quote"),
                        ("file_quotes", "File quotes from this"),
                    ],
                    commands=["/fact", "/fact-add"],
                    scopes=scopes,
                    ack_timeout=3.0 if in_time else PATIENCE_S,
                    triggers_live=3.0 if in_time else PATIENCE_S,
                )
            )
            settings = Settings.read(
                _env_file=None,
                SLACK_BOT_TOKEN=BOT_TOKEN,
                SLACK_SIGNING_SECRET=SECRET,
                SLACK_APP_TOKEN=APP_TOKEN if socket_mode else None,
                FACTDESK_SLACK_API_URL=slack.api_url,
                FACTDESK_DATABASE_URL=database_url,
                FACTDESK_ADMINS=admins,
                FACTDESK_DESK_CHANNEL=desk_channel,
                FACTDESK_REVIEW=review,
            )
            desk = await stack.enter_async_context(
                open_desk(
                    database_url,
                    create=True,
                    review=review == "on",
                    admins=settings.admins,
                    clock=time or now_utc,
                    encoder=encoder,
                )
            )
            await desk.filing.load(starter_bodies())
            for editor in (rehearsal.EDITOR, rehearsal.SECOND_EDITOR):
                await desk.roles.give(editor, Role.EDITOR, given_by="test")
            bot = await stack.enter_async_context(
                running(
                    desk,
                    settings,
                    timing=time.timing if time else None,
                    answers_in=slack_answers_in,
                    limits=TimeLimits() if in_time else TimeLimits(PATIENCE_S, best_effort_in),
                )
            )
            port = await stack.enter_async_context(serving(bot.asgi, host="127.0.0.1", port=0))
            slack.bot_url = f"http://127.0.0.1:{port}"
            yield Newsroom(slack, bot, desk, slack.bot_url)

    return opened


@pytest.fixture
async def newsroom(open_newsroom: OpenNewsroom) -> AsyncIterator[Newsroom]:
    """The newsroom as most tests want it: review on, a desk channel, over HTTP."""
    async with open_newsroom() as opened:
        yield opened


@pytest.fixture
def factdesk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Factdesk:
    """The command, in a folder of its own with no settings but its database."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'facts.db'}")
    return Factdesk()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured, from whichever process ran them."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, figure in report.user_properties:
            terminalreporter.write_line(f"{name}: {figure}")
