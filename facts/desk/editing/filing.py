"""File a new fact; load facts from files."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from facts.desk.editing.loading import Loaded, Named, load
from facts.desk.editing.submission import ReviewDrafts, checked, submit
from facts.desk.setup import Setup
from facts.model import Audience, Body, Revision, Role
from facts.store.facts import revisions


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

    async def load(self, bodies: Iterable[Named], *, folder: Path | None = None) -> Loaded:
        """File facts read from files: see `facts.desk.editing.loading.load`."""
        return await load(self._setup, bodies, folder=folder)
