"""A channel shared with another organisation: its people are there, and are not served."""

import logging

import pytest
from driver import NEWSROOM, Newsroom, ask, picker_value, posted, words

from rehearsal import BOT_USER_ID, REPORTER

OTHERS = "T0OTHERS"


async def test_shared_channel_foreign_user(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever somebody of another team does is acknowledged, refused and logged; nothing more."""
    slack = newsroom.slack
    slack.workspace.change_conversation(NEWSROOM, is_ext_shared=True)
    await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    picker = slack.ephemerals(REPORTER)[-1]
    pressed = await slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick",
        value=picker_value(picker, "California Values Act"),
    )  # fmt: skip
    await slack.until(lambda: len(posted(newsroom)) == 1)
    command = await slack.command(REPORTER, NEWSROOM, "/fact price of eggs")
    said = await slack.say(REPORTER, NEWSROOM, f"<@{BOT_USER_ID}> price of eggs")
    event = {**said.payload["event"], "text": f"<@{BOT_USER_ID}> F-1"}
    user = {**pressed.payload["user"], "team_id": OTHERS}
    caplog.clear()
    with caplog.at_level(logging.WARNING, "bot.app"):
        typed = await newsroom.again(command, trigger_id="1.2.a", team_id=OTHERS, text="F-1")
        told = [
            await newsroom.again(pressed, trigger_id="1.2.b", user=user),
            await newsroom.again(said, event_id="EvA", event=event | {"user_team": OTHERS}),
            await newsroom.again(said, event_id="EvB", event=event | {"team": OTHERS}),
        ]
    assert "its own newsroom only" in str(typed.body)
    assert [one.status for one in told] == [200, 200, 200]
    assert len(caplog.messages) == 4
    await ask(newsroom, "F-2")
    assert len(posted(newsroom)) == 2
    assert not any("F-1 rev" in words(one) for one in slack.messages(NEWSROOM, said.ts))
