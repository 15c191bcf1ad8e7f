"""A database that does not take what is written: in time, a sentence; then all as before."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from driver import (
    CENSUS,
    NEWSROOM,
    Newsroom,
    OpenNewsroom,
    ask,
    cards_under,
    opened,
    outbox_at_rest,
    picker_value,
    posted,
    words,
)

from facts import Desk, Role
from facts.errors import StoreBusy
from rehearsal import BOT_USER_ID, EDITOR, REPORTER, Exchange


@pytest.fixture
async def newsroom(open_newsroom: OpenNewsroom) -> AsyncIterator[Newsroom]:
    """A newsroom in which Slack waits as long as it really does, and so does the bot."""
    async with open_newsroom(in_time=True) as opened:
        yield opened


_LOCKS = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], isolation_level=None) as other:
    other.execute("BEGIN IMMEDIATE")
    print("locked", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def locked_by_another_process(database_url: str) -> Iterator[None]:
    """Another process holds the write lock, for as long as the block lasts."""
    with subprocess.Popen(  # noqa: S603 (no shell, and our own words)
        [sys.executable, "-c", _LOCKS, database_url.partition("///")[2]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            other.stdin.write("\n")
            other.stdin.flush()
            other.wait()


async def _command(room: Newsroom) -> Exchange:
    return await room.slack.command(REPORTER, NEWSROOM, "/fact F-1")


async def _mention(room: Newsroom) -> Exchange:
    return await room.slack.say(REPORTER, NEWSROOM, f"<@{BOT_USER_ID}> F-1")


async def _direct(room: Newsroom) -> Exchange:
    return await room.slack.say(REPORTER, room.slack.workspace.direct_message(REPORTER).id, "F-1")


async def _shortcut(room: Newsroom) -> Exchange:
    said = next(one for one in room.slack.messages(NEWSROOM) if "“" in one.text)
    return await room.slack.shortcut(REPORTER, NEWSROOM, said.ts, "check_quote")


Action = Callable[[Newsroom], Awaitable[Exchange]]
SURFACES: dict[str, Action] = {
    "command": _command,
    "mention": _mention,
    "direct": _direct,
    "shortcut": _shortcut,
}


async def _try_again(newsroom: Newsroom) -> None:
    """Ask until the machine, which may be busy beside, has answered in Slack's time."""
    while True:
        asked = await newsroom.slack.command(REPORTER, NEWSROOM, "/fact F-1")
        if asked.is_acknowledged and "try again" not in str(asked.body):
            break
    (opening, *_) = await newsroom.slack.until(lambda: posted(newsroom))
    await cards_under(newsroom, opening)


@pytest.mark.parametrize("action", SURFACES.values(), ids=SURFACES.keys())
async def test_ack_in_time_when_db_stalls(
    newsroom: Newsroom, database_url: str, action: Action
) -> None:
    """Within Slack's three seconds the person reads "try again", and it is not a lie."""
    with locked_by_another_process(database_url):
        exchange = await action(newsroom)
        assert exchange.is_acknowledged, exchange.problem
        (told,) = await newsroom.slack.until(lambda: newsroom.slack.ephemerals(REPORTER))
        assert "try again" in words(told)
        assert posted(newsroom) == []
    await _try_again(newsroom)


async def test_a_button_and_a_form_are_answered_in_time_too(
    newsroom: Newsroom, database_url: str
) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = slack.ephemerals(REPORTER)
    press = {
        "channel": NEWSROOM, "ts": picker.ts, "action_id": "pick",
        "value": picker_value(picker, "California Values Act"),
    }  # fmt: skip
    form = await opened(newsroom, "quote")
    with locked_by_another_process(database_url):
        pressed, sent = await asyncio.gather(
            slack.click(REPORTER, **press), slack.submit(EDITOR, form.id, CENSUS)
        )
        assert (pressed.problem, sent.problem) == (None, None)
        await slack.until(lambda: "try again" in words(slack.ephemerals(REPORTER)[-1]))
        top = slack.top_view(EDITOR)
        assert top is not None
        assert "try again" in str(top.blocks)
    await slack.close(EDITOR, top.id)
    await slack.submit(EDITOR, form.id, CENSUS)
    await slack.click(REPORTER, **press)
    await slack.until(lambda: len(posted(newsroom)) == 1)
    await slack.until(lambda: len(posted(newsroom, "C0DESK")) == 1)


async def test_sqlite_busy(desk: Desk, database_url: str) -> None:
    """A short writer is waited for; a long one is not, and reading goes on meanwhile."""
    with locked_by_another_process(database_url):
        giving = asyncio.create_task(desk.roles.give("U1", Role.EDITOR, given_by="test"))
        done, _ = await asyncio.wait([giving], timeout=0.2)
        assert not done
    await giving
    with locked_by_another_process(database_url):
        giving = asyncio.create_task(desk.roles.give("U2", Role.EDITOR, given_by="test"))
        reading = asyncio.create_task(desk.roles.role_of("U1"))
        done, _ = await asyncio.wait([giving, reading], return_when=asyncio.FIRST_COMPLETED)
        assert reading in done
        assert await reading is Role.EDITOR
        with pytest.raises(StoreBusy, match="try again in a few seconds"):
            await giving
    assert await desk.roles.role_of("U2") is Role.READER
    await desk.roles.give("U2", Role.EDITOR, given_by="test")


@contextmanager
def stalled_disk() -> Iterator[None]:
    """No commit ends for as long as the block lasts: the disk is waited for in a thread."""
    alone, let_go = ThreadPoolExecutor(max_workers=1), threading.Event()
    asyncio.get_running_loop().set_default_executor(alone)
    alone.submit(let_go.wait)
    try:
        yield
    finally:
        let_go.set()


async def test_a_commit_that_the_disk_holds_up_is_answered_in_time_and_seen_through(
    newsroom: Newsroom,
) -> None:
    """Slack waits three seconds, the disk may take longer; what was written then counts."""
    await ask(newsroom, "F-1")
    assert await outbox_at_rest(newsroom) == {"sent": 2}
    slack = newsroom.slack
    with stalled_disk():
        first, second = await asyncio.gather(
            *(slack.command(REPORTER, NEWSROOM, f"/fact {text}") for text in ("F-2", "F-3"))
        )
        assert (first.problem, second.problem) == (None, None)
        assert ["try again" in words(one) for one in slack.ephemerals(REPORTER)] == [True, True]
        assert len(posted(newsroom)) == 1
    await slack.until(lambda: len(posted(newsroom)) == 2)
    await ask(newsroom, "F-4")
    asked = [words(one).partition("asked: ")[2].split()[0] for one in posted(newsroom)]
    assert asked in (["F-1", "F-2", "F-4"], ["F-1", "F-3", "F-4"])
