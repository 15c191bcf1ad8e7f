"""`factdesk bench`: what is measured, one command a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.bench import lookup as looking_up
from bot.cli.bench import retrieval as retrieving
from bot.cli.running import run

bench_app = typer.Typer(no_args_is_help=True, help="Measure: how fast a look-up is, how right.")


@bench_app.callback()
def bench() -> None:
    """Measure: how fast a look-up is, how right."""


@bench_app.command()
def lookup(
    facts: Annotated[
        list[int], typer.Option(min=25, metavar="N", help="So many facts; may be repeated.")
    ],
    questions: Annotated[int, typer.Option(min=5, help="Questions in each run.")] = 400,
    runs: Annotated[int, typer.Option(min=1, help="Medians are of so many runs.")] = 5,
    database: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the facts here, and use them again.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw latency against facts.")
    ] = None,
    with_meaning: Annotated[
        bool,
        typer.Option("--with-meaning", help="Weigh meaning too; facts are read word by word."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how long a look-up takes among many generated facts."""
    sizes = tuple(sorted(set(facts)))
    plan = looking_up.Plan(sizes, questions, runs, database, plot, with_meaning, as_json)
    run(lambda: looking_up.measure(plan))


@bench_app.command()
def retrieval(
    claims: Annotated[
        Path, typer.Option(metavar="FILE", help='JSON lines: "id", "text", maybe "title".')
    ],
    queries: Annotated[Path, typer.Option(metavar="FILE", help='JSON lines: "id", "text".')],
    qrels: Annotated[Path, typer.Option(metavar="FILE", help="Query, 0, claim, relevance.")],
    near_misses: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='JSON lines: "text", "must_not_return".'),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw right against false answers.")
    ] = None,
    fitted_here: Annotated[
        bool,
        typer.Option("--fitted-here", help="Print what weights fitted on these would reach."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how well the right fact is found, and how well none is told, on a labelled set."""
    plan = retrieving.Plan(claims, queries, qrels, near_misses, plot, fitted_here, as_json)
    run(lambda: retrieving.measure(plan))
