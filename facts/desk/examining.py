"""Looking a database over, for whoever looks after it."""

from dataclasses import dataclass

from facts.desk.opening import require_file
from facts.errors import Unavailable
from facts.store import Store, dead_letters, outbox, workspaces
from facts.store.engine import database_file
from facts.store.health import Trouble, troubles
from facts.store.serving import served_by


@dataclass(frozen=True, slots=True)
class Examination:
    """What was seen of a database: its version, the process that serves it, what troubles it."""

    version: str | None
    served_by: str | None
    troubles: tuple[Trouble, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; there may be risks."""
        return not any(trouble.is_wrong for trouble in self.troubles)


async def examine_database(url: str) -> Examination:
    """Look a database over; changes nothing. BadInput for an address where there is none."""
    from facts.store import schema_version  # noqa: PLC0415 (Alembic: only where it is worked with)

    require_file(url)
    found: list[Trouble] = []
    version = None
    async with Store.open(url) as store:
        try:
            found.extend(troubles(store))
            version = await schema_version.version(store)
            differences = await schema_version.drift(store)
            found += [
                Trouble(f"The tables differ from the program's: {one}") for one in differences
            ]
            found += await _undelivered(store)
        except Unavailable as error:
            found.append(Trouble(str(error)))
    return Examination(version, served_by(database_file(url)), tuple(found))


async def _undelivered(store: Store) -> list[Trouble]:
    found = []
    for workspace in await workspaces.numbers(store):
        async with store.reading(workspace) as tx:
            count = (await outbox.counts(tx)).get("dead", 0)
            newest = await dead_letters.newest(tx, limit=1)
        if newest:
            messages = "message" if count == 1 else "messages"
            sentence = (
                f"{count} {messages} could not be delivered (Slack’s word for the newest: "
                f"{newest[0].error}). The admins were told, with a button that sends them again."
            )
            found.append(Trouble(sentence, is_wrong=False))
    return found
