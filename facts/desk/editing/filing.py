"""File a new fact, and load the starter set."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from facts.desk.editing.submission import ReviewDrafts, checked, record_approval, submit
from facts.desk.setup import Setup
from facts.errors import BadInput, InvalidFact
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
from facts.store.facts import revisions

STARTER_EDITOR = "starter set"
_STARTER_PREFIX = "starter/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of a load: the facts filed, and how many were on file already."""

    added: tuple[FactId, ...]
    there: int


class Filing:
    """Files new facts."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def may_file(self, person: str) -> None:
        """Check that a person may file facts; NotAllowed, in a sentence, otherwise."""
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
        """File a new fact: as a draft, or approved at once if review is off. None for a repeat.

        `drafts` makes the messages that ask for review. NotAllowed for people who are not editors;
        InvalidFact says what must be fixed, by field; BadInput if its key is on file already.
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
            return await submit(self._setup, tx, made, warnings, drafts, now=now)

    async def load_starter(self, bodies: Iterable[tuple[str, Body]]) -> Loaded:
        """File the starter facts that are not on file yet: all of them, or none if one fails."""
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
                await record_approval(self._setup, tx, made, approval)
                added.append(made.fact)
        return Loaded(tuple(added), there)


def starter_bodies() -> list[tuple[str, Body]]:
    """Return the starter facts as (name, body), sorted by name. BadInput names file and field."""
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
