"""Maintain a whole database: upgrade it, compare it with the program, check its health."""

from dataclasses import dataclass

from facts.desk.workspace.opening import require_file
from facts.errors import Unavailable
from facts.search.embedding import Installed
from facts.store import Store, outbox, schema_version, search_index, workspaces
from facts.store.database import Problem
from facts.store.search_index import embeddings

_NO_MODEL = (
    "No model is installed, so facts are found only by their words: `factdesk model install` "
    "installs one."
)
_ALL_THERE = "is installed, and every fact has its vector."


@dataclass(frozen=True, slots=True)
class Examination:
    """The result of `examine`: the version, the process that serves the database, the problems."""

    version: str | None
    served_by: str | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what is worth knowing, but neither wrong nor risky."""

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong, though there may be risks."""
        return not any(problem.is_wrong for problem in self.problems)


async def upgrade(url: str) -> tuple[str | None, str]:
    """Upgrade a database to the current version; returns (version before, version after)."""
    async with Store.open(url) as store:
        return await schema_version.upgrade(store)


async def drift(url: str) -> list[str]:
    """Return the differences between a database's tables and the program's, one per line."""
    async with Store.open(url) as store:
        return await schema_version.drift(store)


async def examine(url: str, model: Installed | None = None) -> Examination:
    """Examine a database, without changing it. BadInput if there is none at the address.

    `model` is the installed one, if any: each approved fact should have its embedding.
    """
    require_file(url)
    found: list[Problem] = []
    notes = [] if model is not None else [_NO_MODEL]
    version = served_by = None
    async with Store.open(url) as store:
        try:
            found.extend(await store.problems())
            served_by = await store.leased_by()
            version = await schema_version.version(store)
            differences = await schema_version.drift(store)
            found += [
                Problem(f"The tables differ from the program's: {one}") for one in differences
            ]
            found += await _undelivered(store)
            if model is not None:
                lacking = await _lacking(store, model)
                found += (
                    [Problem(_missing_vectors_note(lacking), is_wrong=False)] if lacking else []
                )
                notes += [] if lacking else [f"The model {model.name} {_ALL_THERE}"]
        except Unavailable as error:
            found.append(Problem(str(error)))
    return Examination(version, served_by, tuple(found), tuple(notes))


async def _lacking(store: Store, model: Installed) -> int:
    """Count the approved facts that have no embedding of the model."""
    lacking = 0
    for workspace in await workspaces.numbers(store):
        async with store.reading(workspace) as tx:
            facts = (await search_index.frequencies(tx, ())).facts
            lacking += facts - await embeddings.count(tx, model.encoder.name)
    return lacking


def _missing_vectors_note(lacking: int) -> str:
    facts = (
        "1 fact lacks its vector and is"
        if lacking == 1
        else f"{lacking} facts lack vectors and are"
    )
    return (
        f"{facts} found only by words: the bot adds what is missing while it runs, and "
        "`factdesk model install` makes it now."
    )


async def _undelivered(store: Store) -> list[Problem]:
    found = []
    for workspace in await workspaces.numbers(store):
        async with store.reading(workspace) as tx:
            count = (await outbox.counts(tx)).get("dead", 0)
            newest = await outbox.dead_letters(tx, limit=1)
        if newest:
            messages = "message" if count == 1 else "messages"
            sentence = (
                f"{count} {messages} could not be delivered (Slack’s error code for the newest: "
                f"{newest[0].error}). The admins got a message with a button that sends them again."
            )
            found.append(Problem(sentence, is_wrong=False))
    return found
