"""Explaining: what a look-up saw, for editors and for the command line."""

from facts.answer import Answer
from facts.desk.asking import Asking
from facts.desk.finding import find
from facts.desk.judging import judge, model_for, ranked
from facts.desk.setup import Setup
from facts.errors import NotOnFile
from facts.explanation import Explanation, Weighed
from facts.model import FactState, Role, Viewer
from facts.question import Question
from facts.store import inbox
from facts.store.facts import revisions

SHOWN = 3


class Explaining:
    """Looks a question up again and keeps what is thrown away otherwise."""

    def __init__(self, setup: Setup, asking: Asking) -> None:
        self._setup = setup
        self._asking = asking

    async def why(self, question: Question, viewer: Viewer) -> Explanation:
        """Explain how a question is answered now. NotAllowed for people who are no editors."""
        answer = await self._asking.look_up(question, viewer)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if viewer.person is not None:
                await self._setup.require(tx, viewer.person, Role.EDITOR, "see how it was found")
            finding = await find(tx, question)
            likely = ranked(finding)[:SHOWN]
            facts = await revisions.filed(tx, [one.fact for one in likely])
            weighed = []
            for one in likely:
                fact = facts.get(one.fact)
                if fact is None or fact.state is not FactState.APPROVED:
                    continue
                judged = await judge(tx, question, finding, one, fact)
                weighed.append(
                    Weighed(
                        fact=fact.id,
                        heading=fact.body.heading,
                        probability=round(judged.ranked.probability, 4),
                        figures={
                            name: round(value, 4)
                            for name, value in judged.ranked.features.values().items()
                        },
                        unmet=judged.unmet,
                    )
                )
            line = model_for(finding).line
        return _explanation(question, answer, line, weighed)

    async def question_at(self, channel: str | None, ts: str | None) -> str | None:
        """Return the question that the message at a place answers, if it answers one."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await inbox.question_answered_at(tx, channel, ts)

    async def why_at(self, channel: str | None, ts: str | None, viewer: Viewer) -> Explanation:
        """Explain the answer that the message at a place gives; NotOnFile where it gives none."""
        asked = await self.question_at(channel, ts)
        if asked is None:
            raise NotOnFile("The question that this answers is not on file.")
        return await self.why(self._asking.read(asked), viewer)


def _explanation(
    question: Question, answer: Answer, line: float, weighed: list[Weighed]
) -> Explanation:
    return Explanation(
        question=question.text,
        outcome=answer.outcome,
        answered=tuple(match.fact.id for match in answer.matches),
        keys=tuple(key.text for key in question.keys),
        line=line,
        weighed=tuple(weighed),
    )
