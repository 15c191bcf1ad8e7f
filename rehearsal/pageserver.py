"""Serves the page and its JSON, and performs the actions of its people.

| route | is |
|---|---|
| `GET /` and `GET /page/{file}` | the static files of `rehearsal/page/` |
| `GET /page/state?user=&channel=&thread_ts=` | what one person sees (`rehearsal.snapshot`) |
| `GET /page/changes` | server-sent events: the number of the latest change |
| `POST /page/actions/{action}` | an action of `People`, its arguments as a JSON object |
"""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Final

from aiohttp import web
from pydantic import Base64Bytes, BaseModel, ConfigDict, ValidationError

from rehearsal.actions.people import People
from rehearsal.errors import RehearsalError
from rehearsal.exchange import Exchange
from rehearsal.files import File
from rehearsal.host import Host
from rehearsal.payloads import Payload
from rehearsal.snapshot import Looking, snapshot

_PAGE: Final = resources.files("rehearsal").joinpath("page")
_HEADERS: Final = {
    # Nothing from elsewhere may run or load here, whatever a message says.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


class Attached(BaseModel):
    """A file that a person attaches to a message."""

    model_config = ConfigDict(extra="forbid")

    name: str
    base64: Base64Bytes


class Action(BaseModel):
    """The arguments of an action, as the page sends them; each action uses those that it knows."""

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
    file: Attached | None = None
    values: dict[str, str | list[str] | int | None] = {}


class PageServer:
    """The page's routes: what `host` holds is shown, what `people` do is done."""

    def __init__(self, host: Host, people: People) -> None:
        self._host = host
        self._people = people
        self._stopped = False

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return what the server should send here."""
        return [
            web.get("/", self._index),
            web.get("/page/state", self._state),
            web.get("/page/changes", self._changes),
            web.post("/page/actions/{action}", self._action),
            web.get("/page/files/{id}", self._uploaded),
            web.get("/page/{file}", self._file),
        ]

    def stop(self) -> None:
        """End the streams of changes."""
        self._stopped = True
        self._host.workspace.changes.announce()

    async def _index(self, _request: web.Request) -> web.Response:
        return _static("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        return _static(request.match_info["file"])

    async def _uploaded(self, request: web.Request) -> web.Response:
        file = self._host.uploads.get(request.match_info["id"])
        if file is None or file.data is None:
            raise web.HTTPNotFound
        return web.Response(body=file.data, content_type="image/png", headers=_HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        query = request.query
        looking = Looking(query["user"], query.get("channel"), query.get("thread_ts"))
        try:
            seen = snapshot(self._host.workspace, self._host.app, looking)
        except RehearsalError as error:
            return web.json_response({"error": str(error)}, status=404)
        return web.json_response(seen, headers=_HEADERS)

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        changes = self._host.workspace.changes
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

    async def _action(self, request: web.Request) -> web.Response:
        # Asking for JSON keeps other sites' forms out: a browser would first ask leave for it.
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            action = Action.model_validate_json(await request.text())
            exchange = await self._performed(request.match_info["action"], action)
        except (RehearsalError, ValidationError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response(_answer(exchange))

    async def _performed(self, name: str, action: Action) -> Exchange:
        """Perform one action by its name."""
        slack = self._people
        actions: dict[str, Callable[[], Awaitable[Exchange]]] = {
            "command": lambda: slack.command(
                action.user, action.channel, action.text, thread_ts=action.thread_ts
            ),
            "say": lambda: slack.say(
                action.user,
                action.channel,
                action.text,
                action.thread_ts,
                file=_attached(action.file),
            ),
            "shortcut": lambda: slack.shortcut(
                action.user, action.channel, action.ts or "", action.callback_id
            ),
            "click": lambda: self._clicked(action),
            "submit": lambda: slack.submit(action.user, action.view_id or "", action.values),
            "close": lambda: slack.close(action.user, action.view_id or ""),
            "open_home": lambda: slack.open_home(action.user),
        }
        if name not in actions:
            raise web.HTTPNotFound
        return await actions[name]()

    async def _clicked(self, action: Action) -> Exchange:
        """Click; in a modal, the values typed so far are sent along, as in Slack's client."""
        slack = self._people
        if action.view_id is not None and action.values:
            slack.fill(action.user, action.view_id, action.values)
        return await slack.click(
            action.user,
            channel=action.channel or None,
            ts=action.ts,
            view_id=action.view_id,
            action_id=action.action_id,
            block_id=action.block_id,
            value=action.value,
        )


def _attached(file: Attached | None) -> File | None:
    return None if file is None else File(file.name, file.base64)


def _answer(exchange: Exchange) -> Payload:
    """Return what the page gets to know about an exchange."""
    return {
        "status": exchange.status,
        "body": exchange.body,
        "seconds": exchange.seconds,
        "problem": exchange.problem,
        "ts": exchange.ts,
    }


def _static(name: str) -> web.Response:
    """One file of the page; there are no subfolders, so a name cannot lead outside."""
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
