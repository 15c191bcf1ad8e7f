"""The HTTP face of the Web API and of response urls: reads the call, records it, answers it."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from typing import Any

from aiohttp import web

from rehearsal.faults import RESPONSE_URL, UPLOAD, Fault, Faults
from rehearsal.files import PATH, SIGN_IN
from rehearsal.host import Call, Host
from rehearsal.payloads import Payload
from rehearsal.responding import respond
from rehearsal.webapi import answered
from rehearsal.webapi.files import uploaded

DOWNLOAD = "files.download"
_JSON_ARGUMENTS = ("blocks", "attachments", "files", "metadata", "view")
_NO_LINGER = struct.pack("ii", 1, 0)


class ApiFront:
    """Routes `/api/<method>`, `/response/<token>` and `/upload/<file>`.

    `connect` answers `apps.connections.open`: token → JSON body.
    """

    def __init__(
        self, host: Host, faults: Faults, connect: Callable[[str | None], Payload]
    ) -> None:
        self._host = host
        self._faults = faults
        self._connect = connect
        self._stopping = asyncio.Event()

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return what the server should send here."""
        return [
            web.route("*", "/api/{method}", self._method),
            web.post("/response/{token}", self._response_url),
            web.get(f"{PATH}/{{id}}/download/{{name}}", self._file),
            web.post("/upload/{file}", self._upload),
        ]

    def stop(self) -> None:
        """Let calls that hang come to an end."""
        self._stopping.set()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        arguments = await _arguments(request)
        token = _token(request, arguments)

        def act() -> tuple[int, Payload]:
            if name == "apps.connections.open":
                return 200, self._connect(token)
            return 200, answered(self._host, name, token, arguments)

        return await self._answer(request, name, arguments, act)

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        arguments = await _arguments(request)
        return await self._answer(
            request, RESPONSE_URL, arguments, lambda: respond(self._host, token, arguments)
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """Hand out a file to the bot; `DOWNLOAD` names it where a fault is planned."""
        call = Call(DOWNLOAD, {"id": request.match_info["id"]}, self._host.workspace.clock())
        self._host.calls.append(call)
        if fault := self._faults.take(DOWNLOAD, call.arguments):
            return await self._failed(request, call, fault)
        app, call.status = self._host.app, 200
        if _token(request, {}) != app.bot_token or app.lacks("files:read"):
            return web.Response(text=SIGN_IN, content_type="text/html")
        file = self._host.workspace.files.find(request.match_info["id"].rpartition("-")[2])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.mimetype)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        data = await request.read()
        file = request.match_info["file"]

        def act() -> tuple[int, Payload]:
            status, text = uploaded(self._host, file, data)
            return status, {"text": text}

        return await self._answer(request, UPLOAD, {"file": file, "length": len(data)}, act)

    async def _answer(
        self,
        request: web.Request,
        name: str,
        arguments: Payload,
        act: Callable[[], tuple[int, Payload]],
    ) -> web.StreamResponse:
        """Record the call, let it take effect unless a fault forbids it, and answer."""
        call = Call(name, arguments, self._host.workspace.clock())
        self._host.calls.append(call)
        self._host.workspace.changes.announce()
        fault = self._faults.take(name, arguments)
        if fault is None or fault.takes_effect:
            call.status, call.answer = act()
        try:
            if fault is not None:
                return await self._failed(request, call, fault)
            return web.json_response(call.answer, status=call.status or 200)
        finally:
            self._host.workspace.changes.announce()

    async def _failed(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.how == "answer":
            call.status = fault.status
            headers = dict(fault.headers)
            if fault.error is None:
                call.answer = None
                return web.Response(status=fault.status, text=fault.body, headers=headers)
            call.answer = {"ok": False, "error": fault.error}
            return web.json_response(call.answer, status=fault.status, headers=headers)
        whole = json.dumps(call.answer or {"ok": True})
        call.status = call.answer = None
        if fault.how == "hang":
            await self._stopping.wait()
        elif fault.how == "truncate":
            response = web.StreamResponse(headers={"Content-Type": "application/json"})
            response.content_length = len(whole)
            await response.prepare(request)
            await response.write(whole[: len(whole) // 2].encode())
        _cut(request, hard=fault.how == "reset")
        return web.Response()


def _cut(request: web.Request, *, hard: bool) -> None:
    """End the connection; `hard` resets it instead of closing it."""
    transport = request.transport
    if transport is None:
        return
    if hard:
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        transport.abort()
    else:
        transport.close()


async def _arguments(request: web.Request) -> Payload:
    """Query, form or JSON arguments as one object, JSON strings parsed where they can be."""
    arguments: Payload = dict(request.query)
    if request.content_type == "application/json":
        arguments |= _object(await request.text())
    else:
        arguments |= {name: str(value) for name, value in (await request.post()).items()}
    for name in _JSON_ARGUMENTS:
        if isinstance(arguments.get(name), str):
            arguments[name] = _parsed(arguments[name])
    return arguments


def _object(text: str) -> Payload:
    value = _parsed(text)
    return value if isinstance(value, dict) else {}


def _parsed(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """Parse JSON; other text is returned unchanged, for the method to refuse."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _token(request: web.Request, arguments: Payload) -> str | None:
    """Return the token of the header, else of the arguments, from which it is taken out."""
    given = arguments.pop("token", None)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    return None if given is None else str(given)
