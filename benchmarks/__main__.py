"""`python -m benchmarks`: the benchmarks and their options; one module each does the work."""

import json
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import acknowledgement, lookup, near_misses, quotes, retrieval
from benchmarks.ranking import fit
from bot.cli.terminal import run

app = typer.Typer(
    name="benchmarks",
    help="Measure how fast, and how correct, Factdesk is.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Claims = Annotated[
    Path,
    typer.Option("--claims", metavar="FILE", help='JSON lines: "id", "text", maybe "title".'),
]
Queries = Annotated[
    Path, typer.Option("--queries", metavar="FILE", help='JSON lines: "id", "text".')
]
Qrels = Annotated[Path, typer.Option("--qrels", metavar="FILE", help="Query, 0, claim, relevance.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("lookup")
def measure_lookup(
    facts: Annotated[
        list[int], typer.Option(min=25, metavar="N", help="So many facts; may be repeated.")
    ],
    questions: Annotated[int, typer.Option(min=5, help="Questions in each run.")] = 400,
    runs: Annotated[int, typer.Option(min=1, help="Medians are of so many runs.")] = 5,
    database: Annotated[
        str | None,
        typer.Option(metavar="FILE|URL", help="Keep the facts here, and use them again."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw latency against facts.")
    ] = None,
    with_meaning: Annotated[
        bool,
        typer.Option("--with-meaning", help="Rank by embeddings too; facts are read word by word."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how long a look-up takes among many generated facts."""
    sizes = tuple(sorted(set(facts)))
    plan = lookup.Plan(sizes, questions, runs, database, plot, with_meaning, as_json)
    run(lambda: lookup.measure(plan))


@app.command("retrieval")
def measure_retrieval(
    claims: Claims,
    queries: Queries,
    qrels: Qrels,
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
    as_json: AsJson = False,
) -> None:
    """Measure, on a labeled set, how often the right fact is found and how often none is."""
    plan = retrieval.Plan(claims, queries, qrels, near_misses, plot, fitted_here, as_json)
    run(lambda: retrieval.measure(plan))


@app.command("near-misses")
def make_near_misses(
    claims: Claims,
    queries: Queries,
    qrels: Qrels,
    output: Annotated[Path, typer.Option("-o", metavar="FILE", help="Where to write them.")],
) -> None:
    """Make questions that resemble a fact of a labeled set and ask for something else."""
    near_misses.write(claims, queries, qrels, output)


@app.command("fit-ranking")
def fit_ranking(
    only: Annotated[
        fit.Kind | None, typer.Option(help="Fit one of the two sets of weights.")
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", metavar="FILE", help="Where to write the weights.")
    ] = fit.FILE,
) -> None:
    """Fit the ranking's weights, and the line under which nothing is answered, on made-up facts."""

    async def write() -> None:
        written = await fit.fit_all([only] if only else list(fit.Kind))
        output.write_text(json.dumps(written, indent=2) + "\n", "utf-8")

    run(write)


@app.command("compare-quotes")
def measure_comparing() -> None:
    """Measure how long it takes to compare quotes and to extract them from an article."""
    quotes.measure_comparing()


@app.command("find-quotes")
def measure_finding(
    quotes_on_file: Annotated[
        int, typer.Option("--quotes", min=1, help="So many generated quotes.")
    ] = 100_000,
) -> None:
    """Measure how long it takes to find the right quote among many on file."""
    run(lambda: quotes.measure_finding(quotes_on_file))


@app.command("acknowledgement")
def measure_acknowledgement(
    requests: Annotated[int, typer.Option(min=2, help="Requests to each app.")] = 300,
) -> None:
    """Measure how long `/fact` takes to be acknowledged over HTTP."""
    run(lambda: acknowledgement.measure(requests))


if __name__ == "__main__":
    app()
