"""Workspaces and the roles of their people."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from facts.errors import BadInput, NotOnFile
from facts.model import Role
from facts.store import schema
from facts.store.store import Store
from facts.store.transaction import Transaction

_workspace = schema.workspace
_role = schema.role
_ROLE_OF = select(_role.c.role).where(
    _role.c.workspace_id == bindparam("workspace"), _role.c.person == bindparam("who")
)


async def only_one(store: Store, *, named: str | None, now: datetime) -> int:
    """Return the workspace that a command works on, making the first one in an empty database.

    With several, `named` (a team id or a name) must identify one; BadInput otherwise.
    """
    async with store.reading(0) as tx:
        rows = (await tx.execute(select(_workspace))).all()
    if named is not None:
        fitting = [row for row in rows if named in (row.team_id, row.name)]
        if len(fitting) != 1:
            raise NotOnFile(f"There is no workspace named {named} in this database.")
        return int(fitting[0].workspace_id)
    if len(rows) > 1:
        raise BadInput("This database holds several workspaces: say which", field="--workspace")
    if rows:
        return int(rows[0].workspace_id)
    async with store.writing(0) as tx:
        made = await tx.execute(insert(_workspace).values(name="newsroom", created_at=now))
    key = made.inserted_primary_key
    if key is None:  # pragma: no cover (both databases return it)
        raise NotOnFile("The new workspace has no number.")
    return int(key[0])


async def numbers(store: Store) -> list[int]:
    """Return every workspace of the database."""
    async with store.reading(0) as tx:
        found = await tx.scalars(
            select(_workspace.c.workspace_id).order_by(_workspace.c.workspace_id)
        )
        return list(found)


async def bind(tx: Transaction, *, team_id: str, name: str) -> None:
    """Bind the workspace to its Slack team; BadInput if it belongs to another."""
    row = (
        await tx.execute(select(_workspace).where(_workspace.c.workspace_id == tx.workspace_id))
    ).one()
    if row.team_id not in (None, team_id):
        raise BadInput(
            f"This database belongs to Slack team {row.team_id}, but the token is {team_id}’s: "
            "set another FACTDESK_DATABASE_URL",
            field="SLACK_BOT_TOKEN",
        )
    await tx.execute(
        update(_workspace)
        .where(_workspace.c.workspace_id == tx.workspace_id)
        .values(team_id=team_id, name=name)
    )


async def role_of(tx: Transaction, person: str) -> Role:
    """Return the role on file; a person without one is a reader."""
    found = await tx.scalar(_ROLE_OF, {"workspace": tx.workspace_id, "who": person})
    return Role(found) if found else Role.READER


async def give_role(
    tx: Transaction, *, person: str, role: Role, given_by: str, now: datetime
) -> None:
    """Give a person a role, replacing the previous one."""
    where = (_role.c.workspace_id == tx.workspace_id) & (_role.c.person == person)
    values = {"role": role.value, "given_by": given_by, "given_at": now}
    changed = await tx.execute(update(_role).where(where).values(values))
    if changed.rowcount == 0:
        await tx.execute(
            insert(_role).values(workspace_id=tx.workspace_id, person=person, **values)
        )


async def people_with(tx: Transaction, *roles: Role) -> list[str]:
    """Return the people with one of the roles, sorted by id."""
    rows = await tx.scalars(
        select(_role.c.person)
        .where(
            _role.c.workspace_id == tx.workspace_id,
            _role.c.role.in_([role.value for role in roles]),
        )
        .order_by(_role.c.person)
    )
    return list(rows)
