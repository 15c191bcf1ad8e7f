"""Carries what people do to the bot: over Socket Mode where a connection is open, else HTTP."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp

from rehearsal.exchange import Exchange
from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.signing import signed_headers
from rehearsal.sockets import Sockets

COMMAND = "slash_commands"
INTERACTIVE = "interactive"
EVENT = "events_api"

_USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class Courier:
    """Delivers payloads and waits for their acks.

    `bot_url` is the bot's address without path (`http://127.0.0.1:3000`), or None while it is not
    up. `ack_timeout` is in real seconds: Slack waits three.
    """

    def __init__(
        self,
        host: Host,
        sockets: Sockets,
        *,
        bot_url: str | None,
        path: str,
        ack_timeout: float,
    ) -> None:
        self._host = host
        self._sockets = sockets
        self.bot_url = bot_url
        self.path = path
        self.ack_timeout = ack_timeout
        self.exchanges: list[Exchange] = []
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make ready to send."""
        # A bot that was restarted must not be met on a dead connection of before, and a crowd of
        # people must not queue for a connection.
        connector = aiohttp.TCPConnector(force_close=True, limit=0)
        self._session = aiohttp.ClientSession(
            connector=connector, headers={"User-Agent": _USER_AGENT}
        )

    async def close(self) -> None:
        """Let the connections to the bot go."""
        if self._session is not None:
            await self._session.close()

    async def send(
        self,
        kind: str,
        payload: Payload,
        *,
        retry: tuple[int, str] | None = None,
    ) -> Exchange:
        """Deliver one payload as Slack would. `retry` is (number, reason) of an event resent."""
        # What was sent stays as it was, though views and messages in it go on changing.
        payload = copy.deepcopy(payload)
        if self._sockets.count:
            exchange = await self._over_socket(kind, payload, retry)
        else:
            body, content_type = _encoded(kind, payload)
            headers = {"Content-Type": content_type}
            if retry is not None:
                number, reason = retry
                headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
            exchange = await self._over_http(kind, payload, body, headers)
        self.exchanges.append(exchange)
        self._host.workspace.changes.announce()
        return exchange

    async def deliver(
        self, path: str, body: bytes, headers: Mapping[str, str], *, payload: Payload
    ) -> Exchange:
        """POST raw bytes with exactly these headers; for requests that Slack would not send."""
        exchange = await self._post("raw", path, payload, body, headers)
        self.exchanges.append(exchange)
        self._host.workspace.changes.announce()
        return exchange

    async def _over_socket(
        self, kind: str, payload: Payload, retry: tuple[int, str] | None
    ) -> Exchange:
        number, reason = retry or (0, "")
        started = time.perf_counter()
        status: int | None = None
        timed_out = False
        body: Payload = {}
        try:
            async with asyncio.timeout(self.ack_timeout):
                body = await self._sockets.send(
                    kind, payload, retry_attempt=number, retry_reason=reason
                )
            status = 200
        except TimeoutError:
            timed_out = True
        except ConnectionError:
            pass
        seconds = time.perf_counter() - started
        return Exchange(kind, status, body or None, seconds, payload, timed_out=timed_out)

    async def _over_http(
        self, kind: str, payload: Payload, body: bytes, headers: Mapping[str, str]
    ) -> Exchange:
        signed = signed_headers(self._host.app.signing_secret, body)
        return await self._post(kind, self.path, payload, body, {**headers, **signed})

    async def _post(
        self, kind: str, path: str, payload: Payload, body: bytes, headers: Mapping[str, str]
    ) -> Exchange:
        started = time.perf_counter()
        status: int | None = None
        answer: Payload | str | None = None
        got: Mapping[str, str] = {}
        timed_out = False
        if self.bot_url is not None and self._session is not None:
            timeout = aiohttp.ClientTimeout(total=self.ack_timeout)
            address = self.bot_url.rstrip("/") + path
            try:
                async with self._session.post(
                    address, data=body, headers=headers, timeout=timeout
                ) as response:
                    answer = _decoded(await response.text(errors="replace"))
                    status, got = response.status, response.headers
            except TimeoutError:
                timed_out = True
            except aiohttp.ClientError:
                status = answer = None
        seconds = time.perf_counter() - started
        return Exchange(kind, status, answer, seconds, payload, headers=got, timed_out=timed_out)


def _encoded(kind: str, payload: Payload) -> tuple[bytes, str]:
    """Return the body and its type: forms for commands and interactions, JSON for events."""
    if kind == EVENT:
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == COMMAND else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _decoded(text: str) -> Payload | str | None:
    """Return an ack's body: an object if it is one, else its text; None when empty."""
    if not text:
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, dict) else text
