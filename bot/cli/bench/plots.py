"""Latency against the number of facts, as a picture."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.cli.bench.timing import Percentiles
from facts import BadInput

_LABEL_ROOM = 0.12
"""Beside the last point of a line stands its time."""


def require() -> None:
    """BadInput, saying how to get it, where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise BadInput(
            "--plot needs matplotlib: pip install 'factdesk[bench]' brings it", field="--plot"
        )


def draw(
    file: Path,
    measured: Sequence[tuple[int, Percentiles, Percentiles]],
    tantivy: Mapping[int, Percentiles | None],
) -> None:
    """Draw look-ups, (facts, their times, SQLite's alone), and tantivy's; both axes by tens."""
    from matplotlib.figure import Figure  # noqa: PLC0415 (an extra, and heavy)
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 (as above)

    lines = {
        "look-up, everything included": [(facts, times) for facts, times, _ in measured],
        "SQLite FTS5 alone": [(facts, floor) for facts, _, floor in measured],
        "tantivy alone": [(facts, found) for facts, found in tantivy.items() if found],
    }
    figure = Figure(figsize=(8, 6), layout="constrained")
    axes = figure.subplots()
    for place, (name, points) in enumerate(lines.items()):
        if not points:
            continue
        sizes = [facts for facts, _ in points]
        for share, style in (("p50", "-"), ("p99", "--")):
            times = [getattr(found, share) for _, found in points]
            axes.plot(sizes, times, f"o{style}", color=f"C{place}", label=f"{name}, {share}")
            axes.annotate(
                _shown(times[-1]),
                (sizes[-1], times[-1]),
                (6, -3),
                textcoords="offset points",
                color=f"C{place}",
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
    # Beside the lines: within the frame it would lie on one of them.
    figure.legend(fontsize="small", loc="outside lower center", ncols=2)
    figure.savefig(file, dpi=120)


def _shown(milliseconds: float) -> str:
    """Return two figures of a time, in plain digits: 0.13, 4.1, 140."""
    return f"{float(f'{milliseconds:.2g}'):g}"
