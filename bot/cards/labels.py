"""What people are shown for the model's own words: `affirmed_in_part`, `secondary` ..."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return the labels of `labels.toml`: by list (`disposition`), then by the model's word."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("bot.cards").joinpath("labels.toml").read_text("utf-8")
    )
    return found
