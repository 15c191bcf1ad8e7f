"""What people are shown when the bot fails, and what Slack does not let them do at all."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rehearsal_driver import Listeners, answers_mentions, rehearsing, stand_in
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from rehearsal import BOT_USER_ID, EDITOR, REPORTER, Exchange, NotPossibleError, StandIn


def failing(status: int) -> Listeners:
    def listeners(app: AsyncApp) -> None:
        @app.middleware
        async def fail() -> BoltResponse:
            return BoltResponse(status=status)

    return listeners


@pytest.mark.parametrize(
    ("action", "words"),
    [
        pytest.param(
            lambda slack: slack.command(REPORTER, "C0NEWSROOM", "/fact x"),
            '/fact failed with the error "dispatch_failed"',
            id="a command that is answered with 500",
        ),
        pytest.param(
            lambda slack: slack.command(REPORTER, "C0NEWSROOM", "/nope x"),
            "/nope is not a valid command.",
            id="a command that nobody registered",
        ),
        pytest.param(
            lambda slack: slack.command(
                REPORTER, "C0NEWSROOM", "/fact x", thread_ts=slack.messages("C0NEWSROOM")[0].ts
            ),
            "/fact is not supported in threads. Sorry!",
            id="a command in a thread",
        ),
        pytest.param(
            lambda slack: slack.shortcut(
                REPORTER, "C0NEWSROOM", slack.messages("C0NEWSROOM")[0].ts, "check_quote"
            ),
            "This app responded with Status Code 500.",
            id="a shortcut that is answered with 500",
        ),
    ],
)
async def test_a_failure_is_shown_to_the_person_in_slacks_words(
    action: Callable[[StandIn], Any], words: str
) -> None:
    async with rehearsing(failing(500)) as slack:
        exchange: Exchange = await action(slack)
        shown = slack.ephemerals(REPORTER)[-1]
    assert exchange.problem is not None
    assert exchange.problem.startswith(words)
    assert (shown.text, shown.user) == (exchange.problem, "USLACKBOT")


async def test_a_bot_that_does_not_answer_in_time_is_a_timeout_and_one_that_is_down_is_not() -> (
    None
):
    enough = asyncio.Event()

    def never(app: AsyncApp) -> None:
        @app.command("/fact")
        async def on_fact() -> None:
            await enough.wait()

    async with rehearsing(never, ack_timeout=0.05) as slack:
        slow = await slack.command(REPORTER, "C0NEWSROOM", "/fact x")
        enough.set()
    async with rehearsing(never) as slack:
        slack.bot_url = "http://127.0.0.1:9"
        down = await slack.command(REPORTER, "C0NEWSROOM", "/fact x")
    assert slow.problem == '/fact failed with the error "operation_timeout"'
    assert down.problem == '/fact failed with the error "dispatch_failed"'


async def test_an_ack_that_slack_could_not_show_fails() -> None:
    def too_long(app: AsyncApp) -> None:
        @app.command("/fact")
        async def on_fact(ack: AsyncAck) -> None:
            words = {"type": "mrkdwn", "text": "x" * 3001}
            await ack(blocks=[{"type": "section", "text": words}])

    async with rehearsing(too_long) as slack:
        exchange = await slack.command(REPORTER, "C0NEWSROOM", "/fact x")
    assert exchange.problem == '/fact failed with the error "invalid_blocks"'


@pytest.mark.parametrize(
    ("action", "why"),
    [
        pytest.param(
            lambda slack: slack.say(REPORTER, "C0DESK", "x"), "not a member", id="not let in"
        ),
        pytest.param(
            lambda slack: slack.command(REPORTER, "C0DESK", "/fact"), "not a member", id="nor ask"
        ),
        pytest.param(
            lambda slack: slack.edit(EDITOR, "C0NEWSROOM", slack.messages("C0NEWSROOM")[1].ts, "x"),
            "not by",
            id="another's words",
        ),
    ],
)
async def test_nobody_can_do_what_slack_would_not_let_them(
    action: Callable[[StandIn], Any], why: str
) -> None:
    async with stand_in() as slack:
        with pytest.raises(NotPossibleError, match=why):
            await action(slack)


async def test_an_event_is_sent_again_until_it_is_acknowledged() -> None:
    tries: list[tuple[str | None, str | None]] = []

    def third_time(app: AsyncApp) -> None:
        @app.middleware
        async def count(
            request: AsyncBoltRequest, next_: Callable[[], Awaitable[BoltResponse]]
        ) -> BoltResponse:
            names = ("x-slack-retry-num", "x-slack-retry-reason")
            tries.append(tuple(request.headers.get(name, [None])[0] for name in names))
            return BoltResponse(status=500) if len(tries) < 3 else await next_()

        answers_mentions(app)

    async with rehearsing(third_time, event_retry_delays=(0, 0, 0)) as slack:
        exchange = await slack.say(REPORTER, "C0NEWSROOM", f"<@{BOT_USER_ID}> SB 54", retries=True)
    assert exchange.status == 200
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    ids = {e.payload["event_id"] for e in slack.exchanges}
    assert len(ids) == 1
