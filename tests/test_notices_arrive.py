"""A notice goes where the card was, and nowhere else."""

import pytest
from driver import (
    LAW,
    NEWSROOM,
    Newsroom,
    ask,
    corrected,
    posted,
    settled,
    signed_on,
    the_law,
    words,
)

from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR

pytestmark = pytest.mark.both_databases

PRIVATE = "C0PRIVATE"


async def test_no_channel_leak(newsroom: Newsroom) -> None:
    """A card in a private channel is corrected there; nobody outside reads that it was there."""
    slack = newsroom.slack
    await ask(newsroom, "F-1")
    await slack.command(REPORTER, PRIVATE, "/fact F-1")
    opening = (await slack.until(lambda: posted(newsroom, PRIVATE)))[0]
    await slack.until(lambda: slack.messages(PRIVATE, opening.ts)[1:])
    await settled(newsroom)
    await corrected(newsroom, LAW, signed_on(await the_law(newsroom), "2017-10-06"))
    await slack.until(lambda: slack.messages(PRIVATE, opening.ts)[2:])
    await settled(newsroom)
    for person in (SECOND_EDITOR, ADMIN, EDITOR):
        await slack.command(person, NEWSROOM, "/fact history F-1")
    alone = [one for person in (SECOND_EDITOR, ADMIN, EDITOR) for one in slack.ephemerals(person)]
    elsewhere = [
        one
        for channel in slack.workspace.conversations
        if channel != PRIVATE
        for top in slack.messages(channel)
        for one in slack.messages(channel, top.ts)
        if one.is_bots
    ]
    assert len(elsewhere) == 3
    for message in (*alone, *elsewhere):
        assert "investigations" not in words(message)
    for message in elsewhere:
        assert PRIVATE not in words(message)
