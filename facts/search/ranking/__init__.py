"""Ranking: what is measured of a fact, and what follows from it."""

from facts.search.ranking.features import Asked, Features, Sighted, beside_names, measure
from facts.search.ranking.model import Model, Ranked, likeliest, rank, read_model, shipped

__all__ = [
    "Asked",
    "Features",
    "Model",
    "Ranked",
    "Sighted",
    "beside_names",
    "likeliest",
    "measure",
    "rank",
    "read_model",
    "shipped",
]
