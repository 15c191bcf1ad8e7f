"""Build the match of a fact that answers: its sentence, its standing and their grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facts import wording
from facts.answer import Match
from facts.dates import EdtfDate
from facts.desk.answers.replying import replied
from facts.law.keys import KeyKind
from facts.law.standing import Standing, history, later, standing
from facts.model import Decision, FiledFact, Law, Quote
from facts.question import Question
from facts.search import chamber_asked, details_asked, effects_asked, events_asked


@dataclass(frozen=True, slots=True)
class Pool:
    """The facts read for one question and the facts tied to them, in the order found."""

    facts: tuple[FiledFact, ...]

    @property
    def laws(self) -> dict[str, FiledFact]:
        """The laws, by key."""
        return {fact.law.key: fact for fact in self.facts if fact.law}

    def decisions_on(self, keys: Iterable[str]) -> tuple[FiledFact, ...]:
        """Return the decisions that touch any of these laws, by date."""
        wanted = set(keys)
        found = [
            fact
            for fact in self.facts
            if fact.decision and any(effect.law in wanted for effect in fact.decision.effects)
        ]
        return tuple(sorted(found, key=_decided_on))

    def namesakes(self, law: FiledFact) -> tuple[FiledFact, ...]:
        """Return the other laws with the same bill number, by session."""
        if law.law is None or law.law.number is None:
            return ()
        number = law.law.number
        others = [
            one
            for one in self.laws.values()
            if one.law and one.law.number == number and one.id != law.id
        ]
        return tuple(sorted(others, key=_session))

    def saying_the_same(self, fact: FiledFact) -> tuple[FiledFact, ...]:
        """Return the other quotes with the same words, of the same speaker and day."""
        return tuple(
            one
            for one in self.facts
            if one.quote and fact.quote and one.quote.said == fact.quote.said and one.id != fact.id
        )

    def case_of(self, fact: FiledFact, law: Law | None) -> tuple[FiledFact, ...]:
        """Return a decision and all others on the law in question, or else those of its case."""
        decision = fact.decision
        if decision is None:
            return ()
        if law is not None:
            decisions = {one.id: one for one in (fact, *self.decisions_on([law.key]))}
            return tuple(sorted(decisions.values(), key=_decided_on))
        cases = history(decision_bodies(self.facts))
        keys = {one.key for case in cases if decision in case.decisions for one in case.decisions}
        found = [one for one in self.facts if one.decision and one.decision.key in keys]
        return tuple(sorted(found, key=_decided_on))

    def law_of(self, fact: FiledFact, question: Question) -> Law | None:
        """Return the law that an answer with this fact is about, if any."""
        if fact.decision is None:
            return fact.law
        return self.asked_of(question, fact).law

    def asked_of(self, question: Question, fact: FiledFact) -> wording.Asked:
        """Return what a question asks of a decision.

        A decision on one law is about that law, unless its case concerns others as well.
        """
        decision = fact.decision
        if decision is None:
            return wording.Asked()
        asked = effects_asked(question, decision, self.laws_touched(decision))
        if asked.law is None or asked.by_section or asked.effects:
            return asked
        case = decision_bodies(self.case_of(fact, None))
        concerned = {effect.law for one in case for effect in one.effects}
        return asked if len(concerned) == 1 else wording.Asked()

    def laws_touched(self, decision: Decision) -> list[Law]:
        """Return the laws on file that a decision has an effect on."""
        laws = self.laws
        keys = [key for key in _laws_touched(decision) if key in laws]
        return [body for key in keys if (body := laws[key].law)]


def _with_sources(fact: FiledFact, body: Quote, also: Sequence[FiledFact]) -> FiledFact:
    """Return a quote with the sources of those that say the same after its own."""
    if not also:
        return fact
    more = (source for one in also if one.quote for source in one.quote.sources)
    sources = tuple(dict.fromkeys((*body.sources, *more)))
    revision = fact.current.model_copy(
        update={"body": body.model_copy(update={"sources": sources})}
    )
    return fact.model_copy(update={"current": revision})


def decision_bodies(facts: Sequence[FiledFact]) -> list[Decision]:
    """Return the decisions among facts, as bodies."""
    return [fact.decision for fact in facts if fact.decision]


def match_of(
    fact: FiledFact, question: Question, pool: Pool, *, probability: float, today: date
) -> Match:
    """Build the match of a fact for the date that the question asks about, else for today."""
    asked_for = question.as_of or EdtfDate.of(today)
    body = fact.body
    plain = Match(fact=fact, probability=probability, asked_for=asked_for, today=today, sentence="")
    match body:
        case Quote():
            said = {"sentence": wording.quote_sentence(body), "line": wording.quote_line(body)}
            also = pool.saying_the_same(fact)
            return plain.model_copy(
                update={**said, "also": also, "fact": _with_sources(fact, body, also)}
            )
        case Law():
            return replied(_of_law(plain, body, question, pool), question)
        case Decision():
            return replied(_of_decision(plain, body, question, pool), question)


_DETAILS = {
    "author": wording.author_sentence,
    "subject": wording.subject_sentence,
    "content": wording.subject_sentence,
    "chapter": wording.chapter_sentence,
    "sections": wording.provisions_sentence,
}


def _of_law(plain: Match, law: Law, question: Question, pool: Pool) -> Match:
    decisions = pool.decisions_on([law.key])
    state = standing(law, decision_bodies(decisions), plain.asked_for)
    on = plain.on if plain.is_past else None
    kinds = events_asked(question, law)
    chamber = chamber_asked(question)
    events = [
        wording.answer_event(law, kind, on=on, today=plain.today, chamber=chamber) for kind in kinds
    ]
    sections = [key.key for key in question.keys if key.kind is KeyKind.STATUTE]
    about = wording.about_sentence(law, sections)
    details = details_asked(question) - ({"subject", "content", "sections"} if about else set())
    sentences = [
        *(one(law) for detail, one in _DETAILS.items() if detail in details),
        about,
        *(one.sentence for one in events),
        wording.sections_sentence(law, state, sections),
        wording.law_sentence(law, state, today=plain.today, answered=events),
    ]
    return plain.model_copy(
        update={
            "sentence": wording.named_once(law, filter(None, sentences)),
            "line": wording.standing_line(state, law),
            "namesakes": pool.namesakes(plain.fact),
            **_court(plain, law, state, decisions),
        }
    )


def _of_decision(plain: Match, decision: Decision, question: Question, pool: Pool) -> Match:
    asked = pool.asked_of(question, plain.fact)
    body = asked.law
    law = pool.laws[body.key] if body is not None else None
    decisions = pool.case_of(plain.fact, body)
    bodies = decision_bodies(decisions)
    state = standing(body, bodies, plain.asked_for) if body is not None else None
    below = next((one for one in bodies if one.key == decision.appeal_from), None)
    sentence = wording.decision_sentence(
        decision,
        asked=asked,
        laws=pool.laws_touched(decision),
        below=below,
        standing=state,
        today=plain.today,
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
    """Return the standing and decisions as of the answer's date, and whatever came later."""
    if not plain.is_past or law is None:
        return {"standing": state, "decisions": decisions}
    by_then = tuple(
        one for one in decisions if one.decision and not one.decision.decided_on.is_after(plain.on)
    )
    came = later(law, decision_bodies(decisions), plain.on)
    return {
        "standing": state,
        "decisions": by_then,
        "later": came,
        "later_decisions": tuple(one for one in decisions if one not in by_then),
    }


def _session(fact: FiledFact) -> str:
    return fact.law.session if fact.law else ""


def _laws_touched(decision: Decision) -> list[str]:
    return list(dict.fromkeys(effect.law for effect in decision.effects))


def _decided_on(fact: FiledFact) -> tuple[date, int]:
    day = fact.decision.decided_on.lower if fact.decision else date.min
    return day, fact.id.number
