"""History: where a card was posted, with channel, time and asker, twenty places a page."""

import pytest
from driver import NEWSROOM, Newsroom, ask, choose, settled, texts, top_view

from rehearsal import EDITOR, REPORTER


def rows(blocks: list[dict[str, object]]) -> list[str]:
    """The rows that have a place, as JSON."""
    found = [
        str(row)
        for block in blocks
        for part in block.get("elements", [])  # type: ignore[attr-defined]
        for row in part.get("elements", [])
    ]
    return [row for row in found if "'type': 'channel'" in row]


async def test_thirty_places_are_two_pages_behind_the_newest_five(newsroom: Newsroom) -> None:
    """Places count from the moment that they are in the outbox: the slowest is posted later."""
    slack = newsroom.slack
    for _ in range(30):
        await slack.command(REPORTER, NEWSROOM, "/fact F-1")
    await slack.command(EDITOR, NEWSROOM, "/fact history F-1")
    shown = slack.ephemerals(EDITOR)[-1]
    assert len(rows(list(shown.blocks or []))) == 5
    await slack.click(EDITOR, channel=NEWSROOM, ts=shown.ts, action_id="history")
    first = top_view(newsroom, EDITOR)
    assert len(rows(first.blocks)) == 20
    for row in rows(first.blocks):
        assert NEWSROOM in row
        assert REPORTER in row
        assert "'type': 'date'" in row
    assert "1 to 20" in texts(first.as_slack())
    await slack.click(EDITOR, view_id=first.id, action_id="history_page.Next")
    second = top_view(newsroom, EDITOR)
    assert second.id == first.id
    assert len(rows(second.blocks)) == 10
    assert "21 to 30" in texts(second.as_slack())
    assert "history_page.Next" not in str(second.blocks)
    await slack.click(EDITOR, view_id=second.id, action_id="history_page.Previous")
    assert "1 to 20" in texts(top_view(newsroom, EDITOR).as_slack())


async def test_a_place_links_to_its_card_for_editors_only(newsroom: Newsroom) -> None:
    opening, card = await ask(newsroom, "F-1")
    await choose(newsroom, EDITOR, card, "history F-1")
    (row,) = rows(top_view(newsroom, EDITOR).blocks)
    assert opening.ts is not None
    assert opening.ts.replace(".", "") in row
    await choose(newsroom, REPORTER, card, "history F-1")
    assert rows(top_view(newsroom, REPORTER).blocks) == []


@pytest.mark.parametrize("place", ["D", "alone"])
async def test_what_one_person_was_shown_names_neither_asker_nor_channel(
    newsroom: Newsroom, place: str
) -> None:
    slack = newsroom.slack
    channel = slack.workspace.direct_message(REPORTER).id if place == "D" else "C0POLITICS"
    await slack.command(REPORTER, channel, "/fact F-1")
    await settled(newsroom)
    await slack.command(EDITOR, NEWSROOM, "/fact history F-1")
    shown = slack.ephemerals(EDITOR)[-1]
    assert "to one person only" in str(shown.blocks)
    assert REPORTER not in str(shown.blocks)
    assert channel not in str(shown.blocks)
