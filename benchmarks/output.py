"""Progress bars and plots for the benchmarks."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.figures import Percentiles, Point
from facts.errors import BadInput

_LABEL_ROOM = 0.12
"""Room to the right of a line's last point for its label."""
_LEAST_FALSE = 0.001


def bars() -> Progress:
    """Return progress bars on standard error, to use in a `with`; silent off a terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        disable=not console.is_terminal,
    )


def require_matplotlib() -> None:
    """Raise BadInput, saying how to install it, if matplotlib is missing."""
    if find_spec("matplotlib") is None:
        raise BadInput(
            "--plot needs matplotlib: pip install 'factdesk[bench]' brings it", field="--plot"
        )


def plot_latency(
    file: Path,
    measured: Sequence[tuple[int, Percentiles, Percentiles]],
    tantivy: Mapping[int, Percentiles | None],
) -> None:
    """Plot milliseconds against facts, both axes logarithmic.

    `measured` has (number of facts, a look-up's times, SQLite's alone).
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 (an extra, and heavy)
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 (as above)

    lines = {
        "look-up, everything included": [(facts, times) for facts, times, _ in measured],
        "SQLite FTS5 alone": [(facts, floor) for facts, _, floor in measured],
        "tantivy alone": [(facts, found) for facts, found in tantivy.items() if found],
    }
    figure = Figure(figsize=(8, 6), layout="constrained")
    axes = figure.subplots()
    for number, (name, points) in enumerate(lines.items()):
        if not points:
            continue
        sizes = [facts for facts, _ in points]
        for share, style in (("p50", "-"), ("p99", "--")):
            times = [getattr(found, share) for _, found in points]
            axes.plot(sizes, times, f"o{style}", color=f"C{number}", label=f"{name}, {share}")
            axes.annotate(
                _two_digits(times[-1]),
                (sizes[-1], times[-1]),
                (6, -3),
                textcoords="offset points",
                color=f"C{number}",
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.margins(x=_LABEL_ROOM)
    axes.set_xlabel("facts on file")
    axes.set_ylabel("milliseconds a question")
    axes.set_title("How long a look-up takes")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.grid(visible=True, which="major", alpha=0.3)
    # Below the axes: inside, it would cover one of the lines.
    figure.legend(fontsize="small", loc="outside lower center", ncols=2)
    figure.savefig(file, dpi=120)


def plot_refusal(
    file: Path, curves: Mapping[str, Sequence[Point]], *, shipped: tuple[float, float]
) -> None:
    """Plot right answers against false ones over all thresholds, one curve per name.

    `shipped` is the shipped threshold, as (share false, share right).
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 (an extra, and heavy)
    from matplotlib.ticker import FuncFormatter, PercentFormatter  # noqa: PLC0415 (as above)

    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for name, points in curves.items():
        axes.plot(
            [max(point.false, _LEAST_FALSE) for point in points],
            [point.right for point in points],
            drawstyle="steps-post",
            label=name,
        )
    false, right = shipped
    axes.plot(max(false, _LEAST_FALSE), right, "o", color="black", label="the shipped line")
    axes.annotate(
        f"{right:.1%} right, {false:.1%} false",
        (max(false, _LEAST_FALSE), right),
        (8, -14),
        textcoords="offset points",
    )
    axes.set_xscale("log")
    axes.set_xlim(_LEAST_FALSE, 1.0)
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel("questions with nothing on file that are answered")
    axes.set_ylabel("questions with a fact on file that are answered with it")
    axes.set_title("What answering more costs")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:g}%"))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize="small", loc="lower right")
    figure.savefig(file, dpi=120)


def _two_digits(milliseconds: float) -> str:
    """Return two digits of a time, without an exponent: 0.13, 4.1, 140."""
    return f"{float(f'{milliseconds:.2g}'):g}"
