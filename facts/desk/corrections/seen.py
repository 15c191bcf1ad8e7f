"""Who has seen a notice and who has not; where a fact was posted; notices whose place is gone."""

from dataclasses import dataclass
from datetime import timedelta

from facts.desk.setup import Setup
from facts.model import FactId, Role
from facts.notices import Lost, Moved, Notice, Outgoing, Seen, Unseen, UnseenAt
from facts.store import Transaction, inbox, outbox
from facts.store.corrections import notices
from facts.store.corrections.notices import UnseenNotice
from facts.store.outbox import Delivery, Draft, Posted, Way

UNSEEN_FOR = timedelta(days=1)
_LISTED = 30


@dataclass(frozen=True, slots=True)
class SeenNotice:
    """A notice that was seen; `about` is the channel and ts of the message that it is about."""

    notice: Notice
    moved: Moved | None
    seen: Seen
    about: tuple[str, str] | None
    thread_ts: str | None


class Notices:
    """Notices after they were sent: who has seen them, and where a fact was posted."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def seen(
        self, inbound_key: str, delivery: int, *, person: str, name: str | None
    ) -> SeenNotice | None:
        """Note that a notice was seen; return it with who saw it first, None for a repeat."""
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            now = self._setup.clock()
            found = await notices.seen(tx, delivery, person=person, name=name, now=now)
        held = Outgoing.model_validate_json(found.message)
        seen = Seen(name=found.name or "a colleague", at=found.at)
        return SeenNotice(_notice_in(found.message), held.moved, seen, found.about, found.thread_ts)

    async def remind(self, *, desk_channel: str | None) -> None:
        """Remind the desk, once, of notices that nobody has seen for a day.

        Without a desk channel every editor gets the reminder as a direct message.
        """
        now = self._setup.clock()
        by = now - UNSEEN_FOR
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not (await notices.unseen(tx, sent_by=by, limit=1))[0]:
                return
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            found, more = await notices.unseen(tx, sent_by=by, limit=_LISTED)
            unseen = Unseen(places=tuple(map(self._unseen_at, found)), more=more)
            message = Outgoing(unseen=unseen).model_dump_json(exclude_none=True)
            drafts = [Draft(Way.CHANNEL, message, channel=desk_channel)]
            if desk_channel is None:
                people = await self._setup.people_with(tx, Role.EDITOR, Role.ADMIN)
                drafts = [Draft(Way.DIRECT, message, person=person) for person in people]
            await outbox.add(tx, drafts, question=None, now=now)
            await notices.remind(tx, sent_by=by, now=now)

    def _unseen_at(self, one: UnseenNotice) -> UnseenAt:
        notice = _notice_in(one.message)
        return UnseenAt(
            fact=notice.fact,
            heading=notice.heading,
            channel=one.place.channel,
            ts=one.ts if one.place.channel else None,
            thread_ts=one.place.thread_ts,
            at=one.sent_at,
        )

    async def move(self, delivery: Delivery, *, lost: Lost, error: str) -> bool:
        """Post a notice elsewhere, since its thread or channel is lost.

        Instead of a thread its channel gets it; instead of a channel the person who asked there.
        False where nobody asked.
        """
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await self._move(tx, delivery.number, delivery.channel, lost, error)

    async def move_sent(self, edit: Delivery, *, error: str) -> bool:
        """Post the notice that an edit follows once more, into the channel: its thread is gone."""
        if edit.under is None or edit.above is None:
            return False
        async with self._setup.store.writing(self._setup.workspace_id) as tx:
            return await self._move(tx, edit.under, edit.above[0], Lost.THREAD, error)

    async def _move(
        self, tx: Transaction, number: int, channel: str | None, lost: Lost, error: str
    ) -> bool:
        _, message = await outbox.state_and_message(tx, number)
        if lost is Lost.THREAD and Outgoing.model_validate_json(message).moved is not None:
            return False  # it stands in no thread
        notice = _notice_in(message)
        asked = await inbox.question_of_delivery(tx, number)
        moved = Moved(lost=lost, question=asked.text if asked else None)
        said = Outgoing(notice=notice, moved=moved).model_dump_json(exclude_none=True)
        if lost is Lost.THREAD:
            draft = Draft(Way.CHANNEL, said, channel=channel, person=notice.asker, until_known=True)
        elif notice.asker is not None:
            draft = Draft(Way.DIRECT, said, person=notice.asker, until_known=True)
        else:
            return False
        return await notices.move(tx, number, draft, error=error, now=self._setup.clock())

    async def posted(
        self, fact: FactId, *, person: str, limit: int, after: int = 0
    ) -> list[Posted]:
        """Return where a fact was posted, newest first: for editors; for others nothing.

        `after` is how many of the newest to pass over.
        """
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            if not (await self._setup.role(tx, person)).includes(Role.EDITOR):
                return []
            return await outbox.posted(tx, fact, limit=limit, after=after)


def _notice_in(message: str) -> Notice:
    notice = Outgoing.model_validate_json(message).notice
    assert notice is not None  # noqa: S101 (a notice's delivery holds one)
    return notice
