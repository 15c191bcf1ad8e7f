"""Any number of generated facts, with questions about them and an encoder for them.

The same number makes the same fact each time. Of 25 facts 20 are quotes, 3 laws, 2 decisions. The
words of a text are drawn by Zipf's law from 50,000 made of syllables, mixed with common words;
each speaker has about 40 quotes. Laws of several states and sessions share a bill's number.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.settings import Settings
from facts import Answer, Body, Decision, Law, Outcome, Quote, Source, read_body
from facts.errors import BadInput
from facts.model import Tier
from facts.search.embedding import Encoder
from facts.search.embedding import installed as installed_model

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

_WORDS = 50_000
_SPEAKERS = 20_000
_SESSIONS = ("2009-2010", "2011-2012", "2013-2014", "2015-2016",
             "2017-2018", "2019-2020", "2021-2022", "2023-2024")  # fmt: skip
_NUMBERS = 2_000
_PRIME = 1_600_033
"""With `_STEP` visits states, sessions, chambers and numbers in no order, each once."""
_STEP = 611_953
_COMMON_SHARE = 0.45
_MOST_WORDS = 60
"""How many words of a fact are encoded: the model reads no more than that."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that facts are made of."""

    common: tuple[str, ...]
    words: tuple[str, ...]
    """The most frequent first."""
    frequencies: tuple[float, ...]
    """Cumulative, in the order of `words`."""
    names: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    courts: tuple[str, ...]


@cache
def source() -> Source:
    """Make the source that all facts share: validating one takes longer than making a fact."""
    return Source(
        title="Generated for a benchmark",
        tier=Tier.SECONDARY,
        url="https://example.org/generated",
    )


@cache
def lexicon() -> Lexicon:
    """Read the word lists and make the words."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    lists = {name: tuple(text.split()) for name, text in table.items()}
    chance = chance_of(0)
    words = dict.fromkeys(lists["subjects"])
    while len(words) < _WORDS:
        size = chance.choice((1, 2, 2, 3))
        made = "".join(chance.choices(lists["syllables"], k=size)) + chance.choice(lists["endings"])
        words.setdefault(made)
    names = {
        chance.choice(lists["syllables"]).capitalize()
        + "".join(chance.choices(lists["syllables"], k=chance.choice((1, 2))))
        + chance.choice(lists["endings"])
        for _ in range(_SPEAKERS)
    }
    return Lexicon(
        common=lists["common"],
        words=tuple(words),
        frequencies=tuple(accumulate(1 / rank for rank in range(1, _WORDS + 1))),
        names=tuple(sorted(names)),
        jurisdictions=lists["jurisdictions"],
        courts=lists["courts"],
    )


def facts_from(start: int, stop: int) -> Iterator[tuple[str, Body]]:
    """Make the facts of these numbers, each with its reference."""
    for number in range(start, stop):
        yield f"generated/{number}", fact(number)


def fact(number: int) -> Body:
    """Make the fact of a number."""
    group, place = divmod(number, 25)
    match place % 8:
        case 3:
            return read_body(_law(3 * group + place // 8))
        case 7 if place < 16:  # noqa: PLR2004 (two of a group)
            return read_body(_decision(2 * group + place // 8))
        case _:
            return read_body(_quote(number))


def chance_of(number: int, stream: int = 0) -> random.Random:
    """Return the random generator of a number, the same each time; up to four streams each."""
    return random.Random(4 * number + stream)  # noqa: S311 (the same each time; nothing secret)


def _drawn(chance: random.Random, count: int) -> list[str]:
    known = lexicon()
    return chance.choices(known.words, cum_weights=known.frequencies, k=count)


def _sentence(chance: random.Random, count: int) -> str:
    known = lexicon()
    words = [
        chance.choice(known.common) if chance.random() < _COMMON_SHARE else word
        for word in _drawn(chance, count)
    ]
    return " ".join(words).capitalize() + "."


def _person(number: int) -> str:
    names = lexicon().names
    first = names[number * 31 % len(names)]
    return f"{first} {names[number * 7 % len(names)]}"


def _quote(number: int) -> dict[str, object]:
    chance = chance_of(number, 1)
    said = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "kind": "quote",
        "passages": [
            " ".join(_sentence(chance, chance.randint(6, 20)) for _ in range(chance.randint(1, 3)))
        ],
        "speaker": _person(chance.randrange(_SPEAKERS)),
        "role": f"{chance.choice(lexicon().words[:300]).capitalize()} commissioner",
        "said_on": said,
        "occasion": "press conference",
        "topic": " ".join(_drawn(chance, 3)),
        "sources": [source()],
    }


def law_key(number: int) -> tuple[str, str, str]:
    """Return jurisdiction, session and bill of the law of a number."""
    place = number * _STEP % _PRIME
    places = lexicon().jurisdictions
    place, state = divmod(place, len(places))
    place, session = divmod(place, len(_SESSIONS))
    bill, chamber = divmod(place, 2)
    return places[state], _SESSIONS[session], f"{('sb', 'hb')[chamber]}-{bill + 1}"


def _law(number: int) -> dict[str, object]:
    chance = chance_of(number, 2)
    jurisdiction, session, bill = law_key(number)
    year = int(session[:4])
    title = " ".join(word.capitalize() for word in _drawn(chance, 3))
    return {
        "kind": "law",
        "jurisdiction": jurisdiction,
        "session": session,
        "bill": bill,
        "title": f"{title} Act",
        "subject": f"limits {' '.join(_drawn(chance, 4))}",
        "summary": _sentence(chance, 20),
        "author": _person(chance.randrange(_SPEAKERS)),
        "events": [
            {"event": "introduced", "on": f"{year}-02-{chance.randint(1, 28):02}"},
            {"event": "signed", "on": f"{year}-10-{chance.randint(1, 28):02}"},
            {"event": "effective", "on": f"{year + 1}-01-01"},
        ],
        "sources": [source()],
    }


def _decision(number: int) -> dict[str, object]:
    chance = chance_of(number, 3)
    law = "/".join(law_key(chance.randrange(3 * number // 2 + 1)))
    year = chance.randint(2010, 2025)
    return {
        "kind": "decision",
        "case": f"{_person(chance.randrange(_SPEAKERS)).split()[1]} v. "
        f"{_drawn(chance, 1)[0].capitalize()}",
        "court": chance.choice(lexicon().courts),
        "docket": f"2:{year % 100:02}-cv-{number:06}",
        "decided_on": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "posture": "preliminary_injunction",
        "disposition": "denied",
        "merits_reached": False,
        "holding": f"The court refused to block it. {_sentence(chance, 16)}",
        "effects": [{"law": law, "outcome": "not_enjoined"}],
        "sources": [source()],
    }


class Kind(StrEnum):
    """How a question identifies the fact."""

    KEY = "key"
    """A bill's number with its year and state, or a docket."""
    WORDS = "words"
    """Five words out of a quote."""
    SPEAKER = "speaker"
    MISSPELT = "misspelt"
    """As `SPEAKER`, with a letter missing in the surname."""
    NOTHING = "nothing"
    """Names and words that are all on file, but never in the same fact."""


@dataclass(frozen=True, slots=True)
class GeneratedQuestion:
    """A question, and the fact that answers it; None where nothing on file does."""

    kind: Kind
    text: str
    body: Body | None

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is, or offers, the fact; if none is on file, whether it says so."""
        if self.body is None:
            return answer.outcome is Outcome.NOTHING
        return any(match.fact.body == self.body for match in answer.matches)


def questions(facts: int, *, count: int, run: int) -> Iterator[GeneratedQuestion]:
    """Make questions about the first `facts` facts, all kinds in turn; each run has its own."""
    kinds = list(Kind)
    for number in range(count):
        yield _question(kinds[number % len(kinds)], facts, chance_of(run * 1_000_003 + number))


def _question(kind: Kind, facts: int, drawn: random.Random) -> GeneratedQuestion:
    body = fact(drawn.randrange(facts))
    while isinstance(body, Quote) is (kind is Kind.KEY):
        body = fact(drawn.randrange(facts))
    match body:
        case Law():
            state = body.jurisdiction[-2:].upper()
            return GeneratedQuestion(
                kind, f"who signed {body.number} of {body.session[:4]} ({state})", body
            )
        case Decision():
            return GeneratedQuestion(kind, f"what did the court decide in {body.docket}", body)
        case Quote():
            return _question_of_quote(kind, body, drawn)


def _question_of_quote(kind: Kind, quote: Quote, drawn: random.Random) -> GeneratedQuestion:
    first, surname = quote.speaker.split()
    match kind:
        case Kind.WORDS:
            words = quote.words.lower().replace(".", "").split()
            rare = [word for word in words if word not in lexicon().common]
            return GeneratedQuestion(
                kind, f"who said {' '.join(drawn.sample(rare, min(5, len(rare))))}", quote
            )
        case Kind.NOTHING:
            words = drawn.sample(lexicon().words[:5_000], 3)
            return GeneratedQuestion(
                kind, f"what did {first} {surname} say about {' '.join(words)}", None
            )
        case Kind.MISSPELT:
            place = drawn.randrange(1, len(surname))
            surname = surname[:place] + surname[place + 1 :]
        case Kind.KEY | Kind.SPEAKER:
            pass
    return GeneratedQuestion(kind, f"what did {first} {surname} say about {quote.topic}", quote)


class WordByWord:
    """An encoder for many generated facts: one text goes to the model whole, several word by word.

    The model takes some 7 ms for a fact, so 12 minutes for 100,000. Most words of generated facts
    recur: each is encoded once, and a fact's vector is the sum of its words'. For timing that is
    enough: the number and size of vectors are the same, and a question's comes from the model.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, int] = {}
        self._vectors: list[Vectors] = []
        self.name = f"{encoder.name[:40]}, word by word"

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return float32 of shape (texts, size), each row of length one."""
        import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

        if len(texts) == 1:
            return self._encoder.vectors(texts)
        cut = [text.lower().replace(".", " ").split()[:_MOST_WORDS] for text in texts]
        self._read(list(dict.fromkeys(word for words in cut for word in words)))
        made = np.stack(
            [np.sum([self._vectors[self._known[word]] for word in words], axis=0) for words in cut]
        )
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)

    def _read(self, words: list[str]) -> None:
        new = [word for word in words if word not in self._known]
        if new:
            self._known |= {word: place for place, word in enumerate(new, len(self._vectors))}
            self._vectors += list(self._encoder.vectors(new))


def installed_encoder() -> WordByWord:
    """Return the installed model, reading facts word by word; BadInput if none is installed."""
    model = installed_model(Settings.read().model_folder)
    if model is None:
        raise BadInput(
            "No model is installed: `factdesk model install` first", field="--with-meaning"
        )
    return WordByWord(model.encoder)
