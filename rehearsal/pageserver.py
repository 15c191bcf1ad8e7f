"""Serves the page, its JSON, and the people's deeds that it asks for.

| route | is |
|---|---|
| `GET /` and `GET /page/{file}` | the static files of `rehearsal/page/` |
| `GET /page/state?user=&channel=&thread_ts=` | what one person sees (`rehearsal.snapshot`) |
| `GET /page/changes` | server-sent events: the number of the latest change |
| `POST /page/deeds/{deed}` | a deed of `StandIn`, its arguments as a JSON object |
"""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import TYPE_CHECKING, Final

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from rehearsal.errors import RehearsalError
from rehearsal.exchange import Exchange
from rehearsal.payloads import Payload
from rehearsal.snapshot import Looking, snapshot

if TYPE_CHECKING:
    from rehearsal.standin import StandIn

_PAGE: Final = resources.files("rehearsal").joinpath("page")
_HEADERS: Final = {
    # Nothing from elsewhere may run or load here, whatever a message says.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


class Deed(BaseModel):
    """The arguments of a deed, as the page sends them; each deed takes those that it knows."""

    model_config = ConfigDict(extra="forbid")

    user: str
    channel: str = ""
    text: str = ""
    ts: str | None = None
    thread_ts: str | None = None
    view_id: str | None = None
    callback_id: str = ""
    action_id: str = ""
    block_id: str | None = None
    value: str | list[str] | int | None = None
    values: dict[str, str | list[str] | int | None] = {}


class PageServer:
    """The page's routes over one stand-in."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in
        self._stopped = False

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return what the server should send here."""
        return [
            web.get("/", self._index),
            web.get("/page/state", self._state),
            web.get("/page/changes", self._changes),
            web.post("/page/deeds/{deed}", self._deed),
            web.get("/page/{file}", self._file),
        ]

    def stop(self) -> None:
        """End the streams of changes."""
        self._stopped = True
        self._stand_in.workspace.changes.announce()

    async def _index(self, _request: web.Request) -> web.Response:
        return _static("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        return _static(request.match_info["file"])

    async def _state(self, request: web.Request) -> web.Response:
        query = request.query
        looking = Looking(query["user"], query.get("channel"), query.get("thread_ts"))
        try:
            seen = snapshot(self._stand_in.workspace, self._stand_in.app, looking)
        except RehearsalError as error:
            return web.json_response({"error": str(error)}, status=404)
        return web.json_response(seen, headers=_HEADERS)

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        changes = self._stand_in.workspace.changes
        number = changes.number
        try:
            await stream.write(f"data: {number}\n\n".encode())
            while not self._stopped:
                number = await changes.after(number)
                await stream.write(f"data: {number}\n\n".encode())
        except ConnectionError:
            # The browser has gone: nothing is left to tell.
            return stream
        return stream

    async def _deed(self, request: web.Request) -> web.Response:
        # Asking for JSON keeps other sites' forms out: a browser would first ask leave for it.
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            deed = Deed.model_validate_json(await request.text())
            exchange = await self._done(request.match_info["deed"], deed)
        except (RehearsalError, ValidationError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response(_told(exchange))

    async def _done(self, name: str, deed: Deed) -> Exchange:
        """Do one deed by its name."""
        slack = self._stand_in
        deeds: dict[str, Callable[[], Awaitable[Exchange]]] = {
            "command": lambda: slack.command(
                deed.user, deed.channel, deed.text, thread_ts=deed.thread_ts
            ),
            "say": lambda: slack.say(deed.user, deed.channel, deed.text, deed.thread_ts),
            "shortcut": lambda: slack.shortcut(
                deed.user, deed.channel, deed.ts or "", deed.callback_id
            ),
            "click": lambda: self._clicked(deed),
            "submit": lambda: slack.submit(deed.user, deed.view_id or "", deed.values),
            "close": lambda: slack.close(deed.user, deed.view_id or ""),
            "open_home": lambda: slack.open_home(deed.user),
        }
        if name not in deeds:
            raise web.HTTPNotFound
        return await deeds[name]()

    async def _clicked(self, deed: Deed) -> Exchange:
        """Click; in a modal, what was typed so far goes along, as in Slack's client."""
        slack = self._stand_in
        if deed.view_id is not None and deed.values:
            slack.fill(deed.user, deed.view_id, deed.values)
        return await slack.click(
            deed.user,
            channel=deed.channel or None,
            ts=deed.ts,
            view_id=deed.view_id,
            action_id=deed.action_id,
            block_id=deed.block_id,
            value=deed.value,
        )


def _told(exchange: Exchange) -> Payload:
    """Return what the page hears of an exchange."""
    return {
        "status": exchange.status,
        "body": exchange.body,
        "seconds": exchange.seconds,
        "problem": exchange.problem,
        "ts": exchange.ts,
    }


def _static(name: str) -> web.Response:
    """One file of the page; there are no folders, so a name cannot lead out."""
    names = {each.name for each in _PAGE.iterdir() if each.is_file()}
    if name not in names:
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = "text/javascript" if name.endswith(".js") else kind
    return web.Response(
        body=_PAGE.joinpath(name).read_bytes(),
        content_type=kind,
        charset="utf-8" if kind.startswith("text/") else None,
        headers=_HEADERS,
    )
