"""Record questions, each with the deliveries of its answer in one transaction."""

from collections.abc import Callable, Sequence

from facts.desk.setup import Setup
from facts.store import inbox, outbox
from facts.store.inbox import Asked
from facts.store.outbox import Draft

Drafts = Callable[[int], Sequence[Draft]]
"""Makes the messages to post, given the question's number."""


class Questions:
    """Record questions, and put the messages that answer them into the outbox.

    Every method that writes takes an inbound key (Slack's trigger, view or event id): a second
    call with the same key changes nothing, so a request that Slack repeats is answered once.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def get(self, number: int) -> Asked | None:
        """Return the recorded question with a number, or None."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await inbox.get_question(tx, number)

    async def record_answer(self, inbound_key: str, asked: Asked, drafts: Drafts) -> int | None:
        """Record a question and put its answer into the outbox.

        Returns the question's number, or None for a repeated key.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            number = await inbox.add_question(tx, asked, now=now, posted=asked.outcome == "found")
            await outbox.add(tx, drafts(number), question=number, now=now)
            return number

    async def record_pick(
        self, inbound_key: str, number: int, drafts: Drafts, *, response_url: str | None
    ) -> bool:
        """Put the answer that the asker picked into the outbox.

        Returns False, and posts nothing, if the question has been answered already. `response_url`
        came with the button press: only with that can the list of choices be replaced.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None or not await inbox.mark_posted(tx, number, now=now):
                return False
            if response_url:
                await inbox.renew_response_url(tx, number, response_url)
            await outbox.add(tx, drafts(number), question=number, now=now)
            return True

    async def send_to_asker(
        self, inbound_key: str, number: int, drafts: Sequence[Draft], *, response_url: str | None
    ) -> bool:
        """Send another message to the asker of a question; False for a repeated key.

        `response_url` is the one that came with the button press. It outlasts the question's own
        (Slack's are good for 30 minutes), so it replaces it.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            if response_url:
                await inbox.renew_response_url(tx, number, response_url)
            await outbox.add(tx, drafts, question=number, now=now)
            return True

    async def enqueue(self, inbound_key: str | None, drafts: Sequence[Draft]) -> bool:
        """Put messages that do not answer a question into the outbox; False for a repeated key."""
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return False
            await outbox.add(tx, drafts, question=None, now=self._setup.clock())
            return True
