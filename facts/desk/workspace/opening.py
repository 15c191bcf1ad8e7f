"""Open a desk on a database: the only entry point, for the bot and the command line."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from facts.desk.desk import Desk
from facts.desk.setup import Clock, now_utc
from facts.errors import BadInput
from facts.search.embedding import Encoder
from facts.store import Store, schema_version, workspaces
from facts.store.store import database_file


@asynccontextmanager
async def open_desk(
    url: str,
    *,
    workspace: str | None = None,
    create: bool = False,
    review: bool = True,
    timezone: ZoneInfo | None = None,
    admins: frozenset[str] = frozenset(),
    clock: Clock = now_utc,
    serving: bool = False,
    encoder: Encoder | None = None,
) -> AsyncIterator[Desk]:
    """Open a desk, and close its database afterwards.

    With `create`, an empty or missing database is set up. With `serving`, no second process may
    serve the same database: AlreadyServed. With an `encoder`, facts are found by embeddings too.
    `workspace` names one if the database holds several.

    StoreMismatch for a database of another version; BadInput for a malformed address, or one
    without a database.
    """
    if not create:
        require_file(url)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(Store.open(url, encoder=encoder))
        if serving:
            await stack.enter_async_context(store.lease())
        if create and await schema_version.version(store) is None:
            await schema_version.upgrade(store)
        else:
            await schema_version.require_current(store)
        workspace_id = await workspaces.only_one(store, named=workspace, now=clock())
        yield Desk(
            store, workspace_id, review=review, timezone=timezone, admins=admins, clock=clock
        )


def require_file(url: str) -> None:
    """Check that there is a database at an address; if not, BadInput says how to create one."""
    file = database_file(url)
    if file is not None and not Path(file).exists():
        raise BadInput(
            f"There is no database at {file}: `factdesk load-starter` makes one with the starter "
            "facts, `factdesk db upgrade` an empty one.",
            field="FACTDESK_DATABASE_URL",
        )
