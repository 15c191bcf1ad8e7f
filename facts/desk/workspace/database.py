"""Maintain a whole database: upgrade, compare with the program, check, back up, restore."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from facts.desk.setup import now_utc
from facts.desk.workspace.opening import require_file
from facts.errors import AlreadyServed, BadInput, Unavailable
from facts.search.embedding import Installed
from facts.store import Store, copying, outbox, schema_version, search_index, workspaces
from facts.store.database import Problem
from facts.store.search_index import embeddings
from facts.store.sqlite import copy_file
from facts.store.store import database_file

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


async def back_up(url: str, file: Path) -> str:
    """Back up a SQLite database to a new file, also while the bot writes; returns its version."""
    source = _sqlite_file(url)
    require_file(url)
    with _new_file(file) as made:
        async with Store.of_file(made) as copy:
            await asyncio.to_thread(copy_file, source, made)
            return await _checked(copy)


async def restore(file: Path, url: str) -> int:
    """Restore a backup where there is no database; returns how many deliveries to look for.

    A backup of an older version is upgraded. What it has as not sent yet may have been sent since:
    the bot looks for it in Slack before posting it.
    """
    target = Path(_sqlite_file(url))
    async with Store.open(url) as store, store.lease():
        with _new_file(target) as made:
            async with Store.of_file(made) as copy:
                try:
                    await asyncio.to_thread(_copy_backup, file, made)
                    await _checked(copy)
                except Unavailable as error:
                    raise BadInput(f"{file} is not a backup to restore: {error}") from error
                await schema_version.upgrade(copy)
                return await _mark_unsent(copy)


async def _mark_unsent(copy: Store) -> int:
    unsent = 0
    for workspace in await workspaces.numbers(copy):
        async with copy.writing(workspace) as tx:
            unsent += await outbox.resume_restored(tx, not_before=now_utc())
    return unsent


def _copy_backup(file: Path, made: Path) -> None:
    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    copy_file(str(file), made)


async def copy(
    source_url: str, target_url: str, *, shown: copying.Shown, batch: int = 5_000
) -> dict[str, int]:
    """Copy a desk to an empty database, or go on where a copy ended; returns the rows by table.

    Both must be at this version; an empty target is prepared. AlreadyServed while the bot runs on
    one of them; StoreMismatch if the target holds another desk.
    """
    require_file(source_url)
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(Store.open(source_url))
        target = await stack.enter_async_context(Store.open(target_url))
        await schema_version.require_current(source)
        for store in (source, target):
            if served_by := await store.leased_by():
                raise AlreadyServed(f"Factdesk is running on it ({served_by}): stop it first.")
            await stack.enter_async_context(store.lease())
        if await schema_version.version(target) is None:
            await schema_version.upgrade(target)
        await schema_version.require_current(target)
        return await copying.copy(source, target, shown=shown, batch=batch)


def _sqlite_file(url: str) -> str:
    file = database_file(url)
    if file is None:
        raise BadInput(
            "Only a SQLite file is backed up and restored here: for PostgreSQL use pg_dump and "
            "pg_restore, as README shows under “Backup”.",
            field="FACTDESK_DATABASE_URL",
        )
    return file


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """Yield a path beside a file; what is there at the end is moved to it. Overwrites nothing."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.resolve().parent)
    except OSError as error:
        raise BadInput(f"Nothing can be written beside {file}: {error.strerror}.") from error
    with folder:
        made = Path(folder.name) / file.name
        _refuse_to_overwrite(file)
        yield made
        _refuse_to_overwrite(file)
        if [*made.parent.iterdir()] != [made]:  # pragma: no cover (SQLite merges its journal)
            raise Unavailable(f"{file} was not written: its journal could not be merged.")
        made.rename(file)


def _refuse_to_overwrite(file: Path) -> None:
    if file.exists():
        raise BadInput(f"{file} exists already: nothing is overwritten.")
    for journal in (Path(f"{file}-wal"), Path(f"{file}-journal")):
        if journal.exists():  # SQLite would apply it to the new file
            raise BadInput(f"{journal} is left of another database: move it away first.")


async def _checked(copy: Store) -> str:
    """Check a copy from its first page to its last; returns its version."""
    found = await schema_version.require_known(copy)
    wrong = [problem.sentence for problem in await copy.problems() if problem.is_wrong]
    if wrong:
        raise Unavailable(" ".join(wrong))
    return found
