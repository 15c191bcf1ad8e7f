"""From a fact that answers to what is said of it: sentence, standing, what it rests on."""

from datetime import date

from facts import wording
from facts.answer import Match
from facts.dates import EdtfDate
from facts.desk.pool import Pool, decision_bodies
from facts.law.keys import KeyKind
from facts.law.standing import Standing, later, standing
from facts.model import Decision, FiledFact, Law, Quote
from facts.question import Question
from facts.search import details_asked, events_asked


def match_of(
    fact: FiledFact, question: Question, pool: Pool, *, probability: float, today: date
) -> Match:
    """Make the match of a fact, speaking for the date that the question asks about, else today."""
    asked_for = question.as_of or EdtfDate.of(today)
    body = fact.body
    plain = Match(fact=fact, probability=probability, asked_for=asked_for, today=today, sentence="")
    match body:
        case Quote():
            said = {"sentence": wording.quote_sentence(body), "line": wording.quote_line(body)}
            return plain.model_copy(update=said)
        case Law():
            return _of_law(plain, body, question, pool)
        case Decision():
            return _of_decision(plain, body, question, pool)


def _of_law(plain: Match, law: Law, question: Question, pool: Pool) -> Match:
    decisions = pool.decisions_on([law.key])
    state = standing(law, decision_bodies(decisions), plain.asked_for)
    on = plain.on if plain.is_past else None
    events = [wording.event_told(law, kind, on=on) for kind in events_asked(question)]
    told = [one.sentence for one in events]
    if "author" in details_asked(question):
        told.insert(0, wording.author_sentence(law))
    sections = [key.key for key in question.keys if key.kind is KeyKind.STATUTE]
    told.append(wording.sections_sentence(law, state, sections))
    told.append(wording.law_sentence(law, state, today=plain.today, told=events))
    return plain.model_copy(
        update={
            "sentence": " ".join(filter(None, told)),
            "line": wording.standing_line(state),
            "namesakes": pool.namesakes(plain.fact),
            **_court(plain, law, state, decisions),
        }
    )


def _of_decision(plain: Match, decision: Decision, question: Question, pool: Pool) -> Match:
    law = pool.law_in_question(question, decision)
    body = law.body if law is not None and isinstance(law.body, Law) else None
    decisions = pool.case_of(plain.fact, law)
    bodies = decision_bodies(decisions)
    state = standing(body, bodies, plain.asked_for) if body is not None else None
    below = next((one for one in bodies if one.key == decision.appeal_from), None)
    sentence = wording.decision_sentence(
        decision, law=body, below=below, standing=state, today=plain.today
    )
    details = details_asked(question)
    if "argued" in details:
        sentence = f"{wording.argued_sentence(decision)} {sentence}"
    if "filed" in details:
        sentence = f"{wording.case_filed_sentence(decision)} {sentence}"
    return plain.model_copy(
        update={
            "sentence": sentence,
            "line": wording.decision_line(decision),
            "law": law,
            "namesakes": pool.namesakes(law) if law is not None else (),
            **_court(plain, body, state, decisions),
        }
    )


def _court(
    plain: Match, law: Law | None, state: Standing | None, decisions: tuple[FiledFact, ...]
) -> dict[str, object]:
    """Return what courts did by the day that is spoken for, and what came after it."""
    if not plain.is_past or law is None:
        return {"standing": state, "decisions": decisions}
    by_then = tuple(
        one
        for one in decisions
        if isinstance(one.body, Decision) and not one.body.decided_on.is_after(plain.on)
    )
    came = later(law, decision_bodies(decisions), plain.on)
    return {
        "standing": state,
        "decisions": by_then,
        "later": came,
        "later_decisions": tuple(one for one in decisions if one not in by_then),
    }
