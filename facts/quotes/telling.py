"""How each quotation of an article is attributed, and which go on from the one before."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.quotes.attribution import (
    Attribution,
    attribution_after,
    attribution_before,
    last_sentence,
)
from facts.quotes.pairs import Pair
from facts.quotes.phrases import words_of

_ALSO = 6
"""Between two quotes of one sentence with one cue there are no more words."""


class Told(NamedTuple):
    """How one quotation is attributed."""

    attribution: Attribution | None
    follows: bool = False
    """By what follows its closing mark."""
    goes_on: bool = False
    """It continues the quotation before."""


def told_of(text: str, pairs: Sequence[Pair]) -> list[Told]:
    """Say of each quotation, in order, who is told to have said it."""
    told: list[Told] = []
    for index in range(len(pairs)):
        told.append(_told(text, pairs, index, told[-1] if told else None))
    return told


def _told(text: str, pairs: Sequence[Pair], index: int, last: Told | None) -> Told:
    pair = pairs[index]
    line = text.rfind("\n", 0, pair.opens) + 1
    previous = pairs[index - 1] if index and pairs[index - 1].shuts > line else None
    before = text[previous.shuts if previous else line : pair.opens]
    end = pairs[index + 1].opens if index + 1 < len(pairs) else len(text)
    after = text[pair.shuts : end].split("\n", maxsplit=1)[0]
    leading = attribution_before(before)
    following = attribution_after(after)
    if following is not None and _is_new_sentence(text, pair, after):
        following = None
    if last is not None and previous is not None:
        if last.follows:
            shared = last.attribution
            if (following is None and leading == shared) or _is_open(text, previous, before):
                # “We will,” Luna said, “only transfer”
                return Told(following or shared, follows=following is not None, goes_on=True)
            if following is None and leading is None and _is_one_sentence(before):
                # “There’s no choice,” Luna said. “That means somebody ...”
                return Told(shared, follows=True, goes_on=True)
        elif following is None and leading is None and _is_same_sentence(text, previous, before):
            # Brown called the times “uncertain” for “undocumented Californians”
            return Told(last.attribution)
    return Told(following, follows=True) if following is not None else Told(leading)


def _is_new_sentence(text: str, pair: Pair, after: str) -> bool:
    """Whether a finished quote is followed by a sentence of its own: `.” She added that ...`."""
    if not text[pair.start : pair.end].rstrip().endswith("."):
        return False
    opening = words_of(after)[:1]
    sentence = re.split(r"[.;]", after, maxsplit=1)[0]
    return (
        bool(opening)
        and opening[0].text[:1].isupper()
        and (sentence.rstrip() == after.rstrip() or " that " in sentence or ":" in sentence)
    )


def _is_one_sentence(between: str) -> bool:
    """Whether between two quotes there is one sentence alone."""
    return last_sentence(between).strip() == between.strip().lstrip(",").strip()


def _is_open(text: str, previous: Pair, before: str) -> bool:
    """Whether the quote before stopped in mid-sentence for its cue: `,” Luna said, “`."""
    return (
        text[previous.start : previous.end].rstrip().endswith(",")
        and before.rstrip().endswith(",")
        and _is_one_sentence(before)
    )


def _is_same_sentence(text: str, previous: Pair, before: str) -> bool:
    """Whether a few words join two quotes: `“uncertain” for “undocumented Californians”`."""
    ended = text[previous.start : previous.end].rstrip().endswith((".", "!", "?"))
    return not ended and not re.search(r"[.!?:;]", before) and len(before.split()) <= _ALSO
