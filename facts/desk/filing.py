"""Filing facts, and the second pair of eyes."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from facts.desk.checking import checked
from facts.desk.corrections.schedule import schedule_notices
from facts.desk.setup import Setup
from facts.errors import BadInput, InvalidFact, NotAllowed, OutOfDate
from facts.model import (
    Approval,
    ApprovalBasis,
    Audience,
    Body,
    FactId,
    Revision,
    Role,
    read_body,
)
from facts.search.document import embedding_text
from facts.store import Transaction, outbox, workspaces
from facts.store.facts import revisions
from facts.store.outbox import Draft

ReviewDrafts = Callable[[Revision, Sequence[str], Sequence[str]], Sequence[Draft]]
"""Makes messages from a revision, the people who may approve it, and what is unusual about it."""

STARTER_EDITOR = "starter set"
_STARTER_PREFIX = "starter/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: new facts filed, and how many were there already."""

    added: tuple[FactId, ...]
    there: int


class Filing:
    """File, approve, send back."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @property
    def review(self) -> bool:
        """Whether a second editor must approve."""
        return self._setup.review

    async def may_file(self, person: str) -> None:
        """NotAllowed, in a sentence, where a person may not file facts."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.EDITOR, "file facts")

    async def file(
        self,
        inbound_key: str | None,
        body: Body,
        *,
        editor: str,
        editor_name: str | None = None,
        reason: str | None = None,
        audience: Audience = Audience.NEWSROOM,
        embargo_until: datetime | None = None,
        drafts: ReviewDrafts | None = None,
    ) -> Revision | None:
        """File a new fact: a draft, or with review off approved at once. None for a repeat.

        `drafts` makes the messages that tell of it. Refused with NotAllowed (role, checked again
        here), InvalidFact (what must be mended, at its fields) or BadInput (its key is on file).
        """
        now = self._setup.clock()
        approving = None if self._setup.review else body
        async with self._setup.once(inbound_key, approving=approving) as tx:
            if tx is None:
                return None
            await self._setup.require(tx, editor, Role.EDITOR, "file facts")
            warnings = await checked(tx, body, today=self._setup.today())
            made = await revisions.add_fact(
                tx,
                body,
                editor=editor,
                editor_name=editor_name,
                reason=reason,
                now=now,
                audience=audience,
                embargo_until=embargo_until,
            )
            if not self._setup.review:
                approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=now)
                made = await revisions.decide(tx, made, approval)
                await schedule_notices(self._setup, tx, made)
            if drafts is not None:
                told = drafts(made, await self._reviewers(tx, but=editor), warnings)
                await outbox.add(tx, told, question=None, now=now)
            return made

    async def _reviewers(self, tx: Transaction, *, but: str) -> list[str]:
        held = await workspaces.people_with(tx, Role.EDITOR, Role.ADMIN)
        return sorted({*held, *self._setup.admins} - {but})

    async def decide(
        self,
        inbound_key: str,
        fact: FactId,
        number: int,
        *,
        approver: str,
        approver_name: str | None = None,
        approved: bool,
        why: str | None = None,
        drafts: Callable[[Revision], Sequence[Draft]] | None = None,
    ) -> Revision | None:
        """Approve a draft or send it back. None for a repeated press.

        What an approved change owes to those who were told otherwise is written with it.
        NotAllowed for its own author and for anyone who is no editor; OutOfDate where it was
        decided on meanwhile.
        """
        now = self._setup.clock()
        approving = await self._body(fact, number) if approved else None
        async with self._setup.once(inbound_key, approving=approving) as tx:
            if tx is None:
                return None
            revision = await self._open_to(tx, fact, number, approver)
            approval = Approval(
                approved=approved,
                basis=ApprovalBasis.SECOND_EDITOR,
                approver=approver,
                approver_name=approver_name,
                at=now,
                why=why,
            )
            decided = await revisions.decide(tx, revision, approval)
            if decided.is_approved:
                await schedule_notices(self._setup, tx, decided)
            if drafts is not None:
                await outbox.add(tx, drafts(decided), question=None, now=now)
            return decided

    async def may_decide(self, fact: FactId, number: int, *, person: str) -> Revision:
        """Return a draft that a person may decide on; refuses as `decide` does, changes nothing."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            revision = await self._open_to(tx, fact, number, person)
            if not revision.is_pending:
                raise OutOfDate(f"{revision.label} has been decided on already.")
            return revision

    async def _body(self, fact: FactId, number: int) -> Body | None:
        """Return what is to be approved, where a model will read it; None if it is not there."""
        if self._setup.store.encoder is None:
            return None
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            found = await revisions.every(tx, [fact.number])
        revision = found.get((fact.number, number))
        return revision.body if revision is not None else None

    async def _open_to(self, tx: Transaction, fact: FactId, number: int, person: str) -> Revision:
        await self._setup.require(tx, person, Role.EDITOR, "approve facts")
        revision = await revisions.one(tx, fact, number)
        if revision.editor == person:
            raise NotAllowed(
                f"You filed {revision.label} yourself: a second editor must approve it."
            )
        return revision

    async def load_starter(self, bodies: Iterable[tuple[str, Body]]) -> Loaded:
        """File the starter facts that are not there yet, all or nothing."""
        now = self._setup.clock()
        added: list[FactId] = []
        there = 0
        bodies = list(bodies)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            known = await revisions.import_refs(tx, _STARTER_PREFIX)
        texts = [
            embedding_text(body) for name, body in bodies if _STARTER_PREFIX + name not in known
        ]
        async with self._setup.store.writing(self._setup.workspace_id, texts=texts) as tx:
            known = await revisions.import_refs(tx, _STARTER_PREFIX)
            for name, body in bodies:
                ref = _STARTER_PREFIX + name
                if ref in known or (body.key and await revisions.by_key(tx, body.key)):
                    there += 1
                    continue
                made = await revisions.add_fact(
                    tx, body, editor=STARTER_EDITOR, reason="starter set", now=now, import_ref=ref
                )
                approval = Approval(approved=True, basis=ApprovalBasis.STARTER_SET, at=now)
                await schedule_notices(self._setup, tx, await revisions.decide(tx, made, approval))
                added.append(made.fact)
        return Loaded(tuple(added), there)


def starter_bodies() -> list[tuple[str, Body]]:
    """Read the starter facts, (name, body) in their order. BadInput names file and field."""
    folder = sorted(files("facts.starter").iterdir(), key=lambda file: file.name)
    return [read_fact_file(file) for file in folder if file.name.endswith(".json")]


def read_fact_file(file: Traversable) -> tuple[str, Body]:
    """Read one fact's JSON file: (name, body). BadInput names the file and the field at fault."""
    try:
        body = read_body(json.loads(file.read_text("utf-8")))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name} is not JSON in UTF-8: {error}", field=file.name) from error
    except InvalidFact as error:
        raise BadInput(f"{file.name}: {error}", field=file.name) from error
    return file.name.removesuffix(".json"), body
