"""What goes wrong on the way to Slack: as a client sees it, and whether the call took effect."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from rehearsal_driver import BOT_TOKEN, client_of, stand_in
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import (
    Fault,
    NeverHappenedError,
    PortInUseError,
    StandIn,
    closed,
    hanging,
    http_status,
    reset,
    truncated,
)


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    async with stand_in() as opened:
        yield opened


async def post(slack: StandIn, text: str = "card", *, gives_up_in: int = 60) -> None:
    client = AsyncWebClient(
        token=BOT_TOKEN, base_url=slack.api_url, retry_handlers=[], timeout=gives_up_in
    )
    await client.chat_postMessage(channel="C0NEWSROOM", text=text)


def posted(slack: StandIn) -> list[str]:
    return [m.text for m in slack.messages("C0NEWSROOM") if m.is_bots]


async def test_the_next_call_is_refused_and_the_one_after_is_not(slack: StandIn) -> None:
    slack.fail_next("chat.postMessage", error="is_archived")
    with pytest.raises(SlackApiError, match="is_archived"):
        await post(slack)
    await post(slack)
    assert posted(slack) == ["card"]
    assert [(c.status, c.answer and c.answer["ok"]) for c in slack.calls] == [
        (200, False), (200, True),
    ]  # fmt: skip


@pytest.mark.parametrize("retry_after", [30, "soon", "-1"])
async def test_a_rate_limit_says_when_to_come_back_in_any_form(
    slack: StandIn, retry_after: float | str
) -> None:
    slack.fail_next("chat.postMessage", retry_after=retry_after)
    with pytest.raises(SlackApiError) as refused:
        await post(slack)
    answer = refused.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == str(retry_after)


async def test_slacks_own_handler_waits_and_gets_through(slack: StandIn) -> None:
    slack.fail_next("auth.test", retry_after=0)
    client = client_of(slack)
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler()]
    assert (await client.auth_test())["ok"]
    assert [call.status for call in slack.calls] == [429, 200]


@pytest.mark.parametrize("status", [500, 503])
async def test_a_bare_status_is_no_json(slack: StandIn, status: int) -> None:
    slack.fail_next("chat.postMessage", status=status)
    with pytest.raises(SlackApiError) as refused:
        await post(slack)
    assert refused.value.response.status_code == status
    assert posted(slack) == []


async def test_a_page_of_html_with_200_is_no_answer(slack: StandIn) -> None:
    slack.faults.plan("chat.postMessage", http_status(200, body="<html>Oops</html>"))
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await post(slack)
    assert posted(slack) == []


CUT = {
    "closed": (closed(), []),
    "closed after it took effect": (closed(takes_effect=True), ["card"]),
    "reset": (reset(), []),
    "reset after it took effect": (reset(takes_effect=True), ["card"]),
    "truncated": (truncated(), ["card"]),
    "hanging after it took effect": (hanging(takes_effect=True), ["card"]),
    "a 500 after it took effect": (http_status(500, takes_effect=True), ["card"]),
}


@pytest.mark.parametrize(("fault", "left"), CUT.values(), ids=CUT.keys())
async def test_the_client_cannot_know_whether_its_message_is_there(
    slack: StandIn, fault: Fault, left: list[str]
) -> None:
    slack.faults.plan("chat.postMessage", fault)
    with pytest.raises((aiohttp.ClientError, TimeoutError, SlackApiError)):
        await post(slack, gives_up_in=1 if fault.how == "hang" else 60)
    assert posted(slack) == left
    assert len(slack.calls) == 1


async def test_a_fault_can_be_meant_for_one_channel_and_for_ever(slack: StandIn) -> None:
    slack.faults.plan(
        "*", closed(), times=None, fits=lambda sent: sent.get("channel") == "C0NEWSROOM"
    )
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await post(slack)
    assert (await client_of(slack).auth_test())["ok"]
    slack.faults.clear()
    await post(slack)
    assert posted(slack) == ["card"]


async def test_the_sdks_default_retry_posts_twice_when_the_answer_is_lost(slack: StandIn) -> None:
    # Why the bot's client must have `retry_handlers=[]`; if this fails, the SDK has changed.
    slack.faults.plan("chat.postMessage", closed(takes_effect=True))
    client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
    await client.chat_postMessage(channel="C0NEWSROOM", text="card")
    assert posted(slack) == ["card", "card"]


async def test_a_call_that_hangs_does_not_keep_the_rehearsal_from_stopping() -> None:
    async with stand_in() as slack:
        slack.faults.plan("chat.postMessage", hanging())
        call = asyncio.create_task(post(slack))
        await slack.until(lambda: slack.calls)
    with pytest.raises((aiohttp.ClientError, TimeoutError)):
        await call


async def test_a_port_in_use_is_said_in_a_sentence(slack: StandIn) -> None:
    with pytest.raises(PortInUseError, match=f"Port {slack.port} is in use") as refused:
        async with stand_in(port=slack.port):
            pytest.fail("two listen on one port")
    assert refused.value.port == slack.port


async def test_waiting_returns_what_was_found_and_gives_up_with_what_there_was(
    slack: StandIn,
) -> None:
    waiting = asyncio.create_task(slack.until(lambda: posted(slack)))
    await post(slack, "the card")
    assert await waiting == ["the card"]
    with pytest.raises(NeverHappenedError) as gave_up:
        await slack.until(lambda: len(posted(slack)) == 2, timeout=0.01)
    assert "the card" in str(gave_up.value)
    assert "call chat.postMessage → 200" in str(gave_up.value)


async def test_raw_requests_can_be_signed_or_not() -> None:
    async with stand_in() as slack:
        headers = slack.signed(b"text=x", timestamp=1531420618)
        assert headers["X-Slack-Request-Timestamp"] == "1531420618"
        unreached = await slack.deliver("/slack/events", b"text=x", headers=headers)
    assert unreached.status is None


async def test_the_signature_is_slacks_own_example() -> None:
    # https://docs.slack.dev/authentication/verifying-requests-from-slack
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    async with stand_in(signing_secret="8f742231b10e8888abcd99yyyzzz85a5") as slack:
        signed = slack.signed(body, timestamp=1531420618)
    assert signed["X-Slack-Signature"] == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )
