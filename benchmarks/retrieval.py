"""How often the right fact is found on a labeled set, and how often none is.

Each query is asked with its facts on file and with them masked. Ranking is measured on the first,
refusal on both. Where a threshold is swept, the score is the probability of the likeliest fact, and
a fact that the guard refuses answers at no threshold; the AUROC uses the probabilities as they are,
lowered by the model's `unmet` if the guard has found something missing. Figures at the shipped
threshold come from the desk's own look-up, with all its rules.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from benchmarks.desk import load
from benchmarks.figures import Percentiles, Point, Ranking, Rate, auroc, curve, ranking, right_at
from benchmarks.labeled import HALVES, read_labeled_set
from benchmarks.masking import NearMissResult, Pair, QueryResult, ask_all, ask_near_misses
from benchmarks.output import bars, plot_refusal, require_matplotlib
from benchmarks.ranking.regression import Choice, Example, cross_validated, cross_validated_order
from bot.cli.terminal import Json, show
from bot.settings import Settings
from facts import Body, Desk, open_desk
from facts.search.embedding import installed as installed_model

_FEW_FALSE = (0.01, 0.05)
_FOLDS = 5
_LEAST_FITTED = 2 * _FOLDS
_LOWERED = 0.5
"""Subtracted from the logit of a fact that the guard refuses, with weights fitted here."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure on, and what to print."""

    claims: Path
    queries: Path
    qrels: Path
    near_misses: Path | None
    plot: Path | None
    fitted_here: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well questions with a fact on file are distinguished from those without."""

    auroc: float
    points: tuple[Point, ...]

    def right_at(self, most_false: float) -> float:
        """Return the highest share of right answers with at most this share of false ones."""
        return right_at(self.points, most_false)

    def json(self) -> Json:
        """Return its figures."""
        return {
            "auroc": _rounded(self.auroc),
            "right_at_1pct": _rounded(self.right_at(_FEW_FALSE[0])),
            "right_at_5pct": _rounded(self.right_at(_FEW_FALSE[1])),
        }


async def measure(plan: Plan) -> None:
    """Load, ask, print; BadInput, with file and line, for a malformed file."""
    if plan.plot is not None:
        require_matplotlib()
    labeled = read_labeled_set(plan.claims, plan.queries, plan.qrels, plan.near_misses)
    with tempfile.TemporaryDirectory(prefix="factdesk-bench-") as folder, bars() as progress:
        file = Path(folder) / "facts.db"
        model = installed_model(Settings.read().model_folder)
        encoder = model.encoder if model else None
        url = f"sqlite+aiosqlite:///{file}"
        async with open_desk(url, create=True, encoder=encoder) as desk:
            desk.warm_up()
            await _load(desk, labeled.facts, progress)
            pairs = await ask_all(desk, labeled, progress)
            near = await ask_near_misses(desk, labeled.near_misses, progress)
    on_file = [pair.on_file for pair in pairs if pair.on_file is not None]
    masked = [pair.masked for pair in pairs]
    ranks = ranking([(one.measured.order, one.gold) for one in on_file])
    refusal = _refusal(on_file, masked)
    here = _fitted_here(pairs) if plan.fitted_here else None
    made = _json(ranks, refusal, on_file, masked, near)
    halves = _halves(pairs, near)
    if halves:
        made["halves"] = {half: _rates_json(rates) for half, rates in halves.items()}
    if plan.fitted_here:
        made["fitted_here"] = here.json() if here else None
    if plan.plot is not None:
        at_line = made["at_shipped_line"]
        plot_refusal(
            plan.plot,
            {"shipped weights": refusal.points}
            | ({"weights fitted on these questions": here.refusal.points} if here else {}),
            shipped=(at_line["false_answers"], at_line["right"]),
        )
    if plan.as_json:
        show(made)
    else:
        print("\n".join([_text(made, on_file, masked, near), *_halves_text(halves)]))


async def _load(desk: Desk, facts: Sequence[tuple[str, Body]], progress: Progress) -> None:
    loading = progress.add_task("Loading", total=len(facts))
    async for loaded in load(desk, facts, editor="benchmark", reason="a labeled set", batch=1_000):
        progress.update(loading, completed=loaded)


def _refusal(on_file: Sequence[QueryResult], masked: Sequence[QueryResult]) -> Refusal:
    with_gold = [one.scored() for one in on_file]
    without = [one.scored() for one in masked]
    return Refusal(auroc(with_gold, without), tuple(curve(with_gold, without)))


@dataclass(frozen=True, slots=True)
class FittedHere:
    """What weights fitted on these queries would achieve, cross-validated by query."""

    ranking: Ranking
    refusal: Refusal

    def json(self) -> Json:
        """Return its figures."""
        return _ranking_json(self.ranking) | self.refusal.json()


def _fitted_here(pairs: Sequence[Pair]) -> FittedHere | None:
    """Rank and refuse by weights fitted on these queries; None if there are too few.

    Facts that the guard refuses are left out of the fit, and their scores are lowered as usual.
    """
    asked = [[one for one in (pair.on_file, pair.masked) if one is not None] for pair in pairs]
    measured = [[one for one in both if one.measured.features is not None] for both in asked]
    if sum(any(not one.scored().is_refused for one in both) for both in measured) < _LEAST_FITTED:
        return None
    ranked_here = _ranked_here([pair.on_file for pair in pairs if pair.on_file is not None])
    if ranked_here is None:
        return None
    logits = cross_validated([list(map(_example, both)) for both in measured], folds=_FOLDS)
    found = {
        id(one): logit - (_LOWERED if one.measured.unmet else 0.0)
        for both, own in zip(measured, logits, strict=True)
        for one, logit in zip(both, own, strict=True)
    }
    lowest = min(found.values()) - 1
    with_gold = [
        pair.on_file.scored(found.get(id(pair.on_file), lowest)) for pair in pairs if pair.on_file
    ]
    without = [pair.masked.scored(found.get(id(pair.masked), lowest)) for pair in pairs]
    return FittedHere(
        ranked_here,
        Refusal(auroc(with_gold, without), tuple(curve(with_gold, without))),
    )


def _example(one: QueryResult) -> Example:
    if one.measured.features is None:  # pragma: no cover (the caller has left these out)
        raise TypeError
    return Example(one.measured.features, one.ranks_right, one.scored().is_refused)


def _ranked_here(on_file: Sequence[QueryResult]) -> Ranking | None:
    at_hand = [one for one in on_file if one.measured.weighed and one.gold & {*one.measured.order}]
    if len(at_hand) < _LEAST_FITTED:
        return None
    orders = cross_validated_order(
        [
            Choice(
                one.measured.weighed,
                min(one.measured.order.index(fact) for fact in one.gold & {*one.measured.order}),
            )
            for one in at_hand
        ],
        folds=_FOLDS,
    )
    found = {
        id(one): [one.measured.order[place] for place in order]
        for one, order in zip(at_hand, orders, strict=True)
    }
    return ranking([(found.get(id(one), one.measured.order), one.gold) for one in on_file])


def _ranking_json(ranks: Ranking) -> Json:
    return {
        "map@5": _rounded(ranks.map_at_5),
        "mrr": _rounded(ranks.mrr),
        "p@1": _rounded(ranks.p_at_1),
        "recall@5": _rounded(ranks.recall_at_5),
    }


def _json(
    ranks: Ranking,
    refusal: Refusal,
    on_file: Sequence[QueryResult],
    masked: Sequence[QueryResult],
    near: Sequence[NearMissResult],
) -> Json:
    made: Json = {
        **_ranking_json(ranks),
        "refusal": refusal.json(),
        "at_shipped_line": {
            "right": _share(one.is_right for one in on_file),
            "wrong": _share(one.is_wrong for one in on_file),
            "false_answers": _share(bool(one.shown) for one in masked),
        },
        "near_misses": {
            "asked": len(near),
            "answered_wrongly": sum(one.is_wrong for one in near),
        },
        "ms_per_query": Percentiles.of([[one.ms for one in on_file]]).json(),
    }
    return made


def _halves(pairs: Sequence[Pair], near: Sequence[NearMissResult]) -> dict[str, dict[str, Rate]]:
    """Return the rates of each half of a set that says which half its questions are in."""
    halves = {half: [pair for pair in pairs if pair.half == half] for half in HALVES}
    return {
        half: _rates(own, [one for one in near if one.asked.half == half])
        for half, own in halves.items()
        if any(pair.on_file for pair in own)
    }


def _rates(pairs: Sequence[Pair], near: Sequence[NearMissResult]) -> dict[str, Rate]:
    on_file = [pair.on_file for pair in pairs if pair.on_file is not None]
    masked = [pair.masked for pair in pairs]
    refusal = _refusal(on_file, masked)

    def rate(name: str, shares: Iterable[bool]) -> dict[str, Rate]:
        found = list(shares)
        return {name: Rate(sum(found), len(found))}

    rates = rate("p@1", (one.ranks_right for one in on_file))
    for most in _FEW_FALSE:
        right = round(refusal.right_at(most) * len(on_file))
        rates[f"right at {most:.0%} false"] = Rate(right, len(on_file))
    rates |= rate("right", (one.is_right for one in on_file))
    rates |= rate("wrong", (one.is_wrong for one in on_file))
    rates |= rate("false answers", (bool(one.shown) for one in masked))
    for kind in sorted({one.asked.kind for one in near}):
        of_kind = (one.is_wrong for one in near if one.asked.kind == kind)
        rates |= rate(f"near-misses, {kind or 'all'}", of_kind)
    return rates


def _rates_json(rates: dict[str, Rate]) -> Json:
    return {name: rate.json() for name, rate in rates.items()}


def _halves_text(halves: dict[str, dict[str, Rate]]) -> list[str]:
    return [
        line
        for half, rates in halves.items()
        for line in (
            f"The {half} half, with 95 % intervals",
            *(f"  {name:<22} {rate}" for name, rate in rates.items()),
        )
    ]


def _rounded(figure: float) -> float:
    return round(figure, 4)


def _share(which: Iterable[bool]) -> float:
    found = list(which)
    return _rounded(sum(found) / len(found))


def _text(
    made: Json,
    on_file: Sequence[QueryResult],
    masked: Sequence[QueryResult],
    near: Sequence[NearMissResult],
) -> str:
    here = made.get("fitted_here")
    at_line, times = made["at_shipped_line"], made["ms_per_query"]
    ranks = {name: made[name] for name in ("map@5", "mrr", "p@1", "recall@5")}
    figures = ranks | made["refusal"]
    lines = [
        f"{len(on_file):,} questions with a fact on file, {len(masked):,} with none",
        *(
            f"  {name:<22} {figure:.4f}"
            + (f"   with weights fitted on these questions {here[name]:.4f}" if here else "")
            for name, figure in figures.items()
        ),
        "At the shipped line",
        *(f"  {name:<22} {share:.4f}" for name, share in at_line.items()),
        f"  {'choices with the right':<22} {_share(_offers_right(one) for one in on_file):.4f}",
        "What the guard refuses that is over the line",
        f"  {'right answers':<22} {_share(_is_lost(one) for one in on_file):.4f}",
        f"  {'false answers':<22} {_share(_is_spared(one) for one in masked):.4f}",
        f"A look-up takes p50 {times['p50']:.2f} ms, p99 {times['p99']:.2f} ms",
    ]
    if "fitted_here" in made and not here:
        lines.append("Too few of these questions may be answered for weights to be fitted on them")
    if near:
        wrong = sum(one.is_wrong for one in near)
        lines.append(
            f"Near-misses: {len(near):,} asked, {wrong} answered wrongly "
            f"({wrong / len(near):.2%}), {sum(one.is_other for one in near)} with another fact"
        )
    return "\n".join(lines)


def _offers_right(one: QueryResult) -> bool:
    return bool(one.shown & one.gold) and not one.is_right


def _is_lost(one: QueryResult) -> bool:
    """Whether the right fact is over the threshold, and only the guard refuses it."""
    return not one.shown and one.ranks_right and _is_only_unmet(one)


def _is_spared(one: QueryResult) -> bool:
    return not one.shown and _is_only_unmet(one)


def _is_only_unmet(one: QueryResult) -> bool:
    return bool(one.measured.unmet) and one.measured.is_over_line
