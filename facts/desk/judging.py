"""What the words alone do not settle: whether the likeliest fact answers after all.

The rules answer only where a fact holds every word of a question. Where the wording differs, the
likeliest fact answers if its probability is over the line and the guard finds nothing missing.
"""

from dataclasses import dataclass

from facts.desk.finding import Finding
from facts.model import FiledFact, Quote
from facts.question import Question
from facts.search import guard
from facts.search.document import guard_text
from facts.search.ranking import Model, Ranked, beside_names, likeliest, rank, shipped
from facts.store import Transaction, search_index
from facts.store.facts import revisions

_SEEN = 8
"""So many facts show how a word is written."""
_MOST_DOUBTFUL = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest fact, with what the guard found."""

    ranked: Ranked
    unmet: tuple[str, ...]
    """What the question names and the fact does not hold."""


def model_for(finding: Finding) -> Model:
    """Return the weights for what was found: with meaning, or by words alone."""
    with_meaning = any(one.cosine is not None for one in finding.sighted)
    return shipped(with_meaning=with_meaning)


def ranked(finding: Finding, model: Model | None = None) -> list[Ranked]:
    """Put what was found in order, likeliest first, by the shipped weights or by others."""
    return rank(model or model_for(finding), finding.asked, finding.sighted)


def first(finding: Finding) -> Ranked | None:
    """Return the likeliest of what was found."""
    return likeliest(model_for(finding), finding.asked, finding.sighted)


def could_answer(question: Question, fact: FiledFact) -> bool:
    """Whether a fact may answer in other words: words said by the day that is asked about.

    What the law is and what courts did is told by key and name; likeness is no ground for it.
    """
    body = fact.body
    if not isinstance(body, Quote):
        return False
    return question.as_of is None or not body.said_on.is_after(question.as_of.upper)


async def judge(
    tx: Transaction,
    question: Question,
    finding: Finding,
    likely: Ranked,
    fact: FiledFact,
    *,
    without: frozenset[int] = frozenset(),
    model: Model | None = None,
) -> Judged:
    """Look at the likeliest fact's own words: whether it holds what is named, and the rest."""
    asked = f"{question.speaker} {question.subject}" if question.speaker else question.subject
    text = guard_text(fact.body)
    words = guard.doubtful(asked, text)[:_MOST_DOUBTFUL]
    seen = await search_index.with_each(tx, words, limit=_SEEN + len(without))
    bodies = await revisions.bodies(tx, [one for one in seen if one not in without])
    texts = dict.fromkeys([text, *map(guard_text, bodies)])
    usage = guard.usage(texts, of=guard.stems_asked(asked))
    verdict = guard.judge(asked, text, usage)
    sighted = next(one for one in finding.sighted if one.fact == likely.fact)
    beside = beside_names(finding.asked, sighted, verdict.named)
    judged = likely.judged(model or model_for(finding), beside, unmet=bool(verdict.unmet))
    return Judged(judged, verdict.unmet)
