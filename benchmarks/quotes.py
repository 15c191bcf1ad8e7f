"""How long it takes to compare quotes, and to find one among many on file, in milliseconds."""

import json
import random
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median

from benchmarks.desk import load
from facts import Body, Desk, Quote, open_desk, read_body, starter_bodies
from facts.quotes import (
    QuoteOnFile,
    check_message,
    compare,
    describe_differences,
    extract,
    find_spans,
    marked,
)

TIMES = 15
MESSAGES = (
    ("transfer an individual into ICE custody if we are presented with a federal judicial", "F-11"),
    ("this bill strikes a balance that will protect public saftey", "F-17"),
    ("We’re in the business of public safety, not deportation.", "F-18"),
    ("my priority is public safety — not politics — and we will not foster fear", "F-13"),
    ("shared duty of keeping Californians and all Americans safe and secure", "F-15"),
)
SOURCE = {"title": "Generated", "tier": "secondary", "url": "https://example.org/generated"}


def measure_comparing() -> None:
    """Print how long comparing and extracting take: the median and the worst.

    Speeches are made of words drawn by Zipf's law, so that common words are as common as in
    English.
    """
    words = a_speech(5_000, seed=1)
    quote = words[2_000:2_600]
    altered = ["altered" if at % 37 == 0 else word for at, word in enumerate(quote)]
    cut = [*quote[:200], *quote[350:]]
    on_file = " ".join(words)
    print("A quote of 600 words beside a speech of 5,000, both parsed anew")
    for name, quoted in (
        ("word for word", quote),
        ("a word in 37 altered", altered),
        ("cut in the middle", cut),
        ("not on file", a_speech(600, seed=2)),
    ):
        show(name, measured(partial(compare_anew, " ".join(quoted), on_file)))

    quotes = starter_quotes()
    candidates = [quotes[at % len(quotes)] for at in range(25)]
    message = (
        "My draft has Luna as: “We will transfer an individual into ICE custody unless we are "
        "presented with a federal judicial warrant signed by a judge.” Is that what he said?"
    )
    print("A message with one quote, 25 candidates")
    show("checked", measured(lambda _: check(message, candidates)))
    show("checked, all parsed anew", measured(partial(check_anew, message, candidates)))
    show("drawn for its card", measured(lambda _: drawn(message, candidates)))

    messages = [
        f"Draft {at}: “{' '.join(a_speech(20, seed=100 + at))}”, Luna said." for at in range(1_000)
    ]
    print("1,000 messages with a quote that is not on file, 25 candidates each")
    started = time.perf_counter()
    for one in messages:
        check(one, candidates)
    print(f"  {'each':32} {(time.perf_counter() - started):8.2f} ms")

    article = "\n".join(
        f"“{' '.join(a_speech(25, seed=at))},” Luna said. “{' '.join(a_speech(12, seed=at))}.”"
        for at in range(100)
    )
    print("An article of 200 quotations")
    show(f"extracted ({len(article):,} characters)", measured(lambda _: extract(article)))


def compare_anew(words: str, on_file: str, run: int) -> object:
    """Compare texts that are not in any cache: each run has more trailing spaces than the last."""
    return compare(words + " " * run, on_file + " " * run)


def check_anew(message: str, candidates: list[QuoteOnFile], run: int) -> object:
    """Check a message against candidates, with texts that are not in any cache."""
    spaces = " " * run
    anew = [
        one.model_copy(update={"passages": tuple(part + spaces for part in one.passages)})
        for one in candidates
    ]
    return check(message.replace("”", f"{spaces}”"), anew)


def check(message: str, candidates: list[QuoteOnFile]) -> object:
    """Check a message: each of its quotes against all candidates."""
    found = find_spans(message)
    return check_message(found, [candidates] * len(found.spans))


def drawn(message: str, candidates: list[QuoteOnFile]) -> None:
    """Check a message and prepare its card's contents."""
    found = find_spans(message)
    for one in check_message(found, [candidates] * len(found.spans)).quotes:
        marked(one)
        describe_differences(one)


def measured(work: Callable[[int], object]) -> list[float]:
    """Return the milliseconds of each of `TIMES` runs; `work` is given the number of its run."""
    work(0)
    taken = []
    for run in range(1, TIMES + 1):
        started = time.perf_counter()
        work(run)
        taken.append(1_000 * (time.perf_counter() - started))
    return taken


def show(name: str, taken: list[float]) -> None:
    """Print one line."""
    print(f"  {name:32} {median(taken):8.2f} ms   worst {max(taken):8.2f} ms")


def a_speech(count: int, *, seed: int) -> list[str]:
    """Make a speech: a third of its words common, the rest drawn from 8,000 by Zipf's law."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    lists = tomllib.loads((files("facts.quotes") / "words.toml").read_text(encoding="utf-8"))
    common = sorted(lists["lists"]["common"])
    rare = [f"word{rank}" for rank in range(1, 8_001)]
    weights = [1 / rank for rank in range(1, 8_001)]
    drawn_rare = chance.choices(rare, weights, k=count)
    return [chance.choice(common) if chance.random() < 1 / 3 else word for word in drawn_rare]


def starter_quotes() -> list[QuoteOnFile]:
    """Return the starter set's quotes."""
    return [
        QuoteOnFile(
            id=reference,
            passages=body.passages,
            speaker=body.speaker,
            speaker_aliases=body.speaker_aliases,
        )
        for reference, body in starter_bodies()
        if isinstance(body, Quote)
    ]


async def measure_finding(count: int) -> None:
    """Print how long it takes to check excerpts of starter quotes among `count` generated ones.

    The generated quotes are sentences of 12 to 40 words, drawn by Zipf's law from 20,000; the
    words of the starter quotes are among the commonest. One excerpt has a typo. Times include
    everything, with SQLite on disk.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        async with open_desk(url, create=True) as desk:
            await desk.filing.load(starter_bodies())
            async for done in load(
                desk, generated_quotes(count), editor="benchmark", reason="benchmark"
            ):
                print(f"\r{done:,} of {count:,} on file", end="", flush=True)
            print()
            for words, expected in MESSAGES:
                await report(desk, words, expected)


async def report(desk: Desk, words: str, expected: str) -> None:
    """Check one message nine times; print the times and the verdict."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        check = await desk.quotes.check(f"“{words}”")
        times.append((time.perf_counter() - start) * 1000)
    (quote,) = check.message.quotes
    found = quote.on_file.id if quote.on_file else None
    line = {"found": found == expected, "verdict": quote.verdict.value}
    print(
        f"median {median(times):6.1f} ms  slowest {max(times):6.1f} ms  {json.dumps(line)}  {words}"
    )


def generated_quotes(count: int) -> Iterator[tuple[str, Body]]:
    """Generate quotes, each with its import reference."""
    for number, text in enumerate(sentences(count)):
        yield (
            f"benchmark/{number}",
            read_body(
                {"kind": "quote", "passages": [text], "speaker": f"Speaker {number}",
                 "said_on": "2020", "sources": [SOURCE]}
            ),
        )  # fmt: skip


def sentences(count: int) -> list[str]:
    """Make sentences with word frequencies as in speech, the same each time."""
    chance = random.Random(54)  # noqa: S311 (the same sentences each time; nothing secret)
    known = sorted(
        {
            word.lower()
            for _, body in starter_bodies()
            if isinstance(body, Quote)
            for word in body.words.split()
        }
    )
    words = known + [f"w{number:05d}" for number in range(20_000 - len(known))]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return [
        " ".join(chance.choices(words, weights, k=chance.randint(12, 40))) for _ in range(count)
    ]
