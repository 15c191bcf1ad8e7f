"""The words with which a text says who said something: `reporting.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The lists of `reporting.toml`, which says what each is for and what belongs in it."""

    verbs: frozenset[str]
    """Reporting verbs in the forms that attribute: said, says, saying."""
    together: dict[str, str]
    """Verbs that attribute only with the word after them: put it, went on."""
    chants: frozenset[str]
    """Words for what many say at once or nobody says: a sign, a crowd."""
    phrases: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    scare: frozenset[str]
    between: frozenset[str]
    papers: frozenset[str]


@cache
def reporting_words() -> ReportingWords:
    """Return the cues, read from `reporting.toml` on the first call."""
    data = tomllib.loads((files("facts.people") / "reporting.toml").read_text(encoding="utf-8"))
    phrases = tuple(tuple(phrase.split()) for phrase in data.pop("phrases"))
    regular = {form for verb in data.pop("regular") for form in _forms_of(verb)}
    data["verbs"] = [*data["verbs"], *regular, *data["together"]]
    together = data.pop("together")
    return ReportingWords(
        phrases=phrases,
        together=together,
        **{name: frozenset(words) for name, words in data.items()},
    )


def _forms_of(verb: str) -> tuple[str, ...]:
    """Return the past tense, the third person and the participle of a regular verb."""
    if verb.endswith("e"):
        return f"{verb}d", f"{verb}s", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing"
    doubled = verb + verb[-1] if _DOUBLING.search(verb) else verb
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{doubled}ed", f"{verb}{ending}", f"{doubled}ing"


_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgmnpt]$")
"""One syllable with one short vowel: quip, quipped."""
