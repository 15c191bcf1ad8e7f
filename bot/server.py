"""Run the bot: its sender, its background work, and HTTP or Socket Mode with the health pages."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import aiohttp
import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.app import build_app, slack_client
from bot.cards import alone
from bot.cards.outbox import drawn, undelivered
from bot.delivery import RateLimiter, Sender, Timing
from bot.delivery.outcomes import Failure, Refused, TokenRejected, classify
from bot.delivery.pictures import Pictures
from bot.gate import Gate
from bot.listeners.home import HomeTabs
from bot.listeners.interaction import TimeLimits
from bot.metrics import CONTENT_TYPE, Metrics
from bot.settings import Settings
from facts import Delivery, Desk, errors

log = logging.getLogger(__name__)

DRAIN_S = 6.0
"""Seconds that a stopping bot has to finish the posts it has started."""
HANG_UP_S = 3
"""Seconds that it then has to answer open requests: Slack waits no longer. Under ten in all."""
SLACK_ANSWERS_S = 10.0
"""Timeout of a call to Slack, in seconds."""
READY_S = 2.5
"""Timeout of the database check behind `/readyz`, in seconds."""
BACKFILL_EVERY_S = 5.0
"""Pause between looks for facts without an embedding."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot's parts. `asgi` is the web app to serve."""

    app: AsyncApp
    desk: Desk
    sender: Sender
    pictures: Pictures
    asgi: Starlette


@asynccontextmanager
async def running(
    desk: Desk,
    settings: Settings,
    *,
    timing: Timing | None = None,
    rate_limiter: RateLimiter | None = None,
    answers_in: float = SLACK_ANSWERS_S,
    limits: TimeLimits | None = None,
) -> AsyncIterator[Bot]:
    """Run a bot around a desk: bind it to its Slack team, start its sender; drain it at the end.

    Yields once everything is loaded, so that the first question is answered as fast as later ones.
    `answers_in` is the timeout of a call to Slack, in seconds; a call that times out may or may not
    have taken effect. BadInput if Slack does
    not accept the token, or if the database belongs to another team; Unavailable if Slack cannot
    be reached.
    """
    token, secret = settings.tokens()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=answers_in))
        )
        client = slack_client(token, api_url=settings.slack_api_url, session=session)
        known_as, workspace = await _bind(desk, client, token)
        metrics = Metrics()
        sender = Sender(
            desk, client, session, alone=alone, undelivered=_undelivered,
            draw=partial(drawn, workspace=workspace), workspace=workspace,
            desk_channel=settings.desk_channel, timing=timing, rate_limiter=rate_limiter,
            rate_limited=metrics.rate_limited,
        )  # fmt: skip
        home_tabs = HomeTabs(desk, sender, client)
        stack.push_async_callback(home_tabs.close)
        pictures = Pictures(client, session, timing)
        stack.push_async_callback(pictures.close)
        app = build_app(
            desk=desk,
            sender=sender,
            home_tabs=home_tabs,
            pictures=pictures,
            client=slack_client(None, api_url=settings.slack_api_url, session=session),
            signing_secret=secret,
            known_as=known_as,
            metrics=metrics,
            limits=limits,
        )
        sending = asyncio.create_task(sender.run())
        stack.push_async_callback(_drain, sender, sending)
        if await _warm_up(desk):
            backfill = Backfill(desk, timing=timing)
            background = asyncio.create_task(backfill.run())
            background.add_done_callback(_log_if_broken)
            stack.push_async_callback(asyncio.wait, [background])
            stack.callback(backfill.stop)
        if settings.slack_app_token is None:
            asgi = health_pages(desk, slack_events(app, secret), sender=sender, metrics=metrics)
            yield Bot(app, desk, sender, pictures, asgi)
            return
        handler = AsyncSocketModeHandler(app, secret)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        stack.push_async_callback(handler.close_async)
        yield Bot(app, desk, sender, pictures, health_pages(desk, sender=sender, metrics=metrics))


async def _bind(desk: Desk, client: AsyncWebClient, token: str) -> tuple[AuthorizeResult, str]:
    """Bind the desk to the token's team; returns the bot's identity and the team's address."""
    try:
        known = await client.auth_test()
    except Failure as error:
        if isinstance(refused := classify(error), TokenRejected | Refused):
            raise errors.BadInput(
                f"Slack does not accept SLACK_BOT_TOKEN ({refused.error}): reinstall the app "
                "and copy its bot token",
                field="SLACK_BOT_TOKEN",
            ) from None
        raise errors.Unavailable(f"Slack cannot be reached at {client.base_url}.") from error
    await desk.roles.bind(team_id=known["team_id"], name=known["team"])
    known_as = AuthorizeResult(
        enterprise_id=known.get("enterprise_id"),
        team_id=known["team_id"],
        team=known["team"],
        bot_user_id=known["user_id"],
        bot_id=known.get("bot_id"),
        bot_token=token,
    )
    return known_as, str(known["url"])


class Backfill:
    """Makes missing embeddings: another process may have filed facts without a model.

    Works in small batches so that the bot keeps answering, and looks again every few seconds.
    """

    def __init__(self, desk: Desk, *, timing: Timing | None = None) -> None:
        self._desk = desk
        self._timing = timing or Timing()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Ask the loop to end once the current batch is stored."""
        self._stopped.set()

    async def run(self) -> None:
        """Fill in embeddings until stopped; without a model, return at once."""
        while self._desk.embeddings.has_model and not self._stopped.is_set():
            try:
                await self._fill()
            except errors.Unavailable as error:
                log.warning("embeddings wait: %s", error)
            await self._timing.rest(self._stopped, BACKFILL_EVERY_S)

    async def _fill(self) -> None:
        made = 0
        async for _, made in self._desk.embeddings.fill():  # noqa: B007 (the last count is logged)
            if self._stopped.is_set():
                break
            await asyncio.sleep(0)  # requests are served between two steps
        if made:
            log.info("made the embeddings of %d facts that had none", made)


async def _warm_up(desk: Desk) -> bool:
    """Load data and model before the first question; False if the model cannot be loaded."""
    warming = asyncio.ensure_future(asyncio.to_thread(desk.warm_up))
    warming.add_done_callback(_log_if_broken)
    await asyncio.wait([warming])
    return warming.exception() is None


def _log_if_broken(background: asyncio.Task[None]) -> None:
    if not background.cancelled() and (error := background.exception()) is not None:
        log.error(
            "facts filed by others are not found by their meaning until the next start: %s",
            type(error).__name__,
        )


async def _drain(sender: Sender, sending: asyncio.Task[None]) -> None:
    sender.stop()
    done, _ = await asyncio.wait([sending], timeout=DRAIN_S)
    if not done:
        log.warning("still posting after %d s: the rest is sent after the next start", DRAIN_S)
        sending.cancel()


def slack_events(app: AsyncApp, signing_secret: str) -> Mount:
    """Return the route that receives Slack's requests, with the gate in front of Bolt."""
    handler: ASGIApp = AsyncSlackRequestHandler(app, path="/slack/events")  # type: ignore[assignment]
    return Mount("/slack", Gate(handler, signing_secret))


def _undelivered(delivery: Delivery, error: str) -> str:
    return undelivered(delivery, error).json()


def health_pages(
    desk: Desk, *more: Mount, sender: Sender | None = None, metrics: Metrics | None = None
) -> Starlette:
    """Return the web app: `/healthz` (the process), `/readyz`, `/metrics` (Prometheus), and `more`.

    `/readyz` is about database and outbox. It is 503 while the database cannot be written or
    nothing can be posted. It lists dead letters by number and Slack's error code, never by their
    content.
    """
    counted = metrics or Metrics()

    async def healthz(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> Response:
        why: list[str] = []
        try:
            async with asyncio.timeout(READY_S):
                await desk.outbox.require_room()
        except errors.Unavailable as error:
            why.append(str(error))
        except TimeoutError:
            why.append("The fact store does not answer.")
        if sender is not None and sender.parked:
            why.append(
                f"Not connected: Slack refuses the token ({sender.parked}). Reinstall the app."
            )
        if sender is not None and not sender.is_running:
            why.append("Nothing is being posted: the sender has stopped.")
        shown = {"ok": not why, "why": why, **await _outbox_shown(desk)}
        return JSONResponse(shown, status_code=503 if why else 200)

    async def metrics_page(_: Request) -> Response:
        try:
            async with asyncio.timeout(READY_S):
                figures = await desk.overview.figures()
        except (errors.Unavailable, TimeoutError):
            figures = None
        return Response(counted.page(figures, now=desk.now()), media_type=CONTENT_TYPE)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics_page),
            *more,
        ]
    )


async def _outbox_shown(desk: Desk) -> dict[str, object]:
    try:
        state = await desk.outbox.state()
    except errors.Unavailable:
        return {}
    dead = [{"delivery": one.number, "why": one.error} for one in state.dead]
    return {"outbox": state.counts, "dead": dead}


class _Server(uvicorn.Server):
    """Leaves signals to `stopping`.

    uvicorn raises them again when it is done, which would end the process before its deliveries
    are posted and its database is closed.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def stopping() -> Iterator[asyncio.Event]:
    """Turn SIGINT and SIGTERM into an event, so that everything closes in order."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    for one in signals:
        loop.add_signal_handler(one, stopped.set)
    try:
        yield stopped
    finally:
        for one in signals:
            loop.remove_signal_handler(one)


@asynccontextmanager
async def serving(asgi: Starlette, *, host: str, port: int) -> AsyncIterator[int]:
    """Serve a web app and yield its port; 0 picks a free one. BadInput if the port is in use."""
    config = uvicorn.Config(
        asgi,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=HANG_UP_S,
    )
    server = _Server(config)
    try:
        listening = config.bind_socket()
    except SystemExit:
        raise errors.BadInput(
            f"Port {port} is in use: set FACTDESK_PORT to another", field="FACTDESK_PORT"
        ) from None
    with listening:
        listening.listen(config.backlog)  # accepts connections before the server task first runs
        ended = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            await ended
