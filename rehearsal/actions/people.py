"""The people of the newsroom: everything that one of them can do in Slack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rehearsal.actions import clicks, commands, forms, saying, shortcuts
from rehearsal.courier import Courier
from rehearsal.errors import NoSuchThingError
from rehearsal.exchange import Exchange
from rehearsal.files import File
from rehearsal.host import Host


class People:
    """What people do, each as one method. All take the person's id first.

    Each returns the `Exchange` with the bot that the action caused: one without status where Slack
    tells the bot nothing. Something that a person could not do raises `NotPossibleError`, an id
    that is not there `NoSuchThingError`.
    """

    def __init__(self, host: Host, courier: Courier, retry_delays: Sequence[float]) -> None:
        self._host = host
        self._courier = courier
        self._retry_delays = tuple(retry_delays)

    async def command(
        self, user: str, channel: str, text: str, *, thread_ts: str | None = None
    ) -> Exchange:
        """`user` types a slash command (`"/fact SB 54"`); in a thread Slack refuses it."""
        return await commands.command(self._host, self._courier, user, channel, text, thread_ts)

    async def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        retries: bool = False,
        file: File | None = None,
    ) -> Exchange:
        """`user` writes a message. `text` may hold `<@U0FACTDESK>`; the rest is as typed.

        With a `file`, it may be empty.

        The exchange's `ts` is the message's. With `retries`, an event that is not acknowledged
        is sent again, as Slack does, before this returns.
        """
        delays = self._retry_delays if retries else ()
        return await saying.say(
            self._host, self._courier, user, channel, text, thread_ts, delays, file
        )

    async def edit(self, user: str, channel: str, ts: str, text: str) -> Exchange:
        """`user` edits a message of their own; in its direct messages the bot gets an event."""
        return await saying.edit(self._host, self._courier, user, channel, ts, text)

    async def delete(self, user: str, channel: str, ts: str) -> Exchange:
        """`user` deletes a message of their own; in its direct messages the bot gets an event."""
        return await saying.delete(self._host, self._courier, user, channel, ts)

    async def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> Exchange:
        """`user` chooses a message shortcut from the menu of a message."""
        return await shortcuts.shortcut(self._host, self._courier, user, channel, ts, callback_id)

    async def click(
        self,
        user: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        action_id: str,
        block_id: str | None = None,
        value: object = None,
    ) -> Exchange:
        """`user` presses or chooses in a message (`channel`, `ts`) or a view (`view_id`).

        `value` is what is chosen: an option's value, a list of them, a date, an id; for a button
        it only tells apart those that share an action_id.
        """
        target = clicks.Target(action_id, block_id, value)
        if view_id is not None:
            view = self._host.workspace.views.find(view_id)
            if view is None or view.user != user:
                raise NoSuchThingError(f"{user} has no view {view_id} open.")
            return await clicks.click_in_view(self._host, self._courier, user, view, target)
        if channel is None or ts is None:
            raise NoSuchThingError("Say where to click: channel and ts, or view_id.")
        return await clicks.click_in_message(self._host, self._courier, user, channel, ts, target)

    async def submit(
        self, user: str, view_id: str, values: Mapping[str, object] | None = None
    ) -> Exchange:
        """`user` fills in inputs (by block_id or action_id) and sends the form."""
        return await forms.submit(self._host, self._courier, user, view_id, values or {})

    def fill(self, user: str, view_id: str, values: Mapping[str, object]) -> None:
        """`user` types into inputs (by block_id or action_id) and sends nothing yet."""
        forms.type_into(self._host, user, view_id, values)

    async def close(self, user: str, view_id: str) -> Exchange:
        """`user` closes the modal; the bot gets an event if the view sets `notify_on_close`."""
        return await forms.close(self._host, self._courier, user, view_id)

    async def open_home(self, user: str, *, retries: bool = False) -> Exchange:
        """`user` opens the app's Home tab."""
        delays = self._retry_delays if retries else ()
        return await saying.open_home(self._host, self._courier, user, delays)
