"""One process serves a database file; others say so in a sentence, or run beside it."""

import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from soak.process import BotProcess, bot_process, environment, stand_in

import rehearsal
from facts import open_desk
from facts.desk.workspace.database import examine as examine_database
from facts.desk.workspace.database import upgrade as upgrade_database
from facts.errors import AlreadyServed, Unavailable


@pytest.fixture
async def slack() -> AsyncIterator[rehearsal.StandIn]:
    async with stand_in() as opened:
        yield opened


@pytest.fixture
async def bot(slack: rehearsal.StandIn, database_url: str) -> AsyncIterator[BotProcess]:
    async with bot_process(slack, database_url) as running:
        yield running


async def test_second_process_refuses(
    slack: rehearsal.StandIn, bot: BotProcess, database_url: str
) -> None:
    """It names the first and touches nothing; once that is killed, the next one may serve."""
    async with bot_process(slack, database_url, serves=False) as second:
        assert await second.ended() == 1
        (said,) = second.log
        assert f"(process {bot.process.pid}): stop that one first" in said
    await bot.kill()
    async with bot_process(slack, database_url) as third:
        assert third.process.pid != bot.process.pid


async def test_the_lock_is_the_files_by_whatever_name_it_is_reached(
    bot: BotProcess, database_url: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.symlink_to(database_url.partition("///")[2])
    with pytest.raises(AlreadyServed, match=str(bot.process.pid)):
        async with open_desk(f"sqlite+aiosqlite:///{other}", serving=True):
            pass


async def test_other_commands_run_beside_the_one_that_serves(
    slack: rehearsal.StandIn, bot: BotProcess, database_url: str
) -> None:
    for arguments in (["role", "U0EDITOR", "editor"], ["doctor"]):
        done = subprocess.run(  # noqa: ASYNC221, S603 (the bot is a process of its own; no shell)
            [sys.executable, "-m", "bot", *arguments],
            env=environment(slack, database_url),
            cwd=Path(database_url.partition("///")[2]).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    assert f"process {bot.process.pid} serves it" in done.stdout


async def test_where_no_lock_can_be_kept_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "facts.db.serving").mkdir()
    url = f"sqlite+aiosqlite:///{tmp_path / 'facts.db'}"
    with pytest.raises(Unavailable, match="keeps a lock there"):
        async with open_desk(url, create=True, serving=True):
            pass


# What the doctor sees


async def test_the_doctor_finds_nothing_wrong_with_a_new_database(database_url: str) -> None:
    """There may be a risk: the SQLite that this Python brings."""
    await upgrade_database(database_url)
    examined = await examine_database(database_url)
    assert examined.is_well
    assert examined.served_by is None
    old = sqlite3.sqlite_version_info < (3, 51, 3)
    assert ["WAL-Reset" in one.sentence for one in examined.problems] == [True] * old


async def test_the_doctor_tells_of_drift_and_of_rows_that_refer_to_nothing(
    database_url: str,
) -> None:
    await upgrade_database(database_url)
    with sqlite3.connect(database_url.partition("///")[2]) as raw:
        raw.execute("ALTER TABLE fact ADD COLUMN rumour TEXT")
        raw.execute(
            "INSERT INTO delivery_fact "
            "(workspace_id, delivery_number, fact_number, revision_number) VALUES (1, 1, 1, 1)"
        )
    raw.close()
    examined = await examine_database(database_url)
    assert not examined.is_well
    said = " ".join(one.sentence for one in examined.problems)
    assert "rumour" in said
    assert "A row of delivery_fact refers to one that is not there." in said


DAMAGED = {
    "some words": b"no database at all, but some words that somebody saved here",
    "a broken head": b"SQLite format 3\x00" + b"\xa5" * 8_192,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
async def test_the_doctor_knows_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "facts.db").write_bytes(content)
    database_url = f"sqlite+aiosqlite:///{tmp_path / 'facts.db'}"
    examined = await examine_database(database_url)
    assert not examined.is_well
    assert "is damaged" in examined.problems[-1].sentence
