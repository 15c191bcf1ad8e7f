"""A backup is whole, taken while the bot writes; what was restored posts nothing twice."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from databases import file_of
from driver import Factdesk
from soak.process import bot_process, prepare, stand_in

from facts import Desk, Role, database, errors, open_desk
from facts.store import schema, schema_version
from rehearsal import REPORTER, StandIn, hanging

NEWSROOM, POST = "C0NEWSROOM", "chat.postMessage"


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read every row of every table, in the order of the keys."""
    with closing(sqlite3.connect(file)) as raw:
        return {
            table.name: raw.execute(
                f"SELECT * FROM {table.name} ORDER BY "  # noqa: S608 (names of ours)
                + ", ".join(column.name for column in table.primary_key)
            ).fetchall()
            for table in schema.metadata.sorted_tables
        }


def names(folder: Path, pattern: str) -> list[str]:
    return sorted(one.name for one in folder.glob(pattern))


def lose(folder: Path) -> None:
    """Delete the database, but not the lock of the process that serves it."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"facts.db{ending}").unlink()


def threads(slack: StandIn) -> list[int]:
    """Return how many messages each thread of the bot's has."""
    return [
        len(slack.messages(NEWSROOM, one.ts)) for one in slack.messages(NEWSROOM) if one.is_bots
    ]


async def test_a_backup_is_one_moment_of_a_desk_that_is_written(
    desk: Desk, starter_url: str, tmp_path: Path
) -> None:
    """Each transaction writes two roles: a backup has both or neither, and the writer goes on."""
    copy, written = tmp_path / "backup.db", 0
    backing_up = asyncio.create_task(database.back_up(starter_url, copy))
    while not backing_up.done() or written < 3:
        for role in (Role.EDITOR, Role.READER):
            await desk.roles.give(f"U{written}", role, given_by="test")
        written += 1
    assert await backing_up == schema_version.head()
    taken, live = rows(copy), rows(file_of(starter_url))
    people = [row[1] for row in taken.pop("role")]
    assert people == [row[1] for row in live.pop("role") if row[1] in people]
    assert len(people) <= written
    assert taken == live
    assert names(tmp_path, "*backup*") == ["backup.db"]


async def test_what_a_backup_has_as_not_sent_is_looked_for(tmp_path: Path) -> None:
    """It is taken while Slack has an opening and has not said so, and its card waits.

    The bot posts the card and dies. The next one, on the restored backup, finds both.
    """
    first, second = (f"sqlite+aiosqlite:///{tmp_path / name}.db" for name in ("first", "second"))
    copy = tmp_path / "backup.db"
    await prepare(first)
    async with stand_in() as slack:
        slack.faults.plan(POST, hanging(takes_effect=True))
        async with bot_process(slack, first) as bot:
            await slack.command(REPORTER, NEWSROOM, "/fact F-1")
            await slack.until(lambda: [one for one in slack.calls if one.method == POST])
            await database.back_up(first, copy)
            await bot.kill()
        async with bot_process(slack, first) as bot:
            (opening,) = await slack.until(
                lambda: [one for one in slack.messages(NEWSROOM) if one.is_bots]
            )
            await slack.until(lambda: slack.messages(NEWSROOM, opening.ts)[1:])
            assert await bot.stop() == 0
        assert await database.restore(copy, second) == 2
        async with bot_process(slack, second) as bot:
            await slack.command(REPORTER, NEWSROOM, "/fact F-2")
            await slack.until(lambda: threads(slack) == [2, 2])
            assert await bot.stop() == 0
        assert threads(slack) == [2, 2]
    assert {row[9] for row in rows(tmp_path / "second.db")["delivery"]} == {"sent"}


def _not_a_database(folder: Path) -> None:
    (folder / "backup.db").write_text("no database", "utf-8")


def _cut_short(folder: Path) -> None:
    whole = (folder / "backup.db").read_bytes()
    (folder / "backup.db").write_bytes(whole[: len(whole) // 2])


def _newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "backup.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def _another_programs(folder: Path) -> None:
    (folder / "backup.db").unlink()
    with closing(sqlite3.connect(folder / "backup.db")) as raw, raw:
        raw.execute("CREATE TABLE songs (title TEXT)")


def _already_there(folder: Path) -> None:
    shutil.copyfile(folder / "backup.db", folder / "facts.db")


def _a_journal_is_left(folder: Path) -> None:
    (folder / "facts.db-wal").touch()


def _nothing_there(folder: Path) -> None:
    (folder / "backup.db").unlink()


@pytest.mark.parametrize(
    ("disturb", "sentence"),
    [
        (_not_a_database, "is not a backup to restore"),
        (_cut_short, "is not a backup to restore"),
        (_newer, "made by a newer Factdesk"),
        (_another_programs, "is not a backup to restore"),
        (_already_there, "facts.db exists already: nothing is overwritten"),
        (_a_journal_is_left, "facts.db-wal is left of another database"),
        (_nothing_there, "There is no file"),
    ],
)
def test_what_cannot_be_restored_is_refused_and_changes_nothing(
    factdesk: Factdesk,
    tmp_path: Path,
    starter_file: Path,
    disturb: Callable[[Path], None],
    sentence: str,
) -> None:
    shutil.copyfile(starter_file, tmp_path / "backup.db")
    disturb(tmp_path)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    code, out, err = factdesk("restore", "backup.db")
    assert (code, out) == (2, "")
    assert sentence in err
    (tmp_path / "facts.db.serving").unlink(missing_ok=True)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


async def test_nothing_is_restored_under_a_process_that_serves(
    tmp_path: Path, starter_file: Path
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'facts.db'}"
    async with open_desk(url, create=True, serving=True):
        lose(tmp_path)
        with pytest.raises(errors.AlreadyServed):
            await database.restore(starter_file, url)


def test_the_commands_say_what_they_did(factdesk: Factdesk, tmp_path: Path) -> None:
    assert "There is no database" in factdesk("backup", "backup.db")[2]
    factdesk("load-starter")
    code, out, _ = factdesk("backup", "backup.db")
    assert (code, out.startswith("Backed up to backup.db, and checked: version ")) == (0, True)
    assert "exists already" in factdesk("backup", "backup.db")[2]
    assert "Nothing can be written beside" in factdesk("backup", "nowhere/backup.db")[2]
    before = rows(tmp_path / "facts.db")
    (tmp_path / "facts.db").unlink()
    assert "checked and restored" in factdesk("restore", "backup.db")[1]
    assert rows(tmp_path / "facts.db") == before
    assert factdesk.json("ask", "F-1")["outcome"] == "found"


def test_postgresql_has_its_own(factdesk: Factdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_DATABASE_URL", "postgresql://localhost/factdesk")
    for command in ("backup", "restore"):
        code, _, err = factdesk(command, "backup.db")
        assert (code, "pg_dump" in err) == (2, True)
