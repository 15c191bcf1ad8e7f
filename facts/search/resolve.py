"""Which fact answers a question: found, choices or nothing.

Nothing is guessed. A fact answers only if everything that the question names (keys, courts, people,
numbers, and every word with a subject in it) is in the fact or in what it is about; the words that
only say what is asked ("signed", "ruled") are excused for the kinds of fact that answer them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facts.answer import Outcome
from facts.law.keys import KeyKind
from facts.model import Decision, FiledFact, Law, Posture, Quote
from facts.question import Question
from facts.search import guard
from facts.search.candidates import Candidate, candidates_of, fits, with_keys
from facts.search.cues import Cues, covers, names_in, people_in, read_cues
from facts.search.document import document, guard_text
from facts.search.ranking import Ranked
from facts.search.terms import intents, stem, words

MOST_CHOICES = 5
MOST_RELATED = 3
_BY_KEY = 0.99
_BY_WORDS = 0.9
_AS_LIKELY_AS_NOT = 0.5
_TELLING_ENOUGH = 3
"""A question of fewer words is answered only where a fact holds them all."""
_INJUNCTIONS = {
    Posture.PRELIMINARY_INJUNCTION,
    Posture.APPEAL_OF_PRELIMINARY_INJUNCTION,
    Posture.TEMPORARY_RESTRAINING_ORDER,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of it: the facts that answer, best first, and what is only related."""

    outcome: Outcome
    facts: tuple[FiledFact, ...] = ()
    probability: float = 0.0
    """That one of the facts, each as likely as the others, is the one that was asked for."""
    related: tuple[FiledFact, ...] = ()
    is_open: bool = False
    """Whether words may be answered that do not hold every word of the question: it says enough,
    and names no key and no court."""

    def answered_by(self, fact: FiledFact, probability: float) -> "Resolution":
        """Return what it is where a likely fact answers after all."""
        return Resolution(Outcome.FOUND, (fact,), round(probability, 4))

    def doubted(self, question: Question, likely: Ranked | None) -> "Resolution":
        """Return it with somebody's words as related only, where they are likelier no answer.

        That they hold every word of a question says little where those are few and common. A key,
        the speaker, that something was said, or quotation marks are ground enough.
        """
        if likely is None or likely.probability >= _AS_LIKELY_AS_NOT:
            return self
        cues = read_cues(question)
        if cues.keys or cues.saying or question.quoted or not self.facts:
            return self
        for fact in self.facts:
            if not isinstance(fact.body, Quote) or people_in(
                cues.sequence, document(fact.body).people
            ):
                return self
        return Resolution(Outcome.NOTHING, related=self.facts[:MOST_RELATED])

    def told(self, likely: Sequence[Ranked]) -> "Resolution":
        """Return it with the likeliest fact's own probability, where that is the higher."""
        mine = [
            round(one.probability, 4)
            for one in likely
            if [one.fact] == [fact.id.number for fact in self.facts]
        ]
        return replace(self, probability=max([self.probability, *mine]))


def resolve(question: Question, facts: Sequence[FiledFact], laws: Mapping[str, Law]) -> Resolution:
    """Decide among the facts at hand; `laws` are those that decisions are about, by key."""
    cues = read_cues(question)
    candidates = candidates_of(facts, laws)
    keyed = with_keys(cues, candidates)
    if keyed is None:
        return Resolution(Outcome.NOTHING)
    fitting = [
        one for one in _in_case(cues, keyed) if fits(cues, one) and not _is_refused(question, one)
    ]
    chosen = _settle(cues, question, _said_by_then(question, fitting), candidates)
    if not chosen:
        return Resolution(
            Outcome.NOTHING,
            related=_related(cues, candidates),
            is_open=not (cues.keys or cues.courts) and len(cues.terms) >= _TELLING_ENOUGH,
        )
    probability = (_BY_KEY if cues.keys else _BY_WORDS) / len(chosen)
    return Resolution(
        Outcome.FOUND if len(chosen) == 1 else Outcome.CHOICES,
        tuple(one.fact for one in chosen[:MOST_CHOICES]),
        round(probability, 4),
    )


def _is_refused(question: Question, one: Candidate) -> bool:
    """Whether somebody's words say the reverse of what is asked, whatever words they share.

    Or lack what only a capital tells from a word that carries nothing: the WHO.
    """
    if not isinstance(one.fact.body, Quote):
        return False
    text = guard_text(one.fact.body)
    return bool(guard.judge(question.subject, text, guard.usage([text])).unmet)


def _settle(
    cues: Cues, question: Question, fitting: list[Candidate], everything: list[Candidate]
) -> list[Candidate]:
    """Choose among facts that fit by what kind of thing is asked, then by identity."""
    quotes = _of_kind(Quote, fitting)
    laws = _of_kind(Law, fitting)
    decisions = _of_kind(Decision, fitting)
    if cues.courts or cues.of(KeyKind.CITATION, KeyKind.DOCKET):
        return _one_a_case(cues, decisions)
    if cues.saying and (question.quoted or (quotes and cues.terms)):
        return _with_words(question, quotes)
    if cues.saying and _names_more_than(cues, laws):
        return []
    if not quotes and _names_a_person(cues, _of_kind(Quote, everything)):
        decisions = [one for one in decisions if names_in(cues.sequence, one.doc.names)]
    if "certiorari" in cues.postures:
        return _one_a_case(
            cues, [one for one in decisions if one.decision.posture is Posture.CERTIORARI]
        )
    if cues.starting and decisions:
        return _one_a_case(cues, decisions)
    laws = _by_date(question, _by_posture(cues, laws, decisions))
    return laws or _one_a_case(cues, decisions) or quotes


def _of_kind(
    kind: type[Quote] | type[Law] | type[Decision], candidates: list[Candidate]
) -> list[Candidate]:
    return [one for one in candidates if isinstance(one.fact.body, kind)]


def _said_by_then(question: Question, candidates: list[Candidate]) -> list[Candidate]:
    """Leave out words that were said after the date that is asked about."""
    if question.as_of is None:
        return candidates
    by = question.as_of.upper
    return [
        one
        for one in candidates
        if not isinstance(one.fact.body, Quote) or not one.fact.body.said_on.is_after(by)
    ]


def _names_more_than(cues: Cues, laws: list[Candidate]) -> bool:
    """Whether a question for words said names more than a law: somebody who said them."""
    excused = intents().of("law")
    named = {part for one in laws for part in names_in(cues.sequence, one.doc.names)}
    return any(stem(word) not in excused | named for word in cues.terms)


def _in_case(cues: Cues, candidates: list[Candidate]) -> list[Candidate]:
    """Where the question names a case, keep its decisions alone: nothing else can answer."""
    named = [
        one
        for one in candidates
        if isinstance(one.fact.body, Decision) and names_in(cues.sequence, one.doc.names)
    ]
    return named or candidates


def _with_words(question: Question, quotes: list[Candidate]) -> list[Candidate]:
    """Keep the quotes that hold the quoted words in their order, where any does."""
    asked = [" ".join(words(quoted)) for quoted in question.quoted]
    holding = [
        one
        for one in quotes
        if isinstance(one.fact.body, Quote)
        and all(part in " ".join(words(one.fact.body.words)) for part in asked)
    ]
    return holding or quotes


def _names_a_person(cues: Cues, candidates: list[Candidate]) -> bool:
    return any(people_in(cues.sequence, one.doc.people) for one in candidates)


def _by_posture(cues: Cues, laws: list[Candidate], decisions: list[Candidate]) -> list[Candidate]:
    """Let a case word ("enjoined") choose among laws those that a court was asked to block."""
    if len(laws) < 2 or not cues.postures:  # noqa: PLR2004 (one needs no choosing)
        return laws
    touched = {
        effect.law
        for one in decisions
        if one.decision.posture in _INJUNCTIONS
        for effect in one.decision.effects
    }
    return [one for one in laws if one.fact.body.key in touched] or laws


def _by_date(question: Question, laws: list[Candidate]) -> list[Candidate]:
    """Let a date choose among laws those that there were by then."""
    if len(laws) < 2 or question.as_of is None:  # noqa: PLR2004 (one needs no choosing)
        return laws
    by = question.as_of.upper
    return [
        one
        for one in laws
        if isinstance(one.fact.body, Law)
        and (
            min(event.on.lower for event in one.fact.body.events) <= by
            if one.fact.body.events
            else int(one.fact.body.session[:4]) <= by.year
        )
    ] or laws


def _one_a_case(cues: Cues, decisions: list[Candidate]) -> list[Candidate]:
    """Several decisions in one case are one answer: the last, whose card tells of the others.

    How a case began is told by the one that knows when it was filed, a hearing likewise; an
    injunction by the court that was first asked for it.
    """
    if "preliminary_injunction" in cues.postures and not cues.courts:
        asked = [one for one in decisions if one.decision.posture in _INJUNCTIONS]
        decisions = [one for one in asked if one.decision.appeal_from is None] or asked or decisions
    if cues.starting:
        decisions = [one for one in decisions if one.decision.case_filed_on] or decisions
    if cues.arguing:
        decisions = [one for one in decisions if one.decision.argued_on] or decisions
    cases: dict[str, Candidate] = {}
    for one in sorted(decisions, key=lambda one: one.decision.decided_on.lower):
        cases[one.decision.case] = one
    return list(cases.values())


def _related(cues: Cues, candidates: list[Candidate]) -> tuple[FiledFact, ...]:
    """Return what shares a subject with the question without answering it."""
    scored = []
    for order, one in enumerate(candidates):
        excused = intents().of(one.fact.body.kind)
        shared = sum(stem(word) not in excused and covers(one.doc, word) for word in cues.terms)
        named = people_in(cues.sequence, one.doc.people) or names_in(cues.sequence, one.doc.names)
        if shared:
            scored.append((-(shared + 2 * bool(named)), order, one.fact))
    return tuple(fact for _, _, fact in sorted(scored, key=lambda row: row[:2])[:MOST_RELATED])
