"""What becomes of a message when Slack, or the way to it, fails: over real HTTP, time injected."""

import json
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from databases import Databases
from driver import (
    LAW,
    PATIENCE_S,
    Newsroom,
    OpenNewsroom,
    corrected,
    home,
    is_struck,
    outbox_at_rest,
    posted,
    signed_on,
    texts,
    the_law,
    words,
)
from stopped_clock import StoppedClock

from bot.app import slack_client
from bot.delivery.outcomes import retry_after
from rehearsal import (
    ADMIN,
    EDITOR,
    REPORTER,
    Call,
    Fault,
    Message,
    StandIn,
    closed,
    hanging,
    http_status,
    rate_limited,
    refused,
    reset,
    truncated,
)

pytestmark = pytest.mark.both_databases

NEWSROOM, PRIVATE = "C0NEWSROOM", "C0PRIVATE"
NO_HISTORY = ["commands", "chat:write", "app_mentions:read", "im:history", "im:write"]
POST = "chat.postMessage"


@pytest.fixture
def time() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def answers_in(request: pytest.FixtureRequest) -> float:
    """How long the bot waits for Slack: a second where the test lets Slack hang, else a minute."""
    given = getattr(request.node, "callspec", None)
    faults = [one for one in given.params.values() if isinstance(one, Fault)] if given else []
    return 1.0 if any(one.how == "hang" for one in faults) else PATIENCE_S


@pytest.fixture
async def room(
    open_newsroom: OpenNewsroom, time: StoppedClock, answers_in: float
) -> AsyncIterator[Newsroom]:
    """A newsroom whose time the test moves."""
    async with open_newsroom(time=time, slack_answers_in=answers_in) as opened:
        yield opened


@pytest.fixture
async def blind(
    open_newsroom: OpenNewsroom, time: StoppedClock, answers_in: float
) -> AsyncIterator[Newsroom]:
    """The same, where the bot may not read what stands in channels."""
    async with open_newsroom(time=time, slack_answers_in=answers_in, scopes=NO_HISTORY) as opened:
        yield opened


async def ask(room: Newsroom, text: str = "F-1", channel: str = NEWSROOM) -> None:
    exchange = await room.slack.command(REPORTER, channel, f"/fact {text}")
    assert exchange.is_acknowledged


def cards(room: Newsroom, channel: str = NEWSROOM) -> list[Message]:
    """The cards that stand in the threads of a channel."""
    openings = posted(room, channel)
    return [card for one in openings for card in room.slack.messages(channel, one.ts)[1:]]


async def the_card(room: Newsroom, channel: str = NEWSROOM) -> list[Message]:
    return await room.slack.until(lambda: cards(room, channel))


async def the_card_after_a_refusal(room: Newsroom, time: StoppedClock) -> list[Message]:
    """A channel that was refused gets one message a second: the opening, then the card."""
    await room.slack.until(lambda: posted(room))
    assert cards(room) == []
    time.advance(1)
    return await the_card(room)


def calls(room: Newsroom, method: str = POST) -> list[Call]:
    return [one for one in room.slack.calls if one.method == method]


def told(room: Newsroom, person: str = ADMIN) -> list[Message]:
    """What the bot told a person directly."""
    direct = room.slack.workspace.direct_message(person)
    return [one for one in room.slack.messages(direct.id) if one.is_bots]


async def readyz(room: Newsroom) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as session, session.get(f"{room.url}/readyz") as answer:
        return answer.status, await answer.json()


def is_card(sent: dict[str, object]) -> bool:
    return sent.get("thread_ts") is not None


# Slack says how long


async def test_429_respects_retry_after(room: Newsroom, time: StoppedClock) -> None:
    """The channel waits as long as Slack says, its thread in order; another channel goes on."""
    room.slack.faults.plan(POST, rate_limited(30), fits=is_card)
    await ask(room)
    await time.resting(29, 30)
    await ask(room, channel=PRIVATE)
    await the_card(room, PRIVATE)
    await time.resting(29, 30)
    tried = len(calls(room))
    time.advance(29)
    await time.resting(0.5, 1)
    assert len(calls(room)) == tried
    assert cards(room) == []
    time.advance(1)
    assert len(await the_card(room)) == 1
    assert len(posted(room)) == 1


async def test_a_second_channel_that_is_refused_meanwhile_pauses_them_all(
    room: Newsroom, time: StoppedClock
) -> None:
    room.slack.faults.plan(POST, rate_limited(30), times=2)
    await ask(room)
    await time.resting(29, 30)
    await ask(room, channel=PRIVATE)
    await room.slack.until(lambda: len(calls(room)) == 2)
    await time.resting(29, 30)
    await room.slack.say(REPORTER, room.slack.workspace.direct_message(REPORTER).id, "F-1")
    await time.resting(29, 30)
    assert len(calls(room)) == 2
    time.advance(31)
    # A channel that was refused gets one message at a time: the opening, a second later the card.
    await room.slack.until(lambda: posted(room) and posted(room, PRIVATE))
    time.advance(1)
    for channel in (NEWSROOM, PRIVATE):
        assert len(await the_card(room, channel)) == 1
    await room.slack.until(lambda: len(told(room, REPORTER)) == 1)


RETRY_AFTER = [
    (None, 1, "a proxy's 429 has none"),
    ("", 1, "nor has an empty header"),
    ("0", 1, "at once is too soon"),
    ("-1", 1, "so is the past"),
    ("abc", 1, "a word is no number"),
    ("nan", 1, "nor is this"),
    ("1e9", 900, "thirty years are too long"),
    ("inf", 900, "so is for ever"),
    ("1.5", 1.5, "a fraction is a number"),
    ("30", 30, "what Slack sends"),
]


@pytest.mark.parametrize(("header", "seconds", "why"), RETRY_AFTER)
def test_retry_after_garbage(header: str | None, seconds: float, why: str) -> None:
    assert retry_after(header) == seconds, why


async def test_a_429_without_json_waits_as_well(room: Newsroom, time: StoppedClock) -> None:
    room.slack.faults.plan(POST, http_status(429, body="<html>Too many</html>"))
    await ask(room)
    await time.resting(0.5, 1)
    time.advance(1)
    assert len(await the_card_after_a_refusal(room, time)) == 1


async def test_clock_jump(room: Newsroom, time: StoppedClock) -> None:
    """A clock that is set ahead shortens no pause; one that is set back lengthens none."""
    for wrong in (3600, -7200):
        room.slack.faults.plan(POST, rate_limited(30))
        await ask(room, channel=PRIVATE)
        await time.resting(29, 30)
        tried = len(calls(room))
        time.set_wrong(wrong)
        room.bot.sender.wake()
        time.advance(29)
        await time.resting(0.5, 1)
        assert len(calls(room)) == tried
        time.advance(1)
        await room.slack.until(lambda tried=tried: len(calls(room)) == tried + 1)
        time.advance(1)
        await room.slack.until(lambda tried=tried: len(calls(room)) == tried + 2)
        time.advance(1)


async def test_a_channel_gets_one_message_a_second(room: Newsroom, time: StoppedClock) -> None:
    for _ in range(4):
        await ask(room)
    await room.slack.until(lambda: len(calls(room)) == 4)
    await time.resting(0.5, 1)
    assert len(calls(room)) == 4
    for count in (5, 6, 7, 8):
        time.advance(1)
        await room.slack.until(lambda count=count: len(calls(room)) == count)
    assert len(cards(room)) == 4


# Nobody knows

AMBIGUOUS = {
    "500": http_status(500),
    "503": http_status(503),
    "500 after it was posted": http_status(500, takes_effect=True),
    "a page of HTML": http_status(200, body="<html>Oops</html>"),
    "a page of HTML after it was posted": http_status(200, body="<html>Oops", takes_effect=True),
    "half of an answer": truncated(takes_effect=False),
    "half of an answer after it was posted": truncated(),
    "closed": closed(),
    "reset": reset(),
    "reset after it was posted": reset(takes_effect=True),
    "no answer": hanging(),
    "no answer after it was posted": hanging(takes_effect=True),
    "internal_error": refused("internal_error"),
    "fatal_error": refused("fatal_error"),
}


@pytest.mark.parametrize("fault", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
@pytest.mark.parametrize("what", ["opening", "card"])
async def test_ambiguous_answers(
    room: Newsroom, time: StoppedClock, fault: Fault, what: str
) -> None:
    """After a pause the message is looked for, and posted again only where it is not."""
    room.slack.faults.plan(POST, fault, fits=lambda sent: is_card(sent) == (what == "card"))
    await ask(room)
    await time.resting(4, 5)
    assert await outbox_at_rest(room) == {"unknown": 1, **_other(what)}
    time.advance(5)
    if not fault.takes_effect:
        await time.resting(1, 4)
        time.advance(4)
    looked = "conversations.replies" if what == "card" else "conversations.history"
    await room.slack.until(lambda: calls(room, looked))
    await the_card(room)
    await ask(room, "F-2")
    await room.slack.until(lambda: len(cards(room)) == len(posted(room)) == 2)
    assert len(calls(room)) == (4 if fault.takes_effect else 5)
    assert len(calls(room, looked)) == 1


def _other(what: str) -> dict[str, int]:
    return {"sent": 1} if what == "card" else {"waiting": 1}


async def test_accept_then_drop_posts_once(room: Newsroom, time: StoppedClock) -> None:
    """Both messages of an answer are posted, and the connection ends before Slack says so."""
    room.slack.faults.plan(POST, closed(takes_effect=True), times=2)
    await ask(room)
    for _ in range(2):
        await time.resting(4, 5)
        time.advance(5)
    await room.slack.until(lambda: len(cards(room)) == len(posted(room)) == 1)
    await ask(room, "F-2")
    await room.slack.until(lambda: len(cards(room)) == len(posted(room)) == 2)
    assert len(calls(room)) == 4


async def test_a_direct_message_is_looked_for_too(room: Newsroom, time: StoppedClock) -> None:
    room.slack.faults.plan(POST, closed(takes_effect=True))
    direct = room.slack.workspace.direct_message(REPORTER).id
    await room.slack.say(REPORTER, direct, "F-1")
    await time.resting(4, 5)
    time.advance(5)
    await room.slack.until(lambda: calls(room, "conversations.history"))
    await room.slack.say(REPORTER, direct, "F-2")
    await room.slack.until(lambda: len(told(room, REPORTER)) == 2)
    assert ["F-1 rev 1" in words(one) for one in told(room, REPORTER)] == [True, False]


async def test_a_look_that_fails_is_made_again_before_anything_is_posted(
    room: Newsroom, time: StoppedClock
) -> None:
    room.slack.faults.plan(POST, closed(takes_effect=True), fits=is_card)
    for fault in (http_status(500), refused("internal_error"), rate_limited(3)):
        room.slack.faults.plan("conversations.replies", fault)
    await ask(room)
    await time.resting(4, 5)
    time.advance(5)
    for _ in range(3):
        await time.resting(1, 16)
        time.advance(16)
    await room.slack.until(lambda: len(calls(room, "conversations.replies")) == 4)
    await ask(room, "F-2")
    await room.slack.until(lambda: len(cards(room)) == 2)
    assert len(calls(room)) == 4


async def test_without_history_a_reply_is_posted_once_more_and_then_shown_to_an_admin(
    blind: Newsroom, time: StoppedClock
) -> None:
    """A card too many is better than none; a third would be a nuisance."""
    blind.slack.faults.plan(POST, closed(takes_effect=True), times=2, fits=is_card)
    await ask(blind)
    for _ in range(2):
        await time.resting(4, 5)
        time.advance(5)
    (alarm,) = await blind.slack.until(lambda: told(blind))
    assert "did not say whether it posted the message" in words(alarm)
    assert len(cards(blind)) == 2


async def test_sdk_does_not_repost(room: Newsroom, time: StoppedClock) -> None:
    """The client has no retry handlers, and Slack is called once for each message."""
    client = slack_client("xoxb-any", api_url=room.slack.api_url, session=None)
    assert client.retry_handlers == []
    room.slack.faults.plan(POST, closed(takes_effect=True))
    await ask(room)
    await time.resting(4, 5)
    assert len(calls(room)) == 1


# Slack is away


async def test_what_cannot_reach_slack_was_not_posted_and_is_posted_later(
    room: Newsroom, time: StoppedClock
) -> None:
    """Nothing listens: nothing is looked for, and all is posted once Slack is there again."""
    room.slack.faults.plan(POST, rate_limited(1))
    await ask(room)
    await time.resting(0.5, 1)
    await room.slack.__aexit__(None, None, None)
    time.advance(1)
    for pause in (2, 4, 8):
        await time.resting(pause - 0.5, pause)
        time.advance(pause)
    await time.resting(15, 16)
    await room.slack.__aenter__()
    time.advance(16)
    await the_card_after_a_refusal(room, time)
    assert (len(calls(room)), calls(room, "conversations.history")) == (3, [])


async def test_a_command_is_taken_while_slack_answers_nothing(room: Newsroom) -> None:
    """The first command of a process too, of which Bolt would ask Slack whose it is."""
    room.slack.faults.plan("*", closed(), times=None)
    await ask(room)


# Slack says no

PERMANENT = ["is_archived", "msg_too_long", "restricted_action", "a_word_of_tomorrow"]


@pytest.mark.parametrize("error", PERMANENT)
async def test_permanent_errors_dead_letter(room: Newsroom, error: str) -> None:
    """Tried once, shown to the admin once, in Home and on the health page; the channel goes on.

    Who asked gets the answer alone, with the reason.
    """
    room.slack.faults.plan(POST, refused(error), times=2, fits=lambda s: s["channel"] == NEWSROOM)
    await ask(room)
    await ask(room, "F-2")
    (alarm,) = await room.slack.until(lambda: told(room))
    await ask(room, "F-3")
    await the_card(room)
    assert error in words(alarm)
    assert len(posted(room)) == 1
    # What only one person sees has no order to keep.
    first, second = sorted(map(words, room.slack.ephemerals(REPORTER)))
    assert "did not let Factdesk post the answer here" in first
    assert "California Values Act" in first
    assert "Packaging" in second
    assert await outbox_at_rest(room) == {"dead": 2, "cancelled": 2, "sent": 5}
    status, shown = await readyz(room)
    assert status == 200
    assert [one["why"] for one in shown["dead"]] == [error, error]  # type: ignore[index, attr-defined]
    assert len(told(room)) == 1
    tab = texts((await home(room, ADMIN)).as_slack()).replace("\u2060", "")
    assert "2 messages for a channel" in tab
    assert f"Slack’s error code: {error}" in tab


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel"])
async def test_where_the_bot_was_taken_out_the_asker_gets_the_card_alone(
    room: Newsroom, error: str
) -> None:
    room.slack.faults.plan(POST, refused(error))
    await ask(room)
    (card,) = await room.slack.until(lambda: room.slack.ephemerals(REPORTER))
    assert "/invite @Factdesk" in words(card)
    assert told(room) == []


async def test_an_admin_sends_dead_letters_again_and_nobody_else_does(
    room: Newsroom, time: StoppedClock
) -> None:
    room.slack.faults.plan(POST, refused("is_archived"), times=2, fits=lambda s: not is_card(s))
    await ask(room)
    await ask(room, "F-2")
    (alarm,) = await room.slack.until(lambda: told(room))
    await room.slack.until(lambda: len(calls(room)) == 3)
    time.advance(10)
    pressed = await room.slack.click(
        ADMIN, channel=alarm.channel, ts=alarm.ts, action_id="try_again"
    )
    await room.slack.until(lambda: len(cards(room)) == 2)
    assert "2 messages are being sent again" in words(told(room)[0])
    stolen = await room.again(pressed, trigger_id="1.2.3", user={"id": EDITOR})
    assert stolen.is_acknowledged
    assert len(posted(room)) == 2


async def test_what_is_refused_again_is_told_of_again(room: Newsroom, time: StoppedClock) -> None:
    """The button is gone from the first message, so that there must be a second."""
    room.slack.faults.plan(
        POST, refused("is_archived"), times=2, fits=lambda s: s["channel"] == NEWSROOM
    )
    await ask(room)
    for count in (1, 2):
        alarm = (await room.slack.until(lambda count=count: told(room)[count - 1 :]))[0]
        time.advance(10)
        await room.slack.click(ADMIN, channel=alarm.channel, ts=alarm.ts, action_id="try_again")
    await the_card(room)
    assert len(told(room)) == 2


TOKENS = ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"]


@pytest.mark.parametrize("error", TOKENS)
async def test_revoked_token_parks_queue(room: Newsroom, time: StoppedClock, error: str) -> None:
    """Nothing is posted or lost; all of it is posted once Slack accepts the token again."""
    room.slack.faults.plan(POST, refused(error))
    room.slack.faults.plan("auth.test", refused(error), times=None)
    await ask(room)
    await time.resting(59, 60)
    await ask(room, "F-2")
    status, shown = await readyz(room)
    assert status == 503
    assert error in str(shown["why"])
    assert shown["outbox"] == {"waiting": 4}
    time.advance(60)
    await time.resting(59, 60)
    assert len(calls(room)) == 1
    room.slack.faults.clear()
    time.advance(60)
    await room.slack.until(lambda: len(cards(room)) == 2)
    assert (await readyz(room))[0] == 200


# Order, and what breaks us


async def test_a_thread_keeps_its_order_when_its_first_reply_fails(
    room: Newsroom, time: StoppedClock
) -> None:
    thread = await _asked_in_thread(room, ["F-1", "F-2", "F-3"], http_status(500))
    await room.slack.until(lambda: len(calls(room)) == 1)
    await time.resting(4, 5)
    assert len(calls(room)) == 1
    time.advance(5)
    await time.resting(1, 4)
    time.advance(4)
    await room.slack.until(lambda: len(thread()) == 3)
    found = [next(f for f in ("F-1", "F-2", "F-3") if f"{f} rev" in words(o)) for o in thread()]
    assert found == ["F-1", "F-2", "F-3"]


async def test_poison_row(
    room: Newsroom, time: StoppedClock, databases: Databases, database_url: str
) -> None:
    """A row that breaks the sender is put aside after five tries; what is behind it moves."""
    thread = await _asked_in_thread(room, ["F-1", "F-2"], rate_limited(30))
    await time.resting(29, 30)
    databases.run(
        database_url,
        "UPDATE delivery SET message = 'no JSON: secret words' "
        "WHERE state = 'waiting' AND delivery_number = 1",
    )
    time.advance(30)
    for pause in (2, 4, 8, 16):
        await time.resting(pause / 2, pause)
        assert thread() == []
        time.advance(pause)
    await room.slack.until(lambda: told(room))
    time.advance(1)  # the broken row took the channel's one message of that second
    (card,) = await room.slack.until(thread)
    assert "F-2 rev" in words(card)
    (alarm,) = await room.slack.until(lambda: told(room))
    assert "JSONDecodeError" in words(alarm)
    assert "secret words" not in json.dumps(alarm.blocks)


async def _asked_in_thread(
    room: Newsroom, questions: list[str], fault: Fault
) -> Callable[[], list[Message]]:
    """Ask in one thread while the first reply fails; returns what reads the bot's replies."""
    slack: StandIn = room.slack
    parent = slack.messages(NEWSROOM)[0].ts
    slack.faults.plan(POST, fault)
    for question in questions:
        await slack.say(REPORTER, NEWSROOM, f"<@U0FACTDESK> {question}", thread_ts=parent)
    return lambda: [one for one in slack.messages(NEWSROOM, parent) if one.is_bots]


async def test_response_url_expired(room: Newsroom) -> None:
    """What can no longer be shown in place reaches the asker as a direct message."""
    room.slack.faults.plan("response_url", http_status(404))
    await ask(room, "who signed SB 54 in 2017", "C0POLITICS")
    (card,) = await room.slack.until(lambda: told(room, REPORTER))
    assert "Jerry Brown" in words(card)


async def test_what_may_have_been_posted_when_it_is_corrected_is_followed_by_a_notice(
    room: Newsroom, time: StoppedClock
) -> None:
    """The card's outcome is unknown when the correction is approved: the thread gets both."""
    room.slack.faults.plan(POST, closed(takes_effect=True), times=2)
    await ask(room)
    await time.resting(4, 5)
    time.advance(5)
    await time.resting(4, 5)
    assert (await room.desk.outbox.state()).counts["unknown"] == 1
    await corrected(room, LAW, signed_on(await the_law(room), "2017-10-06"))
    time.advance(5)

    def notices() -> list[Message]:
        return [one for one in cards(room) if "CORRECTION" in str(one.blocks)]

    await room.slack.until(notices)
    assert len(cards(room)) == 2
    assert "F-1 rev 1" in str(cards(room)[0].blocks) or is_struck(cards(room)[0])
