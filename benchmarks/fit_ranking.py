"""Fit the weights of the ranking on made-up questions, and set the line: `coefficients.json`.

    python benchmarks/fit_ranking.py [--only lexical|with_meaning] [-o FILE]

Sets of facts and questions are made (`ranking/making.py`), filed in a desk of their own, and each
question is asked with the fact that answers it and without. Four things are fitted, one on the
other: the order of the facts at hand; the probability of the likeliest, on those that the guard
lets through; what the guard's finding lowers it by, at which questions with something on file are
best told from those with nothing; and the line, on sets that nothing else was fitted on, so that at
most one in a hundred questions with nothing on file is answered. With meaning only where a model is
installed (`factdesk model install`). A quarter of an hour.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ranking.making import Made, make
from rich.progress import Progress

from bot.cli.bench.figures import Scored, auroc
from bot.cli.bench.progress import bars
from bot.settings import Settings
from facts import Body, Desk, Measured, installed_model, open_desk, read_body, warm_up
from facts.search.meaning import SentenceEncoder
from facts.search.ranking import Model
from facts.search.ranking.fitting import Choice, Example, fit, fit_order

FILE = Path(__file__).parents[1] / "facts/search/ranking/coefficients.json"
FITTED_ON = (1, 2, 3)
"""Seeds of the sets that the weights are fitted on."""
LINE_SET_ON = (11, 12)
MOST_FALSE = 0.01
ORDER = {"lexical": ("bm25", "covered"), "with_meaning": ("cosine", "covered")}
WEIGHTS = {
    "lexical": ("bm25_gap", "covered"),
    "with_meaning": ("bm25_z", "covered", "cosine", "cosine_gap"),
}
RIDGE = 100.0
LEAST_BESIDE_NAMES = {"lexical": 0.3, "with_meaning": 0.0}
"""Without meaning nothing but its other words tells what is said of somebody from what is asked."""
_LOWERED_BY = [-step / 4 for step in range(13)]
_SOURCE = {"title": "Made up", "tier": "secondary", "publisher": "Nobody", "published": "1583"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One made-up question, with its fact on file and without."""

    fact: int
    on_file: Measured
    masked: Measured

    @property
    def is_right(self) -> bool:
        """Whether the likeliest fact is the one that answers."""
        return self.on_file.order[:1] == (self.fact,)


async def measure(
    made: Made, model: Model, encoder: SentenceEncoder | None, progress: Progress
) -> list[Asked]:
    """File a set and ask its questions, facts in the order that a model gives."""
    with tempfile.TemporaryDirectory(prefix="factdesk-fit-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        async with open_desk(url, create=True, encoder=encoder) as desk:
            bodies = ((str(place), _body(text)) for place, text in enumerate(made.facts))
            async for _ in desk.scale.load(bodies, editor="fitting", reason="made up", batch=500):
                pass
            return [
                await _ask(desk, text, place + 1, model)
                for text, place in progress.track(made.questions, description="Asking")
            ]


def _body(text: str) -> Body:
    return read_body(
        {
            "kind": "quote",
            "passages": [text],
            "speaker": "Unnamed",
            "said_on": "1583",
            "sources": [_SOURCE],
        }
    )


async def _ask(desk: Desk, text: str, fact: int, model: Model) -> Asked:
    question = desk.asking.read(text)
    return Asked(
        fact,
        await desk.measuring.order(question, without=frozenset(), model=model),
        await desk.measuring.order(question, without=frozenset({fact}), model=model),
    )


def choices(asked: Sequence[Asked]) -> list[Choice]:
    """Return the facts at hand of the questions whose fact is among them."""
    return [
        Choice(one.on_file.weighed, one.on_file.order.index(one.fact))
        for one in asked
        if one.on_file.weighed and one.fact in one.on_file.order
    ]


def examples(asked: Sequence[Asked]) -> Iterator[Example]:
    """Yield the likeliest facts that the guard lets through."""
    for one in asked:
        for measured, is_right in ((one.on_file, one.is_right), (one.masked, False)):
            if measured.features is not None and not measured.unmet:
                yield Example(measured.features, is_right)


def lowered_by(asked: Sequence[Asked], model: Model) -> float:
    """Return what the guard's finding lowers the sum by, where telling apart goes best."""

    def told_apart(unmet: float) -> float:
        lowered = replace(model, unmet=unmet)
        return auroc(
            [scored(one.on_file, lowered) for one in asked],
            [scored(one.masked, lowered) for one in asked],
        )

    return max(_LOWERED_BY, key=told_apart)


def scored(measured: Measured, model: Model) -> Scored:
    """Return the likeliest fact's probability by a model."""
    if measured.features is None:
        return Scored(0.0, is_refused=True, is_right=False)
    unmet = bool(measured.unmet)
    return Scored(
        model.probability(measured.features, unmet=unmet),
        is_refused=unmet or not model.says_enough(measured.features),
        is_right=False,
    )


def line(asked: Sequence[Asked], model: Model) -> float:
    """Return the least probability over which so few questions with nothing on file get."""
    found = sorted(
        (one.score for one in (scored(each.masked, model) for each in asked) if not one.is_refused),
        reverse=True,
    )
    return found[int(MOST_FALSE * len(asked))]


async def fitted(
    kind: str, encoder: SentenceEncoder | None, progress: Progress
) -> tuple[Model, list[Asked]]:
    """Fit one set of weights; returns it with the questions that the line was set on."""
    first = Model(dict.fromkeys(ORDER[kind], 1.0), {}, 0.0, 0.0, 0.0, LEAST_BESIDE_NAMES[kind])
    sets = [make(seed) for seed in FITTED_ON]
    at_hand = [one for made in sets for one in await measure(made, first, encoder, progress)]
    order = fit_order(choices(at_hand), ORDER[kind], ridge=RIDGE)
    model = replace(first, order=_scaled(order))
    asked = [one for made in sets for one in await measure(made, model, encoder, progress)]
    weights = fit(list(examples(asked)), WEIGHTS[kind], ridge=RIDGE)
    model = replace(model, weights=_rounded(weights.weights), bias=round(weights.bias, 3))
    model = replace(model, unmet=lowered_by(asked, model))
    unseen = [
        one for seed in LINE_SET_ON for one in await measure(make(seed), model, encoder, progress)
    ]
    return replace(model, line=round(line(unseen, model), 3)), unseen


def _scaled(weights: Mapping[str, float]) -> dict[str, float]:
    return _rounded({name: weight / max(weights.values()) for name, weight in weights.items()})


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items()}


def _as_json(model: Model) -> dict[str, Any]:
    return {
        "order": dict(model.order),
        "weights": dict(model.weights),
        "bias": model.bias,
        "line": model.line,
        "unmet": model.unmet,
        "least_beside_names": model.least_beside_names,
    }


def _told(kind: str, model: Model, asked: Sequence[Asked]) -> str:
    over = [one for one in asked if _answers(one.on_file, model)]
    right = sum(one.is_right for one in over)
    false = sum(_answers(one.masked, model) for one in asked)
    count = len(asked)
    apart = auroc(
        [scored(one.on_file, model) for one in asked], [scored(one.masked, model) for one in asked]
    )
    return (
        f"{kind}: of {count:,} questions that only the line was set on, {right / count:.1%} right, "
        f"{(len(over) - right) / count:.1%} wrong, {false / count:.1%} false; AUROC {apart:.3f}"
    )


def _answers(measured: Measured, model: Model) -> bool:
    found = scored(measured, model)
    return not found.is_refused and found.score >= model.line


async def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=tuple(ORDER))
    parser.add_argument("-o", dest="file", type=Path, default=FILE)
    given = parser.parse_args()
    written = json.loads(FILE.read_text("utf-8"))
    written["fitted"] = "By benchmarks/fit_ranking.py, on made-up questions alone."
    installed = installed_model(Settings.read().model_folder)
    warm_up()
    with bars() as progress:
        for kind in [given.only] if given.only else ORDER:
            if kind == "with_meaning" and installed is None:
                parser.error("with meaning a model must be installed: factdesk model install")
            encoder = installed.encoder if installed and kind == "with_meaning" else None
            model, unseen = await fitted(kind, encoder, progress)
            written[kind] = _as_json(model)
            progress.console.print(_told(kind, model, unseen))
    given.file.write_text(json.dumps(written, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
