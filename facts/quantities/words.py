"""The words for what is counted, in the singular."""

import re
from functools import lru_cache

from facts.text import fold

_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "police": "police", "feet": "foot", "lives": "life", "wives": "wife", "thieves": "thief",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@lru_cache(maxsize=1024)
def words_of(text: str) -> frozenset[str]:
    """Return every word of a text, folded, in the singular."""
    return frozenset(map(singular, _WORD.findall(fold(text))))


def is_plural(word: str) -> bool:
    """Whether a folded word looks like a plural."""
    return word in _IRREGULAR or word != singular(word)


def singular(word: str) -> str:
    """Return a folded noun in the singular: by rule, or one of the few common irregular ones."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = re.sub(r"['’]s?$", "", word)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
