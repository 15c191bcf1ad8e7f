"""Several processes of the bot on one PostgreSQL server: nothing is lost, nothing posted twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from databases import PostgresDatabases
from driver import words
from soak.process import BotProcess, bot_process, prepare, stand_in

from rehearsal import REPORTER, StandIn

NEWSROOM = "C0NEWSROOM"
ASKED = ("F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-7", "F-8")


@pytest.fixture
def url(postgres: PostgresDatabases) -> str:
    return postgres.empty()


@pytest.fixture
async def slack(url: str) -> AsyncIterator[StandIn]:
    await prepare(url)
    async with stand_in() as opened:
        yield opened


def answered(slack: StandIn) -> Counter[str]:
    """Count the cards in the threads of the channel, by the question that their opening shows."""
    return Counter(
        words(one).partition("asked: ")[2].split()[0]
        for one in slack.messages(NEWSROOM)
        if one.is_bots
        for _ in slack.messages(NEWSROOM, one.ts)[1:]
    )


async def ask(slack: StandIn, bot: BotProcess, fact: str) -> None:
    slack.bot_url = bot.url
    exchange = await slack.command(REPORTER, NEWSROOM, f"/fact {fact}")
    assert exchange.is_acknowledged


async def test_each_of_two_processes_answers_and_one_posts(slack: StandIn, url: str) -> None:
    async with bot_process(slack, url) as one, bot_process(slack, url) as other:
        for fact, bot in zip(ASKED[:4], (one, other, one, other), strict=True):
            await ask(slack, bot, fact)
        await slack.until(lambda: answered(slack).total() == 4)
        assert await one.stop() == 0
        await ask(slack, other, "F-5")
        await slack.until(lambda: answered(slack).total() == 5)
        assert await other.stop() == 0
    assert set(answered(slack).values()) == {1}


async def test_a_killed_process_leaves_its_posts_to_the_next(
    slack: StandIn, postgres: PostgresDatabases, url: str
) -> None:
    """The one that sends is killed with posts under way; then every connection is cut."""
    async with bot_process(slack, url) as one, bot_process(slack, url) as other:
        asking = [asyncio.create_task(ask(slack, one, fact)) for fact in ASKED[:4]]
        await asyncio.gather(*asking)
        await one.kill()
        for fact in ASKED[4:]:
            await ask(slack, other, fact)
        postgres.end_connections(url)
        await slack.until(lambda: answered(slack).total() >= len(ASKED))
        assert await other.stop() == 0
    assert answered(slack) == Counter(ASKED)
    assert postgres.run(url, "SELECT DISTINCT state FROM delivery") == [("sent",)]
