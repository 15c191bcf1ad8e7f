"""Telling people: the question, its answer and its deliveries in one transaction."""

from collections.abc import Callable, Sequence

from facts.desk.setup import Setup
from facts.store import deliveries, questions
from facts.store.deliveries import Draft
from facts.store.questions import Asked

Drafts = Callable[[int], Sequence[Draft]]
"""Makes the messages to post, given the question's number."""


class Telling:
    """What the desk tells people."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def answer(self, inbound_key: str, asked: Asked, drafts: Drafts) -> int | None:
        """Keep a question with its deliveries; returns its number, None where it came before."""
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            number = await questions.add(tx, asked, now=now, posted=asked.outcome == "found")
            await deliveries.add(tx, drafts(number), question=number, now=now)
            return number

    async def asked(self, number: int) -> Asked | None:
        """Return a question that was put."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await questions.get(tx, number)

    async def picked(self, inbound_key: str, number: int, drafts: Drafts) -> bool:
        """Post a picked answer; False where the question was posted before."""
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None or not await questions.post_once(tx, number, now=now):
                return False
            await deliveries.add(tx, drafts(number), question=number, now=now)
            return True

    async def show(
        self, inbound_key: str, number: int, drafts: Sequence[Draft], *, response_url: str | None
    ) -> bool:
        """Send something more to the asker of a question; False for a repeated press.

        A press brings a fresh `response_url`, which lasts longer than the question's own.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            if response_url:
                await questions.renew_response_url(tx, number, response_url)
            await deliveries.add(tx, drafts, question=number, now=now)
            return True

    async def post(self, inbound_key: str | None, drafts: Sequence[Draft]) -> bool:
        """Put messages into the outbox; False where the inbound key has had its effect."""
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            await deliveries.add(tx, drafts, question=None, now=self._setup.clock())
            return True
