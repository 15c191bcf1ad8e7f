"""The database's version: check it against the program's, and upgrade it.

The check is part of opening a database and reads only file names and one row; Alembic takes longer
to import than a question to answer, so it is loaded only to change or compare a database.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import bindparam, exists, select

from facts.errors import StoreMismatch
from facts.model import FactState
from facts.store import schema, search_index
from facts.store.database import Connection
from facts.store.facts import revisions
from facts.store.store import Store
from facts.store.transaction import Transaction

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION_TABLE = "alembic_version"


@cache
def known_versions() -> tuple[str, ...]:
    """Return the versions that this program has migrations for, oldest first.

    A migration's file is named for its version: `0001_first_tables.py`.
    """
    files = sorted(_MIGRATIONS.glob("versions/[0-9]*_*.py"))
    return tuple(file.name.partition("_")[0] for file in files)


def head() -> str:
    """Return the version that this program works with."""
    if not known_versions():  # pragma: no cover (a package without its migrations)
        raise StoreMismatch("This installation has lost its migrations: install Factdesk again.")
    return known_versions()[-1]


async def version(store: Store) -> str | None:
    """Return the database's version; None if it has none of our tables."""
    async with store.inspecting() as connection:
        return await connection.run_sync(_version)


def _version(connection: sqlalchemy.Connection) -> str | None:
    if not sqlalchemy.inspect(connection).has_table(_VERSION_TABLE):
        return None
    found: str | None = connection.exec_driver_sql(
        f"SELECT version_num FROM {_VERSION_TABLE}"  # noqa: S608 (a name of Alembic's)
    ).scalar()
    return found


async def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the database up to date in one transaction: (version before, version after).

    A search index that the upgrade has emptied is filled in the same transaction. StoreMismatch
    if the database belongs to a newer program.
    """
    from alembic.util import CommandError  # noqa: PLC0415 (only where it is needed, see above)

    before = await version(store)
    async with store.altering() as connection:
        try:
            await migrate(connection, "head")
        except CommandError as error:
            raise _newer(before) from error
        await _fill_search_index(connection)
    return before, head()


async def migrate(connection: Connection, target: str) -> None:
    """Run the migrations up to a version; CommandError if the database's version is unknown."""
    from alembic import command  # noqa: PLC0415 (only where it is needed, see above)

    await connection.run_sync(lambda sync: command.upgrade(_config(sync), target))


def _config(connection: sqlalchemy.Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 (only where it is needed, see above)

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _newer(found: str | None) -> StoreMismatch:
    return StoreMismatch(
        f"The database is at version {found}, made by a newer Factdesk: "
        "install that one, or set another FACTDESK_DATABASE_URL."
    )


async def require_current(store: Store) -> None:
    """Check that program and database fit; if not, StoreMismatch says what to do."""
    found = await require_known(store)
    if found != head():
        raise StoreMismatch(f"The database is at version {found}: run `factdesk db upgrade` first.")


async def require_known(store: Store) -> str:
    """Return the database's version; StoreMismatch if it is empty or of a newer program."""
    found = await version(store)
    if found is None:
        raise StoreMismatch("The database is empty: run `factdesk db upgrade` first.")
    if found not in known_versions():
        raise _newer(found)
    return found


async def drift(store: Store) -> list[str]:
    """Return differences between the tables in the database and in the code, one per line."""
    await require_current(store)
    async with store.inspecting() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: sqlalchemy.Connection) -> list[str]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 (as above)
    from alembic.migration import MigrationContext  # noqa: PLC0415 (as above)

    context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
    return [str(one) for one in compare_metadata(context, schema.metadata)]


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether a table is declared here: not the full-text index, whose tables are SQLite's own."""
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
