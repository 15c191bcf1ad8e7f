"""The outbox, for the one who sends: what to post now, and what came of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facts.desk.corrections.schedule import bring_up_to_date
from facts.desk.setup import Setup
from facts.model import Role
from facts.store import Transaction, inbox, outbox, workspaces
from facts.store.outbox import DeadLetter, Delivery, Draft, Way

TOLD_ONCE_IN = timedelta(days=1)
"""Admins are told once a day of what dies in one place of one cause."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many deliveries stand in each state, and the newest that Slack will not take."""

    counts: dict[str, int]
    dead: tuple[DeadLetter, ...]


class Outbox:
    """Deliveries as they are claimed, posted, looked for and given up."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def claim(
        self, *, limit: int, busy: Collection[int], may: Callable[[Delivery], bool]
    ) -> list[Delivery]:
        """Hand out the oldest deliverable messages that `may` be posted now.

        `busy` are those that the sender has in hand already.
        """
        now, store, workspace = self._setup.clock(), self._setup.store, self._setup.workspace_id
        async with store.reading(workspace) as tx:
            if not await outbox.is_ready(tx, now=now, busy=busy):
                return []
        async with store.writing(workspace) as tx:
            return await outbox.claim(tx, now=now, limit=limit, busy=busy, may=may)

    async def sent(self, delivery: Delivery, *, channel: str | None, ts: str | None) -> None:
        """Write down where a delivery was posted."""
        now = self._setup.clock()
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_sent(tx, delivery.number, channel=channel, ts=ts, now=now)

    async def later(
        self, delivery: Delivery, *, after: float, error: str, tried: bool = True
    ) -> None:
        """Hold a delivery that was not posted back for `after` seconds.

        `tried` is False where the try says nothing about the delivery.
        """
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_waiting(
                tx, delivery.number, not_before=self._in(after), error=error, tried=tried
            )

    async def unknown(self, delivery: Delivery, *, after: float, error: str) -> None:
        """Write down that a delivery may have been posted; it is looked for in `after` seconds."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_unknown(tx, delivery.number, not_before=self._in(after), error=error)

    async def resend(self, delivery: Delivery) -> None:
        """Post once more what may have been posted and cannot be looked for."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_resent(tx, delivery.number)

    async def to_asker_alone(
        self, delivery: Delivery, *, error: str, instead: Callable[[str], str]
    ) -> None:
        """Show what a channel refused to the person who asked, and to nobody else.

        `instead` makes of the message that was to be read (the card, not its opening) the one for
        the asker alone.
        """
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            below = await outbox.under(tx, delivery.number)
            carries, questions_put = await outbox.carried_by_thread(tx, delivery.number)
            await outbox.mark_refused(tx, delivery.number, error=error)
            asked = await inbox.get_question(tx, delivery.question) if delivery.question else None
            if asked is None:
                return
            draft = Draft(
                Way.ALONE, instead(below.message if below else delivery.message), asked.channel,
                asked.asker, asked.thread_ts, carries=carries, asked=questions_put,
            )  # fmt: skip
            now = self._setup.clock()
            await outbox.add(tx, [draft], question=delivery.question, now=now)

    async def to_desk_directly(self, delivery: Delivery, *, error: str) -> None:
        """Send what the desk's channel refused to the editors and admins, each directly."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            held = await workspaces.people_with(tx, Role.EDITOR, Role.ADMIN)
            await outbox.mark_refused(tx, delivery.number, error=error)
            await self._tell(tx, {*held, *self._setup.admins}, delivery.message, of_dead=None)

    async def directly(self, delivery: Delivery) -> None:
        """Send what could not be shown to the asker in place as a direct message."""
        draft = Draft(Way.DIRECT, delivery.message, person=delivery.person)
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            carries, asked = await outbox.carried_by_thread(tx, delivery.number)
            await outbox.mark_refused(tx, delivery.number, error="sent directly instead")
            await outbox.add(
                tx,
                [replace(draft, carries=carries, asked=asked)],
                question=delivery.question,
                now=self._setup.clock(),
            )

    async def refused(self, delivery: Delivery, *, error: str) -> None:
        """Write down that Slack refused what nobody needs to be told of."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_refused(tx, delivery.number, error=error)

    async def dead(self, delivery: Delivery, *, error: str, told: str) -> None:
        """Give a delivery up; the admins are `told` directly, once a day for a place and a cause.

        Of a message to admins that dies itself nobody is told: the health page shows it.
        """
        now = self._setup.clock()
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await outbox.mark_dead(tx, delivery.number, error=error)
            if delivery.of_dead is not None:
                return
            if await outbox.was_reported(tx, delivery.number, since=now - TOLD_ONCE_IN):
                return
            held = await workspaces.people_with(tx, Role.ADMIN)
            await self._tell(tx, {*held, *self._setup.admins}, told, of_dead=delivery.number)

    async def try_again(self, number: int, *, person: str) -> int:
        """Put a dead delivery back, and those like it; returns how many. For admins.

        What a message says that has changed since is said as it stands now.
        """
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await self._setup.require(tx, person, Role.ADMIN, "send it again")
            count, waiting = await outbox.retry_dead(tx, number)
            await bring_up_to_date(self._setup, tx, waiting)
            return count

    async def resume(self, *, after: float) -> int:
        """Take up what was being sent when the process ended; returns how many.

        Nobody knows whether it was posted: it is looked for in `after` seconds.
        """
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await outbox.resume(tx, not_before=self._in(after))

    async def next_due(self) -> float | None:
        """Return in how many seconds the next held-back delivery is due."""
        now = self._setup.clock()
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            due = await outbox.next_due(tx, now=now)
        return None if due is None else (due - now).total_seconds()

    async def state(self) -> OutboxState:
        """Return what stands where."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            return OutboxState(
                await outbox.counts(tx), tuple(await outbox.dead_letters(tx, limit=SHOWN))
            )

    async def require_room(self) -> None:
        """Return quietly where the database can be written; Unavailable says why it cannot."""
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            await tx.connection.require_room(self._setup.workspace_id, now=self._setup.clock())

    def _in(self, seconds: float) -> datetime:
        return self._setup.clock() + timedelta(seconds=seconds)

    async def _tell(
        self, tx: Transaction, people: Collection[str], message: str, of_dead: int | None
    ) -> None:
        drafts = [
            Draft(Way.DIRECT, message, person=person, of_dead=of_dead) for person in sorted(people)
        ]
        await outbox.add(tx, drafts, question=None, now=self._setup.clock())
