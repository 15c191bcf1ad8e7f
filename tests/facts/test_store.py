"""The store: what the database itself refuses, versions, workspaces."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from databases import REFUSED, Databases, file_of

from facts import Desk, FactId, Role, Viewer, open_desk, starter_bodies
from facts.desk.workspace.database import drift as database_drift
from facts.desk.workspace.database import upgrade as upgrade_database
from facts.errors import BadInput, NotAllowed, OutOfDate, StoreMismatch, Unavailable
from facts.model import Change
from facts.store import Store, Transaction, schema_version, search_index, workspaces
from facts.store.facts import revisions

NOW = datetime(2026, 11, 24, tzinfo=UTC)


UNCHANGEABLE = [
    ("UPDATE revision SET body = '{}'", "revision is append-only"),
    ("DELETE FROM revision", "revision is append-only"),
    ("UPDATE approval SET approver = 'U0EDITOR'", "approval is append-only"),
    ("DELETE FROM approval", "approval is append-only"),
]


@pytest.mark.parametrize(("statement", "message"), UNCHANGEABLE)
def test_the_database_refuses_to_change_what_was_filed(
    databases: Databases, starter_url: str, statement: str, message: str
) -> None:
    with pytest.raises(REFUSED, match=message):
        databases.run(starter_url, statement)


@pytest.mark.parametrize(
    ("editor", "approver", "message"),
    [("U1", "U1", "not_the_author"), ("U2", "U1", "(?i)foreign key")],
    ids=["the author", "an approval that names another author"],
)
def test_the_database_refuses_an_author_who_approves(
    databases: Databases, starter_url: str, editor: str, approver: str, message: str
) -> None:
    with pytest.raises(REFUSED, match=message):
        databases.run(
            starter_url,
            "INSERT INTO fact VALUES (1, 99, 'quote', NULL, NULL, '2026-11-24')",
            "INSERT INTO revision (workspace_id, fact_number, revision_number, body, editor, "
            "change, recorded_at, audience) "
            "VALUES (1, 99, 1, '{}', 'U1', 'filed', '2026-11-24', 'newsroom')",
            "INSERT INTO approval (workspace_id, fact_number, revision_number, editor, approved, "  # noqa: S608 (ours)
            f"basis, approver, decided_at) VALUES (1, 99, 1, '{editor}', true, 'second_editor', "
            f"'{approver}', '2026-11-24')",
        )


async def test_loading_the_starter_facts_twice_adds_nothing(desk: Desk) -> None:
    again = await desk.filing.load(starter_bodies())
    assert again.added == ()
    assert again.there == len(starter_bodies())


async def test_the_author_of_a_draft_may_not_approve_it(desk: Desk) -> None:
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    await desk.roles.give("U2", Role.EDITOR, given_by="test")
    body = starter_bodies()[10][1].model_copy(update={"topic": "another topic"})
    draft = await desk.filing.file("view:1", body, editor="U1")
    assert draft is not None
    with pytest.raises(NotAllowed, match="second editor"):
        await desk.review.decide("t:1", draft.fact, 1, approver="U1", approved=True)
    approved = await desk.review.decide("t:2", draft.fact, 1, approver="U2", approved=True)
    assert approved is not None
    assert approved.is_approved
    with pytest.raises(OutOfDate):
        await desk.review.decide("t:3", draft.fact, 1, approver="U2", approved=True)


async def test_a_draft_is_shown_to_editors_only(desk: Desk) -> None:
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    body = starter_bodies()[10][1].model_copy(update={"topic": "another topic"})
    draft = await desk.filing.file("view:1", body, editor="U1")
    assert draft is not None
    question = desk.answers.read(str(draft.fact))
    assert (await desk.answers.look_up(question, Viewer("U9"))).outcome == "nothing"
    assert (await desk.answers.look_up(question, Viewer("U1"))).outcome == "found"


async def test_a_form_submitted_twice_files_one_fact(desk: Desk) -> None:
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    body = starter_bodies()[10][1].model_copy(update={"topic": "another topic"})
    first, second = await asyncio.gather(
        *(desk.filing.file("view:same", body, editor="U1") for _ in range(2))
    )
    assert [first is None, second is None].count(True) == 1


async def test_a_law_that_is_on_file_is_not_filed_again(desk: Desk) -> None:
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    with pytest.raises(BadInput, match="already on file: F-1"):
        await desk.filing.file("view:1", starter_bodies()[0][1], editor="U1")


@pytest.mark.usefixtures("desk")
async def test_the_schema_in_the_database_is_the_codes(database_url: str) -> None:
    assert await database_drift(database_url) == []


async def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    before, after = await upgrade_database(database_url)
    assert before is None
    assert await upgrade_database(database_url) == (after, after)


def test_the_versions_that_the_program_knows_are_alembics() -> None:
    """A migration's file is named for its version, so that opening a database needs no Alembic."""
    config = Config()
    config.set_main_option("script_location", str(files("facts.store") / "migrations"))
    migrations = ScriptDirectory.from_config(config)
    known = [script.revision for script in migrations.walk_revisions()]
    assert schema_version.known_versions() == tuple(reversed(known))
    assert schema_version.head() == migrations.get_current_head()


async def test_a_database_from_a_newer_version_is_refused_in_a_sentence(
    databases: Databases, database_url: str
) -> None:
    await upgrade_database(database_url)
    databases.run(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreMismatch, match="newer"):
        async with open_desk(database_url):
            pass
    with pytest.raises(StoreMismatch, match="newer"):
        await upgrade_database(database_url)


@pytest.mark.sqlite
async def test_a_database_that_is_not_there_is_a_sentence_and_is_not_made(
    database_url: str,
) -> None:
    with pytest.raises(BadInput, match="There is no database"):
        async with open_desk(database_url):
            pass
    assert not file_of(database_url).exists()


async def test_a_folder_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be opened"):
        async with open_desk(f"sqlite+aiosqlite:///{tmp_path / 'no' / 'x.db'}", create=True):
            pass


@pytest.mark.parametrize("url", ["nonsense", "mysql+aiomysql://x/y"])
async def test_an_address_that_is_none_names_the_variable(url: str) -> None:
    with pytest.raises(BadInput, match="FACTDESK_DATABASE_URL"):
        async with open_desk(url, create=True):
            pass


async def test_facts_loaded_before_a_token_is_set_are_there_after_the_first_run(
    database_url: str,
) -> None:
    async with open_desk(database_url, create=True) as desk:
        await desk.filing.load(starter_bodies())
    async with open_desk(database_url) as desk:
        await desk.roles.bind(team_id="T1", name="The Newsroom")
        answer = await desk.answers.look_up(desk.answers.read("F-1"))
        assert answer.match.fact.id == FactId(number=1)
    async with open_desk(database_url) as desk:
        with pytest.raises(BadInput, match="belongs to Slack team T1"):
            await desk.roles.bind(team_id="T2", name="Another")


async def test_what_was_not_on_file_by_a_day_is_not_known_on_it(desk: Desk) -> None:
    question = desk.answers.read("F-1", known_on="2020-01-01")
    assert (await desk.answers.look_up(question)).outcome == "nothing"


async def test_a_write_waits_until_another_process_has_written(
    desk: Desk, databases: Databases, database_url: str
) -> None:
    with databases.writing(database_url):
        giving = asyncio.create_task(desk.roles.give("U1", Role.EDITOR, given_by="test"))
        done, _ = await asyncio.wait([giving], timeout=0.05)
        assert not done
    await giving
    assert await desk.roles.role_of("U1") is Role.EDITOR


async def test_a_look_up_during_an_approval_sees_before_or_after_never_both(
    desk: Desk, database_url: str
) -> None:
    """Another process approves a correction between two statements of a look-up."""
    law, revised = starter_bodies()[0][1], "A title that nobody had used before"
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    await desk.roles.give("U2", Role.EDITOR, given_by="test")
    fact = FactId(number=1)

    async def seen(tx: Transaction) -> tuple[int, list[int]]:
        """The revision that the desk stands behind, and the facts found by the new title."""
        current = (await revisions.filed(tx, [fact.number]))[fact.number].current
        hits = await search_index.with_text(tx, ["nobody"], limit=5)
        return current.number, [hit.fact for hit in hits]

    async with open_desk(database_url) as other:
        made = await other.revising.revise(
            None,
            fact,
            law.model_copy(update={"title": revised}),
            change=Change.CORRECTION,
            based_on=1,
            editor="U1",
            reason="The title was wrong",
            was_wrong="The title.",
            is_right="Another title.",
        )
        assert made is not None
        async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
            before = await revisions.filed(tx, [fact.number])
            await other.review.decide("t:1", fact, made.number, approver="U2", approved=True)
            assert before[fact.number].current.number == 1
            assert await seen(tx) == (1, [])
        async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
            assert await seen(tx) == (2, [1])


async def test_a_reading_cannot_write(desk: Desk) -> None:
    with pytest.raises(Unavailable, match="only be read"):
        async with desk.setup.store.reading(desk.setup.workspace_id) as tx:
            await workspaces.give_role(tx, person="U1", role=Role.ADMIN, given_by="test", now=NOW)


async def test_a_write_that_is_given_up_leaves_nothing_and_holds_nothing_up(
    desk: Desk, databases: Databases, database_url: str
) -> None:
    with databases.writing(database_url), pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await desk.roles.give("U1", Role.EDITOR, given_by="test")
    await desk.roles.give("U2", Role.EDITOR, given_by="test")
    assert await desk.roles.role_of("U1") is Role.READER


@pytest.mark.sqlite
async def test_an_upgrade_keeps_the_outbox_and_what_hangs_on_it(database_url: str) -> None:
    """From the first version: a reply whose opening was posted knows its thread afterwards."""
    async with Store.open(database_url) as store, store.altering() as connection:
        await schema_version.migrate(connection, "0001")
        for statement in _FIRST_VERSION.split(";"):
            await connection.run_sync(lambda sync, one=statement: sync.exec_driver_sql(one))
    assert await upgrade_database(database_url) == ("0001", schema_version.head())
    assert await database_drift(database_url) == []
    with sqlite3.connect(file_of(database_url)) as raw:
        rows = raw.execute(
            "SELECT delivery_number, state, channel, thread_ts, lane, length(mark) FROM delivery"
        ).fetchall()
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT count(*) FROM delivery_fact").fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError, match="state_known"):
            raw.execute("UPDATE delivery SET state = 'lost'")
    raw.close()
    assert rows == [
        (1, "sent", "C0NEWSROOM", None, None, 32),
        (2, "waiting", "C0NEWSROOM", "1.5", "C0NEWSROOM:1.5", 32),
        (3, "waiting", None, None, "U0EDITOR", 32),
    ]


_A_LAW = starter_bodies()[0][1].model_dump_json().replace("'", "''").replace(";", ",")
_FIRST_VERSION = f"""
    INSERT INTO workspace VALUES (1, NULL, 'newsroom', '2026-11-24');
    INSERT INTO fact (workspace_id, fact_number, kind, filed_at) VALUES (1, 1, 'law', '2026-11-24');
    INSERT INTO revision (workspace_id, fact_number, revision_number, body, editor, change,
      recorded_at, audience)
      VALUES (1, 1, 1, '{_A_LAW}', 'U0EDITOR', 'filed', '2026-11-24', 'newsroom');
    INSERT INTO delivery (workspace_id, delivery_number, way, channel, message, state, attempts,
      made_at, ts, posted_channel)
      VALUES (1, 1, 'channel', 'C0NEWSROOM', '{{}}', 'sent', 1, '2026-11-24', '1.5', 'C0NEWSROOM');
    INSERT INTO delivery (workspace_id, delivery_number, way, channel, under_delivery, message,
      state, attempts, made_at)
      VALUES (1, 2, 'under', 'C0NEWSROOM', 1, '{{}}', 'waiting', 0, '2026-11-24');
    INSERT INTO delivery (workspace_id, delivery_number, way, person, message, state, attempts,
      made_at) VALUES (1, 3, 'direct', 'U0EDITOR', '{{}}', 'waiting', 0, '2026-11-24');
    INSERT INTO delivery_fact VALUES (1, 2, 1, 1)
"""  # noqa: S608 (a fact of ours)
