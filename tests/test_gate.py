"""What Slack has not signed gets nowhere: the gate before Bolt, over real HTTP."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import aiohttp
import pytest
from driver import Newsroom
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate import LARGEST_BODY, Gate, Refused
from rehearsal import REPORTER

FORM = "application/x-www-form-urlencoded"
# The example of docs.slack.dev, "Verifying requests from Slack".
OFFICIAL_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
OFFICIAL_TIME = 1531420618
OFFICIAL_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgc"
    b"ZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
OFFICIAL_SIGNATURE = b"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def command(newsroom: Newsroom) -> bytes:
    """A command as Slack would send it; its text would be answered for all."""
    fields = {
        "command": "/fact", "text": "F-1", "team_id": "T0NEWSROOM", "user_id": REPORTER,
        "channel_id": "C0NEWSROOM", "trigger_id": "1.2.forged", "api_app_id": "A0FACTDESK",
        "response_url": f"{newsroom.slack.address}/nowhere",
    }  # fmt: skip
    return urlencode(fields).encode()


async def send(
    client: aiohttp.ClientSession,
    newsroom: Newsroom,
    body: bytes | io.BytesIO,
    headers: dict[str, str],
) -> int:
    url = f"{newsroom.url}/slack/events"
    async with client.post(url, data=body, headers={"Content-Type": FORM, **headers}) as answer:
        return answer.status


async def nothing_happened(newsroom: Newsroom) -> bool:
    """Nothing was asked, posted or written: the next command is the first."""
    exchange = await newsroom.slack.command(REPORTER, "C0NEWSROOM", "/fact price of eggs")
    button = json.dumps(exchange.body)
    posted = [one for one in newsroom.slack.messages("C0NEWSROOM") if one.is_bots]
    return posted == [] and '"value": "1"' in button


async def test_unsigned_is_401(client: aiohttp.ClientSession, newsroom: Newsroom) -> None:
    assert await send(client, newsroom, command(newsroom), {}) == 401
    assert await nothing_happened(newsroom)


async def test_tampered_body_is_401(client: aiohttp.ClientSession, newsroom: Newsroom) -> None:
    body = command(newsroom)
    headers = newsroom.slack.signed(body)
    assert await send(client, newsroom, body.replace(b"F-1", b"F-2"), headers) == 401
    assert await nothing_happened(newsroom)


def test_the_official_example_passes() -> None:
    """`_verify` returns, where it would raise Refused for any other signature."""
    gate = Gate(_nowhere, OFFICIAL_SECRET, clock=lambda: OFFICIAL_TIME)
    gate._verify(str(OFFICIAL_TIME).encode(), OFFICIAL_SIGNATURE, OFFICIAL_BODY)  # noqa: SLF001 (pure)


@given(st.integers(0, len(OFFICIAL_BODY) - 1), st.integers(1, 255))
@settings(max_examples=100)
def test_any_changed_byte_is_refused(at: int, by: int) -> None:
    changed = bytearray(OFFICIAL_BODY)
    changed[at] ^= by
    gate = Gate(_nowhere, OFFICIAL_SECRET, clock=lambda: OFFICIAL_TIME)
    with pytest.raises(Refused):
        gate._verify(str(OFFICIAL_TIME).encode(), OFFICIAL_SIGNATURE, bytes(changed))  # noqa: SLF001 (pure)


@pytest.mark.parametrize("away", [-301, 360, -86_400, 10**9])
async def test_stale_and_future_timestamps(
    client: aiohttp.ClientSession, newsroom: Newsroom, away: int
) -> None:
    """A minute is left above the limit: a time in the future comes nearer while it is sent."""
    body = command(newsroom)
    headers = newsroom.slack.signed(body, timestamp=int(time.time()) + away)
    assert await send(client, newsroom, body, headers) == 401


BAD_HEADERS = [
    ({"X-Slack-Request-Timestamp": "soon"}, "no number"),
    ({"X-Slack-Request-Timestamp": "-1"}, "negative"),
    ({"X-Slack-Request-Timestamp": "1" * 40}, "a number too long for a time"),
    ({"X-Slack-Signature": "v0=\u00e9"}, "no ASCII"),
    ({"X-Slack-Signature": "v0="}, "no digest"),
    ({"X-Slack-Signature": "v1=" + "0" * 64}, "another version"),
]


@pytest.mark.parametrize(("changes", "why"), BAD_HEADERS)
async def test_bad_headers_are_401_not_500(
    client: aiohttp.ClientSession, newsroom: Newsroom, changes: dict[str, str], why: str
) -> None:
    body = command(newsroom)
    headers = newsroom.slack.signed(body) | changes
    assert await send(client, newsroom, body, headers) == 401, why


async def test_replay_has_no_effect(client: aiohttp.ClientSession, newsroom: Newsroom) -> None:
    body = command(newsroom)
    headers = newsroom.slack.signed(body)
    assert [await send(client, newsroom, body, headers) for _ in range(2)] == [200, 200]
    slack = newsroom.slack
    await slack.until(lambda: [one for one in slack.messages("C0NEWSROOM") if one.is_bots])
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-7")
    await slack.until(lambda: len([m for m in slack.messages("C0NEWSROOM") if m.is_bots]) == 2)


MALFORMED = [b"{", b"[]", b"null", b"[" * 50_000, b'{"type": 1', b"\xff\xfe", b"payload=%7B"]


@pytest.mark.parametrize("body", MALFORMED)
async def test_gate_verifies_before_parsing(
    client: aiohttp.ClientSession, newsroom: Newsroom, body: bytes
) -> None:
    assert await send(client, newsroom, body, {"Content-Type": "application/json"}) == 401


SIGNED = [*MALFORMED, b"", b"1", b'"payload"', b"payload=[1]", b"payload=null", b"payload=%5B1%5D"]


@pytest.mark.parametrize("body", SIGNED)
async def test_a_signed_body_that_is_no_payload_is_400(
    client: aiohttp.ClientSession, newsroom: Newsroom, body: bytes
) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        headers = newsroom.slack.signed(body) | {"Content-Type": kind}
        assert await send(client, newsroom, body, headers) == 400


async def test_body_limit(client: aiohttp.ClientSession, newsroom: Newsroom) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    headers = newsroom.slack.signed(body)
    assert await send(client, newsroom, io.BytesIO(body), headers) == 413


async def test_a_chunked_body_without_end_is_cut_at_the_limit(
    client: aiohttp.ClientSession, newsroom: Newsroom
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65_536

    headers = newsroom.slack.signed(b"")
    url = f"{newsroom.url}/slack/events"
    try:
        async with asyncio.timeout(60), client.post(url, data=endless(), headers=headers) as answer:
            assert answer.status == 413
    except aiohttp.ClientConnectionError:
        pass  # the server answered and hung up while we were still sending
    assert await nothing_happened(newsroom)


async def test_ssl_check_does_not_reach_handler(
    client: aiohttp.ClientSession, newsroom: Newsroom
) -> None:
    assert await send(client, newsroom, command(newsroom) + b"&ssl_check=1", {}) == 401
    assert await nothing_happened(newsroom)


async def _nowhere(*_: object) -> None:
    raise AssertionError("nothing may come through")
