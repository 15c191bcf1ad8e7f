"""Look up questions, explain answers, read histories. Read-only."""

from collections.abc import Iterable
from datetime import datetime

from facts.answer import Answer, Match, Outcome
from facts.desk.answers.matches import Pool, match_of
from facts.desk.answers.retrieval import Retrieved, look_again, retrieve
from facts.desk.setup import Setup
from facts.errors import NotOnFile
from facts.explanation import Considered, Explanation, Weighed
from facts.model import (
    FactId,
    FactState,
    FiledFact,
    Revision,
    Role,
    Viewer,
)
from facts.question import Question, read_question
from facts.search import Evidence, Resolution, content_words, decide
from facts.store import Transaction, inbox, search_index
from facts.store.facts import revisions

_MOST_NAMESAKES = 50
_MOST_TWINS = 5
_EXPLAINED = 3
"""How many of the likeliest facts are explained with their features."""


class Answers:
    """Looks up questions and explains. Each reads the store in one snapshot."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def read(
        self,
        text: str,
        *,
        as_of: str | None = None,
        known_on: str | None = None,
        speaker: str | None = None,
    ) -> Question:
        """Parse a question as of the desk's day; BadInput for an invalid date."""
        return read_question(
            text, today=self._setup.today(), as_of=as_of, known_on=known_on, speaker=speaker
        )

    async def look_up(
        self,
        question: Question,
        viewer: Viewer | None = None,
        *,
        without: frozenset[int] = frozenset(),
        after: int = 0,
    ) -> Answer:
        """Answer a question: found, choices or nothing; of many choices those `after` so many.

        Facts in `without`, by number, count as not on file, so that benchmarks can mask them.
        """
        if question.fact is not None:
            return await self.choose(question, question.fact, viewer)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            _, evidence, pool = await self._retrieve(tx, question, viewer, without=without)
            resolution = decide(evidence, after=after)
            if resolution.outcome is Outcome.FOUND:
                pool = await self._with_namesakes(tx, pool, resolution.facts[0], question, viewer)
        return self._build(question, resolution, pool)

    async def choose(
        self, question: Question, fact: FactId, viewer: Viewer | None = None
    ) -> Answer:
        """Answer a question with the fact that its asker named or picked."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            pool = await self._pool(tx, [fact.number], question, viewer or Viewer(), by_id=fact)
            shown = [one for one in pool.facts if one.id == fact]
            if shown:
                pool = await self._with_namesakes(tx, pool, shown[0], question, viewer)
        if not shown:
            return Answer(question=question, outcome=Outcome.NOTHING)
        match = self._match(question, shown[0], 1.0, pool)
        return Answer(question=question, outcome=Outcome.FOUND, matches=(match,))

    async def history(self, fact: FactId, viewer: Viewer) -> tuple[Revision, ...]:
        """Return a fact's revisions, oldest first; drafts only to editors. NotOnFile otherwise."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not await self._setup.visible(tx, [fact.number], viewer, None, by_id=fact):
                raise NotOnFile(f"{fact} is not on file.")
            found = await revisions.history(tx, fact)
            role = await self._setup.role_of(tx, viewer)
        return (
            found if role.includes(Role.EDITOR) else tuple(one for one in found if one.is_approved)
        )

    async def explain(self, question: Question, viewer: Viewer) -> Explanation:
        """Explain how a question is answered now. NotAllowed for people who are not editors."""
        named = None
        if question.fact is not None:
            named = await self.choose(question, question.fact, viewer)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if viewer.person is not None:
                await self._setup.require(tx, viewer.person, Role.EDITOR, "see how it was found")
            retrieved, evidence, _ = await self._retrieve(tx, question, viewer)
            weighed = await self._weigh(tx, question, retrieved)
        resolution = decide(evidence)
        if named is not None:
            facts = tuple(match.fact for match in named.matches)
            resolution = Resolution(named.outcome, facts)
        return _explanation(evidence, resolution, weighed)

    async def question_at(self, channel: str | None, ts: str | None) -> str | None:
        """Return the question that the message at a place answers, if it answers one."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await inbox.question_answered_at(tx, channel, ts)

    async def explain_at(self, channel: str | None, ts: str | None, viewer: Viewer) -> Explanation:
        """Explain the answer in the message at a place; NotOnFile if it has none."""
        asked = await self.question_at(channel, ts)
        if asked is None:
            raise NotOnFile("The question that this answers is not on file.")
        return await self.explain(self.read(asked), viewer)

    async def laws(self, *, limit: int) -> list[FiledFact]:
        """Return the laws on file, newest first, for lists to choose from."""
        return await self._heads("law", limit)

    async def decisions(self, *, limit: int) -> list[FiledFact]:
        """Return the decisions on file, newest first, for lists to choose from."""
        return await self._heads("decision", limit)

    async def _heads(self, kind: str, limit: int) -> list[FiledFact]:
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await revisions.heads(tx, kind=kind, limit=limit)

    async def _retrieve(
        self,
        tx: Transaction,
        question: Question,
        viewer: Viewer | None,
        *,
        without: frozenset[int] = frozenset(),
    ) -> tuple[Retrieved, Evidence, Pool]:
        async def read(numbers: Iterable[int]) -> Pool:
            return await self._pool(tx, numbers, question, viewer or Viewer())

        return await retrieve(tx, question, read, without=without)

    async def _weigh(
        self, tx: Transaction, question: Question, retrieved: Retrieved
    ) -> list[Weighed]:
        """Take a second look at each of the likeliest facts, even those that could not answer."""
        likely = retrieved.ranked()[:_EXPLAINED]
        facts = await revisions.filed(tx, [one.fact for one in likely])
        weighed = []
        for one in likely:
            fact = facts.get(one.fact)
            if fact is None or fact.state is not FactState.APPROVED:
                continue
            look = await look_again(tx, question, retrieved, one, fact)
            figures = look.ranked.features.values()
            weighed.append(
                Weighed(
                    fact=fact.id,
                    heading=fact.body.heading,
                    probability=round(look.ranked.probability, 4),
                    figures={name: round(value, 4) for name, value in figures.items()},
                    unmet=look.unmet,
                )
            )
        return weighed

    def _build(self, question: Question, resolution: Resolution, pool: Pool) -> Answer:
        return Answer(
            question=question,
            outcome=resolution.outcome,
            matches=tuple(
                self._match(question, fact, resolution.probability, pool)
                for fact in resolution.facts
            ),
            left=resolution.left,
            related=resolution.related,
        )

    async def _pool(
        self,
        tx: Transaction,
        numbers: Iterable[int],
        question: Question,
        viewer: Viewer,
        *,
        by_id: FactId | None = None,
    ) -> Pool:
        known_on = self._known_on(question)
        shown = await self._setup.visible(tx, numbers, viewer, known_on, by_id=by_id, tied=True)
        return Pool(tuple(shown))

    async def _with_namesakes(
        self,
        tx: Transaction,
        pool: Pool,
        fact: FiledFact,
        question: Question,
        viewer: Viewer | None,
    ) -> Pool:
        """Add the other facts that the answer's card names.

        Those are the laws with the bill number of its law, and the quotes that say the same as it.
        """
        if fact.quote is not None:
            terms = content_words(fact.quote.words)
            hits = await search_index.with_text(tx, terms, limit=_MOST_TWINS)
            numbers = [hit.fact for hit in hits]
            twins = Pool(
                tuple(
                    await self._setup.visible(
                        tx, numbers, viewer or Viewer(), self._known_on(question)
                    )
                )
            )
            return Pool((fact, *twins.saying_the_same(fact)))
        about = pool.law_of(fact, question)
        if about is None:
            return pool
        there = {one.id.number for one in pool.facts}
        numbers = [one for one in await search_index.with_bill(tx, about.bill) if one not in there]
        known_on = self._known_on(question)
        more = await self._setup.visible(
            tx, numbers[:_MOST_NAMESAKES], viewer or Viewer(), known_on
        )
        return Pool((*pool.facts, *more))

    def _match(self, question: Question, fact: FiledFact, probability: float, pool: Pool) -> Match:
        today = self._setup.today()
        match = match_of(fact, question, pool, probability=probability, today=today)
        now = self._setup.clock()
        is_open = all(one.current.is_open(now) for one in match.facts)
        is_restricted = fact.state is FactState.DRAFT or not is_open
        return match.model_copy(update={"is_restricted": is_restricted})

    def _known_on(self, question: Question) -> datetime | None:
        return self._setup.end_of(question.known_on.upper) if question.known_on else None


def _explanation(evidence: Evidence, resolution: Resolution, weighed: list[Weighed]) -> Explanation:
    answered = tuple(fact.id for fact in resolution.facts)
    reasons = sorted(resolution.reasons, key=lambda one: one[0].id not in answered)
    return Explanation(
        question=evidence.question.text,
        outcome=resolution.outcome,
        answered=answered,
        keys=tuple(key.text for key in evidence.question.keys),
        line=evidence.model.line,
        considered=tuple(
            Considered(fact=fact.id, heading=fact.body.heading, reason=reason)
            for fact, reason in reasons
        ),
        weighed=tuple(weighed),
    )
