"""What every part of the desk works with: the store, the workspace, the settings."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facts.errors import NotAllowed
from facts.model import Body, FactId, FiledFact, Role, Viewer
from facts.search.document import embedding_text
from facts.store import Store, Transaction, inbox, workspaces
from facts.store.facts import revisions

Clock = Callable[[], datetime]
"""Returns the current moment, aware, in any time zone."""


def now_utc() -> datetime:
    """Return the machine's time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Setup:
    """One workspace's desk. `timezone` decides which day is today and when a day ends."""

    store: Store
    workspace_id: int
    review: bool
    timezone: ZoneInfo
    admins: frozenset[str]
    clock: Clock

    def today(self) -> date:
        """Return today's date in the desk's time zone."""
        return self.clock().astimezone(self.timezone).date()

    def end_of(self, day: date) -> datetime:
        """Return the last microsecond of a day in the desk's time zone, in UTC."""
        if day >= date.max - timedelta(days=2):
            return datetime.max.replace(tzinfo=UTC)
        midnight = datetime.combine(day + timedelta(days=1), time(), self.timezone)
        return midnight.astimezone(UTC) - timedelta(microseconds=1)

    async def role(self, tx: Transaction, person: str) -> Role:
        """Return a person's role; people named in the settings are always admins."""
        if person in self.admins:
            return Role.ADMIN
        return await workspaces.role_of(tx, person)

    async def role_of(self, tx: Transaction, viewer: Viewer) -> Role:
        """Return a viewer's role; the command line counts as a reader."""
        return Role.READER if viewer.person is None else await self.role(tx, viewer.person)

    async def visible(
        self,
        tx: Transaction,
        numbers: Iterable[int],
        viewer: Viewer,
        known_on: datetime | None = None,
        *,
        by_id: FactId | None = None,
        tied: bool = False,
    ) -> list[FiledFact]:
        """Return the facts, in the given order, that this viewer may see where they are.

        `known_on` and `tied` as for `revisions.filed`; `by_id` is a fact that was asked for by id.
        """
        found = await revisions.filed(tx, numbers, known_on=known_on, tied=tied)
        role, now = await self.role_of(tx, viewer), self.clock()
        return [
            fact
            for fact in found.values()
            if fact.current.is_visible_to(viewer, role, at=now, by_id=fact.id == by_id)
        ]

    async def people_with(self, tx: Transaction, *roles: Role) -> list[str]:
        """Return the people with one of the roles, and the settings' admins, sorted by user id."""
        return sorted({*await workspaces.people_with(tx, *roles), *self.admins})

    async def require(self, tx: Transaction, person: str, needed: Role, what: str) -> None:
        """Raise NotAllowed, with a sentence, if a person's role does not include `needed`."""
        role = await self.role(tx, person)
        if not role.includes(needed):
            article = "an" if needed.value[0] in "aeiou" else "a"
            raise NotAllowed(
                f"Only {article} {needed} may {what}; your role here is {role}. "
                "An admin of the desk can change that."
            )

    @asynccontextmanager
    async def once(
        self, inbound_key: str | None, *, approving: Body | None = None
    ) -> AsyncIterator[Transaction | None]:
        """Open a writing transaction; yield None if the inbound key was used before.

        `approving` is a body that the transaction will approve: its embedding, if a model is
        installed, is made before the transaction begins.
        """
        texts = [embedding_text(approving)] if approving is not None else []
        async with self.store.writing(self.workspace_id, texts=texts) as tx:
            new = inbound_key is None or await inbox.first_time(tx, inbound_key, now=self.clock())
            yield tx if new else None
