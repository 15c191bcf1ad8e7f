"""Read what a yes-or-no question asks to have confirmed."""

import re
from collections.abc import Sequence

from facts.dates import MONTHS
from facts.law.keys import KeyKind
from facts.question import Question
from facts.reading import Act, State, ToConfirm, read_form
from facts.search.cues import Cues, names_in, people_in, read_cues
from facts.search.document import phrase
from facts.search.terms import intents, is_asked, stem, words

_IN_FORCE = re.compile(
    r"\b(?:in (?:force|effect)|still (?:the )?(?:law|stands?|standing|on|valid|good law)"
    r"|on the books"
    r"|(?:the )?law (?:today|now)|valid)\b",
    re.IGNORECASE,
)
_BECAME_LAW = re.compile(
    r"\b(?:becom(?:e|es|ing)|became|made|go(?:es)? into) (?:a )?law\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!of )\b(?:1[89]|20)\d{2}\b(?![-\u2013]\d{2}|['\u2019]s| [A-Za-z])")
"""A year that dates what is asked; "the 2019 packaging bill" and "the act of 2017" only name it."""


def to_confirm(question: Question, names: Sequence[str]) -> ToConfirm | None:
    """Return what a question asks to have confirmed; None where it asks for no plain yes or no.

    `names` are the names of people on file for the fact that answers.
    """
    cues = read_cues(question)
    form = cues.form
    if not (form.is_yes_no and form.is_plain) or _has_other_year(cues, question):
        return None
    return supposed(question, names)


def supposed(question: Question, names: Sequence[str] = ()) -> ToConfirm:
    """Return what a question supposes, in whatever form: "who blocked it" that it was blocked."""
    cues = read_cues(question)
    form = cues.form
    said = words(form.clause)
    asked = set(map(stem, said))
    known = intents()
    return ToConfirm(
        events=cues.events,
        acts=tuple(Act(name) for name, said_so in known.acts.items() if is_asked(said_so, said)),
        is_by_court=bool(_BY_COURT.search(form.clause)),
        state=_state(form.clause),
        dates=tuple(each.on for each in form.dates),
        people=people_named(question, names),
        sections=tuple(key.key for key in cues.of(KeyKind.STATUTE)),
        is_of_order=bool(known.orders & asked),
        is_suing=cues.starting,
        is_signing=bool(known.signing & asked),
        bodies=tuple(known.bodies & asked),
        courts=tuple(court for ids in cues.courts for court in ids),
    )


_BY_COURT = re.compile(
    r"\b(?:who|courts?|judges?|justices?|circuit|(?:is|are|was|were|been|gets?|got) \w)",
    re.IGNORECASE,
)
"""What may have a court do it: a law was blocked, but Tennessee voids its cities' rules itself."""
_MONTH = re.compile(
    rf"\b(?:{'|'.join(one for one in MONTHS if one not in ('March', 'May'))})\b"
    r"|\b(?:in|on) (?:March|May)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|by)\b", re.IGNORECASE)


def _state(clause: str) -> State | None:
    if _BECAME_LAW.search(clause):
        return State.LAW
    return State.IN_FORCE if _IN_FORCE.search(clause) else None


def _has_other_year(cues: Cues, question: Question) -> bool:
    """Whether the part that asks has a year or month that is neither in a date nor in a key."""
    clause = cues.form.clause
    for each in cues.form.dates:
        clause = clause.replace(each.text, " ")
    for key in question.keys:
        clause = clause.replace(key.text, " ")
    return bool(_YEAR.search(clause) or _MONTH.search(clause))


def people_named(question: Question, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that a question has, in full or by their surname."""
    sequence = read_cues(question).sequence
    return tuple(name for name in dict.fromkeys(names) if people_in(sequence, [phrase(name)]))


def phrase_in(question: Question, name: str) -> bool:
    """Whether a question has a name word for word."""
    return bool(names_in(read_cues(question).sequence, [phrase(name)]))


def asks_who(question: Question) -> bool:
    """Whether it asks for a person, or says that somebody named did it."""
    return bool(
        re.search(r"\bwho\b|\bby\b|\bdid\b", read_form(question.subject).clause, re.IGNORECASE)
    )
