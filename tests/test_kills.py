"""kill -9 of a real bot, caught where it hurts: by Slack, or the database, keeping it waiting."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial

import aiohttp
import pytest
from databases import Databases, Rows
from driver import picker_value, words
from soak.process import BotProcess, bot_process, prepare, stand_in

from facts.store import Store
from rehearsal import REPORTER, Fault, Message, StandIn, hanging, rate_limited

pytestmark = pytest.mark.both_databases

NEWSROOM, POST = "C0NEWSROOM", "chat.postMessage"


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[StandIn]:
    """A stand-in Slack, and a database with the starter facts beside it."""
    await prepare(database_url)
    async with stand_in() as opened:
        yield opened


@pytest.fixture
def rows(databases: Databases, database_url: str) -> Callable[[str], Rows]:
    """Read the bot's database as another process."""
    return partial(databases.run, database_url)


def openings(slack: StandIn) -> list[Message]:
    return [one for one in slack.messages(NEWSROOM) if one.is_bots]


def cards(slack: StandIn) -> list[Message]:
    return [card for one in openings(slack) for card in slack.messages(NEWSROOM, one.ts)[1:]]


async def has_been_asked(bot: BotProcess) -> None:
    """Wait until the bot has turned to all that was sent to it before: it answers in order."""
    async with aiohttp.ClientSession() as session:
        for _ in range(3):
            async with session.get(f"{bot.url}/healthz") as page:
                assert page.status == 200


async def test_kill_before_commit(
    slack: StandIn, databases: Databases, database_url: str, rows: Callable[[str], Rows]
) -> None:
    """Another process holds the write lock while it dies: Slack says so, and nothing is there."""
    async with bot_process(slack, database_url) as bot:
        with databases.writing(database_url):
            asking = asyncio.create_task(slack.command(REPORTER, NEWSROOM, "/fact F-1"))
            await has_been_asked(bot)
            assert not asking.done()
            await bot.kill()
        exchange = await asking
    assert not exchange.is_acknowledged
    assert exchange.problem is not None
    for table in ("inbound", "question", "delivery"):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 (ours)
    async with bot_process(slack, database_url):
        await slack.command(REPORTER, NEWSROOM, "/fact F-2")
        await slack.until(lambda: len(cards(slack)) == len(openings(slack)) == 1)
    async with Store.open(database_url) as store:
        assert [one for one in await store.problems() if one.is_wrong] == []


async def test_kill_after_commit_before_ack(
    slack: StandIn, database_url: str, rows: Callable[[str], Rows]
) -> None:
    """It dies while the confirmation to the picker hangs: the pick is kept, and posted once."""
    slack.faults.plan("response_url", hanging())
    slack.faults.plan(POST, rate_limited(2))  # nothing is posted before the end of the first
    async with bot_process(slack, database_url) as bot:
        await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
        (picker,) = slack.ephemerals(REPORTER)
        press = {
            "channel": NEWSROOM, "ts": picker.ts, "action_id": "pick",
            "value": picker_value(picker, "California Values Act"),
        }  # fmt: skip
        pressing = asyncio.create_task(slack.click(REPORTER, **press))
        await slack.until(lambda: [one for one in slack.calls if one.method == "response_url"])
        assert rows("SELECT count(*) FROM question WHERE posted_at IS NOT NULL") == [(1,)]
        assert not pressing.done()
        await bot.kill()
        assert not (await pressing).is_acknowledged
    async with bot_process(slack, database_url) as bot:
        # Slack says that it failed, so the reporter presses again.
        await slack.click(REPORTER, **press)
        await slack.until(lambda: len(cards(slack)) == 1)
        await slack.until(
            lambda: any("Posted: " in words(one) for one in slack.ephemerals(REPORTER))
        )
        assert await bot.stop() == 0
    assert len(openings(slack)) == 1
    assert rows("SELECT DISTINCT state FROM delivery") == [("sent",)]


@pytest.mark.parametrize(
    ("what", "fault"),
    [("opening", hanging(takes_effect=True)), ("card", hanging(takes_effect=True)),
     ("card", hanging())],
    ids=["opening", "card", "card that did not arrive"],
)  # fmt: skip
async def test_kill_between_post_and_mark(
    slack: StandIn, database_url: str, rows: Callable[[str], Rows], what: str, fault: Fault
) -> None:
    """It dies while Slack has the message and has not said so; the next one looks for it."""
    slack.faults.plan(
        POST, fault, fits=lambda sent: (sent.get("thread_ts") is not None) == (what == "card")
    )
    async with bot_process(slack, database_url) as bot:
        await slack.command(REPORTER, NEWSROOM, "/fact F-1")
        await slack.until(lambda: _posts(slack) == (2 if what == "card" else 1))
        assert rows("SELECT count(*) FROM delivery WHERE state = 'sending'") == [(1,)]
        await bot.kill()
    async with bot_process(slack, database_url) as bot:
        assert await bot.says("looking for 1 deliveries")
        looks = "conversations.replies" if what == "card" else "conversations.history"
        await slack.until(lambda: looks in {one.method for one in slack.calls})
        await slack.until(lambda: len(cards(slack)) == 1)
        await slack.command(REPORTER, NEWSROOM, "/fact F-2")
        await slack.until(lambda: len(cards(slack)) == 2)
        assert await bot.stop() == 0
    assert len(openings(slack)) == 2
    assert _posts(slack) == (4 if fault.takes_effect else 5)
    assert rows("SELECT DISTINCT state FROM delivery") == [("sent",)]


def _posts(slack: StandIn) -> int:
    return len([one for one in slack.calls if one.method == POST])


async def test_sigterm_ends_the_bot_in_time_while_slack_answers_nothing(
    slack: StandIn, database_url: str, rows: Callable[[str], Rows]
) -> None:
    """What it has begun is left for the next one, which looks for it."""
    slack.faults.plan(POST, hanging(takes_effect=True))
    async with bot_process(slack, database_url) as bot:
        await slack.command(REPORTER, NEWSROOM, "/fact F-1")
        await slack.until(lambda: _posts(slack) == 1)
        async with asyncio.timeout(10):
            assert await bot.stop() == 0
        assert "Traceback" not in "".join(bot.log)
    assert rows("SELECT count(*) FROM delivery WHERE state = 'sending'") == [(1,)]
