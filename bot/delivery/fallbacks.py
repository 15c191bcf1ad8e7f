"""Where a refused message goes instead: the asker, the editors, the channel above its thread."""

import json
from collections.abc import Callable
from enum import Enum, auto

from bot.delivery.outcomes import NotFound, Sent, Unreadable
from bot.delivery.posting import Poster
from bot.mrkdwn import Json
from facts import Delivery, Desk, Way, notices

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_CARD_GONE = "message_not_found"
# docs.slack.dev/reference/methods/chat.postMessage, "Errors". Slack documents no error for a thread
# that was deleted; it answers with the one documented for conversations.replies.
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


class Fallback(Enum):
    """Whether a refused message has a fallback."""

    TAKEN = auto()
    """It was redirected, or does not have to be delivered at all."""
    LATER = auto()
    """Not known yet: retry the delivery."""
    ASKER = auto()
    """The delivery becomes a dead letter, and the person who asked gets the answer alone."""
    NONE = auto()
    """It has none: the delivery becomes a dead letter."""


class Fallbacks:
    """Redirects messages that Slack refused.

    `alone` turns a card for a channel into one for its asker only, which says why, given Slack's
    error code.
    """

    def __init__(
        self,
        desk: Desk,
        poster: Poster,
        *,
        alone: Callable[[Delivery, str, str], Json],
        desk_channel: str | None,
    ) -> None:
        self._outbox = desk.outbox
        self._notices = desk.notices
        self._poster = poster
        self._alone = alone
        self._desk_channel = desk_channel

    async def take(self, delivery: Delivery, error: str) -> Fallback:
        """Redirect a refused message if there is a way to. `error` is Slack's code."""
        if delivery.is_notice:
            return await self._notice(delivery, error)
        if delivery.way is Way.EDIT:
            return await self._edit(delivery, error)
        if delivery.way is Way.ALONE:
            await self._outbox.to_person_directly(delivery)
            return Fallback.TAKEN
        if delivery.channel == self._desk_channel and delivery.question is None:
            await self._outbox.to_desk_directly(delivery, error=error)
            return Fallback.TAKEN
        if error not in _NOT_A_MEMBER or not self._can_be_shown_alone(delivery):
            return Fallback.ASKER if self._can_be_shown_alone(delivery) else Fallback.NONE
        await self._outbox.to_asker_alone(
            delivery, error=error, instead=self.for_asker(delivery, error)
        )
        return Fallback.TAKEN

    def for_asker(self, delivery: Delivery, error: str) -> Callable[[str], str]:
        """Return what turns a refused message into one for the asker alone, as the outbox keeps it.

        `error` is Slack's code; the message says why it comes alone.
        """
        return lambda message: json.dumps(self._alone(delivery, message, error))

    @staticmethod
    def _can_be_shown_alone(delivery: Delivery) -> bool:
        """Whether it answers a question in a channel: nobody else reads a direct message anyway."""
        in_channel = delivery.channel is not None and not delivery.channel.startswith("D")
        return delivery.question is not None and delivery.way is not Way.DIRECT and in_channel

    async def _notice(self, delivery: Delivery, error: str) -> Fallback:
        """Move a notice: to the channel if its thread is gone, to the asker if the channel is."""
        if delivery.way not in (Way.CHANNEL, Way.UNDER):
            return Fallback.NONE
        lost = notices.Lost.CHANNEL if error in _CHANNEL_LOST else None
        if delivery.thread_ts is not None and error in _THREAD_LOST:
            lost = notices.Lost.THREAD
        if lost is None or not await self._notices.move(delivery, lost=lost, error=error):
            return Fallback.NONE
        return Fallback.TAKEN

    async def _edit(self, delivery: Delivery, error: str) -> Fallback:
        """Give up editing a card; if the card was deleted, check whether its thread was too.

        Slack accepts replies in a deleted thread, where nobody sees them: a notice sent there is
        moved.
        """
        if error == _CARD_GONE and delivery.thread_ts and delivery.above:
            match await self._poster.look_at_thread(delivery):
                case Sent():
                    pass
                case NotFound() | Unreadable():
                    await self._notices.move_sent(delivery, error=error)
                case _:
                    return Fallback.LATER
        await self._outbox.refused(delivery, error=error)
        return Fallback.TAKEN
