"""The newsroom's Slack: people, conversations, messages, open views. All in memory."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable

from rehearsal.changes import Changes
from rehearsal.clock import Clock, Timestamps
from rehearsal.errors import NoSuchThingError
from rehearsal.files import Files
from rehearsal.messages import Message
from rehearsal.payloads import Payload
from rehearsal.people import (
    APP_NAME,
    BOT_USER_ID,
    SLACKBOT,
    TEAM_DOMAIN,
    Conversation,
    Person,
)
from rehearsal.views import Views


class Workspace:
    """The state of one Slack team. Methods here change it; nothing here speaks HTTP.

    `clock` gives epoch seconds; it dates messages and ends trigger ids and response urls.
    `changes` is announced on every change.
    """

    def __init__(
        self,
        people: Iterable[Person] = (),
        conversations: Iterable[Conversation] = (),
        *,
        clock: Clock = time.time,
    ) -> None:
        self.clock = clock
        self.changes = Changes()
        self.timestamps = Timestamps(clock)
        self.people: dict[str, Person] = {
            BOT_USER_ID: Person(BOT_USER_ID, APP_NAME, is_bot=True),
            SLACKBOT: Person(SLACKBOT, "Slackbot"),
        }
        self.people |= {person.id: person for person in people}
        self.conversations: dict[str, Conversation] = {c.id: c for c in conversations}
        self.views = Views(clock, self.changes)
        self.files = Files(clock)
        self._messages: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], list[Message]] = {}
        self._ephemerals: list[Message] = []
        self._ids = itertools.count(1)

    # People and conversations

    def person(self, user: str) -> Person:
        """Return the person with this id; `NoSuchThingError` if there is none."""
        try:
            return self.people[user]
        except KeyError:
            raise NoSuchThingError(f"There is no person {user} in the workspace.") from None

    def conversation(self, channel: str) -> Conversation:
        """Return the conversation with this id; `NoSuchThingError` if there is none."""
        try:
            return self.conversations[channel]
        except KeyError:
            raise NoSuchThingError(f"There is no channel {channel} in the workspace.") from None

    def add_conversation(self, conversation: Conversation) -> Conversation:
        """Put one more conversation into the workspace."""
        self.conversations[conversation.id] = conversation
        self.changes.announce()
        return conversation

    def direct_message(self, *users: str) -> Conversation:
        """Return the bot's direct message with one person, or its group message with several.

        Opened on first use, as `conversations.open` does.
        """
        members = {BOT_USER_ID, *(self.person(user).id for user in users)}
        for conversation in self.conversations.values():
            if (conversation.is_im or conversation.is_mpim) and conversation.members == members:
                return conversation
        names = [self.people[user].name for user in sorted(set(users))]
        if len(members) == 2:  # noqa: PLR2004  (the bot and one person)
            conversation = Conversation(
                "D" + users[0].removeprefix("U"), names[0], is_im=True, members=members
            )
        else:
            conversation = Conversation(
                f"G0GROUP{next(self._ids)}",
                "mpdm-" + "--".join(names),
                is_mpim=True,
                members=members,
            )
        return self.add_conversation(conversation)

    def change_conversation(
        self,
        channel: str,
        *,
        joined: Iterable[str] = (),
        left: Iterable[str] = (),
        is_archived: bool | None = None,
        is_ext_shared: bool | None = None,
    ) -> Conversation:
        """Let people (or the bot) join or leave, archive it, share it with another company."""
        conversation = self.conversation(channel)
        conversation.members.update(joined)
        conversation.members.difference_update(left)
        if is_archived is not None:
            conversation.is_archived = is_archived
        if is_ext_shared is not None:
            conversation.is_ext_shared = is_ext_shared
        self.changes.announce()
        return conversation

    # Messages

    def add(self, message: Message) -> Message:
        """Keep a message that has its `ts`; replies join the thread of their parent."""
        if message.is_ephemeral:
            self._ephemerals.append(message)
        else:
            self._messages.setdefault(message.channel, {})[message.ts] = message
            if message.thread_ts is not None:
                thread = self._threads.setdefault((message.channel, message.thread_ts), [])
                thread.append(message)
        self.changes.announce()
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        """Return the message that everyone can see with this `ts`, or None."""
        return self._messages.get(channel, {}).get(ts)

    def find_ephemeral(self, user: str, channel: str, ts: str) -> Message | None:
        """Return the message that only `user` sees with this `ts`, or None."""
        for message in self._ephemerals:
            if (message.visible_to, message.channel, message.ts) == (user, channel, ts):
                return message
        return None

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Oldest first: the channel's top level, or a thread with its parent in front."""
        if thread_ts is None:
            everything = self._messages.get(channel, {}).values()
            return [message for message in everything if message.thread_ts is None]
        parent = self.find(channel, thread_ts)
        return ([] if parent is None else [parent]) + self.replies(channel, thread_ts)

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """Return the replies under a message, oldest first, without the parent."""
        return list(self._threads.get((channel, thread_ts), ()))

    def latest(self, channel: str) -> str | None:
        """Return the `ts` of the newest message in a channel, replies included."""
        return next(reversed(self._messages.get(channel, {})), None)

    def ephemerals(self, user: str, channel: str | None = None) -> list[Message]:
        """Return what only `user` sees, oldest first, in one channel or in all."""
        return [
            message
            for message in self._ephemerals
            if message.visible_to == user and channel in (None, message.channel)
        ]

    def remove(self, message: Message) -> None:
        """Delete a message. A parent with replies leaves a tombstone, as in Slack."""
        if message.is_ephemeral:
            self._ephemerals.remove(message)
        elif self.replies(message.channel, message.ts):
            message.subtype = "tombstone"
            message.user = SLACKBOT
            message.text = "This message was deleted."
            message.blocks = message.attachments = message.metadata = None
        else:
            del self._messages[message.channel][message.ts]
            if message.thread_ts is not None:
                self._threads[message.channel, message.thread_ts].remove(message)
        self.changes.announce()

    def slackbot_says(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """Slack's own words to one person, where a command or shortcut failed."""
        return self.add(
            Message(
                channel=channel,
                ts=self.timestamps.next(),
                user=SLACKBOT,
                text=text,
                thread_ts=thread_ts,
                visible_to=user,
            )
        )

    def permalink(self, message: Message) -> str:
        """Return the address of a message, as `chat.getPermalink` writes it."""
        link = (
            f"https://{TEAM_DOMAIN}.slack.com/archives/{message.channel}"
            f"/p{message.ts.replace('.', '')}"
        )
        if message.thread_ts is not None:
            link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
        return link

    def as_slack(self, message: Message, *, include_metadata: bool = False) -> Payload:
        """Return a message with what its thread adds to it."""
        replies = self.replies(message.channel, message.ts)
        return message.as_slack(replies=replies, include_metadata=include_metadata)
