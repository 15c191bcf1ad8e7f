"""Measuring: how facts are put in order for a question, with or without some of them on file."""

from dataclasses import dataclass

from facts.desk.finding import find
from facts.desk.judging import could_answer, judge, model_for, ranked
from facts.desk.setup import Setup
from facts.question import Question
from facts.search.ranking import Features, Model
from facts.store import revisions


@dataclass(frozen=True, slots=True)
class Measured:
    """The order of facts for one question, and what is known of the first."""

    order: tuple[int, ...]
    """Numbers of facts, likeliest first."""
    weighed: tuple[Features, ...] = ()
    """What was measured of each, in that order, before the guard; empty where a key says what is
    meant."""
    features: Features | None = None
    """Of the first; None where nothing is like the question, or where a key says what is meant."""
    probability: float = 0.0
    """That the first answers, less what the guard makes of it."""
    is_over_line: bool = False
    """Whether the first would be told, had the guard found nothing missing."""
    unmet: tuple[str, ...] = ()
    """What the question names and the first does not hold."""
    is_refused: bool = False
    """Whether the first is no answer, however probable: something is unmet, it shares little but
    names with the question, or it speaks of a later day."""


class Measuring:
    """Reads as a look-up does; answers nothing."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def order(
        self, question: Question, *, without: frozenset[int], model: Model | None = None
    ) -> Measured:
        """Put facts in order for a question as if some, by number, were not on file.

        By the shipped weights, or by others.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            finding = await find(tx, question, without=without)
            model = model or model_for(finding)
            likely = ranked(finding, model)
            if not likely:
                return Measured(finding.numbers)
            first = likely[0]
            fact = (await revisions.filed(tx, [first.fact]))[first.fact]
            judged = await judge(tx, question, finding, first, fact, without=without, model=model)
        features = judged.ranked.features
        return Measured(
            order=tuple(one.fact for one in likely),
            weighed=tuple(one.features for one in likely),
            features=features,
            probability=judged.ranked.probability,
            is_over_line=model.probability(features) >= model.line and model.says_enough(features),
            unmet=judged.unmet,
            is_refused=bool(judged.unmet)
            or not model.says_enough(features)
            or not could_answer(question, fact),
        )
