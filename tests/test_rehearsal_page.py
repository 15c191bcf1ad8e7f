"""What the page is served: files, what each person sees, changes as they come, and actions."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rehearsal_driver import choices, client_of, rehearsing

import rehearsal
from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR, StandIn

PAGE = Path(rehearsal.__file__).parent / "page"
LUNA = (
    "We will only transfer an individual into ICE custody if we are presented with a federal "
    "judicial warrant that’s signed by a judge."
)
MISQUOTED = (
    "We will transfer an individual into ICE custody unless we are presented with a federal "
    "judicial warrant signed by a judge."
)


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    async with rehearsing(choices) as opened:
        yield opened


@pytest.fixture
async def http(slack: StandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(slack.page_url) as session:
        yield session


async def seen(http: aiohttp.ClientSession, **where: str) -> dict[str, Any]:
    async with http.get("/page/state", params=where) as response:
        state: dict[str, Any] = await response.json()
        return state


async def did(http: aiohttp.ClientSession, action: str, **details: object) -> dict[str, Any]:
    async with http.post(f"/page/actions/{action}", json=details) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def test_the_seeded_newsroom_quotes_the_starter_facts_and_misquotes_one(
    slack: StandIn,
) -> None:
    texts = "\n".join(message.text for message in slack.messages("C0NEWSROOM"))
    assert f"“{LUNA}”" in texts
    assert f"“{MISQUOTED}”" in texts
    for words in (
        "Removing criminal illegal aliens is this Administration’s highest priority.",
        "My priority is public safety — not politics — and we will not foster fear",
        "These are uncertain times for undocumented Californians and their families",
    ):
        assert words in texts


@pytest.mark.parametrize(
    ("user", "channels"),
    [
        (REPORTER, ["newsroom", "investigations", "politics", "sources"]),
        (SECOND_EDITOR, ["newsroom", "fact-desk", "politics"]),
        (ADMIN, ["newsroom", "fact-desk", "investigations", "politics"]),
    ],
)
async def test_each_person_sees_their_own_channels(
    http: aiohttp.ClientSession, user: str, channels: list[str]
) -> None:
    state = await seen(http, user=user)
    listed = [c for c in state["conversations"] if c["kind"] in ("channel", "group")]
    assert [c["name"] for c in listed] == channels
    without = {c["name"] for c in listed if not c["bot_is_member"]}
    assert without == {"politics", "sources"} & set(channels)


async def test_what_one_person_sees_alone_stands_between_the_messages_of_that_person_only(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    await did(http, "command", user=REPORTER, channel="C0NEWSROOM", text="/fact SB 54")
    await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="later")
    mine = (await seen(http, user=REPORTER, channel="C0NEWSROOM"))["messages"]
    theirs = (await seen(http, user=EDITOR, channel="C0NEWSROOM"))["messages"]
    assert [(m["text"], m["is_ephemeral"]) for m in mine[-2:]] == [
        ("Which one?", True), ("later", False),
    ]  # fmt: skip
    assert all(not m["is_ephemeral"] for m in theirs)


async def test_nobody_sees_a_channel_that_is_not_theirs(http: aiohttp.ClientSession) -> None:
    state = await seen(http, user=REPORTER, channel="C0DESK")
    assert state["messages"] == []
    refused = await did(http, "say", user=REPORTER, channel="C0DESK", text="x")
    assert "not a member" in refused["error"]


async def test_a_change_is_told_to_an_open_page(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    async with http.get("/page/changes") as stream:
        before = int((await stream.content.readline()).split()[1])
        await stream.content.readline()
        await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="news")
        after = int((await stream.content.readline()).split()[1])
    assert after > before


@pytest.mark.parametrize(
    ("action", "details", "status"),
    [
        ("say", {"user": REPORTER, "channel": "C0NEWSROOM", "text": "x", "more": 1}, 400),
        ("say", {"channel": "C0NEWSROOM"}, 400),
        ("say", {"user": "U0NOBODY", "channel": "C0NEWSROOM", "text": "x"}, 400),
        ("vanish", {"user": REPORTER}, 404),
    ],
)
async def test_a_deed_that_makes_no_sense_is_refused(
    http: aiohttp.ClientSession, action: str, details: dict[str, Any], status: int
) -> None:
    async with http.post(f"/page/actions/{action}", json=details) as response:
        assert response.status == status


async def test_a_form_of_another_site_can_do_nothing(http: aiohttp.ClientSession) -> None:
    body = json.dumps({"user": REPORTER, "channel": "C0NEWSROOM", "text": "x"})
    headers = {"Content-Type": "text/plain"}
    async with http.post("/page/actions/say", data=body, headers=headers) as response:
        assert response.status == 415


async def test_only_the_files_of_the_page_are_served_and_nothing_may_come_from_elsewhere(
    http: aiohttp.ClientSession,
) -> None:
    for name in ["", *(f"page/{file.name}" for file in PAGE.iterdir() if file.suffix != ".html")]:
        async with http.get(f"/{name}") as response:
            assert response.status == 200
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    for name in ("..%2Fseed.json", "seed.json", "%2Fetc%2Fpasswd"):
        async with http.get(f"/page/{name}") as response:
            assert response.status == 404


def test_the_page_loads_nothing_from_outside_and_makes_no_markup_of_text() -> None:
    for file in PAGE.iterdir():
        code = file.read_text(encoding="utf-8")
        assert "innerHTML" not in code, file.name
        assert "insertAdjacentHTML" not in code, file.name
        assert "document.write" not in code, file.name
        assert 'src="http' not in code, file.name
        assert "@import" not in code, file.name
        assert len(code.splitlines()) <= 300, file.name


def test_every_module_of_the_page_is_asked_for_at_once() -> None:
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    for file in PAGE.glob("*.js"):
        assert f'"/page/{file.name}"' in index
