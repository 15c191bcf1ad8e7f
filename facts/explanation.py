"""Why a question was answered as it was: the figures, so that a person can look at them."""

from collections.abc import Mapping

from facts.answer import Outcome
from facts.model import FactId
from facts.model.value import Value


class Weighed(Value):
    """One fact as it was weighed, likeliest first among several."""

    fact: FactId
    heading: str
    probability: float
    """That it answers, 0 to 1, by the figures alone."""
    figures: Mapping[str, float]
    """By name, as `facts.search.ranking.Features` has them."""
    unmet: tuple[str, ...]
    """What the question names and the fact does not hold: any of it refuses the fact."""


class Explanation(Value):
    """What came of a question, and from what."""

    question: str
    outcome: Outcome
    answered: tuple[FactId, ...]
    keys: tuple[str, ...]
    """What the question names by number: then only facts that have it are looked at."""
    line: float
    """Other words than a fact's own are answered by it from this probability on."""
    weighed: tuple[Weighed, ...]
