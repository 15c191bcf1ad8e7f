"""File a new fact; load facts from files."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from facts.desk.editing.duplicates import Duplicates
from facts.desk.editing.loading import Loaded, Named, load
from facts.desk.editing.submission import ReviewDrafts, checked, submit
from facts.desk.setup import Setup
from facts.errors import BadInput, Duplicate, OnFile
from facts.model import Audience, Body, Revision, Role
from facts.store.facts import revisions
from facts.text import LINE_LIMIT


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
        known: Collection[str] | None = None,
        anyway: str | None = None,
        drafts: ReviewDrafts | None = None,
    ) -> Revision | None:
        """File a new fact: as a draft, or approved at once if review is off. None for a repeat.

        `known` are the ids of the facts that the editor knows it repeats, and `anyway` is why it is
        filed beside them, which is kept with the reason; with `known`, Duplicate names others, or
        all if there is no such reason. `drafts` makes the messages that ask for review.
        NotAllowed for people who are not editors; InvalidFact says what must be fixed, by field;
        BadInput if its key is on file already.
        """
        now = self._setup.clock()
        repeated = await Duplicates(self._setup).of(body, person=editor)
        told = [f"Filed anyway: {anyway}"] if anyway else []
        approving = None if self._setup.review else body
        async with self._setup.once(inbound_key, approving=approving) as tx:
            if tx is None:
                return None
            await self._setup.require(tx, editor, Role.EDITOR, "file facts")
            warnings = await checked(tx, body, today=self._setup.today())
            if known is not None and not _is_meant(repeated, known, anyway):
                raise Duplicate(repeated)
            made = await revisions.add_fact(
                tx,
                body,
                editor=editor,
                editor_name=editor_name,
                reason=_joined(told, reason),
                now=now,
                audience=audience,
                embargo_until=embargo_until,
            )
            warnings = (*(one.sentence for one in repeated), *told, *warnings)
            return await submit(self._setup, tx, made, warnings, drafts, now=now)

    async def load(self, bodies: Iterable[Named], *, folder: Path | None = None) -> Loaded:
        """File facts read from files: see `facts.desk.editing.loading.load`."""
        return await load(self._setup, bodies, folder=folder)


def _is_meant(repeated: Sequence[OnFile], known: Collection[str], anyway: str | None) -> bool:
    """Whether an editor knows of everything that a fact repeats, and says why to file it anyway."""
    if any(one.has_key for one in repeated):
        return False
    return not repeated or (bool(anyway) and all(one.fact in known for one in repeated))


def _joined(told: Sequence[str], reason: str | None) -> str | None:
    joined = ". ".join([*told, *([reason] if reason else [])]) or None
    if told and joined and len(joined) > LINE_LIMIT:
        raise BadInput(
            f"With the note to the reviewer it is {len(joined)} characters long: at most "
            f"{LINE_LIMIT} are kept",
            field="anyway",
        )
    return joined
