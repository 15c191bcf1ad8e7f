"""What a fact may be called by: an alias answers every question that it stands in."""

from facts.law.keys import find_keys
from facts.model import Body
from facts.search.document import document, phrase
from facts.search.terms import content_words, intents, stem

_KINDS = ("quote", "law", "decision")


def suggested_alias(subject: str) -> str:
    """Return the run of words in a question that may name what it is about; "" where there is none.

    It begins and ends with a word that says more than what kind of thing is asked.
    """
    asked = subject.split()
    telling = [place for place, word in enumerate(asked) if _tells(word)]
    return " ".join(asked[telling[0] : telling[-1] + 1]).strip(" ?!.,;:") if telling else ""


def _tells(text: str) -> bool:
    excused = frozenset().union(*(intents().of(kind) for kind in _KINDS))
    return any(stem(word) not in excused for word in content_words(text))


def alias_problem(alias: str, body: Body) -> str | None:
    """Say in a sentence why a fact may not go by a name; None where it may."""
    if find_keys(alias):
        return (
            "A bill number, a section, a citation or a docket number is no alias: it would answer "
            "for all that have it. Put in the words by which people call this one."
        )
    common = intents().of(body.kind)
    if not any(stem(word) not in common and not word.isdigit() for word in content_words(alias)):
        return "That is too common to name a fact by: put in a word that belongs to this one."
    if phrase(alias) in document(body).names:
        return "It goes by that name already."
    return None
