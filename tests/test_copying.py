"""A desk moves from SQLite to PostgreSQL and back, also where the copy is killed in the middle."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import PostgresDatabases, SqliteDatabases, file_of, with_starter_facts
from driver import Factdesk

from facts import Draft, Way, database, errors, open_desk
from facts.store import Store, outbox

KILLED = """
import asyncio, itertools, os, signal, sys
from facts import database
steps = itertools.count(1)
def shown(*_):
    if next(steps) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(database.copy(sys.argv[1], sys.argv[2], shown=shown, batch=7))
"""


@pytest.fixture
def server(postgres_url: str) -> Iterator[PostgresDatabases]:
    made = PostgresDatabases(postgres_url)
    yield made
    made.drop()


@pytest.fixture
def files(tmp_path: Path, starter_file: Path) -> SqliteDatabases:
    return SqliteDatabases(tmp_path, starter_file)


def quietly(*_: object) -> None:
    """Show no progress."""


async def with_deliveries(url: str) -> None:
    """Put into the outbox what carries facts; the first waits under the last, as if remade."""
    async with open_desk(url) as desk, Store.open(url) as store:
        fact = (await desk.answers.look_up(desk.answers.read("F-1"))).matches[0].fact
        drafts = [
            Draft(Way.CHANNEL, "{}", channel=f"C{place}", carries=[fact.current])
            for place in range(20)
        ]
        async with store.writing(1) as tx:
            numbers = await outbox.add(tx, drafts, question=None, now=desk.now())
            await outbox.add(
                tx,
                [Draft(Way.UNDER, "{}", under=numbers[0])],
                question=None,
                now=desk.now(),
            )
            (last,) = await outbox.add(
                tx, [Draft(Way.CHANNEL, "{}", channel="C99")], question=None, now=desk.now()
            )
            await outbox.reattach(tx, numbers[0], last)


async def answers(url: str) -> list[str]:
    async with open_desk(url) as desk:
        asked = ("F-1", "SB 54", "what did Sheriff Luna say about warrants", "price of eggs")
        return [str(await desk.answers.look_up(desk.answers.read(text))) for text in asked]


async def killed(source: str, target: str, at: int) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, source, target, str(at)
    )
    assert await process.wait() == -signal.SIGKILL


async def test_a_desk_is_copied_to_postgresql_and_back_with_kills_in_between(
    files: SqliteDatabases, server: PostgresDatabases, tmp_path: Path
) -> None:
    first, there = files.empty(), server.empty()
    back = f"sqlite+aiosqlite:///{tmp_path / 'back.db'}"
    files.fill(first)
    await with_deliveries(first)
    counts = None
    for source, target in ((first, there), (there, back)):
        for at in (3, 6, 9):
            await killed(source, target, at)
        copied = await database.copy(source, target, shown=quietly)
        assert copied == (counts or copied)
        assert (copied["fact"], copied["delivery"], copied["delivery_fact"]) == (18, 22, 20)
        counts = copied
    assert await database.drift(back) == []
    assert await answers(first) == await answers(there) == await answers(back)
    # Once more adds nothing, and what is written afterwards has the next number.
    assert await database.copy(first, there, shown=quietly) == counts
    assert server.run(
        there, "INSERT INTO workspace (name, created_at) VALUES ('x', now()) RETURNING workspace_id"
    ) == [(2,)]


async def test_what_is_not_a_copy_of_the_desk_is_refused(
    files: SqliteDatabases, tmp_path: Path
) -> None:
    """Another desk; the same one, written since; one on which the bot runs."""
    first = files.empty()
    files.fill(first)
    other = f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    await with_starter_facts(other)
    before = file_of(other).read_bytes()
    with pytest.raises(errors.StoreMismatch, match="another desk"):
        await database.copy(first, other, shown=quietly)
    assert file_of(other).read_bytes() == before
    same = f"sqlite+aiosqlite:///{tmp_path / 'same.db'}"
    await database.copy(first, same, shown=quietly)
    files.run(same, "UPDATE text_index_size SET words = words + 1")
    with pytest.raises(errors.StoreMismatch, match="differ in text_index_size"):
        await database.copy(first, same, shown=quietly)
    await with_deliveries(same)
    with pytest.raises(errors.StoreMismatch, match="written since"):
        await database.copy(first, same, shown=quietly)
    async with open_desk(first, serving=True):
        with pytest.raises(errors.AlreadyServed):
            await database.copy(first, same, shown=quietly)


def test_the_command_prints_the_rows_of_each_table(factdesk: Factdesk, tmp_path: Path) -> None:
    factdesk("load-starter")
    urls = [f"sqlite+aiosqlite:///{tmp_path / name}" for name in ("facts.db", "copy.db")]
    code, out, _ = factdesk("db", "copy", *urls)
    assert (code, "        18  fact\n" in out) == (0, True)
    assert "There is no database" in factdesk("db", "copy", f"{urls[0]}.no", urls[1])[2]
