"""`bench lookup`: how long a look-up takes, everything included, among how many facts.

For each number of facts: load them, ask, note the peak of memory; only then, since they take memory
of their own, the floors. What is timed is `look_up` of a question's text: reading it, candidates,
the guard, standing, the sentence. Each run asks other questions; percentiles are of a run, and the
figures are medians of the runs.
"""

import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rich.progress import Progress

from bot.cli.bench import floors, meant, plots
from bot.cli.bench.asked import Asked, Kind, asked
from bot.cli.bench.generated import facts_from
from bot.cli.bench.progress import bars
from bot.cli.bench.timing import Percentiles, peak_memory_mb
from bot.cli.running import Json, show
from facts import BadInput, Desk, open_desk, warm_up

_EDITOR = "benchmark"
_WARMING = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and where."""

    sizes: tuple[int, ...]
    questions: int
    runs: int
    database: Path | None
    plot: Path | None
    with_meaning: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at one number of facts; times in milliseconds, medians of runs."""

    facts: int
    loaded: int
    """So many in this run; the others were there."""
    load_seconds: float
    database_mb: float
    peak_mb: float
    """Of this process since it began, loading included."""
    times: Percentiles
    by_kind: dict[Kind, Percentiles]
    right: dict[Kind, float]
    """Share of questions that got their fact, or for none on file said so."""
    fts5: Percentiles


async def measure(plan: Plan) -> None:
    """Load, ask, print; BadInput for a database that holds more, or where a library is missing."""
    if plan.plot is not None:
        plots.require()
    encoder = meant.encoder() if plan.with_meaning else None
    warm_up()
    with ExitStack() as stack:
        file = plan.database
        if file is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="factdesk-bench-"))
            file = Path(folder) / "facts.db"
        progress = stack.enter_context(bars())
        url = f"sqlite+aiosqlite:///{file}"
        async with open_desk(url, create=True, encoder=encoder) as desk:
            measured = [await _measure(desk, size, plan, file, progress) for size in plan.sizes]
            tantivy = {
                one.facts: await _tantivy(desk, one.facts, plan, progress) for one in measured
            }
    if plan.plot is not None:
        plots.draw(plan.plot, [(one.facts, one.times, one.fts5) for one in measured], tantivy)
    made = [_json(one, tantivy[one.facts]) for one in measured]
    if plan.as_json:
        told = {"runs": plan.runs, "questions": plan.questions, "with_meaning": plan.with_meaning}
        show({**told, "sizes": made})
    else:
        print("\n\n".join(_text(one) for one in made))


async def _measure(desk: Desk, size: int, plan: Plan, file: Path, progress: Progress) -> Measured:
    there = await desk.scale.on_file()
    if there > size:
        raise BadInput(
            f"{file} holds {there:,} facts: give --facts {there} or more, or another file",
            field="--database",
        )
    seconds = await _load(desk, there, size, progress)
    runs: list[dict[Kind, list[float]]] = []
    right: dict[Kind, list[bool]] = {kind: [] for kind in Kind}
    asking = progress.add_task(f"Asking among {size:,}", total=plan.runs * plan.questions)
    for one in asked(size, count=_WARMING, run=plan.runs):
        await desk.asking.look_up(desk.asking.read(one.text))
    for run in range(plan.runs):
        times: dict[Kind, list[float]] = {kind: [] for kind in Kind}
        for one in asked(size, count=plan.questions, run=run):
            started = time.perf_counter()
            answer = await desk.asking.look_up(desk.asking.read(one.text))
            times[one.kind].append((time.perf_counter() - started) * 1_000)
            right[one.kind].append(one.is_right(answer))
            progress.advance(asking)
        runs.append(times)
    peak = peak_memory_mb()
    return Measured(
        facts=size,
        loaded=size - there,
        load_seconds=seconds,
        database_mb=sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*")) / 2**20,
        peak_mb=peak,
        times=Percentiles.of([list(chain.from_iterable(times.values())) for times in runs]),
        by_kind={kind: Percentiles.of([times[kind] for times in runs]) for kind in Kind},
        right={kind: sum(found) / len(found) for kind, found in right.items()},
        fts5=await _fts5(desk, size, plan),
    )


async def _load(desk: Desk, there: int, size: int, progress: Progress) -> float:
    if there == size:
        return 0.0
    loading = progress.add_task(f"Loading {size:,}", total=size, completed=there)
    started = time.perf_counter()
    async for loaded in desk.scale.load(
        facts_from(there, size), editor=_EDITOR, reason="generated"
    ):
        progress.update(loading, completed=there + loaded)
    return time.perf_counter() - started


async def _terms(desk: Desk, questions: list[Asked]) -> list[tuple[str, ...]]:
    return [await desk.scale.terms(desk.asking.read(one.text)) for one in questions]


async def _fts5(desk: Desk, size: int, plan: Plan) -> Percentiles:
    runs = []
    for run in range(plan.runs):
        terms = await _terms(desk, list(asked(size, count=plan.questions, run=run)))
        times = []
        for words in filter(None, terms):
            started = time.perf_counter()
            await desk.scale.bare_query(words, limit=10)
            times.append((time.perf_counter() - started) * 1_000)
        runs.append(times)
    return Percentiles.of(runs)


async def _tantivy(desk: Desk, size: int, plan: Plan, progress: Progress) -> Percentiles | None:
    if not floors.has_tantivy():
        return None
    indexing = progress.add_task(f"Indexing {size:,} with tantivy", total=size)
    with tempfile.TemporaryDirectory(prefix="factdesk-bench-") as folder:
        index = floors.Tantivy(Path(folder))
        index.add(facts_from(0, size), advance=lambda: progress.advance(indexing))
        runs = []
        for run in range(plan.runs):
            terms = await _terms(desk, list(asked(size, count=plan.questions, run=run)))
            times = []
            for words in filter(None, terms):
                started = time.perf_counter()
                index.search(words, limit=10)
                times.append((time.perf_counter() - started) * 1_000)
            runs.append(times)
    return Percentiles.of(runs)


def _json(one: Measured, tantivy: Percentiles | None) -> Json:
    floors_found = {"fts5": one.fts5, **({"tantivy": tantivy} if tantivy else {})}
    return {
        "facts": one.facts,
        "loaded": one.loaded,
        "load_seconds": round(one.load_seconds, 1),
        "database_mb": round(one.database_mb, 1),
        "peak_memory_mb": round(one.peak_mb),
        "ms": one.times.json(),
        "by_kind": {
            kind.value: {**times.json(), "right": round(one.right[kind], 3)}
            for kind, times in one.by_kind.items()
        },
        "floors_ms": {name: floor.json() for name, floor in floors_found.items()},
        "times_the_floor": {
            name: {
                "p50": round(one.times.p50 / floor.p50, 2),
                "p99": round(one.times.p99 / floor.p99, 2),
            }
            for name, floor in floors_found.items()
        },
    }


def _text(made: Json) -> str:
    lines = [
        f"{made['facts']:,} facts, {made['database_mb']:,} MB, peak {made['peak_memory_mb']} MB",
        f"  {'look-up':<13} {_both(made['ms'])}",
    ]
    if made["loaded"]:
        each = made["load_seconds"] / made["loaded"] * 1e6
        lines.insert(
            1, f"  loaded {made['loaded']:,} in {made['load_seconds']:.0f} s, {each:.0f} µs a fact"
        )
    lines += [
        f"  {kind:<13} {_both(row)}   right {row['right']:.1%}"
        for kind, row in made["by_kind"].items()
    ]
    for name, floor in made["floors_ms"].items():
        ratio = made["times_the_floor"][name]
        lines.append(
            f"  {name + ' alone':<13} {_both(floor)}   "
            f"a look-up takes {ratio['p50']:.1f} and {ratio['p99']:.1f} times as long"
        )
    if "tantivy" not in made["floors_ms"]:
        lines.append(f"  {floors.NO_TANTIVY}")
    return "\n".join(lines)


def _both(times: Json) -> str:
    return f"p50 {times['p50']:8.2f} ms   p99 {times['p99']:8.2f} ms"
