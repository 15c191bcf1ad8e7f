"""Why a question was answered as it was: a reason for each fact considered, and the numbers."""

from collections.abc import Mapping
from enum import StrEnum

from facts.answer import Outcome
from facts.model import FactId
from facts.model.value import Value


class ReasonKind(StrEnum):
    """Why a fact is the answer, one of the choices, or neither."""

    ANSWERS = "answers"
    ANSWERS_REWORDED = "answers_reworded"
    """It lacks words of the question, but is over the threshold and has all that it names."""
    CHOICE = "choice"
    """One of several facts that fit equally."""
    MORE_CHOICES = "more_choices"
    """It fits as well, but more facts fit than are offered."""
    KEY_MISSING = "key_missing"
    """It does not have a key that the question names: `words` is the key as it was written."""
    LAW_NOT_ON_FILE = "law_not_on_file"
    """It mentions the bill in `words`, but no law with that number is on file."""
    OTHER_CASE = "other_case"
    OTHER_TITLE = "other_title"
    """The question has the whole title of another law."""
    OTHER_COURT = "other_court"
    OTHER_YEAR = "other_year"
    """The question names a law by a year in which this one was not made."""
    OTHER_DATE = "other_date"
    """The question names a date, `words`, that is not one of this fact's."""
    WORDS_MISSING = "words_missing"
    """It does not have the `words`."""
    TOO_LITTLE = "too_little"
    """It has too few words of the question to be sure that it is the fact meant."""
    UNMET = "unmet"
    """The question names or denies `words`, and the fact does not."""
    TOO_LATE = "too_late"
    """The words were said after the date asked about."""
    NOT_ASKED_FOR = "not_asked_for"
    """Its words fit, but the question asks for something else that is not on file."""
    OTHER_KIND = "other_kind"
    """Facts of another kind answer what is asked: `words` names the kind."""
    SAME_CASE = "same_case"
    """Another decision in the same case answers."""
    SAME_WORDS = "same_words"
    """Another quote with the same words, of the same speaker and day, answers for both."""
    LESS_EXACT = "less_exact"
    """Another fact of its kind has what was asked: the date, the court's act, the words."""
    TOO_COMMON = "too_common"
    """It has every word, but they are so common that it probably does not answer."""
    UNDER_LINE = "under_line"
    """It lacks words of the question, and is under the threshold for answering in other words."""
    ONLY_NAMES = "only_names"
    """It has little of the question but the names in it."""


class Reason(Value):
    """Why one fact is the answer, or is not."""

    kind: ReasonKind
    words: tuple[str, ...] = ()
    """The words that the reason is about: see each kind."""


class Considered(Value):
    """A fact that was considered for a question, with the outcome."""

    fact: FactId
    heading: str
    reason: Reason


class Weighed(Value):
    """One of the facts that resemble a question most, with its ranking features."""

    fact: FactId
    heading: str
    probability: float
    """Probability that it answers, 0 to 1, by its features alone."""
    figures: Mapping[str, float]
    """By name, as `facts.search.ranking.Features` has them."""
    unmet: tuple[str, ...]
    """What the question names and the fact lacks: any of it refuses the fact."""


class Explanation(Value):
    """How a question is answered, and on what evidence."""

    question: str
    outcome: Outcome
    answered: tuple[FactId, ...]
    keys: tuple[str, ...]
    """What the question names by number: only facts that have it are considered."""
    line: float
    """The probability from which a quote answers in other words than its own."""
    considered: tuple[Considered, ...] = ()
    """Every fact read for the question, the answer first, each with the reason."""
    weighed: tuple[Weighed, ...]
    """The likeliest facts, likeliest first."""
