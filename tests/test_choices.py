"""Of many facts that fit, five are offered at a time, each with what sets it apart."""

import builders as b
from driver import NEWSROOM, Newsroom, picker_value, words

from benchmarks.desk import load
from facts import Desk
from rehearsal import REPORTER

TOPICS = ("buses", "lunches", "trees", "pipes", "novels", "handwriting", "playgrounds")


async def file_seven(desk: Desk) -> None:
    bodies = [
        b.quote(
            passages=[f"The board voted on {topic} tonight."],
            speaker="Tampa school board",
            speaker_aliases=(),
            said_on=f"2020-03-0{day}",
            role=None,
            topic=topic,
        )
        for day, topic in enumerate(TOPICS, start=1)
    ]
    filings = [(str(number), body) for number, body in enumerate(bodies)]
    async for _ in load(desk, filings, editor="U1", reason="made up"):
        pass


async def test_more_shows_the_choices_that_are_left_and_any_of_them_can_be_picked(
    newsroom: Newsroom,
) -> None:
    await file_seven(newsroom.desk)
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact what did the Tampa school board say")
    (picker,) = slack.ephemerals(REPORTER)
    assert "7 facts on file* fit that" in words(picker)
    assert sum(topic in words(picker) for topic in TOPICS) == 5
    (more,) = [
        element["value"]
        for block in picker.blocks or []
        for element in block.get("elements", ())
        if element.get("action_id") == "more_choices"
    ]
    await slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="more_choices", value=more
    )
    (rest,) = await slack.until(
        lambda: [one for one in slack.ephemerals(REPORTER) if more not in str(one.blocks)]
    )
    shown = [topic for topic in TOPICS if topic in words(rest)]
    assert len(shown) == 2
    assert "7 facts on file* fit that" in words(rest)
    assert "More" not in words(rest)
    assert picker_value(rest, shown[0])


async def test_a_choice_has_its_state_and_session_or_its_court_and_year(newsroom: Newsroom) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = newsroom.slack.ephemerals(REPORTER)
    assert "SB 54 (2017–2018), California" in words(picker)
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact sanctuary law court case")
    picker = newsroom.slack.ephemerals(REPORTER)[-1]
    assert "Supreme Court, No. 19-532, 2020" in words(picker)
