"""What the channel shows of an answer: what it is about, and one sentence."""

import re
from collections.abc import Sequence

from facts.answer import Match
from facts.people.words import people_words
from facts.wording.lines import quote_sentence
from facts.wording.names import card_heading

_WORDS_LIMIT = 300  # characters of a quote's words in the channel; the card has them all
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”])\. (?=[A-Z“])")
_CITED = frozenset(("v", "no", "cir", "cal", "stats", "dist", "ct", "app", "supp", "inc", "co"))
"""Abbreviations in captions and citations (The Bluebook, tables T6, T7 and T10) that end in a small
letter; those before names are in `facts/people/titles.toml`."""


def opening_lines(match: Match) -> tuple[str, ...]:
    """Return the heading of an answer and its first sentence; of a quote who said what, and when.

    The last line is the sentence. A long quote is cut between two words and ends in " ...".
    """
    quote = match.fact.quote
    if quote is not None:
        return (quote_sentence(quote.model_copy(update={"passages": _cut(quote.passages)})),)
    heading = card_heading(match.fact.body, match.law_body)
    return heading, first_sentence(match.sentence)[0]


def first_sentence(text: str) -> tuple[str, str]:
    """Split an answer into its first sentence and the rest; an abbreviation does not end it."""
    for stop in _SENTENCE_END.finditer(text):
        last = re.split(r"\W", text[: stop.start()])[-1].lower()
        if last not in _CITED | people_words().abbreviations:
            return text[: stop.start() + 1], text[stop.end() :]
    return text, ""


def _cut(passages: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    left = _WORDS_LIMIT
    for passage in passages:
        if len(passage) > left:
            whole = passage[: left + 1].rpartition(" ")[0].rstrip(" ,;:.—–-")
            kept.append(f"{whole or passage[:left]} ...")
            break
        kept.append(passage)
        left -= len(passage)
    return tuple(kept)
