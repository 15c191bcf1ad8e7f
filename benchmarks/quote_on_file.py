"""How long it takes to find the right quote among many on file.

    .venv/bin/python benchmarks/quote_on_file.py [--quotes 100000]

The starter quotes lie among generated ones: sentences of 12 to 40 words, drawn by the frequencies
of Zipf’s law from 20,000 words, those of the starter quotes among the commonest. Checks excerpts
from the middle of a starter quote, one of them with a typo, against SQLite on disk, everything
included. Prints whether each was found, the median and the slowest, in milliseconds.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from facts import Body, Desk, Quote, open_desk, read_body, starter_bodies

MESSAGES = (
    ("transfer an individual into ICE custody if we are presented with a federal judicial", "F-11"),
    ("this bill strikes a balance that will protect public saftey", "F-17"),
    ("We’re in the business of public safety, not deportation.", "F-18"),
    ("my priority is public safety — not politics — and we will not foster fear", "F-13"),
    ("shared duty of keeping Californians and all Americans safe and secure", "F-15"),
)
SOURCE = {"title": "Generated", "tier": "secondary", "url": "https://example.org/generated"}


def sentences(count: int) -> list[str]:
    """Make sentences whose words are as unevenly common as in speech."""
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


def generated(count: int) -> Iterator[tuple[str, Body]]:
    """Make quotes, each with its reference."""
    for number, text in enumerate(sentences(count)):
        yield (
            f"benchmark/{number}",
            read_body(
                {"kind": "quote", "passages": [text], "speaker": f"Speaker {number}",
                 "said_on": "2020", "sources": [SOURCE]}
            ),
        )  # fmt: skip


async def main(count: int) -> None:
    """Fill, check, print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        async with open_desk(url, create=True) as desk:
            await desk.filing.load_starter(starter_bodies())
            async for done in desk.scale.load(
                generated(count), editor="benchmark", reason="benchmark"
            ):
                print(f"\r{done:,} of {count:,} on file", end="", flush=True)
            print()
            for words, expected in MESSAGES:
                await report(desk, words, expected)


async def report(desk: Desk, words: str, expected: str) -> None:
    """Check one message several times and print what came of it."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        check = await desk.asking.check_quote(f"“{words}”")
        times.append((time.perf_counter() - start) * 1000)
    (quote,) = check.message.quotes
    found = quote.on_file.id if quote.on_file else None
    line = {"found": found == expected, "verdict": quote.verdict.value}
    print(
        f"median {median(times):6.1f} ms  slowest {max(times):6.1f} ms  {json.dumps(line)}  {words}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=100_000)
    asyncio.run(main(parser.parse_args().quotes))
