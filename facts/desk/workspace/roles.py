"""Roles: who may do what; and the workspace's link to its Slack team."""

from facts.desk.setup import Setup
from facts.errors import BadInput
from facts.model import Role
from facts.store import workspaces


class Roles:
    """Reads and gives roles. People named in the settings are always admins."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def role_of(self, person: str) -> Role:
        """Return a person's role: reader unless another was given."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await self._setup.role(tx, person)

    async def give(self, person: str, role: Role, *, given_by: str) -> None:
        """Give a person a role, replacing the previous one; `given_by` is not checked."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await workspaces.give_role(
                tx, person=person, role=role, given_by=given_by, now=self._setup.clock()
            )

    async def may_appoint(self, person: str) -> None:
        """Check that a person may give roles; NotAllowed, in a sentence, otherwise."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.ADMIN, "give roles")

    async def appoint(self, inbound_key: str, person: str, role: Role, *, by: str) -> bool:
        """Give a person a role, replacing the previous one; False for a repeat.

        NotAllowed if `by` is not an admin; BadInput at `person` for an admin named in the settings,
        who can only be changed there.
        """
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            await self._setup.require(tx, by, Role.ADMIN, "give roles")
            if person in self._setup.admins:
                raise BadInput(
                    "FACTDESK_ADMINS names this person: an admin until it is changed there.",
                    field="person",
                )
            await workspaces.give_role(
                tx, person=person, role=role, given_by=by, now=self._setup.clock()
            )
            return True

    async def admins(self) -> list[str]:
        """Return the admins, including those named in the settings, sorted by user id."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await self._setup.people_with(tx, Role.ADMIN)

    async def bind(self, *, team_id: str, name: str) -> None:
        """Bind this workspace to its Slack team. BadInput if it belongs to another."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await workspaces.bind(tx, team_id=team_id, name=name)
