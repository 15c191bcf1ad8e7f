"""The stand-in Slack: one object that tests and `factdesk rehearse` start and drive."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Final, Self, TypeVar

from aiohttp import web

from rehearsal.actions.events import RETRY_DELAYS, Echoes
from rehearsal.actions.people import People
from rehearsal.apifront import ApiFront
from rehearsal.courier import Courier
from rehearsal.describing import described
from rehearsal.errors import PortInUseError
from rehearsal.exchange import Exchange
from rehearsal.faults import Faults
from rehearsal.host import EVENTS, App, Call, host
from rehearsal.messages import Message
from rehearsal.pageserver import PageServer
from rehearsal.payloads import Payload
from rehearsal.signing import signed_headers
from rehearsal.sockets import Sockets
from rehearsal.tickets import TRIGGER_SECONDS
from rehearsal.views import View
from rehearsal.workspace import Workspace

T = TypeVar("T")

_ADDRESS: Final = "127.0.0.1"
_LARGEST_BODY: Final = 4 * 1024 * 1024


class StandIn(People):
    """A Slack workspace on loopback. An async context manager: it listens between enter and exit.

    What people do in it (`command`, `say`, `click` ...) is in `rehearsal.actions.people.People`.

    `bot_url` is the bot's address without a path, and may be set later (the bot needs `api_url`
    first). Deliveries go over Socket Mode while the bot has a connection open, else to
    `bot_url` + `delivery_path`, signed. `ack_timeout` is in real seconds; times of messages and
    expiries are on `workspace.clock`. `triggers_live` is the seconds within which
    a trigger id opens a view. `scopes` None grants all but `chat:write.public`.
    `event_retry_delays` are the seconds before an event is sent again, for `retries=True`.

    A port in use raises `PortInUseError` on entering.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        bot_url: str | None = None,
        bot_token: str,
        app_token: str,
        signing_secret: str,
        port: int = 0,
        scopes: Collection[str] | None = None,
        shortcuts: Sequence[tuple[str, str]] = (),
        commands: Sequence[str] = (),
        events: Sequence[str] = EVENTS,
        delivery_path: str = "/slack/events",
        ack_timeout: float = 3.0,
        triggers_live: float = TRIGGER_SECONDS,
        event_retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        self.workspace = workspace
        self.faults = Faults()
        self.port = port
        app = App(
            bot_token,
            app_token,
            signing_secret,
            scopes,
            tuple(shortcuts),
            tuple(commands),
            tuple(events),
        )
        shared = host(workspace, app, triggers_live=triggers_live)
        self.sockets = Sockets(shared)
        courier = Courier(
            shared, self.sockets, bot_url=bot_url, path=delivery_path, ack_timeout=ack_timeout
        )
        super().__init__(shared, courier, event_retry_delays)
        self._echoes = Echoes(self._host, self._courier)
        self._host.posted = self._echoes.tell
        self._api = ApiFront(self._host, self.faults, self.sockets.connect)
        self._page = PageServer(self._host, self)
        self._runner: web.AppRunner | None = None

    # Its life

    async def __aenter__(self) -> Self:
        """Listen on the port (0: any free one)."""
        server = web.Application(client_max_size=_LARGEST_BODY)
        server.add_routes(self._api.routes())
        server.add_routes(self._page.routes())
        server.add_routes([web.get("/link/", self.sockets.handle)])
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await web.TCPSite(runner, _ADDRESS, self.port).start()
        except OSError as error:
            await runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                raise PortInUseError(self.port) from error
            raise
        self._runner = runner
        self.port = int(runner.addresses[0][1])
        self._host.address = f"http://{_ADDRESS}:{self.port}"
        await self._courier.open()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop listening; what hangs is let go."""
        self._api.stop()
        self._page.stop()
        await self._echoes.stop()
        await self.sockets.close()
        await self._courier.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return self._host.address

    @property
    def api_url(self) -> str:
        """`base_url` for slack_sdk clients."""
        return f"{self.address}/api/"

    @property
    def page_url(self) -> str:
        """Where a person opens the workspace in a browser."""
        return f"{self.address}/"

    @property
    def bot_url(self) -> str | None:
        """The bot's address without a path; None while it is not up."""
        return self._courier.bot_url

    @bot_url.setter
    def bot_url(self, url: str | None) -> None:
        self._courier.bot_url = url

    @property
    def app(self) -> App:
        """Tokens and registrations of the app under rehearsal."""
        return self._host.app

    # What there is to see

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Return a channel's top level, or a thread with its parent; oldest first."""
        return self.workspace.messages(channel, thread_ts)

    def ephemerals(self, user: str, channel: str | None = None) -> list[Message]:
        """Return what only `user` sees, oldest first; Slack's own failure messages too."""
        return self.workspace.ephemerals(user, channel)

    def views(self, user: str) -> list[View]:
        """Return the modals that `user` has open, the top one last."""
        return self.workspace.views.stack(user)

    def top_view(self, user: str) -> View | None:
        """Return the modal that `user` looks at."""
        stack = self.views(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """Return what the bot published as `user`'s Home tab."""
        return self.workspace.views.home(user)

    @property
    def calls(self) -> list[Call]:
        """Every Web API call and response_url post that reached Slack, in order."""
        return self._host.calls

    @property
    def exchanges(self) -> list[Exchange]:
        """Every delivery to the bot and its ack, in order of the acks."""
        return self._courier.exchanges

    async def until(self, predicate: Callable[[], T], timeout: float = 60.0) -> T:  # noqa: ASYNC109
        """Return the first truthy value of `predicate`, asked again at every change of state.

        `timeout` is in real seconds. Raises `NeverHappenedError`, which shows the last state.
        """
        return await self.workspace.changes.until(
            predicate,
            timeout=timeout,
            describe=lambda: described(self.workspace, self.calls, self.exchanges),
        )

    # Faults, and requests that Slack itself would never send

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: float | str | None = None,
        times: int = 1,
    ) -> None:
        """Make the next calls of a method fail; `faults.plan` plans the harder faults."""
        self.faults.fail_next(
            method, error=error, status=status, retry_after=retry_after, times=times
        )

    def signed(self, body: bytes, *, timestamp: float | str | None = None) -> dict[str, str]:
        """Slack's two signature headers for a body (`timestamp` in epoch seconds, default now)."""
        return signed_headers(self.app.signing_secret, body, timestamp)

    async def deliver(
        self,
        path: str,
        payload: Payload | bytes,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """POST to the bot over HTTP: an object as signed JSON, bytes as they are.

        Given `headers` are sent as they are, and nothing is signed then.
        """
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        if headers is None:
            headers = {"Content-Type": "application/json", **self.signed(body)}
        sent = {} if isinstance(payload, bytes) else payload
        return await self._courier.deliver(path, body, headers, payload=sent)
