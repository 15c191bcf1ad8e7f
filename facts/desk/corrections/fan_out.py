"""Fan-out: a change with many places, worked through a step at a time, its progress shown."""

from facts.desk.corrections.schedule import make_next_notices
from facts.desk.setup import Setup
from facts.model import Role
from facts.notices import Outgoing, Progress
from facts.store import Transaction, outbox
from facts.store.corrections import candidates
from facts.store.corrections.candidates import FanOut
from facts.store.facts import revisions
from facts.store.outbox import Draft, Way

_UNDECIDED = ("sending", "unknown")


class FanOuts:
    """The fan-outs under way: the sender steps them, and editors see how far they have come."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def step(self) -> bool:
        """Put the notices of the next places into the outbox; False where none is left."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not await candidates.any_left(tx):
                return False
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await make_next_notices(self._setup, tx)

    async def show(self, *, desk_channel: str | None) -> bool:
        """Bring up to date what editors see of fan-outs under way; False where there are none.

        The person who approved a change gets a direct message; where that is no editor here (the
        command line), the desk's channel gets it.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not await candidates.fan_outs_under_way(tx):
                return False
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            for one in await candidates.fan_outs_under_way(tx):
                await self._show(tx, one, desk_channel)
        return True

    async def _show(self, tx: Transaction, one: FanOut, desk_channel: str | None) -> None:
        progress = await self._progress(tx, one)
        message = Outgoing(progress=progress).model_dump_json(exclude_none=True)
        if one.message is None:
            is_shown = await self._post(tx, one, message, desk_channel)
        else:
            is_shown = await self._bring_up_to_date(tx, one, one.message, message)
        if progress.is_done and is_shown:
            await candidates.finish_fan_out(tx, one, now=self._setup.clock())

    async def _progress(self, tx: Transaction, one: FanOut) -> Progress:
        counts = await candidates.fan_out_progress(tx, one)
        changed = await revisions.one(tx, one.fact, one.revision)
        reached = counts.sent + counts.waiting + counts.replaced + sum(counts.refused.values())
        return Progress(
            fact=one.fact,
            revision=one.revision,
            heading=changed.body.heading,
            places=min(one.places, counts.left + reached),
            sent=counts.sent,
            taken_over=counts.replaced,
            refused=tuple(sorted(counts.refused.items())),
            is_done=not counts.left and not counts.waiting,
        )

    async def _post(
        self, tx: Transaction, one: FanOut, message: str, desk_channel: str | None
    ) -> bool:
        is_editor = (await self._setup.role(tx, one.person)).includes(Role.EDITOR)
        if is_editor:
            draft = Draft(Way.DIRECT, message, person=one.person)
        elif desk_channel is not None:
            draft = Draft(Way.CHANNEL, message, channel=desk_channel)
        else:
            return True
        (number,) = await outbox.add(tx, [draft], question=None, now=self._setup.clock())
        await candidates.record_progress_message(tx, one, message=number, edit=None)
        return True

    async def _bring_up_to_date(
        self, tx: Transaction, one: FanOut, number: int, message: str
    ) -> bool:
        """Change a message not yet sent, or edit a sent one; False while it is not known which."""
        newest = one.edit or number
        state, shown = await outbox.state_and_message(tx, newest)
        if state in _UNDECIDED:
            return False
        if shown == message:
            return True
        if state == "waiting":
            await outbox.replace_message(tx, newest, message)
        elif (await outbox.state_and_message(tx, number))[0] == "sent":
            draft = Draft(Way.EDIT, message, about=number)
            (edit,) = await outbox.add(tx, [draft], question=None, now=self._setup.clock())
            await candidates.record_progress_message(tx, one, message=number, edit=edit)
        return True
