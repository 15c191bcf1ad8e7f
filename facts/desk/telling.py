"""Telling people: the question, its answer and its deliveries in one transaction; the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from facts.desk.setup import Setup
from facts.model import Role
from facts.store import deliveries, questions, workspaces
from facts.store.deliveries import Delivery, Draft, Way
from facts.store.questions import Asked

Drafts = Callable[[int], Sequence[Draft]]
"""Makes the messages to post, given the question's number."""


class Telling:
    """What the desk tells, and what became of it."""

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

    # The outbox, for the one who sends.

    async def claim(self, *, limit: int) -> list[Delivery]:
        """Hand out the oldest deliverable messages, marked as being sent."""
        now = self._setup.clock()
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not await deliveries.waiting(tx, now=now):
                return []
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await deliveries.claim(tx, now=now, limit=limit)

    async def sent(self, delivery: Delivery, *, channel: str | None, ts: str | None) -> None:
        """Write down where a delivery was posted."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await deliveries.mark_sent(
                tx, delivery.number, channel=channel, ts=ts, now=self._setup.clock()
            )

    async def refused(
        self, delivery: Delivery, *, error: str, instead: Callable[[str], str] | None = None
    ) -> None:
        """Write down Slack's refusal; with `instead` the asker gets the message alone.

        `instead` makes of the message that was to be read (the card, not its opening) the one for
        the asker alone.
        """
        now = self._setup.clock()
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            below = await deliveries.under(tx, delivery.number)
            carries = await deliveries.carried_below(tx, delivery.number)
            await deliveries.mark_refused(tx, delivery.number, error=error)
            if instead is None or delivery.question is None:
                return
            asked = await questions.get(tx, delivery.question)
            if asked is None:
                return
            message = below.message if below else delivery.message
            draft = Draft(
                Way.ALONE, instead(message), asked.channel, asked.asker, asked.thread_ts,
                carries=carries,
            )  # fmt: skip
            await deliveries.add(tx, [draft], question=delivery.question, now=now)

    async def to_desk_directly(self, delivery: Delivery, *, error: str) -> None:
        """Send what the desk's channel refused to the editors and admins, each directly."""
        now = self._setup.clock()
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            held = await workspaces.people_with(tx, Role.EDITOR, Role.ADMIN)
            people = sorted({*held, *self._setup.admins})
            await deliveries.mark_refused(tx, delivery.number, error=error)
            drafts = [Draft(Way.DIRECT, delivery.message, person=person) for person in people]
            await deliveries.add(tx, drafts, question=None, now=now)

    async def later(self, delivery: Delivery, *, not_before: datetime, error: str) -> None:
        """Hold a delivery back until `not_before`."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await deliveries.mark_waiting(tx, delivery.number, not_before=not_before, error=error)

    async def directly(self, delivery: Delivery) -> None:
        """Send what could not be shown to the asker in place as a direct message."""
        draft = Draft(Way.DIRECT, delivery.message, person=delivery.person)
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await deliveries.mark_refused(tx, delivery.number, error="sent directly instead")
            await deliveries.add(
                tx,
                [replace(draft, carries=await deliveries.carried_below(tx, delivery.number))],
                question=delivery.question,
                now=self._setup.clock(),
            )

    async def resume(self) -> int:
        """Take up what was being sent when the process ended; returns how many."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await deliveries.resume(tx)

    async def next_due(self) -> datetime | None:
        """Return when the next held-back delivery is due."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await deliveries.next_due(tx)

    async def counts(self) -> dict[str, int]:
        """Return how many deliveries stand in each state."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return await deliveries.counts(tx)
