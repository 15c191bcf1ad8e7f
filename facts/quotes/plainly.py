"""What differs, in a sentence or two."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from facts.quotes.check import CheckedQuote
from facts.quotes.verdict import Comparison, Difference, Verdict

_NAMED = 4
_LONG = 12


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads((files("facts.quotes") / "wording.toml").read_text(encoding="utf-8"))


def plainly(checked: CheckedQuote | Comparison) -> str:
    """Name what differs: `“only” is missing: this changes the meaning.`; "" where nothing does.

    Differences that change the meaning are named first; others only where there are none of those.
    """
    comparison = checked if isinstance(checked, Comparison) else checked.comparison
    if comparison is None:
        return ""
    sentences = []
    if isinstance(checked, CheckedQuote) and checked.other_speaker and checked.on_file:
        told = _wording()["speaker"]["other"]
        sentences.append(told.format(speaker=checked.on_file.speaker, named=checked.speaker))
    sentences.append(_differences(comparison))
    if comparison.stitched and comparison.verdict is not Verdict.NOTHING:
        sentences.append(_wording()["stitched"]["sentence"])
    return " ".join(sentence for sentence in sentences if sentence)


def _differences(comparison: Comparison) -> str:
    weighty = [one for one in comparison.differences if one.meaning_changed]
    named = weighty or list(comparison.differences)
    if not named:
        return ""
    told = _list([_one(one) for one in named[:_NAMED]], more=len(named) - _NAMED)
    if weighty:
        counted = {1: "one", 2: "two"}.get(len(named), "many")
        told = f"{told}: {_wording()['meaning'][counted]}"
    return f"{told[:1].upper()}{told[1:]}."


def _one(difference: Difference) -> str:
    wording = _wording()
    op = difference.op.value
    table = (
        wording["inserted"]
        if not difference.on_file and op in wording["inserted"]
        else wording["op"]
    )
    sentence: str = table[op]
    return sentence.format(file=_quote(difference.on_file), quoted=_quote(difference.quoted))


def _quote(words: str) -> str:
    split = words.split()
    if len(split) > _LONG:
        half = _LONG // 3
        return f"“{' '.join(split[:half])} … {' '.join(split[-half:])}”"
    return f"“{' '.join(split)}”"


def _list(parts: Sequence[str], *, more: int) -> str:
    listed = list(parts)
    if more > 0:
        listed.append(f"{more} more")
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
