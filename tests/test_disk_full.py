"""The database has no room left: what is on file can be read, and nobody is told otherwise."""

import contextlib
from dataclasses import dataclass

import aiohttp
import pytest
import sqlalchemy
from driver import CENSUS, NEWSROOM, Newsroom, ask, opened, posted, top_view, words

from facts import Asked, Desk, Role
from facts.errors import Unavailable
from rehearsal import EDITOR, REPORTER


@dataclass(frozen=True, slots=True)
class Disk:
    """The database's room, which SQLite itself can be told to keep to."""

    desk: Desk

    async def fill(self) -> None:
        """Let the database grow no more, and write until the last page has no room."""
        await self._pages(1)
        asked = Asked("U0FILL", "C0FILL", "x", "nothing")
        for write in (
            lambda number: self.desk.questions.record_answer(f"fill:{number}", asked, lambda _: []),
            lambda number: self.desk.roles.give(f"U{number}", Role.READER, given_by="test"),
        ):
            with contextlib.suppress(Unavailable):
                for number in range(10_000):
                    await write(number)

    async def has_room(self) -> None:
        await self._pages(1_000_000)

    async def _pages(self, count: int) -> None:
        async with self.desk.setup.store.altering() as connection:
            await connection.execute(sqlalchemy.text(f"PRAGMA max_page_count = {count}"))


@pytest.fixture
def disk(newsroom: Newsroom) -> Disk:
    return Disk(newsroom.desk)


async def health(newsroom: Newsroom) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{newsroom.url}/readyz") as page:
        return page.status, await page.text()


async def test_disk_full(newsroom: Newsroom, disk: Disk) -> None:
    """Writes are refused in a sentence, reads go on, health is red; with room, all as before."""
    await ask(newsroom, "F-1")
    assert (await health(newsroom))[0] == 200
    await disk.fill()
    slack = newsroom.slack
    for text in ("F-2", "price of eggs", "SB 54"):
        asked = await slack.command(REPORTER, NEWSROOM, f"/fact {text}")
        assert asked.is_acknowledged
        assert "no room left on its disk" in words(slack.ephemerals(REPORTER)[-1])
    await slack.command(REPORTER, NEWSROOM, "/fact history F-1")
    assert "starter set" in words(slack.ephemerals(REPORTER)[-1])
    status, shown = await health(newsroom)
    assert status == 503
    assert "no room left on its disk" in shown
    assert len(posted(newsroom)) == 1
    await disk.has_room()
    await ask(newsroom, "F-2")
    assert (await health(newsroom))[0] == 200


async def test_a_form_that_finds_no_room_says_so_and_keeps_what_was_typed(
    newsroom: Newsroom, disk: Disk
) -> None:
    form = await opened(newsroom, "quote")
    await disk.fill()
    sent = await newsroom.slack.submit(EDITOR, form.id, CENSUS)
    assert sent.is_acknowledged
    assert "no room left on its disk" in str(top_view(newsroom).blocks)
    await disk.has_room()
    await newsroom.slack.close(EDITOR, top_view(newsroom).id)
    assert top_view(newsroom).id == form.id
    await newsroom.slack.submit(EDITOR, form.id, CENSUS)
    assert "is waiting for approval" in str(top_view(newsroom).blocks)
