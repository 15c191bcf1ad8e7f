"""`load-starter`, `role`, `db`, `backup`, `restore`, `doctor`, `model install`."""

import re
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.cli.terminal import FAILED, Json, desk_of, fail, show
from bot.settings import Settings
from facts import Role, database, embedding, errors, starter_bodies


async def load_starter(folder: Path | None, *, workspace: str | None) -> None:
    """File the starter facts, or a folder's, that are not on file yet."""
    bodies = starter_bodies(folder)
    async with desk_of(Settings.read(), workspace=workspace, create=True) as desk:
        loaded = await desk.filing.load(bodies, folder=folder)
    whence = f"from {folder}" if folder else "with the starter set"
    print(f"{_facts(len(loaded.added))} filed {whence}; already on file: {loaded.there}.")
    for file, fact in loaded.differing:
        print(f"{fact} differs from {file}.json and was left as it is.")


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count} facts"


async def give_role(user: str, name: str, *, workspace: str | None) -> None:
    """Give a person a role, by its name; BadInput for an unknown role or a malformed user id."""
    if name not in tuple(Role):
        raise errors.BadInput(
            f"“{name}” is not a role: use reader, contributor, editor or admin.", field="ROLE"
        )
    role = Role(name)
    if not re.fullmatch(r"[UW][A-Z0-9]{2,20}", user):
        raise errors.BadInput(
            f"“{user}” is not a Slack user id: it starts with U; in Slack, open the person’s "
            "profile and choose Copy member ID",
            field="USER",
        )
    async with desk_of(Settings.read(), workspace=workspace, create=True) as desk:
        await desk.roles.give(user, role, given_by="command line")
    print(f"{user} is now {role}.")


async def upgrade() -> None:
    """Upgrade the database to this program's version."""
    before, after = await database.upgrade(Settings.read().database_url)
    if before == after:
        print(f"The database is already at version {after}.")
    else:
        print(f"The database went from {before or 'empty'} to version {after}.")


async def check() -> None:
    """Compare the database's tables with the program's; StoreMismatch lists the differences."""
    found = await database.drift(Settings.read().database_url)
    if found:
        raise errors.StoreMismatch(
            "The database does not match this version of Factdesk: " + "; ".join(found)
        )
    print("The database’s tables match this version of Factdesk.")


async def copy(source: str, target: str) -> None:
    """Copy a desk, and print how many rows each table has on both sides."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Copying", total=None)

        def shown(doing: str, done: int, total: int) -> None:
            progress.update(task, description=doing, completed=done, total=total)

        counts = await database.copy(source, target, shown=shown)
    for table, rows in counts.items():
        print(f"{rows:>10}  {table}")
    print("Copied: every row was read again on both sides, and they are the same.")


async def back_up(file: Path) -> None:
    """Back up the database to a file that does not exist yet."""
    version = await database.back_up(Settings.read().database_url, file)
    print(f"Backed up to {file}, and checked: version {version}.")


async def restore(file: Path) -> None:
    """Restore a backup where there is no database yet."""
    unsent = await database.restore(file, Settings.read().database_url)
    print(f"{file} was checked and restored. Messages that it has as not sent yet: {unsent}.")
    if unsent:
        print("The bot looks for them in Slack before it posts them.")


async def install_embedding_model(source: str | None, *, workspace: str | None) -> None:
    """Install the weights, print where they are, and make the vectors of all facts on file."""
    settings = Settings.read()
    installed = embedding.install(source, settings.model_folder)
    print(f"The model {installed.name} is installed in {installed.folder}.")
    print(f"Its license is {installed.license}.")
    if installed.notice:
        print(f"Its notice says:\n{installed.notice.rstrip()}")
    made = 0
    async with desk_of(settings, workspace=workspace, create=True) as desk:
        total = await desk.embeddings.on_file()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading what the facts mean", total=total)
            async for seen, made in desk.embeddings.fill():  # noqa: B007 (printed below)
                progress.update(task, completed=seen)
    print(f"Vectors made for {made} facts; {total} are on file.")


async def doctor(*, as_json: bool) -> None:
    """Examine the database; exit code 1 where something is wrong, 0 where it is only risky."""
    settings = Settings.read()
    examined = await database.examine(
        settings.database_url, embedding.installed(settings.model_folder)
    )
    if as_json:
        show(_examination_json(examined))
    else:
        print("\n".join(_examination_lines(examined)))
    if not examined.is_well:
        fail("Something is wrong: see above.", code=FAILED)


def _examination_lines(examined: database.Examination) -> list[str]:
    served = (
        f"process {examined.served_by} serves it"
        if examined.served_by
        else "no process serves it at the moment"
    )
    first = f"The database is at version {examined.version or 'none'}; {served}."
    marks = {True: "Wrong: ", False: "Risk: "}
    found = [f"{marks[problem.is_wrong]}{problem.sentence}" for problem in examined.problems]
    return [first, *(found or ["Nothing is wrong with it."]), *examined.notes]


def _examination_json(examined: database.Examination) -> Json:
    return {
        "ok": examined.is_well,
        "version": examined.version,
        "served_by": examined.served_by,
        "troubles": [
            {"sentence": problem.sentence, "wrong": problem.is_wrong}
            for problem in examined.problems
        ],
        "notes": list(examined.notes),
    }
