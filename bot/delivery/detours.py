"""Where a message goes that Slack refused: the asker, the editors, the channel above its thread."""

import json
from collections.abc import Callable
from enum import Enum, auto

from bot.delivery.outcomes import Absent, Sent, Unreadable
from bot.delivery.posting import Posting
from bot.mrkdwn import Json
from facts import Delivery, Desk, Lost, Way

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_CARD_GONE = "message_not_found"
# docs.slack.dev/reference/methods/chat.postMessage, "Errors"; for a thread that is gone Slack's
# pages name none, and conversations.replies' own is what is seen.
_THREAD_LOST = frozenset(
    {
        "cannot_reply_to_message",
        "message_not_found",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
    }
)
_CHANNEL_LOST = _NOT_A_MEMBER | {
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
}


class Detour(Enum):
    """What became of a refused message."""

    TAKEN = auto()
    """It goes another way, or nobody needs to be told of it."""
    LATER = auto()
    """Which way is not known yet."""
    NONE = auto()
    """There is no other way: somebody has to look at it."""


class Detours:
    """The other ways. `alone` makes of a card for a channel one for its asker alone."""

    def __init__(
        self,
        desk: Desk,
        posting: Posting,
        *,
        alone: Callable[[Delivery, str], Json],
        desk_channel: str | None,
    ) -> None:
        self._outbox = desk.outbox
        self._notices = desk.notices
        self._posting = posting
        self._alone = alone
        self._desk_channel = desk_channel

    async def take(self, delivery: Delivery, error: str) -> Detour:
        """Send a refused message another way where there is one."""
        if delivery.is_notice:
            return await self._notice(delivery, error)
        if delivery.way is Way.EDIT:
            return await self._edit(delivery, error)
        if delivery.way is Way.ALONE:
            await self._outbox.directly(delivery)
            return Detour.TAKEN
        if delivery.channel == self._desk_channel and delivery.question is None:
            await self._outbox.to_desk_directly(delivery, error=error)
            return Detour.TAKEN
        if (
            error in _NOT_A_MEMBER
            and delivery.question is not None
            and delivery.way is not Way.DIRECT
        ):
            await self._outbox.to_asker_alone(
                delivery,
                error=error,
                instead=lambda message: json.dumps(self._alone(delivery, message)),
            )
            return Detour.TAKEN
        return Detour.NONE

    async def _notice(self, delivery: Delivery, error: str) -> Detour:
        """Tell the channel where the thread is gone, and who asked where the channel is."""
        if delivery.way is not Way.CHANNEL:
            return Detour.NONE
        lost = Lost.CHANNEL if error in _CHANNEL_LOST else None
        if delivery.thread_ts is not None and error in _THREAD_LOST:
            lost = Lost.THREAD
        if lost is None or not await self._notices.move(delivery, lost=lost, error=error):
            return Detour.NONE
        return Detour.TAKEN

    async def _edit(self, delivery: Delivery, error: str) -> Detour:
        """Let a card stay as it is; where it is gone, see whether its thread is.

        Slack may have taken the notice as a reply to nothing, which nobody sees.
        """
        if error == _CARD_GONE and delivery.thread_ts and delivery.above:
            match await self._posting.look_at_thread(delivery):
                case Sent():
                    pass
                case Absent() | Unreadable():
                    await self._notices.move_sent(delivery, error=error)
                case _:
                    return Detour.LATER
        await self._outbox.refused(delivery, error=error)
        return Detour.TAKEN
