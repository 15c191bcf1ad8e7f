"""`model install`: facts found by their meaning, with a model that runs on this machine."""

from rich.console import Console
from rich.progress import Progress

from bot.cli.running import desk_of
from bot.settings import Settings
from facts import install_model


async def install(source: str | None, *, workspace: str | None) -> None:
    """Take the weights, say where they lie, and make the vectors of all facts on file."""
    settings = Settings.read()
    installed = install_model(source, settings.model_folder)
    print(f"The model {installed.name} is installed in {installed.folder}.")
    print(f"Its licence is {installed.licence}.")
    if installed.notice:
        print(f"Its notice says:\n{installed.notice.rstrip()}")
    made = 0
    async with desk_of(settings, workspace=workspace, create=True) as desk:
        total = await desk.meaning.on_file()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading what the facts mean", total=total)
            async for seen, made in desk.meaning.fill():  # noqa: B007 (the last is told)
                progress.update(task, completed=seen)
    print(f"Vectors made for {made} facts; {total} are on file.")
