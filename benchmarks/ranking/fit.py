"""Fit the ranking's weights on made-up questions, and set the threshold: `coefficients.json`.

Sets of facts and questions are made (`made_up.py`), filed in a desk of their own, and each question
is asked with the fact that answers it and without. Four things are fitted, each after the last:
the order of the facts found; the probability of the likeliest, on those that the guard lets
through; how far the guard lowers it, to best separate questions with something on file from those
with nothing; and the threshold (`line`), on sets used for nothing else, so that at most one in a
hundred questions with nothing on file is answered. The weights with embeddings need a model
(`factdesk model install`). Takes about a quarter of an hour.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.progress import Progress

from benchmarks.desk import FactOrder, load, order_facts
from benchmarks.figures import Scored, auroc
from benchmarks.output import bars
from benchmarks.ranking.made_up import MadeUp, make
from benchmarks.ranking.regression import Choice, Example, fit, fit_order
from bot.settings import Settings
from facts import Body, Desk, open_desk, read_body
from facts.errors import BadInput
from facts.search.embedding import SentenceEncoder
from facts.search.embedding import installed as installed_model
from facts.search.ranking import Model

FILE = Path(__file__).parents[2] / "facts/search/coefficients.json"


class Kind(StrEnum):
    """The two sets of weights."""

    LEXICAL = "lexical"
    WITH_MEANING = "with_meaning"


FITTED_ON = (1, 2, 3)
"""Seeds of the sets that the weights are fitted on."""
LINE_SET_ON = (11, 12)
MOST_FALSE = 0.01
ORDER = {Kind.LEXICAL: ("bm25", "covered"), Kind.WITH_MEANING: ("cosine", "covered")}
WEIGHTS = {
    Kind.LEXICAL: ("bm25_gap", "covered"),
    Kind.WITH_MEANING: ("bm25_z", "covered", "cosine", "cosine_gap"),
}
RIDGE = 100.0
LEAST_BESIDE_NAMES = {Kind.LEXICAL: 0.3, Kind.WITH_MEANING: 0.0}
"""Without embeddings, only its other words show that a fact about a person is not the one meant."""
_LOWERED_BY = [-step / 4 for step in range(13)]
_SOURCE = {"title": "Made up", "tier": "secondary", "publisher": "Nobody", "published": "1583"}


@dataclass(frozen=True, slots=True)
class FitResult:
    """How the facts for one made-up question ranked, with its fact on file and without."""

    fact: int
    on_file: FactOrder
    masked: FactOrder

    @property
    def is_right(self) -> bool:
        """Whether the likeliest fact is the one that answers."""
        return self.on_file.order[:1] == (self.fact,)


async def measure(
    made: MadeUp, model: Model, encoder: SentenceEncoder | None, progress: Progress
) -> list[FitResult]:
    """File a set and ask its questions, with facts ordered by a model."""
    with tempfile.TemporaryDirectory(prefix="factdesk-fit-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        async with open_desk(url, create=True, encoder=encoder) as desk:
            desk.warm_up()
            bodies = ((str(place), _body(text)) for place, text in enumerate(made.facts))
            async for _ in load(desk, bodies, editor="fitting", reason="made up", batch=500):
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


async def _ask(desk: Desk, text: str, fact: int, model: Model) -> FitResult:
    question = desk.answers.read(text)
    return FitResult(
        fact,
        await order_facts(desk, question, without=frozenset(), model=model),
        await order_facts(desk, question, without=frozenset({fact}), model=model),
    )


def choices(asked: Sequence[FitResult]) -> list[Choice]:
    """Return the facts found for each question whose fact is among them."""
    return [
        Choice(one.on_file.weighed, one.on_file.order.index(one.fact))
        for one in asked
        if one.on_file.weighed and one.fact in one.on_file.order
    ]


def examples(asked: Sequence[FitResult]) -> Iterator[Example]:
    """Yield the likeliest facts that the guard lets through, right ones and wrong ones."""
    for one in asked:
        for measured, is_right in ((one.on_file, one.is_right), (one.masked, False)):
            if measured.features is not None and not measured.unmet:
                yield Example(measured.features, is_right)


def lowered_by(asked: Sequence[FitResult], model: Model) -> float:
    """Return how far the guard should lower the sum: the value with the highest AUROC."""

    def auroc_at(unmet: float) -> float:
        lowered = replace(model, unmet=unmet)
        return auroc(
            [scored(one.on_file, lowered) for one in asked],
            [scored(one.masked, lowered) for one in asked],
        )

    return max(_LOWERED_BY, key=auroc_at)


def scored(measured: FactOrder, model: Model) -> Scored:
    """Score the likeliest fact with a model."""
    if measured.features is None:
        return Scored(0.0, is_refused=True, is_right=False)
    unmet = bool(measured.unmet)
    return Scored(
        model.probability(measured.features, unmet=unmet),
        is_refused=unmet or not model.says_enough(measured.features),
        is_right=False,
    )


def line(asked: Sequence[FitResult], model: Model) -> float:
    """Return the probability that `MOST_FALSE` of the questions with nothing on file exceed."""
    found = sorted(
        (one.score for one in (scored(each.masked, model) for each in asked) if not one.is_refused),
        reverse=True,
    )
    return found[int(MOST_FALSE * len(asked))]


async def fitted(
    kind: Kind, encoder: SentenceEncoder | None, progress: Progress
) -> tuple[Model, list[FitResult]]:
    """Fit one set of weights; return it with the questions that set its threshold."""
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


def _report(kind: Kind, model: Model, asked: Sequence[FitResult]) -> str:
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


def _answers(measured: FactOrder, model: Model) -> bool:
    found = scored(measured, model)
    return not found.is_refused and found.score >= model.line


async def fit_all(kinds: Sequence[Kind]) -> dict[str, Any]:
    """Fit, print, and return the new `coefficients.json`; BadInput if a model must be installed."""
    written: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    written["fitted"] = "By `python -m benchmarks fit-ranking`, on made-up questions alone."
    installed = installed_model(Settings.read().model_folder)
    with bars() as progress:
        for kind in kinds:
            if kind is Kind.WITH_MEANING and installed is None:
                raise BadInput(
                    "No model is installed: `factdesk model install` first", field="--only"
                )
            encoder = installed.encoder if installed and kind is Kind.WITH_MEANING else None
            model, unseen = await fitted(kind, encoder, progress)
            written[kind] = _as_json(model)
            progress.console.print(_report(kind, model, unseen))
    return written
