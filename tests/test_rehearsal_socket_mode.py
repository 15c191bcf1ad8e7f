"""The same actions over Socket Mode, with Slack's own client at the other end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from rehearsal_driver import APP_TOKEN, bolt_app, client_of, stand_in
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import BOT_USER_ID, REPORTER, StandIn


@asynccontextmanager
async def connected(slack: StandIn, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(app, APP_TOKEN)
    await handler.connect_async()
    try:
        await slack.until(lambda: slack.sockets.count)
        yield handler
    finally:
        await handler.close_async()


def listeners(app: AsyncApp) -> None:
    @app.command("/fact")
    async def on_fact(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(f"You asked {command['text']}")

    @app.event("app_mention")
    async def on_mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="Here.")

    @app.shortcut("check_quote")
    async def on_check(ack: AsyncAck) -> None:
        await ack()


async def test_commands_events_and_interactions_come_over_the_socket() -> None:
    async with stand_in() as slack, connected(slack, bolt_app(slack, listeners)):
        asked = await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
        assert slack.ephemerals(REPORTER)[-1].text == "You asked SB 54"
        said = await slack.say(REPORTER, "C0NEWSROOM", f"<@{BOT_USER_ID}> SB 54")
        assert said.ts is not None
        thread = slack.messages("C0NEWSROOM", said.ts)
        assert thread[-1].text == "Here."
        checked = await slack.shortcut(REPORTER, "C0NEWSROOM", said.ts, "check_quote")
    assert (asked.status, said.status, checked.status) == (200, 200, 200)


async def test_when_the_connection_is_refreshed_a_new_one_takes_over() -> None:
    async with stand_in() as slack, connected(slack, bolt_app(slack, listeners)):
        await slack.sockets.disconnect()
        await slack.until(lambda: slack.sockets.count)
        asked = await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    assert asked.status == 200


async def test_an_envelope_without_an_ack_is_a_timeout_and_a_lost_connection_is_not() -> None:
    async with stand_in(ack_timeout=0.05) as slack:
        opened = await client_of(slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(opened["url"]) as socket,
        ):
            hello = await socket.receive_json()
            exchange = await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
            envelope = await socket.receive_json()
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "SB 54"
    assert exchange.problem == '/fact failed with the error "operation_timeout"'


async def test_a_ticket_opens_one_connection() -> None:
    async with stand_in() as slack:
        opened = await client_of(slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await session.ws_connect(opened["url"])
