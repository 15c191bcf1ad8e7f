"""Serving the app: over HTTP, or in Socket Mode with the health pages beside it."""

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
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.app import build_app, slack_client
from bot.cards import alone
from bot.cards.outgoing import drawn
from bot.cards.undelivered import undelivered
from bot.delivery import Pace, Sender, Timing
from bot.delivery.outcomes import Failure
from bot.filling import Filler
from bot.gate import Gate
from bot.listeners.home import HomeTabs
from bot.settings import Settings
from facts import BadInput, Clock, Delivery, Desk, Unavailable, warm_up

log = logging.getLogger(__name__)

DRAIN_S = 6.0
"""How long a stopping bot goes on posting what it has begun."""
HANG_UP_S = 3
"""How long it goes on answering what it was asked: Slack waits no longer. Together under ten."""
SLACK_ANSWERS_S = 10.0
READY_S = 2.5


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is running: its parts, for whoever serves it."""

    app: AsyncApp
    desk: Desk
    sender: Sender
    asgi: Starlette


@asynccontextmanager
async def running(
    desk: Desk,
    settings: Settings,
    *,
    clock: Clock,
    timing: Timing | None = None,
    pace: Pace | None = None,
    answers_in: float = SLACK_ANSWERS_S,
) -> AsyncIterator[Bot]:
    """Bring a bot up around a desk: tie it to its team, start its sender; drain it at the end.

    What Slack does not answer within `answers_in` seconds may or may not have been done.
    BadInput where Slack does not know the token, or where the database is another team's.
    """
    token, secret = settings.tokens()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=answers_in))
        )
        client = slack_client(token, api_url=settings.slack_api_url, session=session)
        known_as, workspace = await _bind(desk, client, token)
        sender = Sender(
            desk, client, session, clock=clock, alone=alone, undelivered=_undelivered,
            draw=partial(drawn, workspace=workspace), workspace=workspace,
            desk_channel=settings.desk_channel, timing=timing, pace=pace,
        )  # fmt: skip
        home_tabs = HomeTabs(desk, sender, client)
        stack.push_async_callback(home_tabs.close)
        app = build_app(
            desk=desk,
            sender=sender,
            home_tabs=home_tabs,
            client=slack_client(None, api_url=settings.slack_api_url, session=session),
            signing_secret=secret,
            known_as=known_as,
        )
        sending = asyncio.create_task(sender.run())
        stack.push_async_callback(_drain, sender, sending)
        filler = Filler(desk, timing=timing)
        beside = asyncio.create_task(_beside(desk, filler))
        beside.add_done_callback(_tell_if_broken)
        stack.push_async_callback(asyncio.wait, [beside])
        stack.callback(filler.stop)
        if settings.slack_app_token is None:
            yield Bot(
                app, desk, sender, health_pages(desk, slack_events(app, secret), sender=sender)
            )
            return
        handler = AsyncSocketModeHandler(app, secret)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        stack.push_async_callback(handler.close_async)
        yield Bot(app, desk, sender, health_pages(desk, sender=sender))


async def _bind(desk: Desk, client: AsyncWebClient, token: str) -> tuple[AuthorizeResult, str]:
    """Tie the desk to the token's team; returns as whom, and its workspace's address."""
    try:
        known = await client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error", "an unknown error")
        raise BadInput(
            f"Slack does not accept SLACK_BOT_TOKEN ({reason}): install the app again and copy "
            "its bot token",
            field="SLACK_BOT_TOKEN",
        ) from None
    except Failure as error:
        raise Unavailable(f"Slack cannot be reached at {client.base_url}.") from error
    await desk.people.bind(team_id=known["team_id"], name=known["team"])
    known_as = AuthorizeResult(
        enterprise_id=known.get("enterprise_id"),
        team_id=known["team_id"],
        team=known["team"],
        bot_user_id=known["user_id"],
        bot_id=known.get("bot_id"),
        bot_token=token,
    )
    return known_as, str(known["url"])


async def _beside(desk: Desk, filler: Filler) -> None:
    """Load what is loaded once, then see to it that facts can be found by their meaning."""
    await asyncio.to_thread(warm_up, desk)
    await filler.run()


def _tell_if_broken(beside: asyncio.Task[None]) -> None:
    if not beside.cancelled() and (error := beside.exception()) is not None:
        log.error(
            "facts filed by others are not found by their meaning until the next start: %s",
            type(error).__name__,
        )


async def _drain(sender: Sender, sending: asyncio.Task[None]) -> None:
    sender.stop()
    done, _ = await asyncio.wait([sending], timeout=DRAIN_S)
    if not done:
        log.warning("still posting after %d s: the rest is taken up at the next start", DRAIN_S)
        sending.cancel()


def slack_events(app: AsyncApp, signing_secret: str) -> Mount:
    """Return the route on which Slack delivers; the gate stands before Bolt."""
    handler: ASGIApp = AsyncSlackRequestHandler(app, path="/slack/events")  # type: ignore[assignment]
    return Mount("/slack", Gate(handler, signing_secret))


def _undelivered(delivery: Delivery, error: str) -> str:
    return undelivered(delivery, error).json()


def health_pages(desk: Desk, *more: Mount, sender: Sender | None = None) -> Starlette:
    """Return the web app: `/healthz` (the process), `/readyz` (database and outbox), and more.

    `/readyz` is 503 while the database cannot be written, or while nothing can be posted; it shows
    what Slack will not take by number and cause, and nothing of what is in it.
    """

    async def healthz(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> Response:
        why: list[str] = []
        try:
            async with asyncio.timeout(READY_S):
                await desk.outbox.require_room()
        except Unavailable as error:
            why.append(str(error))
        except TimeoutError:
            why.append("The fact store does not answer.")
        if sender is not None and sender.parked:
            why.append(f"Slack does not know the bot ({sender.parked}): install the app again.")
        if sender is not None and not sender.is_running:
            why.append("Nothing is being posted: the sender has ended.")
        shown = {"ok": not why, "why": why, **await _outbox_shown(desk)}
        return JSONResponse(shown, status_code=503 if why else 200)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            *more,
        ]
    )


async def _outbox_shown(desk: Desk) -> dict[str, object]:
    try:
        state = await desk.outbox.state()
    except Unavailable:
        return {}
    dead = [{"delivery": one.number, "why": one.error} for one in state.dead]
    return {"outbox": state.counts, "dead": dead}


class _Server(uvicorn.Server):
    """Leaves signals alone.

    uvicorn raises them again when it is done, which would end the process before its deliveries
    are posted and its database is closed.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def stopping() -> Iterator[asyncio.Event]:
    """Turn SIGINT and SIGTERM into an event, so that everything is closed in order."""
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
    """Serve a web app: at which port, a free one for 0. BadInput where the port is in use."""
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
        raise BadInput(
            f"Port {port} is in use: set FACTDESK_PORT to another", field="FACTDESK_PORT"
        ) from None
    with listening:
        listening.listen(config.backlog)  # who connects before the loop turns is not refused
        ended = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            await ended
