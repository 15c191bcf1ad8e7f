"""Socket Mode: the WebSocket connections that the bot opened.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import itertools
import json
import uuid
from dataclasses import dataclass, field
from typing import Final

from aiohttp import WSMsgType, web

from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.people import APP_ID

MOST_CONNECTIONS: Final = 10
_PING_SECONDS: Final = 10.0


@dataclass(eq=False, slots=True)
class _Connection:
    socket: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Payload]] = field(default_factory=dict)


class Sockets:
    """Opens connections, delivers envelopes to them in turn and waits for their acks."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turn = itertools.count()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def connect(self, token: str | None) -> Payload:
        """Return the answer to `apps.connections.open`: an address that is good for one connection.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        if not token:
            return {"ok": False, "error": "not_authed"}
        if token == self._host.app.bot_token:
            return {"ok": False, "error": "not_allowed_token_type"}
        if token != self._host.app.app_token:
            return {"ok": False, "error": "invalid_auth"}
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        base = self._host.address.replace("http://", "ws://", 1)
        return {"ok": True, "url": f"{base}/link/?ticket={ticket}&app_id={APP_ID}"}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.count >= MOST_CONNECTIONS:
            raise web.HTTPForbidden
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(heartbeat=_PING_SECONDS)
        await socket.prepare(request)
        connection = _Connection(socket)
        self._connections.append(connection)
        try:
            await socket.send_json(
                {
                    "type": "hello",
                    "num_connections": self.count,
                    "debug_info": {"host": "rehearsal", "approximate_connection_time": 18060},
                    "connection_info": {"app_id": APP_ID},
                }
            )
            self._host.workspace.changes.announce()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    _take_ack(connection, message.data)
        finally:
            self._forget(connection)
        return socket

    async def send(
        self, kind: str, payload: Payload, *, retry_attempt: int = 0, retry_reason: str = ""
    ) -> Payload:
        """Deliver one envelope to the next connection in turn; the ack's payload ({} if bare).

        The caller bounds the wait. Raises ConnectionError when the connection ends first.
        """
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        future: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        envelope: Payload = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry_attempt, "retry_reason": retry_reason}
        try:
            await connection.socket.send_json(envelope)
            return await future
        finally:
            connection.waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to make way for a new one, and close it, as Slack does hourly."""
        for connection in list(self._connections):
            await connection.socket.send_json({"type": "disconnect", "reason": reason})
            await connection.socket.close()

    async def close(self) -> None:
        """Close every connection without a word, as when the stand-in stops."""
        for connection in list(self._connections):
            await connection.socket.close()

    def _forget(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for future in connection.waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("The Socket Mode connection ended."))
        self._host.workspace.changes.announce()


def _take_ack(connection: _Connection, data: str) -> None:
    """Match an ack to its envelope. Anything else is ignored, as Slack ignores it."""
    try:
        ack = json.loads(data)
    except ValueError:
        return
    if not isinstance(ack, dict):
        return
    future = connection.waiting.get(str(ack.get("envelope_id")))
    if future is not None and not future.done():
        payload = ack.get("payload")
        future.set_result(payload if isinstance(payload, dict) else {})
