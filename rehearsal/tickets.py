"""What Slack issues and accepts for a limited time: trigger ids and response urls.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from typing import Final

from rehearsal.clock import Clock

TRIGGER_SECONDS: Final = 3.0
RESPONSE_URL_SECONDS: Final = 30 * 60.0
RESPONSE_URL_USES: Final = 5


@dataclass(slots=True)
class Trigger:
    """One trigger_id: whose action it came from, when it expires, whether it was used."""

    user: str
    expires: float
    exchanged: bool = False


class Triggers:
    """Makes and exchanges trigger ids. Each opens one view, within `live` seconds."""

    def __init__(self, clock: Clock, live: float = TRIGGER_SECONDS) -> None:
        self._clock = clock
        self._live = live
        self._numbers = itertools.count(1)
        self._triggers: dict[str, Trigger] = {}

    def make(self, user: str) -> str:
        """Return a trigger_id for what `user` just did."""
        trigger_id = f"{next(self._numbers)}.{int(self._clock())}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, self._clock() + self._live)
        return trigger_id

    def exchange(self, trigger_id: str) -> tuple[str | None, str | None]:
        """(user, None), or (None, Slack's error code)."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            return None, "invalid_trigger_id"
        if trigger.exchanged:
            return None, "exchanged_trigger_id"
        if self._clock() >= trigger.expires:
            return None, "expired_trigger_id"
        trigger.exchanged = True
        return trigger.user, None


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer one act: five times in thirty minutes.

    `source_ts` is the message on which the person acted (a click), which `replace_original` and
    `delete_original` speak of; None for commands and shortcuts. `ephemeral` says that only the
    person sees that message. Where it was no click, the first answer becomes the source.
    """

    user: str
    channel: str
    expires: float
    source_ts: str | None = None
    ephemeral: bool = False
    uses_left: int = RESPONSE_URL_USES


class ResponseUrls:
    """Makes and looks up response urls by the token in their path."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}

    def make(
        self, user: str, channel: str, *, source_ts: str | None = None, ephemeral: bool = False
    ) -> str:
        """Return the token of a new response url."""
        token = secrets.token_urlsafe(18)
        self._urls[token] = ResponseUrl(
            user, channel, self._clock() + RESPONSE_URL_SECONDS, source_ts, ephemeral
        )
        return token

    def of(self, address: str) -> ResponseUrl:
        """Return the response url with this address, without using it."""
        return self._urls[address.rpartition("/")[2]]

    def use(self, token: str) -> tuple[ResponseUrl | None, str | None]:
        """Return (the url, None) and count one use, or (None, Slack's error code)."""
        url = self._urls.get(token)
        if url is None:
            return None, "no_service"
        if self._clock() >= url.expires:
            return None, "expired_url"
        if url.uses_left == 0:
            return None, "used_url"
        url.uses_left -= 1
        return url, None
