"""Right answers against false ones, over all thresholds, as a picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.bench.figures import Point

_LEAST_FALSE = 0.001


def draw(
    file: Path, curves: Mapping[str, Sequence[Point]], *, shipped: tuple[float, float]
) -> None:
    """Draw curves by name, and the shipped line as (share false, share right)."""
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
