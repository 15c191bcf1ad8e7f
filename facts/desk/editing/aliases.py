"""Add an alias to a fact, from a question that found nothing or the wrong fact.

An alias is a revision like any other: a second editor approves it.
"""

from collections.abc import Sequence

from facts.desk.editing.revising import Revising
from facts.desk.editing.submission import ReviewDrafts
from facts.desk.setup import Setup
from facts.errors import BadInput, NotOnFile, OutOfDate
from facts.model import Body, Change, FactId, Revision, Role
from facts.question import read_question
from facts.search import alias_problem, content_words, document, phrase, suggested_alias
from facts.store import Transaction, inbox, search_index
from facts.store.facts import revisions
from facts.store.outbox import Draft
from facts.text import ALIAS_LIMIT, filed_text

"""Characters of an alias: a name, not a sentence."""
_NEAREST = 25
_WHAT = "add an alias"


class Aliases:
    """Adds names to facts, from questions that readers asked."""

    def __init__(self, setup: Setup, revising: Revising) -> None:
        self._setup = setup
        self._revising = revising

    async def question(self, kind: str, number: int, *, person: str) -> str:
        """Return the question of a request or a dispute (`kind`), for an editor.

        NotAllowed for people who are not editors; NotOnFile if it does not exist.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.EDITOR, _WHAT)
            found = await inbox.question_of(tx, kind, number)
        if not found:
            raise NotOnFile("That question is no longer on file.")
        return found

    async def approved(self, fact: FactId, *, person: str) -> Revision:
        """Return a fact's current approved revision, for an editor to change.

        BadInput at `fact` if there is none; OutOfDate if a change to it is awaiting approval.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.EDITOR, _WHAT)
            return (await _approved(tx, fact))[0]

    def suggested(self, question: str) -> str:
        """Suggest an alias: the words of a question that may name its subject."""
        return suggested_alias(read_question(question, today=self._setup.today()).subject)

    async def add(
        self,
        inbound_key: str | None,
        fact: FactId,
        alias: str,
        *,
        question: str,
        editor: str,
        editor_name: str | None = None,
        drafts: ReviewDrafts | None = None,
    ) -> Revision | None:
        """File a fact's next revision, with one more alias. None for a repeat.

        The request for review says if another fact has the same name. BadInput at `alias` or
        `fact`; OutOfDate if another change to the fact is awaiting approval.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, editor, Role.EDITOR, _WHAT)
            current, newest = await _approved(tx, fact)
            body = current.body
            name = _read(alias, body)
            shared = await _namesakes(tx, fact, name)
        extended = type(body).model_validate(
            {**body.model_dump(), "aliases": (*body.aliases, name)}
        )

        def with_shared(
            revision: Revision, reviewers: Sequence[str], warnings: Sequence[str]
        ) -> Sequence[Draft]:
            return drafts(revision, reviewers, (*warnings, *shared)) if drafts else ()

        return await self._revising.revise(
            inbound_key,
            fact,
            extended,
            change=Change.CLARIFICATION,
            based_on=newest,
            editor=editor,
            editor_name=editor_name,
            reason=f"Found as “{name}” from now on. It was asked: {question}"[:300],
            drafts=with_shared,
        )


async def _approved(tx: Transaction, fact: FactId) -> tuple[Revision, int]:
    """Return the current approved revision, and the number of the newest one."""
    try:
        history = await revisions.history(tx, fact)
    except NotOnFile as error:
        raise BadInput(str(error), field="fact") from error
    approved = [one for one in history if one.is_approved]
    if not approved or approved[-1].change is Change.RETRACTION:
        raise BadInput(f"{fact} is not an approved fact.", field="fact")
    if any(one.is_pending for one in history if one.number > approved[-1].number):
        raise OutOfDate(
            f"A change to {fact} is waiting for approval: approve it or send it back first."
        )
    return approved[-1], history[-1].number


def _read(alias: str, body: Body) -> str:
    try:
        name = filed_text(alias, limit=ALIAS_LIMIT, lines=False)
    except ValueError as error:
        raise BadInput(f"It {error}.", field="alias") from error
    if problem := alias_problem(name, body):
        raise BadInput(problem, field="alias")
    return name


async def _namesakes(tx: Transaction, fact: FactId, name: str) -> tuple[str, ...]:
    """Return a sentence for each other fact with that name: asking for it will give choices."""
    near = await search_index.with_text(tx, content_words(name), limit=_NEAREST)
    found = await revisions.filed(tx, [hit.fact for hit in near])
    same = [
        one for one in found.values() if one.id != fact and phrase(name) in document(one.body).names
    ]
    return tuple(
        f"{one.id}, {one.body.heading}, goes by “{name}” too: "
        "readers will be asked which they mean."
        for one in same
    )
