"""The database's version: bringing it up to date, and checking it against the code."""

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import bindparam, exists, select

from facts.errors import StoreMismatch
from facts.model import FactState
from facts.store import schema, search_index
from facts.store.database import Connection
from facts.store.facts import revisions
from facts.store.store import Store
from facts.store.transaction import Transaction


def _config(connection: sqlalchemy.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """Return the version that this program works on."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    if found is None:  # pragma: no cover (a package without its migrations)
        raise StoreMismatch("This installation has lost its migrations: install Factdesk again.")
    return found


async def version(store: Store) -> str | None:
    """Return the database's version; None where it has no tables of ours."""
    async with store.inspecting() as connection:
        return await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )


async def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the database up to date in one transaction: (version before, version after).

    A search index that the upgrade has emptied is filled in the same transaction. StoreMismatch
    where the database was made by a newer program.
    """
    before = await version(store)
    async with store.altering() as connection:
        try:
            await migrate(connection, "head")
        except CommandError as error:
            raise _newer(before) from error
        await _fill_search_index(connection)
        loose = await connection.run_sync(
            lambda sync: sync.exec_driver_sql("PRAGMA foreign_key_check").first()
        )
        if loose is not None:  # pragma: no cover (a migration that loses rows)
            raise StoreMismatch(f"The upgrade would have lost rows of {loose[2]}: nothing changed.")
    return before, head()


async def migrate(connection: Connection, target: str) -> None:
    """Run the migrations up to a version; CommandError where the database's is not known."""
    await connection.run_sync(lambda sync: command.upgrade(_config(sync), target))


def _newer(found: str | None) -> StoreMismatch:
    return StoreMismatch(
        f"The database is of version {found}, which this Factdesk does not know: "
        "it was made by a newer one. Install that, or name another FACTDESK_DATABASE_URL."
    )


async def require_current(store: Store) -> None:
    """Return quietly where program and database fit; StoreMismatch says what to do otherwise."""
    found = await version(store)
    if found == head():
        return
    if found is None:
        raise StoreMismatch("The database is empty: run `factdesk db upgrade` first.")
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise _newer(found)
    raise StoreMismatch(f"The database is of version {found}: run `factdesk db upgrade` first.")


async def drift(store: Store) -> list[str]:
    """Differences between the tables in the database and those in the code, a line each."""
    await require_current(store)
    async with store.inspecting() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: sqlalchemy.Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
    return [str(one) for one in compare_metadata(context, schema.metadata)]


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether SQLAlchemy knows a table: not the full-text index, whose tables are SQLite's own."""
    return kind != "table" or not str(name).startswith("fact_text")


_BATCH = 500
_UNFILLED = (
    select(schema.fact.c.workspace_id)
    .where(~exists().where(schema.text_index_size.c.workspace_id == schema.fact.c.workspace_id))
    .distinct()
)
_NEXT_FACTS = (
    select(schema.fact.c.fact_number)
    .where(
        schema.fact.c.workspace_id == bindparam("workspace"),
        schema.fact.c.fact_number > bindparam("after"),
    )
    .order_by(schema.fact.c.fact_number)
    .limit(_BATCH)
)


async def _fill_search_index(connection: Connection) -> None:
    """Index the facts of every workspace whose index is empty."""
    for workspace_id in (await connection.scalars(_UNFILLED)).all():
        tx, after = Transaction(connection, workspace_id), 0
        while True:
            where = {"workspace": workspace_id, "after": after}
            numbers = (await tx.scalars(_NEXT_FACTS, where)).all()
            if not numbers:
                break
            for fact in (await revisions.filed(tx, numbers)).values():
                if fact.state is FactState.APPROVED:
                    await search_index.renew(tx, fact.current)
            after = numbers[-1]
