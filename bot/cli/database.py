"""`load-starter`, `role`, `db upgrade`, `db check`."""

import re

from bot.cli.running import desk_of
from bot.settings import Settings
from facts import BadInput, Role, StoreMismatch, database_drift, starter_bodies, upgrade_database


async def load_starter(*, workspace: str | None) -> None:
    """File the starter facts that are not there yet."""
    bodies = starter_bodies()
    async with desk_of(Settings.read(), workspace=workspace, create=True) as desk:
        loaded = await desk.filing.load_starter(bodies)
    _say(
        f"{len(loaded.added)} facts filed with the starter set, {loaded.there} were there already."
    )


async def give_role(user: str, role: Role, *, workspace: str | None) -> None:
    """Give a person a role."""
    if not re.fullmatch(r"[UW][A-Z0-9]{2,20}", user):
        raise BadInput(
            f"“{user}” is no Slack user id: it begins with U, see the person's profile in Slack "
            "(Copy member ID)",
            field="USER",
        )
    async with desk_of(Settings.read(), workspace=workspace, create=True) as desk:
        await desk.people.give(user, role, given_by="command line")
    _say(f"{user} is now {role}.")


async def upgrade() -> None:
    """Bring the database up to date."""
    before, after = await upgrade_database(Settings.read().database_url)
    if before == after:
        _say(f"The database is at version {after} already.")
    else:
        _say(f"The database went from {before or 'empty'} to version {after}.")


async def check() -> None:
    """Say where the database's tables differ from the program's."""
    found = await database_drift(Settings.read().database_url)
    if found:
        raise StoreMismatch("The database differs from the program: " + "; ".join(found))
    _say("The database's tables are the program's.")


def _say(text: str) -> None:
    print(text)
