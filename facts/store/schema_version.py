"""The database's version: bringing it up to date, and checking it against the code."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from facts.errors import StoreMismatch
from facts.store.engine import Store
from facts.store.meaning_schema import fact_meaning  # noqa: F401 (its table is part of the whole)
from facts.store.refilling import refill
from facts.store.schema import metadata


def _config(connection: Connection | None = None) -> Config:
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
    with store.connected() as connection:
        return MigrationContext.configure(connection).get_current_revision()


async def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the database up to date in one transaction: (version before, version after).

    Where that changed how facts are indexed, the index is filled anew in the same transaction.

    StoreMismatch where the database was made by a newer program.
    """
    before = await version(store)
    async with store.altering(keys_held=False) as connection:
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as error:
            raise _newer(before) from error
        await refill(connection)
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if loose is not None:  # pragma: no cover (a migration that loses rows)
            raise StoreMismatch(f"The upgrade would have lost rows of {loose[2]}: nothing changed.")
    return before, head()


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
    with store.connected() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    kind != "table" or not str(name).startswith("fact_text")
                )
            },
        )
        return [str(difference) for difference in compare_metadata(context, metadata)]
