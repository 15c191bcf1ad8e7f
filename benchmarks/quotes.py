"""How long it takes to compare quotes: prints milliseconds, at the median and at the worst.

Run it as `python benchmarks/quotes.py`. Speeches are made of words drawn by Zipf's law, so that
common words are as common as in English; candidates are read anew for each figure.
"""

import json
import random
import statistics
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from facts.quotes import QuoteOnFile, check_message, compare, extract, pieces, plainly, spans
from facts.quotes.tokens import speech, tokens
from facts.quotes.words import word_lists

TIMES = 15


def main() -> None:
    """Print every figure."""
    words = a_speech(5_000, seed=1)
    quote = words[2_000:2_600]
    altered = ["altered" if at % 37 == 0 else word for at, word in enumerate(quote)]
    cut = [*quote[:200], *quote[350:]]
    on_file = " ".join(words)
    print("A quote of 600 words beside a speech of 5,000, both read anew")
    for name, quoted in (
        ("word for word", quote),
        ("a word in 37 altered", altered),
        ("cut in the middle", cut),
        ("not on file", a_speech(600, seed=2)),
    ):
        show(name, measured(lambda quoted=quoted: compare(" ".join(quoted), on_file), fresh=True))

    quotes = starter()
    candidates = [quotes[at % len(quotes)] for at in range(25)]
    message = (
        "My draft has Luna as: “We will transfer an individual into ICE custody unless we are "
        "presented with a federal judicial warrant signed by a judge.” Is that what he said?"
    )
    print("A message with one quote, 25 candidates")
    show("checked", measured(lambda: check(message, candidates)))
    show("checked, all read anew", measured(lambda: check(message, candidates), fresh=True))
    show("drawn and told", measured(lambda: drawn(message, candidates)))

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
    show(f"drawn ({len(article):,} characters)", measured(lambda: extract(article)))


def check(message: str, candidates: list[QuoteOnFile]) -> object:
    """Check a message, each of its quotes with all candidates."""
    found = spans(message)
    return check_message(found, [candidates] * len(found.spans))


def drawn(message: str, candidates: list[QuoteOnFile]) -> None:
    """Check a message and make what its card shows."""
    found = spans(message)
    for one in check_message(found, [candidates] * len(found.spans)).quotes:
        pieces(one)
        plainly(one)


def measured(work: Callable[[], object], *, fresh: bool = False) -> list[float]:
    """Return the milliseconds of each of `TIMES` runs; `fresh` forgets every text read before."""
    work()
    taken = []
    for _ in range(TIMES):
        if fresh:
            tokens.cache_clear()
            speech.cache_clear()
        started = time.perf_counter()
        work()
        taken.append(1_000 * (time.perf_counter() - started))
    return taken


def show(name: str, taken: list[float]) -> None:
    """Print one line."""
    print(f"  {name:32} {statistics.median(taken):8.2f} ms   worst {max(taken):8.2f} ms")


def a_speech(count: int, *, seed: int) -> list[str]:
    """Make a speech: a third of its words common, the rest out of 8,000 by Zipf's law."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    common = sorted(word_lists().common)
    rare = [f"word{rank}" for rank in range(1, 8_001)]
    weights = [1 / rank for rank in range(1, 8_001)]
    drawn_rare = chance.choices(rare, weights, k=count)
    return [chance.choice(common) if chance.random() < 1 / 3 else word for word in drawn_rare]


def starter() -> list[QuoteOnFile]:
    """Return the starter set's quotes."""
    quotes = []
    for path in sorted(Path(str(files("facts") / "starter")).glob("*-q?-*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        quotes.append(
            QuoteOnFile(
                id=path.stem,
                passages=tuple(body["passages"]),
                speaker=body["speaker"],
                speaker_aliases=tuple(body["speaker_aliases"]),
            )
        )
    return quotes


if __name__ == "__main__":
    main()
