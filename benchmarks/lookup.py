"""How long a complete look-up takes, by number of facts on file.

For each number of facts: load them, ask, note the peak memory; then, as a lower bound, time
SQLite's and tantivy's full-text search alone, which need memory of their own. A look-up is timed
from the text of a question to its answer: parsing, candidates, the guard, standing, the sentence.
Each run asks different questions; percentiles are per run, and the figures are medians of the runs.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from rich.progress import Progress

from benchmarks.desk import bare_query, indexed_words, load
from benchmarks.figures import Percentiles, peak_memory_mb
from benchmarks.generated import (
    GeneratedQuestion,
    Kind,
    facts_from,
    installed_encoder,
    questions,
)
from benchmarks.output import bars, plot_latency, require_matplotlib
from bot.cli.terminal import Json, show
from facts import Body, Decision, Desk, Law, Quote, open_desk
from facts.errors import BadInput

_EDITOR = "benchmark"
_WARMING = 20
_NO_TANTIVY = "tantivy is not installed: pip install 'factdesk[bench]' measures against it too"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and where."""

    sizes: tuple[int, ...]
    questions: int
    runs: int
    database: str | None
    """A file, or the address of a database on a server; None for a file of the run's own."""
    plot: Path | None
    with_meaning: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """What was measured at one number of facts; times in milliseconds, medians of runs."""

    facts: int
    loaded: int
    """How many of them this run loaded; the rest were already on file."""
    load_seconds: float
    database_mb: float | None
    peak_mb: float
    """Peak of this process since it started, loading included."""
    times: Percentiles
    by_kind: dict[Kind, Percentiles]
    right: dict[Kind, float]
    """Share of questions answered with their fact, or with nothing if nothing is on file."""
    fts5: Percentiles


async def measure(plan: Plan) -> None:
    """Load, ask, print; BadInput for a database with more facts, or if a library is missing."""
    if plan.plot is not None:
        require_matplotlib()
    encoder = installed_encoder() if plan.with_meaning else None
    with ExitStack() as stack:
        url = plan.database
        if url is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="factdesk-bench-"))
            url = f"{folder}/facts.db"
        if "://" not in url:
            url = f"sqlite+aiosqlite:///{url}"
        progress = stack.enter_context(bars())
        async with open_desk(url, create=True, encoder=encoder) as desk:
            desk.warm_up()
            measured = [await _measure(desk, size, plan, url, progress) for size in plan.sizes]
            tantivy = {
                one.facts: await _tantivy(desk, one.facts, plan, progress) for one in measured
            }
    if plan.plot is not None:
        plot_latency(plan.plot, [(one.facts, one.times, one.fts5) for one in measured], tantivy)
    made = [_json(one, tantivy[one.facts]) for one in measured]
    if plan.as_json:
        setting = {
            "runs": plan.runs,
            "questions": plan.questions,
            "with_meaning": plan.with_meaning,
        }
        show({**setting, "sizes": made})
    else:
        print("\n\n".join(_text(one) for one in made))


async def _measure(desk: Desk, size: int, plan: Plan, url: str, progress: Progress) -> SizeFigures:
    there = await desk.embeddings.on_file()
    if there > size:
        raise BadInput(
            f"The database holds {there:,} facts: give --facts {there} or more, or another file",
            field="--database",
        )
    seconds = await _load(desk, there, size, progress)
    runs: list[dict[Kind, list[float]]] = []
    right: dict[Kind, list[bool]] = {kind: [] for kind in Kind}
    asking = progress.add_task(f"Asking among {size:,}", total=plan.runs * plan.questions)
    for one in questions(size, count=_WARMING, run=plan.runs):
        await desk.answers.look_up(desk.answers.read(one.text))
    for run in range(plan.runs):
        times: dict[Kind, list[float]] = {kind: [] for kind in Kind}
        for one in questions(size, count=plan.questions, run=run):
            started = time.perf_counter()
            answer = await desk.answers.look_up(desk.answers.read(one.text))
            times[one.kind].append((time.perf_counter() - started) * 1_000)
            right[one.kind].append(one.is_right(answer))
            progress.advance(asking)
        runs.append(times)
    peak = peak_memory_mb()
    return SizeFigures(
        facts=size,
        loaded=size - there,
        load_seconds=seconds,
        database_mb=_megabytes(url),
        peak_mb=peak,
        times=Percentiles.of([list(chain.from_iterable(times.values())) for times in runs]),
        by_kind={kind: Percentiles.of([times[kind] for times in runs]) for kind in Kind},
        right={kind: sum(found) / len(found) for kind, found in right.items()},
        fts5=await _fts5(desk, size, plan),
    )


def _megabytes(url: str) -> float | None:
    """Return the size of a database's files; None on a server."""
    if not url.startswith("sqlite"):
        return None
    file = Path(url.partition("///")[2])
    return sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*")) / 2**20


async def _load(desk: Desk, there: int, size: int, progress: Progress) -> float:
    if there == size:
        return 0.0
    loading = progress.add_task(f"Loading {size:,}", total=size, completed=there)
    started = time.perf_counter()
    async for loaded in load(desk, facts_from(there, size), editor=_EDITOR, reason="generated"):
        progress.update(loading, completed=there + loaded)
    return time.perf_counter() - started


async def _words_of(desk: Desk, asked: list[GeneratedQuestion]) -> list[tuple[str, ...]]:
    return [await indexed_words(desk, desk.answers.read(one.text)) for one in asked]


async def _fts5(desk: Desk, size: int, plan: Plan) -> Percentiles:
    runs = []
    for run in range(plan.runs):
        searched = await _words_of(desk, list(questions(size, count=plan.questions, run=run)))
        times = []
        for words in filter(None, searched):
            started = time.perf_counter()
            await bare_query(desk, words, limit=10)
            times.append((time.perf_counter() - started) * 1_000)
        runs.append(times)
    return Percentiles.of(runs)


async def _tantivy(desk: Desk, size: int, plan: Plan, progress: Progress) -> Percentiles | None:
    if not _has_tantivy():
        return None
    indexing = progress.add_task(f"Indexing {size:,} with tantivy", total=size)
    with tempfile.TemporaryDirectory(prefix="factdesk-bench-") as folder:
        index = _Tantivy(Path(folder))
        index.add(facts_from(0, size), advance=lambda: progress.advance(indexing))
        runs = []
        for run in range(plan.runs):
            searched = await _words_of(desk, list(questions(size, count=plan.questions, run=run)))
            times = []
            for words in filter(None, searched):
                started = time.perf_counter()
                index.search(words, limit=10)
                times.append((time.perf_counter() - started) * 1_000)
            runs.append(times)
    return Percentiles.of(runs)


def _json(one: SizeFigures, tantivy: Percentiles | None) -> Json:
    floors_found = {"fts5": one.fts5, **({"tantivy": tantivy} if tantivy else {})}
    return {
        "facts": one.facts,
        "loaded": one.loaded,
        "load_seconds": round(one.load_seconds, 1),
        "database_mb": one.database_mb and round(one.database_mb, 1),
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
    size = f", {made['database_mb']:,} MB" if made["database_mb"] else ""
    lines = [
        f"{made['facts']:,} facts{size}, peak {made['peak_memory_mb']} MB",
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
        lines.append(f"  {_NO_TANTIVY}")
    return "\n".join(lines)


def _both(times: Json) -> str:
    return f"p50 {times['p50']:8.2f} ms   p99 {times['p99']:8.2f} ms"


def _has_tantivy() -> bool:
    """Whether tantivy is installed."""
    return find_spec("tantivy") is not None


class _Tantivy:
    """A tantivy index of facts' texts in a folder; finds numbers only."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415 (an extra: only where it is measured)

        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("number", stored=True)
        fields.add_text_field("text", tokenizer_name="en_stem")
        self._index = tantivy.Index(fields.build(), path=str(folder))
        self._document = tantivy.Document

    def add(self, facts: Iterable[tuple[str, Body]], *, advance: Callable[[], None]) -> None:
        """Index facts by their words, calling `advance` after each."""
        writer = self._index.writer(heap_size=128 * 2**20, num_threads=1)
        for number, (_, body) in enumerate(facts):
            writer.add_document(self._document(number=number, text=_index_text(body)))
            advance()
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, words: Sequence[str], *, limit: int) -> int:
        """Search for any of the words; return how many facts were found."""
        query = self._index.parse_query(" ".join(f'"{word}"' for word in words), ["text"])
        return len(self._index.searcher().search(query, limit, count=False).hits)


def _index_text(body: Body) -> str:
    match body:
        case Quote():
            return f"{body.heading} {body.speaker} {body.role} {body.words}"
        case Law():
            return f"{body.heading} {body.number} {body.author} {body.subject} {body.summary}"
        case Decision():
            return f"{body.heading} {body.holding}"
