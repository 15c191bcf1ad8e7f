"""Begin an answer as its question asks: with yes or no where that is certain, or with a detail."""

from facts import wording
from facts.answer import Match
from facts.law.keys import KeyKind
from facts.model import Decision, EventKind, Law
from facts.question import Question
from facts.search import (
    asks_who,
    chamber_asked,
    details_asked,
    events_asked,
    names_law,
    none_did_as_asked,
    people_named,
    phrase_in,
    supposed,
    to_confirm,
)


def replied(match: Match, question: Question) -> Match:
    """Return the match with its sentence begun as the question asks; a quote's stays as it is."""
    body = match.fact.body
    match body:
        case Law():
            sentence = _of_law(match, body, question)
        case Decision():
            sentence = _of_decision(match, body, question)
        case _:
            return match
    return match.model_copy(update={"sentence": sentence})


def _of_law(match: Match, law: Law, question: Question) -> str:
    names = [name for name in (law.author, *(event.by for event in law.events)) if name]
    asked = to_confirm(question, names)
    kinds = events_asked(question, law)
    details = details_asked(question)
    named = people_named(question, names)
    if "author" in details and law.author:
        # The sentence begins with the author.
        lead = None if kinds else wording.author_lead(asked, law)
        return wording.with_lead(lead, match.sentence)
    sentence = match.sentence
    if EventKind.INTRODUCED in kinds and law.author and (named or asks_who(question)):
        introduced = [one for one in law.events if one.event is EventKind.INTRODUCED]
        if not any(one.by for one in introduced):
            return wording.introduction(law, sentence)
    if match.standing is None or (match.is_past and (kinds or details)):
        return sentence
    if (
        not match.is_past
        and asked is not None
        and law.subject
        and not (kinds or asked.acts or asked.state)
    ):
        # "Does it ban drones?": what it does is on file in its own words.
        subject = wording.subject_sentence(law)
        return sentence if subject in sentence else wording.named_once(law, (subject, sentence))
    chamber = chamber_asked(question)
    answered = [
        wording.answer_event(law, kind, today=match.today, chamber=chamber) for kind in kinds
    ]
    lead = wording.law_lead(asked, law, match.standing, answered)
    if lead is None and not match.is_past:  # a decision of a later day may be on file
        missing = wording.missing_decision(supposed(question), law, match.decision_bodies)
        return f"{missing} {sentence}".strip()
    return wording.with_lead(lead, sentence)


def _of_decision(match: Match, decision: Decision, question: Question) -> str:
    details = details_asked(question)
    names = [*decision.judges, *([decision.separate_views] if decision.separate_views else [])]
    asked = to_confirm(question, names)
    if asked is not None and any(key.kind is KeyKind.CITATION for key in question.keys):
        details |= {"citation"}
    said = wording.decision_details(decision, details)
    if said:
        lead = wording.dissent_lead(asked, decision)
        return f"{wording.with_lead(lead, said)} {match.sentence}"
    if match.is_past or details:
        return match.sentence
    law = match.law_body if _names_law(question, match.law_body) else None
    lead = wording.decision_lead(asked, decision, law=law, case=match.decision_bodies)
    if asked is None and none_did_as_asked(match.decision_bodies, question):
        lead = wording.Lead.UNFILED
    return wording.with_lead(lead, match.sentence)


def _names_law(question: Question, law: Law | None) -> bool:
    if law is None:
        return False
    bills = [key.key for key in question.keys if key.kind is KeyKind.BILL]
    return any(names_law(bill, law) for bill in bills) or any(
        phrase_in(question, name) for name in (law.title, *law.aliases)
    )
