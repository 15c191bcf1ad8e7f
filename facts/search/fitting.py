"""Whether a fact fits a question: it must have all that the question names.

What a question names: keys, courts, people, places, numbers, dates, titles, quoted words. What it
only says beside that need not be on file where it is sure which fact is meant. Each fact that does
not fit gets its reason.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from facts.dates import EdtfDate
from facts.explanation import Reason, ReasonKind
from facts.law.keys import KeyKind, bill_matches
from facts.model import Body, Decision, FiledFact, Law, Quote
from facts.people import office_asked
from facts.people.reporting import reporting_words
from facts.quantities import Quantity, compare, read
from facts.question import Question
from facts.search import guard
from facts.search.candidates import Candidate, candidate, names_law, of_others
from facts.search.cues import Cues, covers, names_in, people_in
from facts.search.details import OF_OTHER_WORDS
from facts.search.document import Document, Phrase, document, guard_text, phrase
from facts.search.terms import framing, intents, stem, words
from facts.text import in_figures

_WORDS_WITHOUT_SPEAKER = 3
"""A question that names neither a speaker nor that something was said must share this many words
with a quote."""


_WORDS_WITHOUT_NAME = 2
"""A question that names no key, name or person must share this many subject words with a fact."""
_WORDS_QUOTED = 3
"""So many words in quotation marks, all in order, identify a quote."""
_WORDS_WITH_PERSON = 2
_WORDS_ALONE = 4
"""How many subject words identify a fact, with its person named and without, so that a question may
say other things beside what it asks."""
_LAWS = frozenset({"act", "law", "bill", "statut"})


def compare_candidates(
    cues: Cues, question: Question, facts: Sequence[FiledFact], laws: Mapping[str, Law]
) -> tuple[Candidate, ...]:
    """Compare each fact with what the question names, in the given order.

    `laws` are those that the decisions are about, by key. A fact may answer only if everything that
    the question names is in it or in a law that it is about, and every other content word too,
    unless it is sure which fact is meant. Words that only say what is asked ("signed", "ruled") are
    excused for the kinds of fact that answer them.
    """
    made = [candidate(fact, laws) for fact in facts]
    refusals = of_others(cues, made)
    return tuple(
        replace(
            one,
            refusal=refusals.get(one.fact.id.number) or _refusal(cues, question, one),
            is_dated_otherwise=any(not _has_date(cues, one, each.on) for each in cues.form.dates),
        )
        for one in made
    )


def _refusal(cues: Cues, question: Question, one: Candidate) -> Reason | None:
    """Return why a fact with the keys of the question may not answer it, if it may not."""
    decision = one.fact.decision
    if cues.courts and not _has_court(cues, one):
        return Reason(kind=ReasonKind.OTHER_COURT)
    if decision is not None and _is_of_another_year(cues, one.laws):
        return Reason(kind=ReasonKind.OTHER_YEAR)
    if one.fact.law and not _has_order(cues, one.doc):
        return Reason(kind=ReasonKind.OTHER_TITLE)
    refusal = (
        _date_refusal(cues, one) or _doer_refusal(cues, one) or _words_refusal(cues, question, one)
    )
    if refusal is None and one.fact.quote:
        return _quote_refusal(question, one.fact.quote)
    return refusal or _opposite_refusal(cues, question, one)


def _has_court(cues: Cues, one: Candidate) -> bool:
    """Whether a decision is of a court named, or words said are about it: they have its name."""
    match one.fact.body:
        case Decision(court=court):
            return any(court in ids for ids in cues.courts)
        case Quote():
            return cues.saying and all(
                covers(one.doc, word) for words_ in cues.court_words for word in words_
            )
        case Law():
            return False


def _date_refusal(cues: Cues, one: Candidate) -> Reason | None:
    """Refuse a fact without a date that the question names.

    A yes-or-no question about an event of a law is answered even if the date differs: the answer
    corrects it.
    """
    lacking = [each.text for each in cues.form.dates if not _has_date(cues, one, each.on)]
    if not lacking or _may_correct_date(cues, one):
        return None
    return Reason(kind=ReasonKind.OTHER_DATE, words=tuple(lacking))


def _may_correct_date(cues: Cues, one: Candidate) -> bool:
    law = one.fact.law
    if law is None or not cues.form.is_yes_no:
        return False
    return any(event.event in cues.events for event in law.events)


def _has_date(cues: Cues, one: Candidate, on: EdtfDate) -> bool:
    """Whether one of a fact's dates is the one named, or within it; of a law, the events asked for.

    A year may also be the session of a law.
    """
    match one.fact.body:
        case Quote() as quote:
            own = [quote.said_on]
        case Decision() as decision:
            filed = [decision.case_filed_on] if cues.starting else []
            argued = [decision.argued_on] if cues.arguing else []
            own = [each for each in (*filed, *argued) if each] or [decision.decided_on]
        case Law() as law:
            asked = [event.on for event in law.events if event.event in cues.events]
            own = asked or [event.on for event in law.events]
            if not asked and on.edtf.isdigit() and _is_in_session(on.edtf, law):
                return True
    return any(on.lower <= each.lower and each.upper <= on.upper for each in own)


def _doer_refusal(cues: Cues, one: Candidate) -> Reason | None:
    """Refuse a decision where somebody sued or dissented who only has a part in its law."""
    if one.fact.decision is None or not (cues.starting or "dissent" in cues.details):
        return None
    of_laws = people_in(cues.sequence, [name for doc in one.about[1:] for name in doc.people])
    known = {stem_ for name in (*one.doc.names, *one.doc.people) for stem_ in name}
    lacking = tuple(stem_ for stem_ in of_laws if stem_ not in known)
    return Reason(kind=ReasonKind.WORDS_MISSING, words=lacking) if lacking else None


def _words_refusal(cues: Cues, question: Question, one: Candidate) -> Reason | None:
    """Return the words and names of the question that the fact lacks, or that it has too few."""
    law = one.fact.law
    docs = _docs_asked(cues, one)
    named = names_in(cues.sequence, [name for doc in docs for name in (*doc.names, *doc.numbers)])
    person = people_in(cues.sequence, one.doc.people)
    excused = intents().of(one.fact.body.kind) | framing()
    subject = [word for word in cues.terms if stem(word) not in {*named, *person}]
    if law is not None:
        subject = [word for word in subject if not _is_in_session(word, law)]
    if one.fact.decision:  # its posture was compared
        subject = [word for word in subject if stem(word) not in cues.stage_words]
    held = [word for word in subject if _holds(cues, one, docs, word)]
    lacking = [word for word in subject if word not in held and stem(word) not in excused]
    if one.fact.quote is None:
        lacking = [word for word in lacking if not guard.is_said_alike(word, _text(one))]
    counted = [word for word in held if stem(word) not in excused and not word.isdigit()]
    may_say_more = not (one.fact.quote and cues.form.is_yes_no)
    if lacking and may_say_more and _is_identified(cues, named, person, counted):
        beside = cues.asides | _said_only(cues, question, one, named, lacking)
        is_said = cues.saying or one.fact.quote is None
        is_asked_by = _BY_ITS_VERB.search(cues.form.clause) and len(counted) < _WORDS_ALONE
        if is_said and not is_asked_by:
            lacking = [word for word in lacking if not guard.is_ordinary(word)]
        lacking = _not_aside(question, one, lacking, beside)
    if lacking:
        return Reason(kind=ReasonKind.WORDS_MISSING, words=tuple(lacking))
    if one.fact.quote and not (cues.saying or person or cues.keys):
        is_enough = len(counted) >= _WORDS_WITHOUT_SPEAKER
    else:
        # A court, or one common word ("ICE", "Becerra" in a case's name), does not identify a fact
        # by itself, not even with a year beside it.
        is_named = bool(cues.keys or named or person or (law and _is_titled(cues, law, counted)))
        has_day = any(each.on.is_day for each in cues.form.dates)
        is_named = is_named or _has_quoted(question, one)
        is_enough = is_named or len(counted) + bool(cues.courts) + has_day >= _WORDS_WITHOUT_NAME
    return None if is_enough else Reason(kind=ReasonKind.TOO_LITTLE)


def _text(one: Candidate) -> str:
    """Return what a fact says, and the laws that it is about."""
    return "\n".join(guard_text(body) for body in (one.fact.body, *one.laws))


def _has_quoted(question: Question, one: Candidate) -> bool:
    """Whether a quote has all quoted words in order, and they are more than scare quotes."""
    parts = [words(part) for part in question.quoted]
    if one.fact.quote is None or not any(len(part) >= _WORDS_QUOTED for part in parts):
        return False
    said = " ".join(words(one.fact.quote.words))
    return all(" ".join(part) in said for part in parts)


def _holds(cues: Cues, one: Candidate, docs: tuple[Document, ...], word: str) -> bool:
    if any(covers(doc, word, cues.on_file) for doc in docs):
        return True
    if one.fact.quote:
        return stem(word) in _attributing(cues, one)
    if word == "government" and one.fact.decision:  # of a country, "the federal government"
        return "feder" in cues.sequence and _UNITED_STATES.search(one.decision.case) is not None
    if word == "co":  # "Wayne Co."
        return any("counti" in doc.terms for doc in docs)
    return any(word == law.jurisdiction[3:5] for law in one.about_laws)  # "NC SB 77"


def _attributing(cues: Cues, one: Candidate) -> set[str]:
    """Return the reporting verb that follows the speaker's name: "Gov. Brown wrote"."""
    sequence, person = cues.sequence, people_in(cues.sequence, one.doc.people)
    ends = [
        at + len(person)
        for at in range(len(sequence) - len(person) + 1)
        if person
        and sequence[at : at + len(person)] == person
        and _PASSIVE.isdisjoint(sequence[:at])  # "was Bondi confirmed"
    ]
    return {sequence[end] for end in ends if end < len(sequence)} & _reporting()


_UNITED_STATES = re.compile(r"\A(?:United States|U\.S\.) v\.| v\. (?:United States|U\.S\.)\Z")
_PASSIVE = frozenset({"is", "was", "were", "been"})


@cache
def _reporting() -> frozenset[str]:
    return frozenset(map(stem, reporting_words().verbs))


def _is_titled(cues: Cues, law: Law, counted: list[str]) -> bool:
    """Whether a question about a law's history calls it by a word of its title: "the ICE law"."""
    title = {stem_ for name in (law.title, *law.aliases) for stem_ in phrase(name)}
    is_law = not _LAWS.isdisjoint(cues.sequence)
    return bool(cues.events) and is_law and any(stem(word) in title for word in counted)


def _is_identified(cues: Cues, named: Phrase, person: Phrase, counted: list[str]) -> bool:
    """Whether a question says which fact it means, whatever else it says beside what it asks."""
    if cues.keys or len(named) > 1:
        return True
    return len(counted) >= (_WORDS_WITH_PERSON if person else _WORDS_ALONE)


def _not_aside(
    question: Question, one: Candidate, lacking: list[str], beside: frozenset[str]
) -> list[str]:
    """Leave out the words, by their stems, that stand beside what is asked, if they name nothing.

    In a question without capitals a word that is not an everyday one may be a name.
    """
    named = {
        stem_
        for each in guard.named_in(in_figures(question.subject), guard.usage([_text(one)]))
        for stem_ in each.stems
    }
    small = question.subject.islower()
    return [
        word
        for word in lacking
        if stem(word) not in beside
        or stem(word) in named
        or (small and len(word) > 1 and not guard.is_everyday(word))
    ]


_BY_ITS_VERB = re.compile(
    r"\b(?:who(?! (?:is|are|was|were)\b)|whom|whose|how(?! (?:is|are|was|were|do|does|did)\b))\b",
    re.IGNORECASE,
)
"""How a question asks whose verb says what it asks for: "who paid for SB 54", "how long"."""


def _said_only(
    cues: Cues, question: Question, one: Candidate, named: Phrase, lacking: list[str]
) -> frozenset[str]:
    """Return the stems that need not be held where a bill, a whole title or a caption is named.

    Of a law asked for one of the things that laws have, these are all words without a capital; of a
    decision the everyday words that no fact has. Its answer tells what is on file, not that those
    words are true: a question that confirms must have every word held.
    """
    if one.fact.law and cues.of(KeyKind.BILL) and _IS_ABOUT.search(cues.form.clause):
        return _without_capital(question.subject)  # the answer tells what it is about
    if len(named) <= 1 or cues.form.is_yes_no:
        return frozenset()
    if one.fact.law and (cues.events or cues.details - OF_OTHER_WORDS):
        return _without_capital(question.subject)
    if one.fact.decision and names_in(cues.sequence, one.doc.names):
        return frozenset(stem(word) for word in lacking if _only_says(cues, word))
    return frozenset()


_IS_ABOUT = re.compile(r"^\W*(?:is|was) .{0,60}\babout\b", re.IGNORECASE)


def _only_says(cues: Cues, word: str) -> bool:
    """Whether a word names no subject: an everyday one that no fact on file has."""
    return guard.is_everyday(word) and word.isalpha() and stem(word) not in cues.on_file


def _without_capital(text: str) -> frozenset[str]:
    """Return the stems of the words that are written small, everywhere, and are no figures."""
    small = [word for one in text.split() if one.islower() for word in words(one)]
    other = {stem(word) for one in text.split() if not one.islower() for word in words(one)}
    return frozenset(stem(word) for word in small if word.isalpha()) - other


def _quote_refusal(question: Question, quote: Quote) -> Reason | None:
    """Refuse a quote that says the opposite of what is asked, whatever words they share.

    Also refuse one that lacks a name that only its capitals distinguish from a stop word: the WHO.
    """
    text = guard_text(quote)
    unmet = guard.check(question.subject, text, guard.usage([text])).words
    unmet = (*unmet, *other_office(question.subject, quote))
    return Reason(kind=ReasonKind.UNMET, words=unmet) if unmet else None


def _opposite_refusal(cues: Cues, question: Question, one: Candidate) -> Reason | None:
    """Refuse a law or a decision that says the opposite of what is asked, or another number.

    What was done to a law is no opposite of what is asked: "signed" is answered by "vetoed". Its
    dates, sections and courts are compared by themselves.
    """
    text = _text(one)
    excused = intents().of(one.fact.body.kind) | cues.asides
    opposed = [each.asked for each in guard.opposed(question.subject, text)]
    unmet = [word for word in opposed if stem(word) not in excused]
    asked = question.subject
    for key in cues.keys:
        asked = asked.replace(key.text, " ")
    numbers = [each.asked for each in compare(read(asked), read(text)) if each.is_false]
    unmet += [
        each.shown
        for each in numbers
        if isinstance(each, Quantity)
        and each.counts_things
        and cues.asides.isdisjoint(map(stem, words(each.shown)))
    ]
    return Reason(kind=ReasonKind.UNMET, words=tuple(unmet)) if unmet else None


def other_office(question: str, body: Body) -> tuple[str, ...]:
    """Return the role that a question gives a quote's speaker, if the file gives another."""
    if not isinstance(body, Quote):
        return ()
    office = office_asked(question, body.speaker, body.role, body.speaker_aliases)
    return () if office is None else (office,)


def _docs_asked(cues: Cues, one: Candidate) -> tuple[Document, ...]:
    """Return its document and those of its laws that the question is about, where it names any."""
    bills = [key.key for key in cues.of(KeyKind.BILL)]
    laws = [law for law in one.laws if any(names_law(bill, law) for bill in bills)]
    return (one.doc, *map(document, laws or one.laws))


def _has_order(cues: Cues, doc: Document) -> bool:
    """Whether the words before "act" stand in the order of a law's title, where all are in it.

    A Data Privacy and Security Act is not a Security and Data Privacy Act.
    """
    sequence = cues.sequence
    for name in doc.names:
        for end in (at for at, word in enumerate(sequence) if word in _LAWS and word in name):
            start = end
            while start and sequence[start - 1] in name:
                start -= 1
            rest = iter(name)
            if not all(word in rest for word in sequence[start : end + 1]):
                return bool(names_in(sequence, doc.names))
    return True


def _is_of_another_year(cues: Cues, laws: tuple[Law, ...]) -> bool:
    """Whether the question names a law by a year ("the Values Act of 2019") not of these laws.

    The year of a decision about the law does not count.
    """
    named = zip(cues.sequence, cues.sequence[1:], cues.sequence[2:], strict=False)
    years = [year for what, of, year in named if what in _LAWS and of == "of"]
    years = [year for year in years if year.isdigit()]
    return any(not any(_is_in_session(year, law) for law in laws) for year in years)


def _is_in_session(word: str, law: Law) -> bool:
    is_year = word.isdigit() and len(word) == 4  # noqa: PLR2004 (the digits of a year)
    return is_year and bill_matches(f"{word}/{law.bill}", law.key)
