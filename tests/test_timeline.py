"""A law's history as a picture, in the modal of a card's court history."""

from datetime import timedelta
from itertools import pairwise

import pytest
from driver import NEWSROOM, Newsroom, ask, top_view

from bot.cards.timeline import spans, timeline
from bot.forms.modal import BLOCK_LIMIT, reading_view
from facts import Desk, Match, law
from facts.answer import Outcome
from rehearsal import REPORTER, Fault, closed, http_status, rate_limited, refused, reset, truncated

UPLOADS = ["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "views.update"]
FAULTS = {
    "refused": refused("missing_scope"),
    "429": rate_limited(30),
    "500": http_status(500),
    "half of an answer": truncated(takes_effect=False),
    "closed": closed(),
    "reset": reset(),
}


async def match(desk: Desk, asked: str) -> Match:
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert answer.outcome is Outcome.FOUND
    return answer.match


async def test_the_picture_shows_when_the_law_was_in_force(desk: Desk) -> None:
    made = timeline(await match(desk, "F-1"))
    assert made is not None
    assert made.png.startswith(b"\x89PNG")
    assert made.alt == (
        "Timeline: Dec 5, 2016 to Oct 5, 2017: proposed; Oct 5, 2017 to Jan 1, 2018: enacted, not "
        "yet in effect; Jan 1, 2018 on: in force. Court decisions: Jul 5, 2018, Apr 18, 2019, "
        "Jan 10, 2020, Jun 15, 2020."
    )


async def test_a_past_date_has_nothing_later_in_its_picture(desk: Desk) -> None:
    made = timeline(await match(desk, "F-1 as of 2018-09-01"))
    assert made is not None
    assert made.alt.endswith("Court decisions: Jul 5, 2018.")


@pytest.mark.parametrize("asked", ["F-3", "F-12"])
async def test_what_never_changed_has_no_picture(desk: Desk, asked: str) -> None:
    assert timeline(await match(desk, asked)) is None


async def test_its_spans_say_where_the_law_stands_on_every_day(desk: Desk) -> None:
    act = await match(desk, "F-1")
    assert act.law_body is not None
    found = spans(act)
    for one, after in pairwise(found):
        assert one.until == after.since
    for days in range((act.on - found[0].since).days):
        day = found[0].since + timedelta(days=days)
        (span,) = [one for one in found if one.since <= day and (not one.until or day < one.until)]
        assert span.state is law.standing.standing(act.law_body, act.decision_bodies, day).state


async def shown(newsroom: Newsroom) -> list[dict[str, object]]:
    """Press Court history on the card of the law; return the picture once it is there."""
    _, card = await ask(newsroom, "did the Supreme Court uphold SB 54")
    slack = newsroom.slack
    place = {"channel": card.channel, "ts": card.ts}
    await slack.click(REPORTER, **place, action_id="court_history")
    return await slack.until(lambda: _images(newsroom))


def _images(newsroom: Newsroom) -> list[dict[str, object]]:
    return [one for one in top_view(newsroom, REPORTER).blocks if one["type"] == "image"]


def methods(newsroom: Newsroom) -> list[str]:
    return [one.method for one in newsroom.slack.calls]


async def test_it_follows_the_words_and_is_shared_with_nobody(newsroom: Newsroom) -> None:
    (picture,) = await shown(newsroom)
    assert "Court decisions" in str(picture["alt_text"])
    (completed,) = [
        one for one in newsroom.slack.calls if one.method == "files.completeUploadExternal"
    ]
    assert set(completed.arguments) == {"files"}
    assert {message.channel for message in newsroom.slack.messages(NEWSROOM)} == {NEWSROOM}
    await newsroom.slack.close(REPORTER, top_view(newsroom, REPORTER).id)
    await shown(newsroom)
    assert methods(newsroom).count("upload") == 1


@pytest.mark.parametrize("method", UPLOADS)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_without_it_the_words_are_there(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, method: str, fault: Fault
) -> None:
    slack = newsroom.slack
    slack.faults.plan(method, fault, times=4)
    _, card = await ask(newsroom, "did the Supreme Court uphold SB 54")
    pressed = await slack.click(
        REPORTER, channel=card.channel, ts=card.ts, action_id="court_history"
    )
    assert pressed.is_acknowledged
    await newsroom.bot.pictures.idle()
    assert "a picture was not shown" in caplog.text
    assert "declined to hear" in str(top_view(newsroom, REPORTER).blocks)
    assert _images(newsroom) == []


async def test_a_view_that_is_full_makes_room_for_it(newsroom: Newsroom) -> None:
    await shown(newsroom)
    view = top_view(newsroom, REPORTER)
    made = timeline(await match(newsroom.desk, "F-1"))
    assert made is not None
    full = reading_view("Court history", [{"type": "divider"}] * BLOCK_LIMIT)
    newsroom.bot.pictures.add(made, view.id, full)
    await newsroom.bot.pictures.idle()
    assert len(top_view(newsroom, REPORTER).blocks) == BLOCK_LIMIT
    assert len(_images(newsroom)) == 1
