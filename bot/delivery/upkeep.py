"""What is done beside the sending: changes told on, their progress shown, the unseen recalled."""

from collections.abc import Callable

from facts import Desk

SHOW_EVERY_S = 10.0
"""How often an editor sees how far a change has been told."""
RECALL_EVERY_S = 600.0
"""How often the desk looks for notices that nobody has seen for a day."""


class Upkeep:
    """Fills the outbox with what changes still owe, a step at a time: others are served between."""

    def __init__(
        self, desk: Desk, *, desk_channel: str | None, monotonic: Callable[[], float]
    ) -> None:
        self._desk = desk
        self._desk_channel = desk_channel
        self._monotonic = monotonic
        self._show_at = self._recall_at = monotonic()

    async def step(self) -> float:
        """Do what is due now; returns the seconds until something is again."""
        is_more = await self._desk.fan_outs.step()
        now = self._monotonic()
        if now >= self._recall_at:
            await self._desk.notices.remind(desk_channel=self._desk_channel)
            self._recall_at = now + RECALL_EVERY_S
        due = self._recall_at
        if now < self._show_at:
            due = min(due, self._show_at)
        elif await self._desk.fan_outs.show(desk_channel=self._desk_channel):
            self._show_at = now + SHOW_EVERY_S
            due = min(due, self._show_at)
        return 0.0 if is_more else due - now
