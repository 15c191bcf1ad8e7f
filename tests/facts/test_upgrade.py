"""An upgrade keeps every row, under the names that tables and columns have now."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from facts import Viewer, open_desk
from facts.desk.workspace.database import drift as database_drift
from facts.desk.workspace.database import upgrade as upgrade_database
from facts.model import FactId
from facts.notices import Outgoing
from facts.store import Store, schema_version, search_index

pytestmark = pytest.mark.sqlite

BEFORE = "0007"
ROWS = Path(__file__).parents[1] / "data" / f"schema_{BEFORE}.sql"
"""Every kind of row, written by the program of that version: facts of each kind in each state,
requests and disputes, deliveries of each way in each state, notices that wait, were seen and were
replaced, candidates, fan-outs, aliases, embeddings, inbound keys, and another workspace."""

TABLES = {
    "owed": "notice_candidate",
    "fact_meaning": "fact_embedding",
    "stem_count": "stem_frequency",
    "text_total": "text_index_size",
}
COLUMNS = {("notice", "taken_over_by"): "replaced_by", ("delivery_fact", "asked"): "questions"}

ADDED: dict[str, dict[str, object]] = {"delivery": {"opens_thread": 0}}
"""Columns that are new, with what the rows of before have in them."""

Rows = dict[str, list[dict[str, object]]]


@contextmanager
def opened(url: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(Path(url.partition("///")[2]))) as raw:
        raw.row_factory = sqlite3.Row
        yield raw


def rows_of(url: str) -> Rows:
    """Return every row of every table, in an order of their own."""
    with opened(url) as raw:
        tables = [
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if name not in ("alembic_version", "sqlite_sequence")
            and not name.startswith("fact_text_")
        ]
        found = {
            table: [dict(row) for row in raw.execute(f"SELECT rowid, * FROM {table}")]  # noqa: S608 (SQLite's own names)
            if table == "fact_text"
            else [dict(row) for row in raw.execute(f"SELECT * FROM {table}")]  # noqa: S608 (as above)
            for table in tables
        }
    for rows in found.values():
        rows.sort(key=repr)
    return found


def renamed(rows: Rows) -> Rows:
    """Return the rows under the names of today."""
    found = {}
    for table, lines in rows.items():
        found[TABLES.get(table, table)] = sorted(
            (
                {COLUMNS.get((table, column), column): value for column, value in line.items()}
                | ADDED.get(table, {})
                for line in lines
            ),
            key=repr,
        )
    return found


@pytest.fixture
async def before(database_url: str) -> Rows:
    """A database of the version before, with every kind of row; returns them."""
    async with Store.open(database_url) as store, store.altering() as connection:
        await schema_version.migrate(connection, BEFORE)
    with opened(database_url) as raw:
        raw.executescript(ROWS.read_text("utf-8"))
        raw.commit()
    return rows_of(database_url)


def test_every_table_of_the_version_before_has_rows(before: Rows) -> None:
    assert [table for table, rows in before.items() if not rows] == []
    states = {row["state"] for row in before["delivery"]}
    ways = {row["way"] for row in before["delivery"]}
    assert states == {
        "waiting", "sending", "unknown", "sent", "refused", "dead", "cancelled",
    }  # fmt: skip
    assert ways == {"channel", "under", "alone", "direct", "edit"}


async def test_an_upgrade_keeps_every_row(before: Rows, database_url: str) -> None:
    assert await upgrade_database(database_url) == (BEFORE, schema_version.head())
    assert await database_drift(database_url) == []
    after = rows_of(database_url)
    assert after.keys() == renamed(before).keys()
    for table, rows in renamed(before).items():
        assert after[table] == rows, table
    with opened(database_url) as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


async def test_the_desk_goes_on_where_it_was(before: Rows, database_url: str) -> None:
    """Facts are found, histories read, and what waits in the outbox can be read and sent."""
    await upgrade_database(database_url)
    waiting = [row for row in before["delivery"] if row["state"] == "waiting"]
    for row in waiting:
        message = json.loads(str(row["message"]))
        assert "text" in message or Outgoing.model_validate(message) != Outgoing()
    async with open_desk(database_url, workspace="T0NEWSROOM") as desk:
        answer = await desk.answers.look_up(desk.answers.read("California Values Act"))
        assert answer.outcome == "found"
        assert answer.match.fact.id == FactId(number=1)
        history = await desk.answers.history(FactId(number=5), Viewer("U0EDITOR"))
        approved = [row for row in before["revision"] if row["fact_number"] == 5]
        assert len(history) == len([row for row in approved if row["workspace_id"] == 1])
        counts = (await desk.outbox.state()).counts
        assert counts["waiting"] == len(waiting)
        while await desk.fan_outs.step():
            pass
    assert rows_of(database_url)["notice_candidate"] == []


async def test_words_are_counted_as_they_were(before: Rows, database_url: str) -> None:
    await upgrade_database(database_url)
    (size,) = (row for row in before["text_total"] if row["workspace_id"] == 1)
    async with Store.open(database_url) as store, store.reading(1) as tx:
        assert (await search_index.frequencies(tx, ())).facts == size["facts"]
