"""The words around a quote that attribute it: cue verbs and phrases, and what stands between.

They are in `cues.toml`; the verbs follow the attribution cues of PARC 3.0 (Pareti, LREC 2016).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CueWords:
    """`cues.toml`, read; each list is explained there."""

    verbs: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    scare: frozenset[str]
    between: frozenset[str]
    papers: frozenset[str]


@cache
def cue_words() -> CueWords:
    """Read the cues, on first use."""
    data = tomllib.loads((files("facts.quotes") / "cues.toml").read_text(encoding="utf-8"))
    phrases = tuple(tuple(phrase.split()) for phrase in data.pop("phrases"))
    return CueWords(phrases=phrases, **{name: frozenset(words) for name, words in data.items()})
