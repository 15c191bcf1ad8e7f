"""`factdesk bench`: what is measured, one command a file."""

import typer

bench_app = typer.Typer(no_args_is_help=True, help="Measure: how fast a look-up is, how right.")


@bench_app.callback()
def bench() -> None:
    """Measure: how fast a look-up is, how right."""
