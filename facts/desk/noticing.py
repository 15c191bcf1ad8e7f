"""Who has seen that a fact changed, and where it was posted."""

from dataclasses import dataclass
from datetime import date

from facts.desk.setup import Setup
from facts.model import FactId, Role
from facts.notice import Notice, Seen
from facts.outgoing import Outgoing
from facts.store import notices, places
from facts.store.places import Posted


@dataclass(frozen=True, slots=True)
class SeenNotice:
    """A notice that was seen; `about` is the channel and ts of the message that it is about."""

    notice: Notice
    seen: Seen
    about: tuple[str, str] | None
    thread_ts: str | None


class Noticing:
    """Seen, and where the cards of a fact stand."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def seen(
        self, inbound_key: str, delivery: int, *, person: str, name: str | None
    ) -> SeenNotice | None:
        """Note that a notice was seen; returns it and who saw it first, None for a repeat."""
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            now = self._setup.clock()
            found = await notices.seen(tx, delivery, person=person, name=name, now=now)
        notice = Outgoing.model_validate_json(found.message).notice
        if notice is None:  # pragma: no cover (a notice's delivery holds one)
            return None
        on: date = found.at.astimezone(self._setup.timezone).date()
        seen = Seen(name=found.name or "a colleague", on=on)
        return SeenNotice(notice, seen, found.about, found.thread_ts)

    async def posted(self, fact: FactId, *, person: str, limit: int) -> list[Posted]:
        """Return where a fact was posted, newest first: for editors; for others nothing."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not (await self._setup.role(tx, person)).includes(Role.EDITOR):
                return []
            return await places.posted(tx, fact, limit=limit)
