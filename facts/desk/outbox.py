"""The outbox: what the sender posts next, and the outcome of each delivery.

The states and their order are drawn in `facts.store.outbox.queue`. Added here: who hears of a dead
letter, and where a message goes that a channel refused.
"""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facts.desk.corrections.schedule import bring_up_to_date
from facts.desk.setup import Setup
from facts.model import Role
from facts.store import Transaction, inbox, outbox
from facts.store.database import Turn
from facts.store.outbox import DeadLetter, Delivery, Draft, Way

WARN_ONCE_IN = timedelta(days=1)
"""Admins hear once a day at most of dead letters with the same place and cause."""
SHOWN = 20
"""How many dead letters the health page lists."""


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many deliveries are in each state, and the newest dead letters."""

    counts: dict[str, int]
    dead: tuple[DeadLetter, ...]


class Outbox:
    """One workspace's deliveries, for the sender. All periods are in seconds."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._turn: Turn | None = None

    async def take_turn(self, called: Callable[[], None]) -> int | None:
        """Take or keep the turn to send; None while another process has it.

        A new number means that another process may have ended while it was sending: `resume`.
        `called` is called when another process has put something into the outbox.
        """
        if self._turn is None:
            self._turn = self._setup.store.turn(self._setup.workspace_id)
            self._turn.on_call(called)
        return await self._turn.take()

    async def end_turn(self) -> None:
        """Give the turn to send up, for another process to take."""
        if self._turn is not None:
            await self._turn.close()

    async def claim(
        self, *, limit: int, busy: Collection[int], is_allowed: Callable[[Delivery], bool]
    ) -> list[Delivery]:
        """Claim the oldest deliveries that may be posted, and that `is_allowed` accepts.

        `busy` are the numbers of those that the sender is posting already. The database is written
        only if there is something to claim.
        """
        now, store, workspace = self._setup.clock(), self._setup.store, self._setup.workspace_id
        async with store.reading(workspace) as tx:
            if not await outbox.is_ready(tx, now=now, busy=busy):
                return []
        async with store.writing(workspace) as tx:
            return await outbox.claim(tx, now=now, limit=limit, busy=busy, may=is_allowed)

    async def next_due(self) -> float | None:
        """Return the seconds until the next held-back delivery is due; None if there is none."""
        now = self._setup.clock()
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            due = await outbox.next_due(tx, now=now)
        return None if due is None else (due - now).total_seconds()

    async def resume(self, *, after: float) -> int:
        """Recover the deliveries that were being posted when a process ended; return how many.

        It is unknown whether they were posted: the sender looks for them in `after` seconds.
        """
        async with self._writing() as tx:
            return await outbox.resume(tx, not_before=self._in(after))

    async def sent(self, delivery: Delivery, *, channel: str | None, ts: str | None) -> None:
        """Record where a delivery was posted; `ts` is None for what only one person sees."""
        now = self._setup.clock()
        async with self._writing() as tx:
            await outbox.mark_sent(tx, delivery.number, channel=channel, ts=ts, now=now)

    async def retry(
        self,
        delivery: Delivery,
        *,
        after: float,
        error: str,
        look_first: bool,
        counts: bool = True,
    ) -> None:
        """Hold a delivery back for `after` seconds, then try again.

        With `look_first` it may have been posted already, and is looked for first. `counts` is
        False if the failure was not the delivery's own.
        """
        number = delivery.number
        async with self._writing() as tx:
            due = self._in(after)
            if look_first:
                await outbox.mark_unknown(tx, number, not_before=due, error=error)
            else:
                await outbox.mark_waiting(tx, number, not_before=due, error=error, tried=counts)

    async def resend(self, delivery: Delivery) -> None:
        """Post again a delivery that may have been posted and cannot be looked for."""
        async with self._writing() as tx:
            await outbox.mark_resent(tx, delivery.number)

    async def refused(self, delivery: Delivery, *, error: str) -> None:
        """Record that Slack refused a delivery, without notifying anyone."""
        async with self._writing() as tx:
            await outbox.mark_refused(tx, delivery.number, error=error)

    async def to_asker_alone(
        self, delivery: Delivery, *, error: str, instead: Callable[[str], str]
    ) -> None:
        """Show a message that its channel refused to the person who asked, and to nobody else.

        `instead` turns the message to be read (the card, not its opening) into one for the asker
        alone.
        """
        async with self._writing() as tx:
            await self._show_asker(tx, delivery, instead)
            await outbox.mark_refused(tx, delivery.number, error=error)

    async def to_person_directly(self, delivery: Delivery) -> None:
        """Send as a direct message what could not be shown to a person in a channel."""
        draft = Draft(Way.DIRECT, delivery.message, person=delivery.person)
        async with self._writing() as tx:
            carries, asked = await outbox.carried_to(tx, delivery.number)
            await outbox.mark_refused(tx, delivery.number, error="sent directly instead")
            await outbox.add(
                tx,
                [replace(draft, carries=carries, asked=asked)],
                question=delivery.question,
                now=self._setup.clock(),
            )

    async def to_desk_directly(self, delivery: Delivery, *, error: str) -> None:
        """Send a message that the desk's channel refused to each editor and admin directly."""
        async with self._writing() as tx:
            people = await self._setup.people_with(tx, Role.EDITOR, Role.ADMIN)
            await outbox.mark_refused(tx, delivery.number, error=error)
            await self._send_directly(tx, people, delivery.message, of_dead=None)

    async def give_up(
        self,
        delivery: Delivery,
        *,
        error: str,
        message: str,
        instead: Callable[[str], str] | None = None,
    ) -> None:
        """Make a delivery a dead letter, and send the admins `message` about it.

        Once a day per place and cause. If a message to admins itself fails, nobody gets a message:
        the health page shows it. With `instead`, which turns the answer to a question into a
        message for its asker alone, the asker gets that.
        """
        now = self._setup.clock()
        async with self._writing() as tx:
            if instead is not None:
                await self._show_asker(tx, delivery, instead)
            await outbox.mark_dead(tx, delivery.number, error=error)
            if delivery.of_dead is not None:
                return
            if await outbox.was_reported(tx, delivery.number, since=now - WARN_ONCE_IN):
                return
            people = await self._setup.people_with(tx, Role.ADMIN)
            await self._send_directly(tx, people, message, of_dead=delivery.number)

    async def try_again(self, number: int, *, person: str) -> int:
        """Put a dead letter back, with all of the same place and cause; return how many.

        Messages whose facts have changed since are brought up to date. NotAllowed for people who
        are not admins.
        """
        async with self._writing() as tx:
            await self._setup.require(tx, person, Role.ADMIN, "send it again")
            count, waiting = await outbox.retry_dead(tx, number)
            await bring_up_to_date(self._setup, tx, waiting)
            return count

    async def state(self) -> OutboxState:
        """Return the counts by state, and the newest `SHOWN` dead letters."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return OutboxState(
                await outbox.counts(tx), tuple(await outbox.dead_letters(tx, limit=SHOWN))
            )

    async def require_room(self) -> None:
        """Check that the database can be written; Unavailable, saying why, if it cannot."""
        async with self._writing() as tx:
            await tx.connection.require_room(self._setup.workspace_id, now=self._setup.clock())

    async def _show_asker(
        self, tx: Transaction, delivery: Delivery, instead: Callable[[str], str]
    ) -> None:
        """Show the asker alone what a place refused: the card, if the delivery is its opening."""
        asked = await inbox.get_question(tx, delivery.question) if delivery.question else None
        if asked is None:
            return
        number, message = await outbox.answer_of(tx, delivery.number)
        carries, questions_put = await outbox.carried_to(tx, number)
        draft = Draft(
            Way.ALONE, instead(message), asked.channel,
            asked.asker, asked.thread_ts, carries=carries, asked=questions_put,
        )  # fmt: skip
        await outbox.add(tx, [draft], question=delivery.question, now=self._setup.clock())

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            yield tx

    def _in(self, seconds: float) -> datetime:
        return self._setup.clock() + timedelta(seconds=seconds)

    async def _send_directly(
        self, tx: Transaction, people: Collection[str], message: str, of_dead: int | None
    ) -> None:
        drafts = [Draft(Way.DIRECT, message, person=person, of_dead=of_dead) for person in people]
        await outbox.add(tx, drafts, question=None, now=self._setup.clock())
