"""A press is acknowledged even where the best-effort Slack call after its commit hangs or fails."""

from collections.abc import AsyncIterator

import pytest
from driver import NEWSROOM, Newsroom, OpenNewsroom, picker_value, posted, words

from rehearsal import BOT_USER_ID, REPORTER, Fault, closed, hanging, http_status, reset

FAULTS = {
    "no answer": hanging(),
    "reset": reset(),
    "closed": closed(),
    "500": http_status(500),
    "404": http_status(404),
}


@pytest.fixture
async def newsroom(open_newsroom: OpenNewsroom) -> AsyncIterator[Newsroom]:
    """A newsroom whose bot does not wait long where the test lets Slack hang."""
    async with open_newsroom(best_effort_in=0.7) as opened:
        yield opened


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_a_press_is_acknowledged_whatever_becomes_of_the_call_after_it(
    newsroom: Newsroom, fault: Fault
) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = slack.ephemerals(REPORTER)
    slack.faults.plan("response_url", fault, times=None)
    pressed = await slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick",
        value=picker_value(picker, "California Values Act"),
    )  # fmt: skip
    assert pressed.is_acknowledged, pressed.problem
    await slack.until(lambda: len(posted(newsroom)) == 1)


async def test_an_event_is_sent_again_where_nobody_could_be_told_that_it_failed(
    newsroom: Newsroom,
) -> None:
    """Slack's second try finds that Slack itself answers again, and the person is told."""
    newsroom.slack.faults.plan("chat.postEphemeral", hanging())
    asked = await newsroom.slack.say(
        REPORTER, NEWSROOM, f"<@{BOT_USER_ID}> SB 54 as of 2199-01-01", retries=True
    )
    assert asked.is_acknowledged
    (told,) = newsroom.slack.ephemerals(REPORTER)
    assert "is in the future" in words(told)
    first, second = [one for one in newsroom.slack.exchanges if one.kind == "events_api"]
    assert (first.is_acknowledged, second.is_acknowledged) == (False, True)
