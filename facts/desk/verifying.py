"""Looking a fact up again in the world, and saying that it still holds."""

from facts.desk.setup import Setup
from facts.errors import OutOfDate
from facts.model import FactId, FactState, FiledFact, Role
from facts.store import Transaction
from facts.store.facts import revisions


class Verifying:
    """A verification is a row of its own: it alters no word of a fact, and owes no notice."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def may_verify(self, fact: FactId, *, person: str) -> FiledFact:
        """Return a fact that a person may verify; refuses as `still_true` does, changes nothing."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await self._standing(tx, fact, person)

    async def still_true(
        self, inbound_key: str, fact: FactId, *, based_on: int, person: str, why: str
    ) -> bool:
        """Write down that a fact was looked up again and still holds; False for a repeat.

        NotAllowed for who is no editor; OutOfDate where revision `based_on` is not, or no longer,
        what the desk stands behind.
        """
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            standing = await self._standing(tx, fact, person)
            if standing.current.number != based_on:
                raise OutOfDate(f"{fact} was changed meanwhile: look at {standing.current.label}.")
            now = self._setup.clock()
            await revisions.verify(tx, standing.current, person=person, why=why, now=now)
            return True

    async def _standing(self, tx: Transaction, fact: FactId, person: str) -> FiledFact:
        await self._setup.require(tx, person, Role.EDITOR, "verify facts")
        await revisions.history(tx, fact)
        found = (await revisions.filed(tx, [fact.number]))[fact.number]
        if found.state is not FactState.APPROVED:
            raise OutOfDate(f"{fact} is {found.state}: there is nothing to verify.")
        return found
