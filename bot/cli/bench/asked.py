"""Questions about generated facts, of the kinds that reporters ask, and what would be right."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.cli.bench.generated import chance_of, fact, lexicon
from facts import Answer, Body, Decision, Law, Outcome, Quote


class Kind(StrEnum):
    """What a question goes by."""

    KEY = "key"
    """A bill's number with its year and state, or a docket."""
    WORDS = "words"
    """Five words out of a quote."""
    SPEAKER = "speaker"
    MISSPELT = "misspelt"
    """The same with a letter left out of the speaker's surname."""
    NOTHING = "nothing"
    """Names and words that are on file, together in no fact."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the fact that answers it."""

    kind: Kind
    text: str
    body: Body | None

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is, or offers, the fact; for none, whether it says so."""
        if self.body is None:
            return answer.outcome is Outcome.NOTHING
        return any(match.fact.body == self.body for match in answer.matches)


def asked(facts: int, *, count: int, run: int) -> Iterator[Asked]:
    """Make questions about the first so many facts, all kinds in turn; others for each run."""
    kinds = list(Kind)
    for number in range(count):
        yield _asked(kinds[number % len(kinds)], facts, chance_of(run * 1_000_003 + number))


def _asked(kind: Kind, facts: int, drawn: random.Random) -> Asked:
    body = fact(drawn.randrange(facts))
    while isinstance(body, Quote) is (kind is Kind.KEY):
        body = fact(drawn.randrange(facts))
    match body:
        case Law():
            state = body.jurisdiction[-2:].upper()
            return Asked(kind, f"who signed {body.number} of {body.session[:4]} ({state})", body)
        case Decision():
            return Asked(kind, f"what did the court decide in {body.docket}", body)
        case Quote():
            return _of_quote(kind, body, drawn)


def _of_quote(kind: Kind, quote: Quote, drawn: random.Random) -> Asked:
    first, surname = quote.speaker.split()
    match kind:
        case Kind.WORDS:
            words = quote.words.lower().replace(".", "").split()
            told = [word for word in words if word not in lexicon().common]
            return Asked(kind, f"who said {' '.join(drawn.sample(told, min(5, len(told))))}", quote)
        case Kind.NOTHING:
            words = drawn.sample(lexicon().words[:5_000], 3)
            return Asked(kind, f"what did {first} {surname} say about {' '.join(words)}", None)
        case Kind.MISSPELT:
            place = drawn.randrange(1, len(surname))
            surname = surname[:place] + surname[place + 1 :]
    return Asked(kind, f"what did {first} {surname} say about {quote.topic}", quote)
