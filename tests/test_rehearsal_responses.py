"""response_url: five uses in thirty minutes, for what only the asker sees and for much else."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rehearsal_driver import client_of, rehearsing
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from rehearsal import EDITOR, REPORTER, StandIn, newsroom


class Hands:
    """What the bot was handed: the response_url of the latest act."""

    def __init__(self) -> None:
        self.url = ""

    async def respond(self, **body: object) -> tuple[int, str]:
        answer = await AsyncWebhookClient(self.url, retry_handlers=[]).send_dict(body)
        return answer.status_code, answer.body


class Clock:
    def __init__(self) -> None:
        self.now = 1_766_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(hands: Hands, clock: Clock) -> AsyncIterator[StandIn]:
    """A newsroom whose bot keeps the response_url and acks with nothing."""

    def listeners(app: AsyncApp) -> None:
        async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
            hands.url = body["response_url"]
            await ack()

        app.command("/fact")(keep)
        app.action("press")(keep)
        app.shortcut("check_quote")(keep)

    async with rehearsing(listeners, workspace=newsroom(clock=clock)) as opened:
        yield opened


async def test_it_answers_the_asker_alone_where_the_bot_is_no_member(
    slack: StandIn, hands: Hands
) -> None:
    await slack.command(REPORTER, "C0SOURCES", "/fact SB 54")
    assert await hands.respond(text="Only for you") == (200, '{"ok": true}')
    assert [m.text for m in slack.ephemerals(REPORTER, "C0SOURCES")] == ["Only for you"]
    assert slack.ephemerals(EDITOR) == []


async def test_it_can_speak_aloud_and_in_a_thread(slack: StandIn, hands: Hands) -> None:
    message = slack.messages("C0POLITICS")[0]
    await slack.shortcut(REPORTER, "C0POLITICS", message.ts, "check_quote")
    await hands.respond(text="Checked", response_type="in_channel", thread_ts=message.ts)
    assert [m.text for m in slack.messages("C0POLITICS", message.ts)][1:] == ["Checked"]


async def test_five_uses_and_no_sixth(slack: StandIn, hands: Hands) -> None:
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    answers = [await hands.respond(text=str(number)) for number in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1][1]
    assert len(slack.ephemerals(REPORTER)) == 5


async def test_thirty_minutes_and_no_longer(slack: StandIn, hands: Hands, clock: Clock) -> None:
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    clock.now += 30 * 60 - 1
    assert (await hands.respond(text="in time"))[0] == 200
    clock.now += 1
    status, body = await hands.respond(text="too late")
    assert (status, "expired_url" in body) == (404, True)


async def test_what_slack_refuses_is_refused_here_too(slack: StandIn, hands: Hands) -> None:
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    status, body = await hands.respond(blocks=[{"type": "section"}])
    assert (status, "invalid_blocks" in body) == (400, True)
    assert (await hands.respond())[0] == 400
    assert slack.ephemerals(REPORTER) == []


@pytest.mark.parametrize("alone", [True, False], ids=["ephemeral", "for all"])
async def test_a_press_can_replace_and_delete_the_message_it_was_on(
    slack: StandIn, hands: Hands, *, alone: bool
) -> None:
    client = client_of(slack)
    button = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "x"}}
    card: dict[str, Any] = {"text": "card", "blocks": [{"type": "actions", "elements": [button]}]}
    if alone:
        await client.chat_postEphemeral(channel="C0NEWSROOM", user=REPORTER, **card)
    else:
        await client.chat_postMessage(channel="C0NEWSROOM", **card)

    def seen() -> list[str]:
        where = slack.ephemerals(REPORTER) if alone else slack.messages("C0NEWSROOM")
        return [message.text for message in where if message.is_bots]

    ts = (slack.ephemerals(REPORTER) if alone else slack.messages("C0NEWSROOM"))[-1].ts
    await slack.click(REPORTER, channel="C0NEWSROOM", ts=ts, action_id="press")
    await hands.respond(text="replaced", replace_original=True)
    assert seen() == ["replaced"]
    await hands.respond(delete_original=True)
    assert seen() == []


async def test_a_command_can_replace_its_own_first_answer(slack: StandIn, hands: Hands) -> None:
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    await hands.respond(text="Looking …")
    await hands.respond(text="Here it is", replace_original=True)
    assert [m.text for m in slack.ephemerals(REPORTER)] == ["Here it is"]


async def test_its_posts_are_recorded_as_calls(slack: StandIn, hands: Hands) -> None:
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    await hands.respond(text="x")
    call = slack.calls[-1]
    assert (call.method, call.status, call.arguments) == ("response_url", 200, {"text": "x"})
